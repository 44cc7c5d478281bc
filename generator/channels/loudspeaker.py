"""A script per method for the loudspeakers of communes, and which is read out on which day."""

from collections.abc import Iterable, Iterator, Mapping

from generator.artifact import Artifact, Scope
from generator.channels import written
from generator.channels.written import Piece, fitting
from generator.distribution.broadcasts import following, month, newest_first
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
    for slug, title in titles.items():
        lines = _lines(voice, voice.advisory(slug))
        head = (_lasts(shown, lines), shown.updated)
        path = f"{FOLDER}/{shown.tag}/{campaign.numbers[slug]}-{slug}"
        yield from written.paper(shown, path, title, head, lines, lines, _SIZE)
    if titles:
        numbered = {slug: f"{campaign.numbers[slug]}. {title}" for slug, title in titles.items()}
        yield from _schedule(shown, numbered)


# -- what is said --------------------------------------------------------------------------------


def _lines(voice: Voice, method: Advisory) -> list[str]:
    """Return what is read out, a sentence a line."""
    pace = voice.campaign.settings.pace
    pieces = fitting(
        _pieces(voice, method),
        lambda some: seconds((piece.text for piece in some), pace) <= MOST_SECONDS,
    )
    return [begun(line) for piece in pieces for line in _sentences(piece.text)]


def seconds(texts: Iterable[str], pace: int) -> int:
    """Return how long spoken texts last. A word is a syllable, as Vietnamese, Hmong, Tày or
    Mường are written; `pace` is in syllables a minute.
    """
    return round(sum(len(text.split()) for text in texts) * 60 / pace)


def _pieces(voice: Voice, method: Advisory) -> list[Piece]:
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
    remember = f"{ended(begun(rule.handle))} {ended(rule.brief)}"
    number = _number(voice, voice.contacts(facts.contacts))
    return [
        Piece(speaker.greeting.format(campaign=voice.title)),
        Piece(speaker.topic.format(method=words.title)),
        Piece(words.summary),
        Piece(words.approach, 2),
        *(Piece(text) for phrase in phrases[:1] for text in exchange(voice, phrase)),
        *(Piece(f"{ui.do}: {text}") for text in do[:1]),
        *(Piece(text, 4) for text in do[1:2]),
        *(Piece(text) for text in never[:1]),
        *(Piece(text, 3) for text in never[1:2]),
        *(Piece(text, 1) for text in words.at_once.values()),
        *(Piece(said.words.line) for said in advice[:1]),
        Piece(f"{ended(key_message.name)} {ui.rules_broken}: {remember}"),
        Piece(f"{speaker.again}: {remember}"),
        Piece(number),
        Piece(f"{speaker.again}: {number}"),
        Piece(words.leaflet),
        Piece(speaker.closing),
    ]


def exchange(voice: Voice, phrase: Phrase) -> tuple[str, str]:
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
    return ended(f"{contacts[0].name}: {contacts[0].find or contacts[0].number}")


def ended(text: str) -> str:
    """Return a text as a sentence ends."""
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


def _schedule(shown: Voice, titles: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield which script is read out on which day; titles by slug, with their numbers."""
    speaker = shown.ui.loudspeaker
    first = following(shown.campaign.settings.updated)
    days = month(first, [slug for slug in newest_first(shown.campaign) if slug in titles])
    said = [(shown.day(day), *(titles[slug] for slug in slugs)) for day, slugs in days]
    text = [f"{day}: {one} / {two}" for day, one, two in said]
    table = [
        f"|: {' '.join(map(str, _COLUMNS))}",
        office.row(speaker.day, speaker.first, speaker.second),
        *(office.row(*cells) for cells in said),
    ]
    title = speaker.schedule.format(month=f"{first.month}/{first.year}")
    path = f"{FOLDER}/{shown.tag}/lich-{first:%Y-%m}"
    head = (shown.updated, speaker.again_next)
    yield from written.paper(shown, path, title, head, text, table, _SIZE)
