"""A press file to look at, which no test changes."""

import pytest
from support.press import pressed

from generator.model.campaign import Campaign


@pytest.fixture(scope="session")
def one(mini: Campaign) -> bytes:
    """A press file of one leaflet, two sides of A5."""
    return pressed(mini, next(iter(mini.versions.values())))
