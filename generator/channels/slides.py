"""Slides for a talk in a hall or a class, with all that is said in their notes, by the clock."""

from collections.abc import Iterator, Mapping
from gettext import gettext as _
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.assets import DESIGNS
from generator.channels.card import Words
from generator.channels.loudspeaker import ended, exchange, seconds
from generator.content import layout
from generator.model.aloud import begun
from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.facts import Settings, TalkFacts
from generator.model.interface import Interface
from generator.model.voice import Advisory, Reach, Said, Voice
from generator.model.words import KeyMessage, PageText, TalkText, Translation
from generator.problems import OWN, ContentError, Problem
from generator.rendering import plain
from generator.typesetting import pictures, qr, slides
from generator.typesetting.slides import LEAST, Slide

FOLDER = "slides"
"""The part of the output."""
FILE = DESIGNS / "slides/talk.pptx"
"""The layout."""
PACE = 130
"""Words a minute of somebody who explains; Vietnamese syllables are words."""
SHORTEST, LONGEST = 20, 75
"""Seconds that a hall is given to answer a question."""
_EACH = 2
"""Things to do that are told of a method, and things never to do."""
_PIXELS = 16
"""Of a module of the code: less is blurred on a wall."""

Talk = Said[TalkFacts, TalkText]


def decks(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the slides of every talk that can be given in one language.

    Raises ContentError where words do not fit a slide or the time.
    """
    voice = plain(campaign, scope.language)
    for talk in voice.talks:
        found = list(_problems(voice, talk))
        if found:
            raise ContentError(found)
        deck = slides.deck(
            FILE,
            _slides(voice, talk),
            talk.words.title,
            campaign.settings.updated,
            voice.tag.partition("-x-")[0],
            voice.typeface,
        )
        yield Artifact(f"{FOLDER}/{voice.tag}/{talk.key}.pptx", deck)


def problems(campaign: Campaign) -> Iterator[Problem]:
    """Yield what is wrong with any talk."""
    found: list[Problem] = []
    for tag in campaign.talked:
        voice = plain(campaign, tag)
        for talk in voice.talks:
            found += _problems(voice, talk)
    yield from dict.fromkeys(found)


def _problems(voice: Voice, talk: Talk) -> Iterator[Problem]:
    yield from _untimely(voice, talk)
    pages = _pages(voice, talk)
    try:
        unfit = list(slides.unfit(FILE, _slides(voice, talk), voice.typeface))
    except slides.LayoutError as error:
        file = f"{OWN}{FILE.relative_to(DESIGNS).as_posix()}"
        message = _("the layout of slides lacks “{name}”").format(name=error)
        yield Problem(file, (), None, None, message, _("give it this name again, or restore it"))
        return
    for number, box in unfit:
        words = pages[number].shown[box]
        message = _("{tag}: too long for slide {n} of “{talk}”").format(
            tag=voice.tag, n=number + 1, talk=talk.words.title
        )
        remedy = _("shorten it; letters below {n} points cannot be read in a hall")
        yield Problem(words.file, words.place, None, None, message, remedy.format(n=LEAST))


# -- what is shown, and what is said -------------------------------------------------------------


class _Page(NamedTuple):
    """One slide, and what is said while it is shown."""

    layout: str
    shown: Mapping[str, Words]
    said: list[str]
    question: str = ""
    """To the hall, after that."""


def _pages(voice: Voice, talk: Talk) -> list[_Page]:
    questions = {
        voice.campaign.method_slug(name): Words(text, _home(talk), ("questions", name))
        for name, text in talk.words.questions.items()
    }
    methods = dict.fromkeys(map(voice.campaign.method_slug, talk.facts.methods))
    return [
        _opening(voice, talk),
        *(
            page
            for slug in methods
            for page in _method(voice, voice.advisory(slug), questions.get(slug))
        ),
        _message(voice),
        _help(voice, talk),
    ]


def _home(talk: Talk) -> str:
    return layout.of(TalkText).path((talk.key, talk.language))


def _ui(voice: Voice, *place: str) -> Words:
    text = getattr(voice.ui, place[0])
    return Words(text, layout.of(Interface).path(voice.tag), place)


def _opening(voice: Voice, talk: Talk) -> _Page:
    whose = _ui(voice, "issuer")
    shown = {
        "title": Words(talk.words.title, _home(talk), ("title",)),
        "below": whose._replace(text=f"{voice.title}\n{voice.issuer}\n{voice.updated}"),
    }
    return _Page("opening", shown, [talk.words.opening])


def _method(voice: Voice, method: Advisory, question: Words | None) -> Iterator[_Page]:
    """Yield what happens with a question to the hall, then what to answer and to do. A slide has
    the first of each, in its first sentence.
    """
    words = method.words
    file = layout.of(Translation).path((method.key, method.language))
    title = Words(words.handle or words.title, file, ("handle" if words.handle else "title",))
    told, act = words.told_and_act
    shown = {"title": title, "told": Words(told or act, file, ("leaflet",))}
    answer = {"title": title}
    turns = [said for phrase in words.phrases.values() for said in exchange(voice, phrase)]
    for name, phrase in list(words.phrases.items())[:1]:
        ours = "you" if phrase.you else "act"
        shown["they"] = Words(turns[0], file, ("phrases", name, "they"))
        answer["you"] = Words(turns[1], file, ("phrases", name, ours))
    if question:
        shown["ask"] = question
    for part in ("do", "never"):
        for name, text in list(getattr(words, part).items())[:1]:
            answer[f"{part} head"] = _ui(voice, part)
            answer[part] = Words(SENTENCE_END.split(text)[0], file, (part, name))
    yield _Page(
        "story",
        shown,
        [ended(words.title), words.approach, *turns[:1]],
        question.text if question else "",
    )
    do, never = [*words.do.values()][:_EACH], [*words.never.values()][:_EACH]
    yield _Page(
        "answer",
        answer,
        [
            *turns[1:],
            f"{voice.ui.do}: {' '.join(do)}",
            *never,
            *words.at_once.values(),
            words.summary,
        ],
    )


def _message(voice: Voice) -> _Page:
    words = voice.message.words
    file = layout.of(KeyMessage).path(voice.message.language)
    rules = words.rules.values()
    shown = {
        "title": Words(words.name, file, ("name",)),
        "rules": Words(
            "\n".join(f"{ended(begun(rule.handle))} {rule.brief}" for rule in rules),
            file,
            ("never",),
        ),
    }
    said = [f"{ended(rule.short)} {rule.plain}" for rule in rules]
    return _Page("message", shown, [ended(words.name), *said])


def _help(voice: Voice, talk: Talk) -> _Page:
    """Return whom to call, what to do first, and where to read on."""
    emergency = voice.emergency
    contacts = voice.contacts(emergency.facts.contacts)
    advice = voice.first_aid.words
    file = layout.of(PageText).path((emergency.key, emergency.language))
    shown = {
        "title": _ui(voice, "whom_to_call"),
        "contacts": Words("\n".join(map(_reach, contacts)), file, ()),
        "address": Words(_address(voice), layout.of(Settings).path(), ("base_url",)),
        "below": _ui(voice, "never_asks"),
    }
    said = [
        ended(advice.title),
        *([advice.exception] if advice.exception else []),
        *advice.steps.values(),
        voice.ui.if_lost,
        *(f"{ended(_reach(reach))} {reach.note}" for reach in contacts),
        f"{voice.ui.scan}: {_address(voice)}",
        voice.ui.never_asks,
        talk.words.closing,
    ]
    return _Page("help", shown, said)


def _reach(reach: Reach) -> str:
    return f"{reach.name}: {reach.number or reach.find}"


def _address(voice: Voice) -> str:
    """Return the address as people type it."""
    return f"{voice.addresses.host}/{voice.home}".rstrip("/")


# -- by the clock --------------------------------------------------------------------------------


def _lasts(page: _Page) -> int:
    """Return for how many seconds somebody speaks, without the answers of the hall."""
    return seconds([*page.said, page.question], PACE)


def _wait(pages: list[_Page], minutes: int) -> int:
    """Return the seconds that are left for each question."""
    count = sum(bool(page.question) for page in pages)
    return (minutes * 60 - sum(map(_lasts, pages))) // count if count else 0


def _untimely(voice: Voice, talk: Talk) -> Iterator[Problem]:
    """A talk takes the minutes that its plan says, with time to answer for the hall."""
    pages = _pages(voice, talk)
    spoken = sum(map(_lasts, pages))
    count = sum(bool(page.question) for page in pages)
    least = ceil((spoken + count * SHORTEST) / 60)
    most = max(least, (spoken + count * LONGEST) // 60)
    if not least <= talk.facts.minutes <= most:
        message = _("{tag}: this takes {least} to {most} minutes, at {pace} words a minute")
        remedy = _("write so many minutes, or name fewer or more methods")
        yield Problem(
            layout.of(TalkFacts).path(talk.key),
            ("minutes",),
            None,
            None,
            message.format(tag=voice.tag, least=least, most=most, pace=PACE),
            remedy,
        )


def _slides(voice: Voice, talk: Talk) -> list[Slide]:
    pages, minutes = _pages(voice, talk), talk.facts.minutes
    ui, wait = voice.ui.slides, _wait(pages, minutes)
    ends = list(accumulate(_lasts(page) + wait * bool(page.question) for page in pages))
    found = []
    for page, start, end in zip(pages, [0, *ends], ends, strict=False):
        notes = [ui.clock.format(start=_minutes(start), end=_minutes(end)), *page.said]
        if page.question:
            notes += [f"{ui.ask}: {page.question}", ui.wait.format(seconds=wait)]
        if page.layout == "opening":
            notes.insert(0, ui.lasts.format(minutes=minutes, pace=PACE))
        texts = {name: words.text for name, words in page.shown.items()}
        code = _code(voice) if page.layout == "help" else None
        found.append(Slide(page.layout, {**texts, "mark": voice.mark}, notes, code))
    return found


def _minutes(seconds_: int) -> str:
    return f"{seconds_ // 60}:{seconds_ % 60:02}"


def _code(voice: Voice) -> slides.Picture:
    address = voice.addresses.url(voice.home)
    rows = [
        [module for module in row for _column in range(_PIXELS)]
        for row in qr.of_page(address)
        for _row in range(_PIXELS)
    ]
    return slides.Picture("code", pictures.bits(rows, qr.QUIET * _PIXELS), _address(voice))
