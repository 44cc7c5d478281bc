"""Whether words fit paper, cards and slides: what was found to fit is remembered by content."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version as version_of
from pathlib import Path

from generator.assets import FONTS, ROOT
from generator.channels import card, leaflet
from generator.channels.leaflet import Member
from generator.model.campaign import Campaign
from generator.model.facts import FontFace, LanguageFacts
from generator.model.printing import Reserve, Version
from generator.problems import ContentError, Problem
from generator.typesetting import designs

REMEMBERED = ROOT / ".cache/paper"
"""Files named after leaflets that fit; each says how much more may be written on it."""


def problems(campaign: Campaign, told: Callable[[Version], None]) -> Iterator[Problem]:
    """Yield what is wrong with a leaflet, card, talk or quiz; `told` hears of each leaflet that
    is set.

    Of an edition for many places one of each kind is enough, with the widest of their words.
    """
    from generator.channels import quiz, slides  # their libraries are slow to load

    for members in _all(campaign):
        fits = _print(campaign, members)
        if not fits.exists():
            told(members[0][0])
            yield from _set(campaign, members, fits)
    yield from card.problems(campaign)
    yield from slides.problems(campaign)
    for voice, own, html in quiz.sheets(campaign):
        fits = _remembered(hashlib.sha256(html.encode()), voice.typeface)
        if not fits.exists():
            found = quiz.problems(own, html)
            yield from found
            if not found:
                _remember(fits, ())


def reserves(campaign: Campaign) -> Iterator[tuple[Version, list[Reserve]]]:
    """Yield how much more may be written on each leaflet that was found to fit."""
    for members in _all(campaign):
        fits = _print(campaign, members)
        if fits.exists():
            found = json.loads(fits.read_text("utf-8") or "[]")
            yield members[0][0], [Reserve(*line) for line in found]


def _all(campaign: Campaign) -> Iterator[list[Member]]:
    """Yield leaflets that differ in nothing but their own words."""
    editions: dict[tuple[str, str], list[Version]] = {}
    for version in campaign.versions.values():
        editions.setdefault((version.edition, version.language), []).append(version)
    for versions in editions.values():
        yield from leaflet.alike(campaign, versions)


def _set(campaign: Campaign, members: Sequence[Member], fits: Path) -> Iterator[Problem]:
    try:
        made = leaflet.leaflet(campaign, members[0][0])
        if any(members[0][1][1:]):  # more of their own than a code
            leaflet.base(campaign, members)
    except ContentError as error:
        yield from error.problems
    else:
        _remember(fits, made.reserves)


def _print(campaign: Campaign, members: Sequence[Member]) -> Path:
    """Return the file that stands for all that leaflets are made from: others must be looked at
    again.
    """
    version, _own = members[0]
    found = hashlib.sha256(leaflet.html(campaign, version).encode())
    for own in sorted({own._replace(code="") for _version, own in members}):
        found.update("\0".join(own).encode())
    for name, content in designs.files(campaign.editions[version.edition].design):
        found.update(f"\0{name}\0".encode() + content)
    return _remembered(found, campaign.tables.of(LanguageFacts)[version.language].font)


def _remembered(found: "hashlib._Hash", face: FontFace) -> Path:
    """Return the file that stands for words that were fingerprinted, in a typeface and as it is
    set today.
    """
    for file in face.files:
        path = FONTS / file
        found.update(f"\0{file}\0{path.stat().st_size if path.is_file() else '-'}".encode())
    found.update(f"\0{version_of('weasyprint')}\0{version_of('canhgiac')}".encode())
    return REMEMBERED / found.hexdigest()


def _remember(fits: Path, left: Sequence[Reserve]) -> None:
    try:
        fits.parent.mkdir(parents=True, exist_ok=True)
        fits.write_text(json.dumps(left), "utf-8")
    except OSError:
        pass  # a checkout that cannot be written to: look again next time
