"""A script per method for the loudspeakers of communes, and which is read out on which day."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.distribution.broadcasts import following, month
from generator.model.aloud import begun
from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.voice import Advisory, Reach, Voice
from generator.model.words import Phrase
from generator.rendering import plain, spoken
from generator.typesetting import office

FOLDER = "loudspeaker"
"""The part of the output."""
MOST_SECONDS = 90
_SIZE = 14
"""Points: it is read standing, at arm's length."""
_COLUMNS = 35, 65, 65
"""Millimetres of the schedule: the day, its broadcasts."""


def scripts(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the script of every method that has words in one language, as DOCX and as text, and
    the schedule of the month after the content was last changed.
    """
    shown, voice = plain(campaign, scope.language), spoken(campaign, scope.language)
    titles = {m.key: m.words.title for m in shown.advisories if not m.foreign}
    names = _names(campaign)
    for slug, title in titles.items():
        lines = _lines(voice, voice.advisory(slug))
        head = (_lasts(shown, lines), shown.updated)
        yield from _files(shown, names[slug], title, head, lines, lines)
    if titles:
        yield from _schedule(shown, {s: f"{names[s].number}. {t}" for s, t in titles.items()})


class _Name(NamedTuple):
    """What the script of a method is called: its number in lists, by which schedules name it."""

    number: str
    slug: str


def _names(campaign: Campaign) -> dict[str, _Name]:
    width = len(str(len(campaign.methods)))
    return {s: _Name(f"{n:0{width}}", s) for n, s in enumerate(campaign.methods, start=1)}


# -- what is said --------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A text that is said."""

    text: str
    spare: int = 0
    """How well it can be left out; 0 for what never is."""


def _lines(voice: Voice, method: Advisory) -> list[str]:
    """Return what is read out, a sentence a line. What would last too long leaves out whole
    texts, never half a sentence.
    """
    pace = voice.campaign.settings.pace
    pieces = _pieces(voice, method)
    while seconds((p.text for p in pieces), pace) > MOST_SECONDS:
        spare = max(piece.spare for piece in pieces)
        if not spare:
            break
        pieces = [piece for piece in pieces if piece.spare != spare]
    return [begun(line) for piece in pieces for line in _sentences(piece.text)]


def seconds(texts: Iterable[str], pace: int) -> int:
    """Return how long spoken texts last. A word is a syllable, as Vietnamese, Hmong, Tày or
    Mường are written; `pace` is in syllables a minute.
    """
    return round(sum(len(text.split()) for text in texts) * 60 / pace)


def _pieces(voice: Voice, method: Advisory) -> list[_Piece]:
    """Return what is said, chosen to be understood by hearing it once: what it is about, what to
    hold on to, who comes and how, one thing they say with its answer, two things to do, two never
    to do, what to do once it has happened. The first rule that the method offends and the number
    to call are said twice, and the leaflet's line ends it.
    """
    ui, words, facts = voice.ui, method.words, method.facts
    speaker = ui.loudspeaker
    phrases, do, never = ([*part.values()] for part in (words.phrases, words.do, words.never))
    advice = [said for said in map(voice.advice, facts.advice) if not said.foreign]
    key_message = voice.message.words
    rule = key_message.rules[facts.rules[0]]
    remember = f"{_ended(begun(rule.handle))} {_ended(rule.brief)}"
    number = _number(voice, voice.contacts(facts.contacts))
    return [
        _Piece(speaker.greeting.format(campaign=voice.title)),
        _Piece(speaker.topic.format(method=words.title)),
        _Piece(words.summary),
        _Piece(words.approach, 2),
        *(_Piece(text) for phrase in phrases[:1] for text in _exchange(voice, phrase)),
        *(_Piece(f"{ui.do}: {text}") for text in do[:1]),
        *(_Piece(text, 4) for text in do[1:2]),
        *(_Piece(text) for text in never[:1]),
        *(_Piece(text, 3) for text in never[1:2]),
        *(_Piece(text, 1) for text in words.at_once.values()),
        *(_Piece(said.words.line) for said in advice[:1]),
        _Piece(f"{_ended(key_message.name)} {ui.rules_broken}: {remember}"),
        _Piece(f"{speaker.again}: {remember}"),
        _Piece(number),
        _Piece(f"{speaker.again}: {number}"),
        _Piece(words.leaflet),
        _Piece(speaker.closing),
    ]


def _exchange(voice: Voice, phrase: Phrase) -> tuple[str, str]:
    """Return what criminals say, and what to answer or to do, each with who says it."""
    ui = voice.ui
    theirs = f"{ui.they_say}: “{phrase.they}”"
    if phrase.you:
        return theirs, f"{ui.you_answer}: “{phrase.you}”"
    return theirs, f"{ui.you_act}: {phrase.act}"


def _number(voice: Voice, contacts: list[Reach]) -> str:
    """Return whom to call: the first that can be, or where to find the number of the first."""
    for reach in contacts:
        if reach.number and (reach.href or "").startswith("tel:"):
            number = voice.ui.loudspeaker.number
            return number.format(name=reach.name, number=reach.number)
    return _ended(f"{contacts[0].name}: {contacts[0].find or contacts[0].number}")


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "”")) else f"{text}."


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; what somebody else says stays on one line, so that nobody
    reads the end of it as our word.
    """
    line = ""
    for sentence in SENTENCE_END.split(text):
        line = f"{line} {sentence}".strip()
        if line.count("“") <= line.count("”"):
            yield line
            line = ""
    if line:
        yield line


# -- on paper ------------------------------------------------------------------------------------


def _lasts(shown: Voice, lines: list[str]) -> str:
    pace = shown.campaign.settings.pace
    return shown.ui.loudspeaker.lasts.format(seconds=seconds(lines, pace), pace=pace)


def _files(
    shown: Voice,
    name: tuple[str, ...],
    title: str,
    head: Iterable[str],
    text: Iterable[str],
    paper: Iterable[str],
) -> Iterator[Artifact]:
    """Yield a paper as a text to paste and as one to print: first whose it is, and what it is."""
    path = f"{FOLDER}/{shown.tag}/{'-'.join(name)}"
    whose = [line for line in (shown.mark, shown.title, shown.issuer) if line]
    plainly = [*whose, title, *head, "-" * 40, *text, ""]
    pasted = "\r\n".join(plainly).replace("\u00a0", " ")  # Notepad needs both, pasting no more
    yield Artifact(f"{path}.txt", pasted.encode())
    above = [*(f"= {line}" for line in whose), f"# {title}", *(f"= {line}" for line in head)]
    written = "\n".join([*above, *paper])
    dated = shown.campaign.settings.updated
    language = shown.tag.partition("-x-")[0]
    yield Artifact(f"{path}.docx", office.sheet(written, dated, language, _SIZE))


def _schedule(shown: Voice, titles: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield which script is read out on which day; titles by slug, with their numbers."""
    speaker = shown.ui.loudspeaker
    first = following(shown.campaign.settings.updated)
    days = month(first, [slug for slug in _newest_first(shown.campaign) if slug in titles])
    said = [(shown.day(day), *(titles[slug] for slug in slugs)) for day, slugs in days]
    text = [f"{day}: {one} / {two}" for day, one, two in said]
    table = [
        f"|: {' '.join(map(str, _COLUMNS))}",
        office.row(speaker.day, speaker.first, speaker.second),
        *(office.row(*cells) for cells in said),
    ]
    title = speaker.schedule.format(month=f"{first.month}/{first.year}")
    name = ("lich", f"{first:%Y-%m}")
    yield from _files(shown, name, title, [shown.updated, speaker.again_next], text, table)


def _newest_first(campaign: Campaign) -> list[str]:
    """Return the methods in list order, but first those that are new in the month in which the
    content was last changed.
    """
    since = campaign.settings.updated.replace(day=1)
    new = {
        slug: facts.changed
        for slug, facts in campaign.methods.items()
        if facts.changed and facts.changed >= since
    }
    for item in campaign.news.values():
        for slug in map(campaign.method_slug, item.methods):
            if item.dated >= since:
                new[slug] = max(item.dated, new.get(slug, item.dated))
    rank = list(campaign.methods)
    return sorted(rank, key=lambda s: (-new[s].toordinal() if s in new else 0, rank.index(s)))
