"""The composition: which outputs there are, for which scopes, and who makes them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from generator import compression, engine, links, publish, workers
from generator.artifact import Artifact, Scope
from generator.channels import (
    audio,
    banner,
    card,
    embedded,
    feed,
    landing,
    leaflet,
    lesson,
    loudspeaker,
    offline,
    portable,
    posts,
    quiz,
    robots,
    search,
    servers,
    slides,
    sms,
    typed,
)
from generator.channels.pages import look
from generator.messages import later
from generator.model.addresses import QR_PAGES
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.published import published
from generator.publish import Part
from generator.typesetting import paper
from generator.workers import Workers

# -- which outputs, for which scopes -------------------------------------------------------------


class Output(NamedTuple):
    """One thing a campaign hands out."""

    label: str
    """What staff are told is being made; {what} is the language, the edition or the run."""
    scopes: Callable[[Campaign], Iterable[Scope]]
    """Returns the pieces it is made in, each by itself."""
    make: Callable[[Campaign, Scope], Iterator[Artifact]]
    """Yields the files of one piece; never writes, never logs on good input."""


def whole(_campaign: Campaign) -> Iterable[Scope]:
    """One piece."""
    return (Scope(),)


def languages(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each language."""
    return (Scope(language=tag) for tag in campaign.languages)


