"""The words of a leaflet beside the same in Vietnamese, for whoever licenses or reads them."""

from collections.abc import Iterator, Set
from html.parser import HTMLParser
from typing import NamedTuple

from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.model.printing import Version
from generator.rendering import environment, plain
from generator.typesetting import paper

_INLINE = {"a", "b", "br", "em", "i", "span", "strong"}
"""Elements that do not end a line of words."""
_SILENT = {"style", "svg", "title"}
_VOID = {"br", "img", "meta", "link"}


class Line(NamedTuple):
    """What stands on paper as one, in two languages."""

    source: str
    other: str


class Side(NamedTuple):
    """A side of a leaflet, in printed order."""

    number: int
    lines: list[Line]


def foreign(campaign: Campaign, edition: str) -> list[str]:
    """Return the languages of an edition that are another than the source, however it is put."""

    def spoken(tag: str) -> str:
        return tag.partition("-")[0]

    tags = campaign.editions[edition].languages
    return [tag for tag in tags if spoken(tag) != spoken(campaign.source)]


def manuscript(campaign: Campaign, version: Version) -> bytes:
    """Return one leaflet's words beside those of the source language, as PDF, A4.

    Raises ContentError where the design's template cannot be used.
    """
    voice = plain(campaign, campaign.source)
    html = (
        environment(TEMPLATES)
        .get_template("manuscript.html.jinja")
        .render(
            voice=voice,
            other=voice.in_language(version.language),
            version=version,
            design=campaign.design(version.edition),
            sides=list(sides(campaign, version)),
        )
    )
    return paper.pages(html)


def sides(campaign: Campaign, version: Version) -> Iterator[Side]:
    """Yield what stands on each side. Both languages are set by one template: where a block has
    as many lines in both, they belong together one by one, else the block does as a whole.
    """
    design = campaign.design(version.edition)
    known = {block for blocks in design.sides for block in blocks}
    source = _blocks(leaflet.html(campaign, version._replace(language=campaign.source)), known)
    other = _blocks(leaflet.html(campaign, version), known)
    for number, blocks in enumerate(design.sides, start=1):
        lines: list[Line] = []
        for block in blocks:
            here, there = source.get(block, []), other.get(block, [])
            if len(here) == len(there):
                lines += map(Line, here, there)
            else:
                lines.append(Line("\n".join(here), "\n".join(there)))
        yield Side(number, lines)


def _blocks(html: str, known: Set[str]) -> dict[str, list[str]]:
    reader = _Reader(known)
    reader.feed(html)
    return {
        block: [line for words in lines if (line := " ".join(words.split()))]
        for block, lines in reader.lines.items()
    }


class _Reader(HTMLParser):
    """Reads the words of each block of a leaflet, a line for what is set as one."""

    def __init__(self, blocks: Set[str]) -> None:
        super().__init__()
        self._blocks = blocks
        self.lines: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        """Elements around, each with the block it belongs to."""
        self._ended = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._ended = self._ended or tag not in _INLINE
        if tag in ("b", "br"):
            self.handle_data(" ")  # emphasis of a text is <strong>; <b> is set on its own
        if tag not in _VOID:
            around = self._open[-1][1] if self._open else ""
            name = dict(attrs).get("id") or ""
            self._open.append((tag, name if name in self._blocks else around))

    def handle_endtag(self, tag: str) -> None:
        self._ended = self._ended or tag not in _INLINE
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._open or any(tag in _SILENT for tag, _block in self._open):
            return
        lines = self.lines.setdefault(self._open[-1][1], [])
        if self._ended:
            lines.append("")
            self._ended = False
        lines[-1] += data
