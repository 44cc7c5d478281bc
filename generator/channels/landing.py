"""The page a printed QR code opens: one small file, no script, one request."""

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from markupsafe import Markup, escape

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.channels.pages import look
from generator.model.addresses import relative
from generator.model.campaign import Campaign
from generator.model.places import Place
from generator.model.printing import ShortCode, Version
from generator.model.since import Since, since
from generator.model.voice import Voice
from generator.rendering import environment, linked


def pages(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the page of each code of a run, retired ones too, in capitals and small letters.

    Both are the same bytes: where a disk takes the two folders for one, nothing is lost, and
    nothing leads to itself.
    """
    voice_of = cache(partial(linked, campaign))
    since_of = cache(partial(since, campaign))
    sheets: dict[tuple[object, ...], list[str]] = {}
    for code in campaign.codes[scope.first : scope.last]:
        voice, changes = voice_of(code.language), since_of(code.edition, code.language)
        own = _own(campaign, voice, code, changes)
        kind = code.edition, code.language, code.status, own.kind
        if kind not in sheets:
            sheets[kind] = _sheet(campaign, voice, code, own, changes)
        html = _filled(sheets[kind], own).encode()
        path = campaign.addresses.landing(code.code)
        yield Artifact(f"site/{path}index.html", html)
        # Whoever types the address types small letters, and a path is not a host.
        yield Artifact(f"site/{path.lower()}index.html", html)


def code_on(html: str) -> str | None:
    """Return the code that a page says it is of, or None where it is no such page."""
    found = _CODE.search(html)
    return found and found[1]


_CODE = re.compile(r'<span class="code" dir="ltr">(\w+)</span>')

# -- what is a place's own -----------------------------------------------------------------------


class Other(NamedTuple):
    """The way into another language."""

    tag: str
    name: str
    href: str
    code: str
    """Of the leaflet that its page belongs to, or empty where it leads to the home page."""


class Own(NamedTuple):
    """What is a code's own on its page, each empty where there is none of it; all else stands on
    a sheet that it shares with others.
    """

    code: str
    address: str
    place: str
    police: str
    number: str
    href: str
    before: str
    """The number of the police on paper, where today's is another."""
    moved: str
    """Whether there is a number now that is not on paper."""
    retired: str
    """Since when."""
    newer: str
    """The way to the page of a newer leaflet."""
    others: tuple[Other, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        """What there is of it: codes with the same share a sheet."""
        *words, others = self
        return *map(bool, words), tuple(other.tag if other.code else other for other in others)

    @property
    def named(self) -> dict[str, str]:
        """Each of the words by the name of its mark."""
        found = {name: getattr(self, name) for name in self._fields[:-1]}
        for n, other in enumerate(self.others):
            if other.code:
                found |= {f"href{n}": other.href, f"code{n}": other.code}
        return found

    @property
    def marked(self) -> "Own":
        """The same with a mark in the place of each word, to be found again on the sheet."""
        marks = {name: word and _MARK.format(name) for name, word in self.named.items()}
        others = (
            Other(one.tag, one.name, marks.get(f"href{n}", one.href), marks.get(f"code{n}", ""))
            for n, one in enumerate(self.others)
        )
        return Own(**{n: marks[n] for n in self._fields[:-1]}, others=tuple(others))


_MARK = "\ue000{}\ue001"
"""In characters that no text of a content file may have."""
_MARKS = re.compile(_MARK.format(r"(\w+)"))


def _own(campaign: Campaign, voice: Voice, code: ShortCode, changes: Since | None) -> Own:
    to, place = campaign.addresses, campaign.places[code.edition].get(code.unit, Place(code.unit))
    police = number = href = before = moved = ""
    if place.unit:
        version = Version(code.edition, code.unit, code.language, code)
        _code, police, number, _group = leaflet.own_words(campaign, version)
        href = f"tel:{place.unit.number}" if number else ""
        on_paper = changes.police.get(place.unit.key, "") if changes else place.unit.number
        if on_paper != place.unit.number:
            before, moved = leaflet.apart(on_paper), number
    newer = campaign.newer(code) if code.status == "retired" else None
    return Own(
        code=code.code,
        address=to.qr_text(code.code),
        place=place.name,
        police=police,
        number=number,
        href=href,
        before=before,
        moved=moved,
        retired=voice.day(code.retired) if code.retired else "",
        newer=_link(campaign, newer) if newer else "",
        others=tuple(_others(campaign, voice, code)),
    )


def _others(campaign: Campaign, voice: Voice, code: ShortCode) -> Iterator[Other]:
    """Yield the same place in every other language; where it has none, the home page."""
    siblings = campaign.siblings(code)
    here = campaign.addresses.landing(code.code)
    for door in voice.doors:
        if door.tag == voice.tag:
            continue
        version = siblings.get(door.tag) or campaign.elsewhere(code, door.tag)
        href = _link(campaign, version) if version else relative(door.home, here)
        yield Other(door.tag, door.name, href, version.code.code if version else "")


def _link(campaign: Campaign, version: Version) -> str:
    """Return the way from one page of a code to another; below Q/, so right from q/ too."""
    return f"../../{campaign.addresses.landing(version.code.code)}"


# -- what it shares ------------------------------------------------------------------------------


def _sheet(
    campaign: Campaign, voice: Voice, code: ShortCode, own: Own, changes: Since | None
) -> list[str]:
    """Return what pages of a kind share: text, and names of what is their own, by turns."""
    style = look.style_alone(look.QR_STYLE)
    edition = campaign.editions[code.edition]
    html = environment(TEMPLATES).get_template("landing.html.jinja").render(
        own=own.marked,
        is_retired=code.status == "retired",
        edition=code.edition,
        since=changes,
        voice=voice,
        ui=voice.ui,
        addresses=campaign.addresses,
        tokens=look.tokens(),
        style=Markup(style),  # noqa: S704  (ours)
        policy=policy.of_qr_page(style),
        to=partial(relative, page=campaign.addresses.landing(code.code)),
        source=campaign.source,
        advisories=[voice.advisory(name) for name in edition.methods],
    )  # fmt: skip
    return _MARKS.split(html)


def _filled(sheet: list[str], own: Own) -> str:
    pieces, named = sheet.copy(), own.named
    pieces[1::2] = (str(escape(named[name])) for name in sheet[1::2])
    return "".join(pieces)
