"""Who vouches for words at the desk: never who wrote them, once residents act by them."""

from datetime import date
from functools import partial
from gettext import gettext as _
from typing import Any

from generator.content import approving, gates, git, located_yaml, writing
from generator.content.approving import Signature
from generator.content.located_yaml import Data
from generator.content.report import Report
from generator.editor import choices, listing, wordwise
from generator.editor.desk import Desk
from generator.model.facts import LanguageFacts, Settings
from generator.problems import ContentError, Problem


def people(report: Report) -> list[str]:
    """Return who may approve, as the campaign lists them."""
    settings = report.tree.tables.only(Settings)
    return list(settings.people) if settings else []


def screen(report: Report, file: str) -> dict[str, Any]:
    """Return what the page of words that wait is filled with; with a file, its words alone."""
    readings = list(approving.readings(report, [file] if file else ()))
    facts = report.tree.of(LanguageFacts)
    return {
        "readings": readings if file else [],
        "queue": [] if file else readings,
        "people": people(report),
        "titles": {one.file: listing.title(report, one.file) for one in readings},
        "languages": {tag: language.name for tag, language in facts.items()},
        "field": listing.place_label,
        "say": partial(choices.shown, contacts=choices.contacts(report.tree)),
        "compared": wordwise.compared,
    }


def approve(desk: Desk, file: str, print_: str, by: str) -> list[Problem]:
    """Record an approval; return why it was not."""
    is_official = listing.is_official(desk.report())
    if is_official and gates.same_person(last_hand(desk, file), by):
        message = _("{by} wrote these words: somebody else approves them").format(by=by)
        return [Problem(file, (), None, None, message)]
    try:
        done = approving.record(
            desk.root, {file: print_}, Signature(by, date.today()), date.today()
        )
    except ContentError as error:
        return list(error.problems)
    if done.states:
        title = listing.title(desk.report(), file)
        says = _("Approve “{title}”").format(title=title)
        desk.recorded([*done.states, *done.beside], by, says)
    return done.problems


def withdraw(desk: Desk, file: str, by: str) -> None:
    """Take an approval back."""
    writing.put(desk.root / file, ("approval",), {"state": "unreviewed"})
    title = listing.title(desk.report(), file)
    desk.recorded([file], by, _("Withdraw “{title}”").format(title=title))


def last_hand(desk: Desk, file: str) -> str:
    """Return who changed the words of a file last, whoever has read or moved them since; empty
    where nobody knows.
    """
    try:
        names = git.names(desk.root, file) if git.is_inside(desk.root) else []
        for commit in git.log(desk.root, names) if names else ():
            sides = zip(
                *(git.around(desk.root, commit.name, name) for name in names), strict=True
            )
            before, after = (next(filter(None, held), b"") for held in sides)
            if _words(before, file) != _words(after, file):
                return commit.by
    except git.GitError:
        pass
    return ""


def _words(content: bytes, file: str) -> Data:
    data = located_yaml.read(content, file).data
    return {n: v for n, v in data.items() if n != "approval"} if isinstance(data, dict) else data
