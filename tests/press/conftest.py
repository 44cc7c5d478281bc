"""A press file to look at, which no test changes."""

import pytest

from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.press import finish


@pytest.fixture(scope="session")
def one(mini: Campaign) -> bytes:
    """A press file of one leaflet, two sides of A5."""
    raw = leaflet.for_press(mini, next(iter(mini.versions.values())))
    return finish.finished(raw, "thu", mini.settings.updated)
