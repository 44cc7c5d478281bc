"""Every output there is: a campaign and a language in, artifacts out."""

from collections.abc import Callable, Iterator

from generator.artifact import Artifact
from generator.channels import feed, landing, leaflet
from generator.channels.pages import kinds as site
from generator.model import Campaign

Channel = Callable[[Campaign, str], Iterator[Artifact]]
"""Yields the output of one language (by tag); never writes, never logs on good input."""

CHANNELS: dict[str, Channel] = {
    "site": site.pages,
    "landing": landing.pages,
    "feed": feed.feeds,
    "leaflet": leaflet.leaflets,
}
