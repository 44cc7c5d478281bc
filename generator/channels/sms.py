"""Text messages for carriers to send, as a table and as a text to read over."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.channels import written
from generator.model import sms
from generator.model.campaign import Campaign
from generator.model.voice import Voice
from generator.rendering import plain

FOLDER = "sms"
"""The part of the output."""


class _Message(NamedTuple):
    slug: str
    text: str
    size: sms.Size


def messages(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the text messages of one language that somebody has written; none is made of other
    words, and without any there is no file.
    """
    voice = plain(campaign, scope.language)
    found = list(_messages(voice))
    if found:
        yield Artifact(f"{FOLDER}/{voice.tag}.csv", _table(voice, found))
        yield Artifact(f"{FOLDER}/{voice.tag}.txt", written.pasted(_lines(voice, found)))


def _messages(voice: Voice) -> Iterator[_Message]:
    for method in voice.advisories:
        words = method.words
        forms: tuple[tuple[sms.Form, str | None], ...] = (
            ("bare", words.sms),
            ("accented", words.sms_accented),
        )
        for form, text in forms:
            if text and not method.foreign:
                sent = text.replace("\u00a0", " ")
                yield _Message(method.key, sent, sms.size(sent, form))


def _table(voice: Voice, found: list[_Message]) -> bytes:
    """Return a table that a carrier's system and a spreadsheet read; a specimen says so beside
    every text, for the text itself has no room.
    """
    marks = [voice.mark] if voice.mark else []
    out = io.StringIO()
    made = csv.writer(out, lineterminator="\r\n")
    made.writerow(["slug", "text", "parts", *("specimen" for _mark in marks)])
    made.writerows([m.slug, m.text, m.size.parts, *marks] for m in found)
    return out.getvalue().encode("utf-8-sig")


def _lines(voice: Voice, found: list[_Message]) -> Iterator[str]:
    words, titles = voice.ui.text_messages, {m.key: m.words.title for m in voice.advisories}
    yield from filter(None, (voice.mark, voice.title, voice.issuer, words.title, voice.updated))
    slug = ""
    for message in found:
        if message.slug != slug:
            slug = message.slug
            yield from ("", f"{voice.campaign.numbers[slug]}. {titles[slug]}")
        length = words.size.format(characters=message.size.used, parts=message.size.parts)
        yield from (message.text, f"({length})")
