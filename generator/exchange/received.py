"""Whatever came back about bundles, file by file: what it says, what to ask, what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import gettext as _

from generator.distribution.receipts import Fact
from generator.exchange import delimited, inbox, sheets, sniff
from generator.exchange.inbox import Message
from generator.exchange.messages import Question, Reader
from generator.exchange.receipts import Lists
from generator.exchange.sheets import Sheet
from generator.exchange.sniff import Refusal
from generator.exchange.understanding import Understood

MAX_BYTES = inbox.MAX_BYTES


@dataclass
class Received:
    """What all files together told."""

    facts: list[Fact] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    told: list[Understood] = field(default_factory=list)
    """Repairs, notes and problems, by file."""
    private: list[str] = field(default_factory=list)
    """Files that hold other people's messages."""


def steps(data: bytes) -> int:
    """Return how often `read` tells that it went on."""
    return inbox.steps(data) if inbox.is_export(data) else 1


def read(
    data: bytes,
    file: str,
    reader: Reader,
    lists: Lists,
    received: Received,
    went_on: Callable[[], None],
) -> None:
    """Add what a file says to what was received before it; by its bytes, not by its name."""
    told = Understood(file)
    received.told.append(told)
    try:
        if inbox.is_export(data):
            received.private.append(file)
            where = _("message {n}")
            for message in inbox.export(data, went_on):
                _keep(message, where, file, reader, received)
            return
        kind = sniff.sniff(data)
        book = _tables(data, kind, lists)
        if kind == "csv" and not book:
            _chat(data, file, reader, received, told)
        else:
            _book(book, kind, lists, received, told)
    except Refusal as refusal:
        told.refuse(None, 0, 0, refusal.message, refusal.remedy)
    went_on()


def _tables(data: bytes, kind: str, lists: Lists) -> list[Sheet]:
    """Return the sheets of a file; of a text, those that are a list."""
    if kind != "csv":
        return sheets.read(data, kind)
    try:
        sheet = delimited.read(data)
    except Refusal:  # words that no list has
        return []
    return [sheet] if lists.has_list(sheet) else []


def _book(
    book: list[Sheet], kind: str, lists: Lists, received: Received, told: Understood
) -> None:
    if kind == "xls":
        told.notes.append(_("hidden rows of an .xls cannot be seen: save it as .xlsx to be sure"))
    before, has_list = len(received.facts), False
    for sheet in book:
        if sheet.is_hidden:
            told.notes.append(_("hidden sheet “{name}” was left out").format(name=sheet.name))
        elif lists.has_list(sheet):
            has_list = True
            received.facts += lists.read(sheet, told)
    if len(received.facts) > before or told.problems:
        return
    if has_list:
        text = _("no count is filled in yet")
        told.refuse(None, 0, 0, text, _("fill in how many beside the code, then read it again"))
    else:
        told.refuse(
            None,
            0,
            0,
            _("no row was understood: there is no header with “Mã nhãn” beside “Đã giao”"),
            _("write such a header, or name the columns: --column label=B --column delivered=D"),
        )


def _chat(data: bytes, file: str, reader: Reader, received: Received, told: Understood) -> None:
    before = len(received.facts) + len(received.questions)
    where = _("line {n}")
    for message in inbox.chat(delimited.decoded(data)):
        _keep(message, where, file, reader, received)
    if len(received.facts) + len(received.questions) == before:
        text = _("nothing here is a list, and no line says BN or KY with the code of a label")
        told.refuse(None, 0, 0, text, _("see whether this is the right file"))
    else:
        received.private.append(file)


def _keep(message: Message, where: str, file: str, reader: Reader, received: Received) -> None:
    place = f"{file}, {where.format(n=message.number)}"
    for reading in reader.read(message.words, message.on, place):
        if isinstance(reading, Fact):
            received.facts.append(reading)
        else:
            received.questions.append(reading)