def heard(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each language that can be read out."""
    return (Scope(language=tag) for tag in campaign.heard)


def talked(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each language in which somebody can give a talk."""
    return (Scope(language=tag) for tag in campaign.talked)


def hung(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each language that has slogans."""
    return (Scope(language=tag) for tag in campaign.hung)


CODES_AT_ONCE = 2_000
CARDS_AT_ONCE = 24
PLACES_AT_ONCE = 10
MOST_PLACES = 200
"""An edition for more places is a print job's work: for download, only the first's are made."""


def codes(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each run of codes."""
    return (Scope(first=a, last=b) for a, b in _runs(len(campaign.codes), CODES_AT_ONCE))


def decks(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each run of cards of a language."""
    for tag in campaign.languages:
        for first, last in _runs(card.count(campaign, tag), CARDS_AT_ONCE):
            yield Scope(tag, first=first, last=last)


def versions(campaign: Campaign) -> Iterable[Scope]:
    """A piece for each run of places of an edition in one language."""
    for name, edition in campaign.editions.items():
        count = len(campaign.places[name])
        count = count if count <= MOST_PLACES else 1
        for tag in edition.languages:
            for first, last in _runs(count, PLACES_AT_ONCE):
                yield Scope(tag, name, first, last)


def _runs(count: int, at_once: int) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run, as slices."""
    for first in range(0, count, at_once):
        yield first, min(count, first + at_once)


PAGES = "pages"

OUTPUTS: dict[str, Output] = {
    "card": Output(later("cards to share, {what}"), decks, card.cards),
    "leaflet": Output(later("leaflets, {what}"), versions, leaflet.leaflets),
    "loudspeaker": Output(later("scripts for loudspeakers, {what}"), heard, loudspeaker.scripts),
    "posts": Output(later("posts, {what}"), languages, posts.posts),
    "sms": Output(later("text messages, {what}"), languages, sms.messages),
    "slides": Output(later("slides, {what}"), talked, slides.decks),
    "banner": Output(later("banners, {what}"), hung, banner.banners),
    "lesson": Output(later("cards for lessons, {what}"), languages, lesson.cards),
    "quiz": Output(later("quiz, {what}"), languages, quiz.quizzes),
    PAGES: Output(later("site, {what}"), languages, engine.site),
    "landing": Output(later("QR pages {what}"), codes, landing.pages),
    "typed": Output(later("where codes are typed"), whole, typed.page),
    "embedded": Output(later("lists for other sites, {what}"), languages, embedded.lists),
    "feed": Output(later("news feeds, {what}"), languages, feed.feeds),
    "index": Output(later("search, {what}"), languages, search.documents),
    "offline": Output(later("without network, {what}"), languages, offline.kept),
    "robots": Output(later("word to search engines"), whole, robots.robots),
    "fonts": Output(later("fonts, {what}"), languages, look.own),
    "audio": Output(later("recordings"), whole, audio.recordings),
    "servers": Output(later("settings of web servers"), whole, servers.settings),
    "look": Output(later("mark and scripts"), whole, look.shared),
}
"""Everything that is made, what takes longest first. A channel is a row here."""


def jobs(campaign: Campaign) -> Iterator[tuple[str, Scope]]:
    """Yield every piece of every output."""
    for name, output in OUTPUTS.items():
        for scope in output.scopes(campaign):
            yield name, scope


def label(campaign: Campaign, name: str, scope: Scope) -> str:
    """Return a piece of work as staff are told of it."""
    language = campaign.tables.of(LanguageFacts).get(scope.language)
    run = f"{scope.first + 1}–{scope.last}" if (scope.last or 0) - scope.first > 1 else ""
    what = (scope.edition, language.name if language else "", run)
    return _(OUTPUTS[name].label).format(what=", ".join(filter(None, what)))


# -- who makes them ------------------------------------------------------------------------------


_campaign: Campaign | None = None
"""In a worker: what it works on, handed over once and not with every call."""


def make(stage: Path, name: str, scope: Scope) -> None:
    """Make one piece and write it; in a worker that was given its campaign."""
    assert _campaign is not None
    for artifact in OUTPUTS[name].make(_campaign, scope):
        publish.write(stage, artifact)
        for smaller in _smaller(artifact):
            publish.write(stage, smaller)


def _smaller(artifact: Artifact) -> Iterator[Artifact]:
    """Yield the compressed forms of a file of the site.

    Pages of codes have none: they may be tens of thousands, and are compressed when asked for.
    """
    part, _slash, path = artifact.path.partition("/")
    if part == SITE and not _is_landing(path):
        yield from compression.smaller(artifact)


def processes(campaign: Campaign) -> AbstractContextManager[Workers]:
    """Give workers in processes of their own, one for each processor."""
    return workers.processes(_take, campaign)


def _take(campaign: Campaign) -> None:
    """Keep the campaign, in a worker that begins."""
    global _campaign  # noqa: PLW0603  (set once, before any work)
    _campaign = campaign


@contextmanager
def here(campaign: Campaign) -> Iterator[Workers]:
    """Give one worker: this process."""
    global _campaign  # noqa: PLW0603
    before, _campaign = _campaign, campaign
    try:
        yield _Here()
    finally:
        _campaign = before


class _Here:
    submit = staticmethod(workers.here)


Start = Callable[[Campaign], AbstractContextManager[Workers]]
Told = Callable[[str], None]
"""Hears of every piece that is made."""
Progress = Callable[[int], AbstractContextManager[Told]]
"""Is told how many pieces there are, and gives whom to tell of each."""


def _untold(_total: int) -> AbstractContextManager[Told]:
    return nullcontext(lambda _step: None)


# -- all of it -----------------------------------------------------------------------------------

SITE, LEAFLETS, SERVER = publish.SITE, "leaflets", servers.FOLDER
LOUDSPEAKER, POSTS, SMS = loudspeaker.FOLDER, posts.FOLDER, sms.FOLDER
SLIDES, BANNERS, LESSONS, QUIZ = slides.FOLDER, banner.FOLDER, lesson.FOLDER, quiz.FOLDER
FOLDERS = (LEAFLETS, LOUDSPEAKER, POSTS, SMS, SLIDES, BANNERS, LESSONS, QUIZ, SERVER)
"""The parts of an output beside the site."""
_TOOLS = (
    *("canhgiac", "mkdocs", "mkdocs-material", "pillow", "pypdfium2", "qrcode", "resvg-py"),
    *("uharfbuzz", "weasyprint"),
)


def build(
    campaign: Campaign, output: Path, start: Start = processes, progress: Progress = _untold
) -> None:
    """Make all of a campaign, and put it in the place of the old.

    Raises ContentError, PublishError or WorkersError; the old output then stays.
    """
    said = about(campaign)
    site = said | published(campaign).model_dump(mode="json", by_alias=True)
    parts = [
        Part(SITE, site, partial(_verify, campaign), _is_landing),
        *(Part(folder, said) for folder in FOLDERS),
    ]
    publish.publish(output, parts, partial(_fill, campaign, start, progress))


def _fill(campaign: Campaign, start: Start, progress: Progress, stage: Path) -> None:
    """Run every piece of every output. All get the campaign that was read once: a file edited
    meanwhile cannot make them disagree.
    """
    todo = list(jobs(campaign))
    with start(campaign) as running, progress(len(todo)) as done:
        calls = {running.submit(make, stage, *job): job for job in todo}
        for future in as_completed(calls):
            future.result()
            done(label(campaign, *calls[future]))
    finish(campaign, stage / SITE, partial(publish.write, stage))


def finish(campaign: Campaign, site: Path, write: Callable[[Artifact], None]) -> None:
    """Make of the finished site what can only be made of the whole."""

    def read(path: str) -> bytes | None:
        file = site / path
        return file.read_bytes() if file.is_file() else None

    for artifact in (*portable.copy(campaign, read), *posts.pictures(campaign, read)):
        write(artifact)


def rest_of_site(campaign: Campaign, site: Path, done: tuple[str, Scope]) -> None:
    """Write all that belongs to the site into it, but for one piece that is there already."""

    def write(artifact: Artifact) -> None:
        if artifact.path.startswith(f"{SITE}/"):
            publish.write(site, artifact._replace(path=artifact.path.removeprefix(f"{SITE}/")))

    for name, scope in jobs(campaign):
        if (name, scope) != done:
            for artifact in OUTPUTS[name].make(campaign, scope):
                write(artifact)
    finish(campaign, site, write)


def about(campaign: Campaign) -> dict[str, Any]:
    """Return what every manifest says: of which content, and by which tools."""
    return {
        "title": campaign.title,
        "content_revision": campaign.content_revision,
        "updated": campaign.settings.updated.isoformat(),
        "versions": {tool: version(tool) for tool in _TOOLS} | paper.libraries(),
    }


def _is_landing(path: str) -> bool:
    """Tell whether a file is the page of a code: a list of all codes would serve forgers."""
    return path.upper().startswith(f"{QR_PAGES}/")


def _verify(campaign: Campaign, site: Path) -> Iterator[str]:
    yield from links.faults(site, campaign.settings.base_url)
    for code in campaign.codes:
        if not (site / campaign.addresses.landing(code.code) / "index.html").is_file():
            yield _("code {code} would open no page").format(code=code.code)
    for path in campaign.page_paths:
        if not (site / path / "index.html").is_file():
            yield _("the address /{path} would open no page").format(path=path)
