"""What a file's words will look like: the very bytes of the build, one piece at a time."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from gettext import gettext as _
from typing import Any, NamedTuple

from generator.artifact import Artifact, Scope
from generator.content import layout
from generator.content.skeleton import slug
from generator.model.campaign import Campaign
from generator.model.facts import AdviceFacts, FraudMethod, PageFacts
from generator.model.printing import Reserve, Version
from generator.problems import Problem
from generator.workers import Submit, here

LOCK = threading.Lock()
"""The engines of pages and paper each know one world at a time."""


class Sheet(NamedTuple):
    """The sides of a leaflet."""

    files: list[str]
    """Paths of their pictures."""
    left: list[Reserve]
    unfit: str = ""
    """Why there are none: by how much the words run over which side."""


class Views:
    """What can be seen of a campaign for one file; made when it is asked for."""

    def __init__(self, campaign: Campaign, file: str, draw: Submit = here) -> None:
        self.campaign, self.file = campaign, file
        self._found, self._draw = layout.find(file), draw
        self.files: dict[str, bytes] = {}
        """By path below the site."""
        self._drawing: dict[str, Future[Any]] = {}

    @property
    def tag(self) -> str:
        """The language that is looked at: that of the words, or the source."""
        assert self._found is not None
        tag = layout.tag_of(*self._found)
        return tag if tag in self.campaign.languages else self.campaign.source

    @property
    def page(self) -> str:
        """Site path of the page on which the words stand."""
        assert self._found is not None
        kind, key = self._found
        slug, to, tag = (
            (key[0] if isinstance(key, tuple) else key),
            self.campaign.addresses,
            self.tag,
        )
        folder = kind.pattern.partition("/")[0]
        if folder == "methods":
            return to.method(tag, slug)
        if folder == "pages":
            return to.page(tag, slug)
        if folder == "advice":
            for model, name in self.campaign.takers(slug):
                return to.method(tag, name) if model is FraudMethod else to.page(tag, name)
        return {"news": to.news(tag), "message": to.message(tag)}.get(folder, to.home(tag))

    def versions(self) -> list[Version]:
        """Return the leaflets on which the words stand, one of each edition."""
        assert self._found is not None
        kind, key = self._found
        slug = key[0] if isinstance(key, tuple) else key
        own = {kind.model, *(m for m in [_about(kind)] if m)}
        found: dict[str, Version] = {}
        for version in self.campaign.versions.values():
            edition = self.campaign.editions[version.edition]
            is_on = FraudMethod not in own or slug in map(
                self.campaign.method_slug, edition.methods
            )
            if PageFacts in own or AdviceFacts in own:
                is_on = slug in (
                    self.campaign.first_aid,
                    self.campaign.page_with_role("emergency"),
                )
            if version.language == self.tag and is_on:
                found.setdefault(version.edition, version)
        # What a household gets is looked at first.
        gives = {name: self.campaign.editions[name].gives.household for name in found}
        return sorted(found.values(), key=lambda version: not gives[version.edition])

    # -- making ----------------------------------------------------------------------------------

    def make_page(self) -> str:
        """Make the page and all it loads; return its path."""
        from generator import engine
        from generator.channels.pages import look, pages

        path = f"{self.page}index.html"
        if path not in self.files:
            with LOCK:
                bodies = [one for one in pages(self.campaign, self.tag) if one.path == self.page]
                self._keep(engine.framed(self.campaign, self.tag, bodies))
                self._keep(look.own(self.campaign, Scope(self.tag)))
                self._keep(look.shared(self.campaign, Scope()))
        return path

    def make_landing(self) -> str:
        """Make the page that a leaflet's code opens; return its path, empty where none is."""
        from generator.channels import landing

        for version in self.versions()[:1]:
            number = self.campaign.codes.index(version.code)
            with LOCK:
                self._keep(landing.pages(self.campaign, Scope(first=number, last=number + 1)))
            return f"{self.campaign.addresses.landing(version.code.code)}index.html"
        return ""

    def make_card(self) -> str:
        """Make the picture that is shared; return its path, empty where there is none."""
        from generator.channels import card

        wanted = self.campaign.addresses.card(self.page)
        with LOCK:
            drawn = [path for path, _svg in card.drawings(self.campaign, self.tag, [])]
            if wanted not in drawn:
                return ""
            number = drawn.index(wanted)
            self._keep(card.cards(self.campaign, Scope(self.tag, first=number, last=number + 1)))
        return wanted

    def sides(self, version: Version) -> Sheet:
        """Make the sides of a leaflet, once. Raises ContentError where words do not fit."""
        from generator.typesetting import paper

        edition = self.campaign.editions[version.edition]
        try:
            made: paper.Leaflet = self._drawn(version).result()
        except paper.UnfitError as error:
            return Sheet([], [], _over(edition.name or version.edition, error))
        path = self.campaign.addresses.leaflet(version.edition, version.unit, version.language)
        names = [f"{path}-{side}.webp" for side in range(1, len(made.pictures) + 1)]
        self.files |= dict(zip(names, made.pictures, strict=True))
        return Sheet(names, list(made.reserves))

    def _drawn(self, version: Version) -> "Future[Any]":
        """Have a leaflet drawn, once, by whoever does such work."""
        from generator.channels import leaflet
        from generator.typesetting import paper

        with LOCK:
            if version.edition not in self._drawing:
                design = self.campaign.editions[version.edition].design
                html = leaflet.html(self.campaign, version)
                facts = self.campaign.design(version.edition)
                self._drawing[version.edition] = self._draw(paper.leaflet, html, design, facts)
            return self._drawing[version.edition]

    def unfit(self, grown: Mapping[str, str]) -> list[Problem]:
        """Return which words of the file fit neither paper nor card. `grown` are the texts that
        became longer, by the name of their field: on a leaflet that is too small, it is they.
        """
        from generator.channels import card, leaflet

        found: list[Problem] = []
        versions = self.versions()
        for version in versions:
            self._drawn(version)
        list(card.drawings(self.campaign, self.tag, found))
        found = [problem for problem in found if problem.file == self.file]
        for version in versions:
            why = self.sides(version).unfit
            is_there = leaflet.stands(self.campaign, version.edition)
            places = [place for place, text in grown.items() if is_there(text)] if why else []
            for place in places or ([""] if why else []):
                at = tuple(place.split("/"))
                found.append(Problem(self.file, at, None, None, why, _("write it shorter")))
        return found

    def give_up(self) -> None:
        """Let nobody draw what is looked at no more."""
        for future in self._drawing.values():
            future.cancel()

    def _keep(self, made: Iterator[Artifact]) -> None:
        for artifact in made:
            self.files[artifact.path.removeprefix("site/")] = artifact.content


