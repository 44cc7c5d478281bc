"""Words that cannot be set: a font file, a character or a whole cluster that is not there."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from gettext import gettext as _

from generator.content import breaking, layout
from generator.content.tree import FileText, Tree
from generator.model.facts import UNSPACED, FontFace, LanguageFacts, Settings
from generator.model.places import Group, Unit
from generator.problems import Blocks, Problem
from generator.typesetting import fonts, shaping
from generator.typesetting.lines import BREAK


def _font_files(tree: Tree) -> Iterator[Problem]:
    """The typeface of a language is in the program's folder."""
    for tag, language in tree.of(LanguageFacts).items():
        absent = fonts.missing_files(language.font)
        if absent:
            message = _("there is no font {fonts}").format(fonts=", ".join(absent))
            remedy = _("put it into leaflets/fonts, with its licence")
            yield tree.at(layout.of(LanguageFacts).path(tag), ("font",), message, remedy)


def _faces(tree: Tree) -> dict[str, FontFace]:
    """Return the typefaces that are there by language; words of none are set in that of the
    source language.
    """
    settings, found = tree.tables.only(Settings), {}
    for tag, language in tree.of(LanguageFacts).items():
        if not fonts.missing_files(language.font):
            found[tag] = language.font
            if settings and tag == settings.source_language:
                found[""] = language.font
    return found


def _glyphs(tree: Tree) -> Iterator[Problem]:
    """Every character has a glyph: another would be printed in a font of the machine, or as a
    box.
    """
    faces = _faces(tree)
    for said in tree.texts:
        face = faces.get(said.tag)
        if face is None or said.text.isascii():
            continue
        absent = [c for c in fonts.missing_characters(face, said.text) if c.isprintable()]
        if absent:
            remedy = _("write without it, or choose another font for the language")
            yield tree.at(said.file, said.place, _absent(face, absent), remedy)


_MOST = 5
"""Characters that are named of those that are not there."""


def _absent(face: FontFace, chars: Sequence[str]) -> str:
    named = ", ".join(f"{char} (U+{ord(char):04X})" for char in chars[:_MOST])
    named += " …" if len(chars) > _MOST else ""
    return _("{font} has no {chars}").format(font=face.family, chars=named)


def _names(tree: Tree) -> Iterator[Problem]:
    """The typeface has every letter of a name that is printed."""
    face = _faces(tree).get("")
    # The one they are set in: no other takes over for it on paper.
    known = fonts.characters(face.files[2]) if face else ()
    rows: list[Unit | Group] = [*tree.of(Unit).values(), *tree.of(Group).values()]
    for row in rows:
        file, index = layout.of(type(row)).path(), tree.lines[type(row)][row.key]
        absent = sorted(char for char in set(row.name) if ord(char) not in known)
        if absent and face:
            remedy = _("type the name again")
            yield tree.at(file, (index, "name"), _absent(face, absent), remedy)


_NAMED = {
    **{"Khmr": ("KHMER",), "Tavt": ("TAI VIET",), "Cham": ("CHAM",), "Arab": ("ARABIC",)},
    **{"Laoo": ("LAO",), "Thai": ("THAI",), "Mymr": ("MYANMAR",), "Cyrl": ("CYRILLIC",)},
    **{"Hans": ("CJK",), "Hant": ("CJK",), "Kore": ("HANGUL", "CJK"), "Latn": ()},
}
"""How Unicode names the letters of a script, by its code in ISO 15924."""
_LEFT_BEHIND = "®¬¨¸¹»¼½¾¶·µ×÷"
"""What TCVN3 fonts show as letters and Unicode has as signs."""


