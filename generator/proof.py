"""Whether words fit paper and cards, remembered by content: only what changed is set again."""

import hashlib
from collections.abc import Callable, Iterator
from importlib.metadata import version as version_of
from pathlib import Path

from generator.assets import FONTS, ROOT
from generator.channels import card, leaflet
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.printing import Version
from generator.problems import ContentError, Problem
from generator.typesetting import designs

REMEMBERED = ROOT / ".cache/paper"
"""Empty files, each named after a leaflet that fits."""


def problems(campaign: Campaign, told: Callable[[Version], None]) -> Iterator[Problem]:
    """Yield what is wrong with any leaflet or card; `told` hears of each leaflet that is set.

    Of an edition for many places one is enough: its places differ in their codes alone.
    """
    first: dict[tuple[str, str], Version] = {}
    for version in campaign.versions.values():
        first.setdefault((version.edition, version.language), version)
    for version in first.values():
        fits = REMEMBERED / _print(campaign, version)
        if fits.exists():
            continue
        told(version)
        try:
            leaflet.leaflet(campaign, version)
        except ContentError as error:
            yield from error.problems
        else:
            _remember(fits)
    yield from card.problems(campaign)


def _print(campaign: Campaign, version: Version) -> str:
    """Fingerprint all that a leaflet is made from: another one must be looked at again."""
    found = hashlib.sha256(leaflet.html(campaign, version).encode())
    for name, content in designs.files(campaign.editions[version.edition].design):
        found.update(f"\0{name}\0".encode() + content)
    for file in campaign.tables.of(LanguageFacts)[version.language].font.files:
        path = FONTS / file
        found.update(f"\0{file}\0{path.stat().st_size if path.is_file() else '-'}".encode())
    found.update(f"\0{version_of('weasyprint')}\0{version_of('canhgiac')}".encode())
    return found.hexdigest()


def _remember(fits: Path) -> None:
    try:
        fits.parent.mkdir(parents=True, exist_ok=True)
        fits.touch()
    except OSError:
        pass  # a checkout that cannot be written to: look again next time
