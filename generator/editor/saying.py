"""What is wrong, as the desk says it: by field, no file, no id, with what a button would do."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from gettext import gettext as _
from typing import NamedTuple

from generator import messages
from generator.content import beginning, labels, layout
from generator.content.report import Report
from generator.content.rules import sms
from generator.editor import choices, forms, listing
from generator.editor.desk import Draft
from generator.editor.forms import Choice, Mended
from generator.messages import later
from generator.model.facts import LanguageFacts
from generator.problems import Problem

_MISSING = "{file} is missing"
_HELP = later("ask who looks after the program")
_INSERT = later("choose it at “Insert a number”; one that is not there is added at the contacts")
_AGAIN = later("choose the number again at “Insert a number”")

MESSAGES: dict[str, tuple[str, str | None]] = {
    "{names} missing": (later("something is missing here"), later("fill it in")),
    '"{name}" is missing': (later("something is missing here"), None),
    '"{name}" is missing; {home} has it': (
        later("this lacks something that the source has"),
        None,
    ),
    '"{name}" is empty': (later("nothing is written here yet"), None),
    '"{name}" is too short': (later("this is too short"), None),
    '"{name}" is too long: {n} characters': (later("too long: {n} characters"), None),
    '"{name}" cannot be an id': (later("this name cannot be used"), None),
    '"{name}" cannot be "{value}"': (later("“{value}” cannot stand here"), None),
    '"{name}": "{value}" is not a web address': (later("“{value}” is not a web address"), None),
    '"{name}": "{value}" is more than a host': (later("“{value}” is more than a host"), None),
    '"{name}": either an answer, or what to do in silence': (
        later("either an answer, or what to do in silence"),
        later("fill in one of the two"),
    ),
    '"{name}" is the name of {owner}': (later("another entry has this name"), None),
    '"{name}" is not in {home}': (
        later("this is not known here"),
        later("choose it again from the list"),
    ),
    '"{name}" stands here twice': (later("this stands here twice"), None),
    "no page has the role {role}": (
        later("no page is this any more: {role}"),
        later("such a page has to be there; leaflets and QR codes lead to it"),
    ),
    "page {slug} has the role {role} already": (later("another page is this: {role}"), None),
    "role audience and the line audience belong together": (
        later("a page for an audience says which"),
        later("fill in both, or neither"),
    ),
    _MISSING: (
        later("this belongs to it and is not there yet"),
        later("fill it in too: both are kept as drafts, and saved together"),
    ),
    "method {other} says the same here": (later("“{other}” says the same here"), None),
    "these are the words of {tag}, to the letter": ("", later("translate them")),
    "method {slug} is gone, and this edition is printed": (
        later("this edition is printed, and tells of “{slug}”"),
        later("choose what takes its place"),
    ),
    "{folder} has no words in {tag}": ("", None),
    "no code was issued for {tag}": ("", None),
    "no code was issued for {tag} in {n} places": ("", None),
    "there is no profile of a press in {file}": (
        later("there is no such profile of a press here"),
        _HELP,
    ),
    "edition {name} is gone, and code {code} is printed": (
        later("codes of edition {name} are printed: it stays"),
        "",
    ),
    "code {code} stands for {unit}, {tag}, which {edition} does not have": (
        later("edition {edition} has a printed code for another place or language"),
        later("put it back among its places and languages"),
    ),
    "contact {name} has no number to print": (
        later("a contact that is named here has no number to print"),
        None,
    ),
    "the names in {} are not the ones that are filled in here": (
        later("the names that the program fills in are others here"),
        None,
    ),
    "a title or label is plain words: no braces, no asterisks": (
        later("here stand words alone: no number that is inserted, nothing in bold"),
        later("delete what was inserted, and the asterisks"),
    ),
    "a brace or ** that has no partner": (
        later("a bracket or a ** has no partner"),
        later("delete it; numbers come from “Insert a number”"),
    ),
    "spaces stand inside the braces": (later("spaces stand around an inserted number"), _AGAIN),
    "“{text}” is not in {file}": (
        later("“{text}” was let stand by somebody, and would be gone"),
        _HELP,
    ),
    "this file has changed in the meantime": (
        later("somebody else has just changed this"),
        later("open the page again"),
    ),
}
"""What the desk says in place of a message, the same where that is empty, and what to do; None
where its own remedy will do."""

REMEDIES: dict[str, str] = {
    "write it in words, or add how it is said below said: words: in {file}": later(
        "write it in words, or add how it is said at the language"
    ),
    "write how it is said, with {times} and {rest} for what is in it": _HELP,
    "add it; copy the line from a file that works": later("fill it in"),
    "add it to contacts.yml and write its id in braces": _INSERT,
    "write {name} instead": later("write {name} instead"),
    "add it, as in {where}": later("add it, as in the source"),
    "use exactly: {names}": later("keep these as they are: {names}"),
    "choose one of: {choices}": later("choose it again from the list"),
    "compare it with a file that works": _HELP,
    "rename the folder": later("give it another name"),
    "use the same ids as {home}": later("take away what the source does not have"),
    'cite "{law}" instead': later("choose the law that took its place"),
    "run: .venv/bin/canhgiac issue {name}": later(
        "ask who looks after the program to issue the codes"
    ),
    "delete it; documents and their addresses stand in sources.yml": later(
        "delete it; documents and their addresses stand at the sources"
    ),
    "delete it, or say it in general; what must stand is let stand in waivers.yml": later(
        "delete it, or say it in general"
    ),
    "write it without accents; with accents it belongs into sms_accented": later(
        "write it without accents; with accents it belongs into the other text message"
    ),
    "end the call; where silence is right, write act in place of you": later(
        "end the call; where silence is right, fill in what to do in place of an answer"
    ),
    "add below asks what people really say or type when it happens to them": later(
        "add what people really say or type when it happens to them"
    ),
    "ask who looks after the program to put one into leaflets/fonts": later(
        "ask who looks after the program to put one here"
    ),
    "write the name of a file in leaflets/fonts, such as NotoSans-Regular.ttf": later(
        "write the name of a typeface that is here, such as NotoSans-Regular.ttf"
    ),
    "write the name of a file in leaflets/press, such as FOGRA39L_coated.icc": later(
        "write the name of a profile that is here, such as FOGRA39L_coated.icc"
    ),
}
"""What to do at the desk, by what to do in a file."""


class Said(NamedTuple):
    """One thing that is wrong, in the words of the desk."""

    message: str
    remedy: str
    where: str = ""
    """What it is in; empty for what is on the screen."""
    file: str = ""
    """What to open there, where that can be opened."""


def said(report: Report, problem: Problem, here: str = "") -> Said:
    """Return what is wrong; `here` is the file on the screen."""
    contacts = choices.contacts(report.tree)
    msgid, names = _match(problem.message, tuple(MESSAGES))
    message, remedy = MESSAGES.get(msgid, ("", None))
    called = {name: _called(report, name, value) for name, value in names.items()}
    text = _(message or msgid).format(**called) if msgid else problem.message
    todo = _on_the_desk(problem.remedy) if remedy is None else remedy and _(remedy)
    file = problem.file
    if msgid == _MISSING:
        file = names["file"] if "/" in names["file"] else f"{file}/{names['file']}"
    where, opens = ("", "") if file == here else _where(report, file, problem)
    return Said(_plain(text, contacts), _plain(todo, contacts), where, opens)


def all_said(report: Report, problems: Iterable[Problem], here: str = "") -> list[Said]:
    """Return what is wrong in order, each thing once."""
    return list(dict.fromkeys(said(report, problem, here) for problem in problems))


def by_place(report: Report, problems: list[Problem]) -> dict[str, list[dict[str, str]]]:
    """Return what is wrong with a file by the name of the field, with what a button inserts."""
    found: dict[str, list[dict[str, str]]] = {}
    for problem in problems:
        place = "/".join(str(part) for part in problem.place if part != "")
        one = said(report, problem, problem.file)
        insert = re.search("‹[^›]+›", one.remedy)
        typed = _TYPED.search(one.message) if insert else None
        entry = {"message": one.message, "remedy": one.remedy, "old": typed[0] if typed else ""}
        found.setdefault(place, []).append(entry | {"insert": insert[0] if insert else ""})
    return found


_TYPED = re.compile(r"\+?\(?\d[\d .()-]*\d")
"""A number that was typed into a sentence: the one to insert takes its place."""


def _plain(text: str, contacts: list[Choice]) -> str:
    return str(choices.shown(text, contacts))


def _on_the_desk(remedy: str) -> str:
    """Return what to do here, where what to do in a file is another thing."""
    msgid, names = _match(remedy, tuple(REMEDIES))
    return _(REMEDIES[msgid]).format(**names) if msgid else remedy


def _match(text: str, msgids: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """Return which message a text is, and what its names stand for; empty where it is none."""
    for msgid, pattern in _patterns(messages.spoken(), msgids):
        if found := pattern.fullmatch(text):
            return msgid, found.groupdict()
    return "", {}


@cache
def _patterns(_language: str, msgids: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """Return messages as they are recognised in a language, the longest first."""
    found = []
    for msgid in sorted(msgids, key=len, reverse=True):
        start, *rest = re.split(r"\{(\w+)\}", _(msgid))
        names = zip(rest[::2], rest[1::2], strict=True)
        parts = [f"(?P<{name}>.*?){re.escape(after)}" for name, after in names]
        found.append((msgid, re.compile(re.escape(start) + "".join(parts), re.DOTALL)))
    return found


def _called(report: Report, name: str, value: str) -> str:
    """Return what a reader calls something that a message names."""
    if name == "role":
        return labels.choice(value)
    if name == "value":
        return re.sub("[{}]", "", value)
    if name == "tag":
        language = report.tree.of(LanguageFacts).get(value)
        return language.name if language else value
    if name in ("folder", "slug", "other"):
        folder, _slash, slug = value.rpartition("/")
        kind = beginning.kinds().get(folder or "methods")
        return listing.title(report, kind.path(slug)) if kind else value
    return value


def _where(report: Report, file: str, problem: Problem) -> tuple[str, str]:
    """Return what a problem is in, by its title and field, and the file to open for it."""
    if not layout.find(file):
        return _called(report, "folder", file) if "/" in file else labels.kind(file), ""
    row, key = layout.find(file) or (None, None)
    title, opens = listing.title(report, file), listing.may_edit(file)
    tag = layout.tag_of(row, key) if row else ""
    title = f"{title} ({_called(report, 'tag', tag)})" if tag else title
    field = str(problem.place[0]) if problem.place and opens else ""
    return (f"{title} – {listing.place_label(file, field)}" if field else title), file * opens


# -- notes below fields --------------------------------------------------------------------------


def notes(report: Report, draft: Draft, is_done: bool) -> dict[str, str]:
    """Return what is to be known of texts, by the name of the field: how long a text message is,
    what was changed in one that was pasted, or will be. `report` is of the tree with the draft.
    """
    found = {
        "/".join(map(str, text.place)): f"{size.used}/{size.most}"
        for text, size in sms.sizes(report.tree, draft.file)
    }
    for name, what in _mended(draft, is_done).items():
        found[name] = f"{found[name]}. {what}" if name in found else what
    return found


def _mended(draft: Draft, is_done: bool) -> dict[str, str]:
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
