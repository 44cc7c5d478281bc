"""Which press files a job has: leaflets in one language, in the order of their places."""

from typing import NamedTuple

from generator.model.campaign import Campaign
from generator.model.printing import Version

ALL = "tat-ca"
"""Starts the name of a file for many places."""


class PressFile(NamedTuple):
    """A file of a job: leaflets in one language, one after the other."""

    name: str
    language: str
    versions: tuple[Version, ...]


def files(campaign: Campaign, edition: str) -> list[PressFile]:
    """Return the press files of an edition: one a language, or one for each commune as well."""
    facts = campaign.editions[edition]
    versions = [v for v in campaign.versions.values() if v.edition == edition]
    found: dict[tuple[str, str], list[Version]] = {}
    for tag in facts.languages:
        for version in versions:
            if version.language == tag:
                found.setdefault((tag, _cut(campaign, version)), []).append(version)
    return [
        PressFile(f"{kept[0].unit if len(kept) == 1 else key}-{tag}.pdf", tag, tuple(kept))
        for (tag, key), kept in found.items()
    ]


def _cut(campaign: Campaign, version: Version) -> str:
    """Return the name of the file a leaflet is in, without language and ending."""
    unit = campaign.places[version.edition][version.unit].unit
    each = campaign.editions[version.edition].files == "unit"
    return ALL if not each else unit.key if unit else version.unit
