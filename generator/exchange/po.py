"""Translations as PO, which the programs of translators read: Poedit, Weblate, msgfmt."""

import re
from gettext import gettext as _

import polib

from generator.exchange.letter import Letter
from generator.exchange.sniff import Refusal
from generator.exchange.translations import Row
from generator.model.trust import State

_MARKS = re.compile(r"canhgiac: ([A-Z]{8}) ([A-Z]{8}|-)")


def written(letter: Letter) -> bytes:
    """Return a letter as PO, the same bytes for the same letter.

    What is out of date is fuzzy and bears the words it once translated. Limits stand in the
    comment: tools drop flags that they do not know.
    """
    file = polib.POFile(wrapwidth=0)
    day = letter.dated.isoformat()
    file.metadata = {
        "Project-Id-Version": letter.title,
        "PO-Revision-Date": f"{day} 00:00+0700",
        "Last-Translator": "",
        "Language-Team": letter.language,
        "Language": letter.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Canhgiac-Language": letter.tag,
    }
    for line in letter.lines:
        comment = [f"{line.entry} – {line.what}", *line.notes, f"canhgiac: {line.marks}"]
        is_stale = line.block.state is State.STALE
        file.append(
            polib.POEntry(
                msgctxt=line.block.id,
                msgid=line.block.source,
                msgstr=line.block.words,
                comment="\n".join(comment),
                occurrences=[(line.block.home, "")],
                flags=["fuzzy"] if is_stale else [],
                previous_msgid=line.former or None if is_stale else None,
            )
        )
    return str(file).encode() + b"\n"


def read(data: bytes) -> tuple[str, list[Row]]:
    """Return the language of a PO file, and its rows. Raises Refusal."""
    try:
        text = data.decode("utf-8-sig")
        file = polib.pofile(text + "\n")
    except (UnicodeDecodeError, OSError, ValueError, UnicodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = _("line {n}").format(n=line[1]) if line else _("the file")
        message = _("this PO cannot be read: {where}").format(where=where)
        raise Refusal(message, _("save it again as PO in UTF-8, and send that")) from None
    tag = file.metadata.get("X-Canhgiac-Language") or file.metadata.get("Language", "")
    return tag.replace("_", "-"), [_row(entry) for entry in file if not entry.obsolete]


def _row(entry: polib.POEntry) -> Row:
    marks = _MARKS.search(entry.comment)
    source, before = (marks[1], marks[2].strip("-")) if marks else ("", "")
    words = "" if entry.fuzzy else entry.msgstr
    where = _("line {n}").format(n=entry.linenum)
    return Row(where, entry.msgctxt or "", words, source, before, shown=entry.msgid)