def _alphabet(tree: Tree) -> Iterator[Problem]:
    """A letter that a language does not have is what TCVN3 and VNI fonts leave behind, or a slip
    of the keyboard. Those of the source language stand in names in every language.
    """
    settings, languages = tree.tables.only(Settings), tree.of(LanguageFacts)
    source = languages.get(settings.source_language) if settings else None
    names, faces = (source and source.alphabet) or "", _faces(tree)
    for said in tree.texts if names else ():
        language, face = languages.get(said.tag), faces.get(said.tag)
        if language is None or face is None or said.text.isascii():
            continue
        strange = _strange(said.text, language.script, names + (language.alphabet or ""))
        # What the typeface lacks is named already.
        found = next((c for c in strange if not any(fonts.missing_characters(face, c))), "")
        if found:
            yield tree.at(
                said.file,
                said.place,
                _("“{char}” is no letter of this language").format(char=found),
                _(
                    "type the text again with a Unicode keyboard, or give a foreign name in its"
                    " usual letters; text from an old font (.VnTime, VNI) is not Unicode"
                ),
            )


def _strange(text: str, script: str, alphabet: str) -> Iterator[str]:
    """Yield the letters that neither the alphabet nor the script has."""
    letters = _letters(alphabet)
    for char in text.lower():
        if char.isascii() or char in letters:
            continue
        if (script == "Latn") if char in _LEFT_BEHIND else not _is_of(char, script):
            yield char


@cache
def _is_of(char: str, script: str) -> bool:
    """Tell whether a script has a character; one that is no letter belongs to all."""
    name = unicodedata.name(char, "")
    if script not in _NAMED:
        return not name.startswith("LATIN")
    return not char.isalpha() or name.startswith(_NAMED[script])


@cache
def _letters(alphabet: str) -> frozenset[str]:
    return frozenset(alphabet)


_TORN = re.compile(f"[{breaking.STACKERS}]{BREAK}|{BREAK}(.)")


def _clusters(tree: Tree) -> Iterator[Problem]:
    """A mark stands on its letter: one that was torn off is printed on a dotted circle."""
    faces = _faces(tree)
    for said in tree.texts:
        found = _torn(said, faces.get(said.tag)) if not said.text.isascii() else ""
        if found:
            message = _("a letter is torn apart at “{text}”").format(text=found)
            remedy = _("type the word again, without a break inside it")
            yield tree.at(said.file, said.place, message, remedy)


def _torn(said: FileText, face: FontFace | None) -> str:
    """Return the words in which a cluster is broken, empty where none is."""
    for at in _TORN.finditer(said.text):
        if at[1] is None or breaking.is_mark(at[1]):
            return _around(said.text, at.start())
    if face is None or not any(
        unicodedata.combining(c) or breaking.is_mark(c) for c in said.text
    ):
        return ""
    for word in said.text.split():
        drawn = shaping.numbers(word, face.regular)
        if "\u25cc" not in word and _circle(face.regular) in drawn:
            return word
    return ""


@cache
def _circle(file: str) -> int:
    """Return the glyph that a font draws under a lone mark; -1 where it has none."""
    found = shaping.numbers("\u25cc", file)
    return found[0] if found and found[0] else -1


def _around(text: str, at: int) -> str:
    return breaking.visible(text[max(0, at - 6) : at + 7])


def _breaks(tree: Tree) -> Iterator[Problem]:
    """Where words are not parted by spaces, a mark says where a line may end: without one it runs
    out of its column.
    """
    unspaced = {t for t, facts in tree.of(LanguageFacts).items() if facts.script in UNSPACED}
    for said in tree.texts if unspaced else ():
        for run in re.split(f"[\\s{BREAK}]", said.text) if said.tag in unspaced else ():
            if not run.isascii() and breaking.letters(run) > breaking.LONGEST:
                message = _("nothing can break in “{text}”").format(text=run[:16])
                remedy = _("put U+200B between the words; keyboards of the script have it on the"
                           " space bar")  # fmt: skip
                task = _("translations to complete")
                yield tree.at(said.file, said.place, message, remedy, Blocks.PRINTING, task)


RULES = (_font_files, _glyphs, _names, _alphabet, _clusters, _breaks)
