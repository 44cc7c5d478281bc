"""Recordings: whose voice says which words, with whose leave, and whether they still hold."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from generator.model.base import UNSPOKEN, Day, Model, Speaker, Unspoken
from generator.model.campaign import Campaign, Tables
from generator.model.facts import AdviceName, Contact, Contacts, MethodName
from generator.model.texts import Path as Place
from generator.model.trust import State, Worded, digest, mark
from generator.model.words import Advice, Translation

TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "opus": "audio/ogg"}
"""Media type of what phones play, by the ending of the name."""

SOUND_FILE = r"^[a-z0-9]+(-[a-z0-9]+)*\.(mp3|m4a|opus)$"
SoundFile = Annotated[str, StringConstraints(pattern=SOUND_FILE, max_length=80)]


class Sound(Model):
    """A recording, as it lies beside the file that says whose it is: MP3, M4A or Opus."""

    size: int
    """Bytes."""
    seconds: int
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    path: Annotated[Path, UNSPOKEN]
    """Where its bytes are: too many to be handed from process to process."""


class Leave(Model):
    """That somebody may be heard, on a signed paper."""

    kept_by: Unspoken
    """Who keeps the paper."""
    on: Day
    """When it was signed."""


class Listened(Model):
    """That a recording says those words and no others."""

    by: Unspoken
    """Who knows the language, and is not the speaker."""
    on: Day


class Recording(Model):
    """Words as somebody reads them, or tells them in another language."""

    file: SoundFile
    """In the folder named like the language."""
    speaker: Annotated[Speaker, StringConstraints(max_length=60)]
    """Name or role, as the paper of leave allows it; residents read it."""
    recorded: Day
    consent: Annotated[Leave, UNSPOKEN]
    words: Annotated[Unspoken | None, UNSPOKEN] = None
    """Fingerprint of the words that were read; `canhgiac check` says it."""
    heard: Annotated[Listened | None, UNSPOKEN] = None
    """Who has listened to it and found that it says those words."""


class MethodRecording(Recording):
    """A method, read from its top to the end of what never to do."""

    method: MethodName


class AdviceRecording(Recording):
    """A piece of advice, read as a whole."""

    advice: AdviceName


class Entry(NamedTuple):
    """A recording, with what it says."""

    model: type[Worded]
    name: str
    """Slug of the method or advice; a method may have another one today."""
    place: Place
    """Where it stands in its file."""
    recording: Recording


class Recordings(Model):
    """What can be heard in one language, with who says it and the paper that allows it."""

    methods: tuple[MethodRecording, ...] = ()
    advice: tuple[AdviceRecording, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """Yield all of them."""
        for number, method in enumerate(self.methods):
            yield Entry(Translation, method.method, ("methods", number), method)
        for number, advice in enumerate(self.advice):
            yield Entry(Advice, advice.advice, ("advice", number), advice)


# -- which words ---------------------------------------------------------------------------------

_BRACED = re.compile(r"\{([a-z0-9-]+)\}")


def _read(words: Worded) -> Iterator[str]:
    """Yield what a speaker reads, in the order of the page."""
    if isinstance(words, Translation):
        yield from (words.situation, words.summary, *words.do.values(), *words.never.values())
    elif isinstance(words, Advice):
        steps = [*words.steps.values()] or [words.line]
        yield from (words.title, words.exception or "", *steps)


def fingerprint(words: Worded, contacts: Mapping[str, Contact]) -> str:
    """Return 12 letters that change with what a speaker reads, the numbers to call among it."""

    def number(braced: re.Match[str]) -> str:
        contact = contacts.get(braced[1])
        return (contact and contact.number) or braced[0]

    return digest(*(mark(_BRACED.sub(number, text)) for text in _read(words)))


def fingerprints(tables: Tables, source: str, entry: Entry, tag: str) -> dict[str, str]:
    """Return what a recording in a language may be of, by language: its own words first, where
    there are any, and those of the source, which a speaker may tell in a language without words.
    """
    contacts, words = tables.only(Contacts), tables.of(entry.model)
    return {
        of: fingerprint(words[entry.name, of], contacts.contacts if contacts else {})
        for of in dict.fromkeys((tag, source))
        if (entry.name, of) in words
    }


# -- in a campaign -------------------------------------------------------------------------------


class Recorded(NamedTuple):
    """A recording that can be offered."""

    tag: str
    recording: Recording
    sound: Sound
    is_stale: bool
    """Whether what it says, or what that translates, has changed since."""


def is_stale(campaign: Campaign, entry: Entry, tag: str) -> bool:
    """Tell whether a recording no longer says what holds today."""
    valid = fingerprints(campaign.tables, campaign.source, entry, tag)
    if tag in valid and campaign.state(entry.model, (entry.name, tag)) is State.STALE:
        del valid[tag]
    return entry.recording.words not in valid.values()


def today(campaign: Campaign, entry: Entry) -> Entry:
    """Return an entry by the name that its method has today."""
    name = campaign.key_today(entry.model, (entry.name, ""))[0]
    return entry._replace(name=name)


def recorded(campaign: Campaign, model: type[Worded], slug: str) -> Iterator[Recorded]:
    """Yield what can be heard of a method or a piece of advice, in every language."""
    sounds = campaign.tables.of(Sound)
    for tag, table in campaign.tables.of(Recordings).items():
        for entry in (today(campaign, one) for one in table.entries):
            if (entry.model, entry.name) == (model, slug):
                sound = sounds[tag, entry.recording.file]
                yield Recorded(tag, entry.recording, sound, is_stale(campaign, entry, tag))
