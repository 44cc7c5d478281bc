"""A warning per method to post on Zalo and Fanpages with its picture, and which on which day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.artifact import Artifact, Scope
from generator.channels import card, written
from generator.channels.written import Piece, fitting
from generator.distribution.broadcasts import following, newest_first, weeks
from generator.model.campaign import Campaign
from generator.model.voice import Advisory, Voice
from generator.rendering import plain
from generator.typesetting import office

FOLDER = "posts"
"""The part of the output."""
TEXT, ALTERNATIVE = "bai.txt", "mo-ta-hinh.txt"
WIDE, SQUARE = "hinh-ngang.png", "hinh-vuong.png"
MOST_CHARACTERS = 700
"""A chat bubble that a phone shows in one piece, or nearly."""
_COLUMNS = 27, 46, 46, 46
"""Millimetres of the plan: the week, its days."""
_SIZE = 13

Read = Callable[[str], bytes | None]
"""Gives a file of the finished site by its path, or None where there is none."""


def posts(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the text of every method that has words in one language, with the words of its
    picture, and the plan from the month after the content was last changed.
    """
    voice = plain(campaign, scope.language)
    own = [method for method in voice.advisories if not method.foreign]
    for method in own:
        folder = _folder(voice, method)
        yield Artifact(f"{folder}/{TEXT}", written.pasted(_lines(voice, method)))
        alternative = card.alternative(voice, method)
        yield Artifact(f"{folder}/{ALTERNATIVE}", written.pasted(alternative))
    if own:
        yield from _plan(
            voice, {m.key: f"{campaign.numbers[m.key]}. {m.words.title}" for m in own}
        )


def pictures(campaign: Campaign, read: Read) -> Iterator[Artifact]:
    """Yield the pictures beside the texts: those that the site has, drawn once."""
    for tag in campaign.languages:
        voice = plain(campaign, tag)
        for method in voice.advisories:
            for name in (WIDE, SQUARE) if not method.foreign else ():
                path = campaign.addresses.card(method.path, square=name == SQUARE)
                content = read(path)
                assert content is not None, path
                yield Artifact(f"{_folder(voice, method)}/{name}", content)


def _folder(voice: Voice, method: Advisory) -> str:
    return f"{FOLDER}/{voice.tag}/{voice.campaign.numbers[method.key]}-{method.key}"


# -- what a post says ----------------------------------------------------------------------------


def _lines(voice: Voice, method: Advisory) -> list[str]:
    """Return the lines of a post, none of which has markup: a chat shows what is typed."""
    pieces = fitting(_pieces(voice, method), lambda some: _length(some) <= MOST_CHARACTERS)
    return [piece.text for piece in pieces]


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) + 1 for piece in pieces)


def _pieces(voice: Voice, method: Advisory) -> list[Piece]:
    """Return what a post says, in order: what has just happened, with the one thing to do, for a
    timeline shows no more until it is opened; what to do, what never to do, what to do once it
    has happened; the page, alone on its line so that it can be tapped; the message.
    """
    ui, words = voice.ui, method.words
    do, never = [*words.do.values()], [*words.never.values()]
    advice = [said for said in map(voice.advice, method.facts.advice) if not said.foreign]
    message = "" if voice.message.foreign else voice.message.words.name
    return [
        *map(Piece, filter(None, [voice.mark])),
        Piece(ui.posts.opening),
        Piece(words.leaflet),
        Piece(""),
        Piece(f"{ui.do}:"),
        *(Piece(f"– {text}") for text in do[:1]),
        *(Piece(f"– {text}", 2) for text in do[1:2]),
        Piece(f"{ui.never}:"),
        *(Piece(f"– {text}") for text in never[:1]),
        *(Piece(f"– {text}", 1) for text in never[1:2]),
        *(Piece(text) for said in advice[:1] for text in ("", said.words.line)),
        Piece(""),
        Piece(ui.posts.more),
        Piece(voice.addresses.url(method.path)),
        *(Piece(f"{name} {ui.message_line}") for name in filter(None, [message])),
        Piece(voice.issuer),
    ]


# -- when it is posted ---------------------------------------------------------------------------


def _plan(voice: Voice, titles: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield which post is due on which day; titles by slug, with their numbers."""
    words = voice.ui.posts
    names = words.monday, words.wednesday, words.friday
    first = following(voice.campaign.settings.updated)
    found = weeks(first, [slug for slug in newest_first(voice.campaign) if slug in titles])
    text, paper = [], []
    for month, some in groupby(found, lambda week: f"{week[-1].day.month}/{week[-1].day.year}"):
        text += ["", words.month.format(month=month)]
        paper += [f"## {text[-1]}", f"|: {' '.join(map(str, _COLUMNS))}"]
        paper.append(office.row(words.week, *names))
        for week in some:
            due = [" ".join(titles[slug] for slug in day.warnings) for day in week]
            paper.append(office.row(voice.day(week[0].day), *due))
            for name, day, title in zip(names, week, due, strict=True):
                text += [f"{name}, {voice.day(day.day)}: {title}"] if title else []
    path = f"{FOLDER}/{voice.tag}/lich-{first:%Y-%m}"
    title, head = words.plan.format(date=voice.day(first)), (voice.updated, words.again)
    yield from written.paper(voice, path, title, head, text, paper, _SIZE)
