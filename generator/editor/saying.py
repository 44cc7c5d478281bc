"""What is wrong, as the desk says it: by field, without braces, with what a button would do."""

import re
from gettext import gettext as _

from generator.editor import choices, forms
from generator.editor.desk import Draft
from generator.editor.forms import Choice, Mended
from generator.problems import Problem


def by_place(problems: list[Problem], contacts: list[Choice]) -> dict[str, list[dict[str, str]]]:
    """Return what is wrong by the name of the field, with what a button would insert there."""
    found: dict[str, list[dict[str, str]]] = {}
    for problem in problems:
        place = "/".join(str(part) for part in problem.place if part != "")
        remedy = str(choices.shown(_on_the_desk(problem.remedy), contacts))
        insert = re.search("‹[^›]+›", remedy)
        entry = {"message": str(choices.shown(problem.message, contacts)), "remedy": remedy}
        found.setdefault(place, []).append(entry | {"insert": insert[0] if insert else ""})
    return found


def mended(draft: Draft, is_done: bool) -> dict[str, str]:
    """Return what was changed in pasted texts, or will be, by the name of the field."""
    frame = _("Mended: {what}.") if is_done else _("Will be mended when it is saved: {what}.")
    found = forms.mended(draft.filled, forms.raw(draft.before))
    return {name: frame.format(what=_what(one)) for name, one in found.items()}


def _what(found: Mended) -> str:
    said = (
        (found.spaces, _("special spaces taken out: {n}")),
        (found.unseen, _("invisible characters taken out: {n}")),
        (found.apart, _("letters put together with their accents: {n}")),
    )
    return ", ".join(text.format(n=n) for n, text in said if n)


def _on_the_desk(remedy: str) -> str:
    """Return what to do here, where what to do in a file is another thing."""
    in_a_file = _("add it to contacts.yml and write its id in braces")
    here = _("choose it at “Insert a number”; one that is not there is added at the contacts")
    return here if remedy == in_a_file else remedy
