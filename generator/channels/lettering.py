"""Words that cannot be set: a font or a character that is not there."""

from gettext import gettext as _

from generator.content import layout
from generator.model.facts import FontFace, LanguageFacts
from generator.problems import Place, Problem
from generator.typesetting import fonts


def no_fonts(face: FontFace, tag: str) -> list[Problem]:
    """Return what is wrong where the font files of a language are not there."""
    absent = fonts.missing_files(face)
    message = _("there is no font {fonts}").format(fonts=", ".join(absent))
    remedy = _("put it into leaflets/fonts, with its licence")
    file = layout.of(LanguageFacts).path(tag)
    return [Problem(file, ("font",), None, None, message, remedy)] if absent else []


def no_glyph(face: FontFace, char: str, file: str, place: Place) -> Problem:
    """Return what is wrong where a text has a character that the typeface lacks."""
    message = _("{font} has no {char} (U+{code})").format(
        font=face.family, char=char, code=f"{ord(char):04X}"
    )
    remedy = _("write without it, or choose another font for the language")
    return Problem(file, place, None, None, message, remedy)