def _over(name: str, error: Any) -> str:
    """Return by how much words run over a leaflet, or what is doubtful about its design."""
    if error.overflow is None:
        return "; ".join(error.warnings)
    return _("{edition}: the words run over side {side} by {n} mm or more").format(
        edition=name, side=error.overflow.side, n=error.overflow.millimetres
    )


def _about(kind: layout.ContentKind) -> Any:
    facts = layout.facts_of(kind)
    return facts.model if facts else None


def load() -> None:
    """Load what draws paper, where this machine has it: the first leaflet then waits for none."""
    has_paper()


def has_paper() -> str:
    """Return why leaflets cannot be shown on this machine, empty where they can."""
    try:
        import generator.typesetting.paper  # noqa: F401
    except OSError:
        return _("leaflets are not shown: the library Pango is not on this machine")
    return ""


class Gallery:
    """The pictures of the last states of files."""

    def __init__(self, draw: Submit = here) -> None:
        self._draw = draw
        self._views: dict[str, Views] = {}
        self._lock = threading.Lock()

    def hung(self, campaign: Campaign, file: str) -> tuple[str, Views]:
        """Return the pictures of a file with their key; of other states of it nothing more is
        drawn, and older ones are given up.
        """
        key = slug(f"{file} {campaign.content_revision}")[-60:]
        with self._lock:
            views = self._views.setdefault(key, Views(campaign, file, self._draw))
            for name, other in self._views.items():
                if name != key and other.file == file:
                    other.give_up()
            for old in list(self._views)[:-_MOST]:
                del self._views[old]
        return key, views

    def get(self, key: str) -> Views | None:
        return self._views.get(key)


_MOST = 6
"""States of files whose pictures are kept."""
