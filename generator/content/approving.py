"""Who vouches for words: what there is to read, what has changed since, and the record of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from generator.alone import alone
from generator.content import gates, git, layout, located_yaml, translating, writing
from generator.content.canonical import quoted
from generator.content.layout import ContentKind
from generator.content.report import Report
from generator.content.tree import Tree, read_tree
from generator.model.base import Model
from generator.model.campaign import Campaign, slug_of
from generator.model.facts import PHONE, Banks, Contacts, Settings
from generator.model.texts import shown, texts
from generator.model.trust import (
    Approval,
    Dossier,
    State,
    Worded,
    blocks,
    changes,
    digest,
    fingerprint,
    state,
)
from generator.problems import ContentError, Problem


class Line(NamedTuple):
    """One text as its approver reads it."""

    number: int
    """From 1 in each file; people speak of “text 4”."""
    place: str
    text: str
    original: str
    """What it translates; empty in the source language."""
    change: str
    """Since the last approval: "new" or "changed"; empty where it was read, or all is new."""
    before: str
    """What was approved then, where it has changed."""


class Reading(NamedTuple):
    """A file of words as its approver reads it."""

    file: str
    tag: str
    words: str
    """Fingerprint of what is read, facts included."""
    state: State
    lines: tuple[Line, ...]
    facts: tuple[str, ...]
    """What is shown beside the words in every language, and approved with them."""


def readings(
    report: Report, files: Collection[str] = (), tag: str | None = None
) -> Iterator[Reading]:
    """Yield what is to be read: files, or all below folders, or all that nobody has approved."""
    campaign = report.campaign
    for kind, key, words in gates.worded(report.tree, campaign) if campaign else ():
        file = kind.path(key)
        found = campaign.state(type(words), key) if campaign else State.MISSING
        named = any(file == name or file.startswith(f"{name}/") for name in files)
        wanted = named if files else found is not State.APPROVED
        if wanted and tag in (None, layout.tag_of(kind, key)) and campaign:
            yield _reading(report.tree, campaign, kind, key, words)


def _reading(
    tree: Tree, campaign: Campaign, kind: ContentKind, key: Any, words: Worded
) -> Reading:
    original = tree.of(type(words))[campaign.origin(key)]
    originals = {} if original is words else dict(_read(original))
    beside, changed = _facts(tree, kind, key), _changed(tree.root, kind, key, words)
    return Reading(
        kind.path(key),
        layout.tag_of(kind, key),
        fingerprint(words, *beside),
        campaign.state(type(words), key),
        tuple(
            Line(number, place, text, originals.get(place, ""), *changed.get(place, ("", "")))
            for number, (place, text) in enumerate(_read(words), start=1)
        ),
        tuple(line for facts in beside for line in _plain(facts)),
    )


def _read(words: Model) -> Iterator[tuple[str, str]]:
    """Yield place and words of every text that residents are shown."""
    for place, text, kind in texts(type(words), words.model_dump(mode="json")):
        if kind.shown and place[0] != "approval":
            yield ".".join(map(str, place)), text


def _facts(tree: Tree, kind: ContentKind, key: Any) -> list[Model]:
    facts = layout.facts_of(kind)
    return [tree.of(facts.model)[slug_of(key)]] if facts else []


def _plain(facts: Model) -> Iterator[str]:
    for name, value in shown(facts).items():
        if value:
            yield f"{name}: {_in_words(value)}"


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return " – ".join(_in_words(part) for part in value.values() if part)
    if isinstance(value, list):
        return "; ".join(map(_in_words, value))
    return str(value)


def _changed(
    root: Path, kind: ContentKind, key: Any, words: Worded
) -> dict[str, tuple[str, str]]:
    """Return what became of each text since somebody last vouched for the file, and what it was
    then, by place.

    The words of that time are those git has with the same approval for the first time; empty
    where nobody vouched, or git does not know.
    """
    if words.approval.state == "unreviewed" or not words.approval.words:
        return {}
    file, before = kind.path(key), None
    try:
        for content in git.texts(root, file):
            old = _model(kind.model, content, file)
            if old is not None and old.approval.words == words.approval.words:
                before = old
    except git.GitError:
        return {}
    if before is None:
        return {}
    then = dict(_read(before))
    found = changes(blocks(before), blocks(words))
    return {place: (change, then.get(place, "")) for place, change in found.items()}


def _model(model: type[Model], content: bytes, file: str) -> Worded | None:
    try:
        found = model.model_validate(located_yaml.read(content, file).data)
    except ValueError:
        return None  # of a time when such files were others
    return found if isinstance(found, Worded) else None


# -- the record ----------------------------------------------------------------------------------


class Signature(NamedTuple):
    """Who vouches, and when."""

    by: str
    on: date


class Recorded(NamedTuple):
    """What became of each file."""

    states: dict[str, State]
    problems: list[Problem]
    """Files that were left as they are, and why."""
    beside: list[str]
    """Files that say which words were read."""


def record(root: Path, wanted: Mapping[str, str], signature: Signature, today: date) -> Recorded:
    """Write down that somebody has read files, each with the fingerprint of what was read.

    Where the campaign asks for two people, the first reviews and the second approves. Raises
    ContentError where nothing can be recorded at all.
    """
    _signed(signature, today)
    with alone(root):
        tree = read_tree(root, today)
        if tree.problems:
            raise ContentError(tree.problems, str(root))
        settings = tree.tables.only(Settings)
        assert settings is not None
        done, approvals = Recorded({}, [], []), {}
        for file, print_ in wanted.items():
            found = layout.find(file)
            words = tree.of(found[0].model).get(found[1]) if found else None
            if found is None or not isinstance(words, Worded):
                message, remedy = _("there are no such words"), _("print the dossier again")
                done.problems.append(tree.at(file, (), message, remedy))
                continue
            original = tree.of(type(words))[_origin(found[1], settings.source_language)]
            facts = _facts(tree, *found)
            if fingerprint(words, *facts) != print_:
                message = _("these are no longer the words that were read")
                done.problems.append(tree.at(file, (), message, _("read them again")))
                continue
            before = state(words, original, facts)
            approval = _approval(words.approval, before, signature, settings.approvers)
            if approval is None:
                message = _("{by} has read these words before").format(by=signature.by)
                remedy = _("this campaign asks for two people: the other one approves")
                done.problems.append(tree.at(file, ("approval", "by"), message, remedy))
                continue
            approval |= {"words": print_, "source_words": fingerprint(original)}
            approvals[file] = approval
            done.states[file] = State(approval["state"])
        # First which words, then that they were: a kill between the two approves nothing.
        for file, text in translating.reviewed(tree, approvals):
            (root / file).parent.mkdir(exist_ok=True)
            writing.put_whole(root / file, text.encode())
            done.beside.append(file)
        for file, approval in approvals.items():
            writing.put(root / file, ("approval",), approval)
        return done


def _origin(key: Any, source: str) -> Any:
    return (key[0], source) if isinstance(key, tuple) else key and source


def _approval(
    old: Approval, before: State, signature: Signature, approvers: int
) -> dict[str, str] | None:
    """Return the approval of words as of now; None where one person may not do both."""
    found = {"state": "approved", "by": signature.by, "on": signature.on.isoformat()}
    if approvers < 2:
        return found
    if before is not State.REVIEWED:
        return found | {"state": "reviewed"}
    return (
        None if gates.same_person(old.by, signature.by) else found | {"reviewed_by": old.by or ""}
    )


def _signed(signature: Signature, today: date) -> None:
    if not gates.is_name(signature.by):
        message = _("“{text}” is nobody").format(text=signature.by)
        remedy = _("write the name and office of the one who answers for it")
        raise ContentError([Problem("--by", (), None, None, message, remedy)])
    if signature.on > today:
        message = _("{day} is still to come").format(day=signature.on)
        remedy = _("write the day it was done")
        raise ContentError([Problem("--on", (), None, None, message, remedy)])


# -- a paper that goes round ---------------------------------------------------------------------


def number(found: Iterable[Reading]) -> str:
    """Return the number of a dossier: other words have another."""
    letters = digest(*(f"{reading.file}={reading.words}" for reading in found)).lower()
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def keep(root: Path, found: Collection[Reading], today: date) -> str:
    """Write down what a dossier holds, so that its number is enough when it comes back."""
    name = number(found)
    lines = "".join(f"  {reading.file}: {quoted(reading.words)}\n" for reading in found)
    file = root / layout.of(Dossier).path(name)
    if not file.exists():
        writing.append(file, f'printed: "{today}"\nwords:\n{lines}')
    return name


# -- contacts ------------------------------------------------------------------------------------


def confirm(
    root: Path, name: str, source: str, digits: str | None, signature: Signature, today: date
) -> str:
    """Write down that somebody has dialled a number, and who told it; return the file.

    `digits` is the number of a bank that has none yet, or a contact's new one. Raises
    ContentError.
    """
    _signed(signature, today)
    if not gates.is_name(source):
        message = _("“{text}” tells nobody where the number is from").format(text=source)
        remedy = _("write it, such as: called on 25/11, or the bank's letter of that day")
        raise ContentError([Problem("--source", (), None, None, message, remedy)])
    if digits and not re.fullmatch(PHONE, digits):
        message = _("“{text}” is no number that can be dialled").format(text=digits)
        remedy = _("write digits alone, such as 113 or 0912345678")
        raise ContentError([Problem("--number", (), None, None, message, remedy)])
    with alone(root):
        tree = read_tree(root, today)
        contacts, banks = tree.tables.only(Contacts), tree.tables.only(Banks)
        homes: list[tuple[type[Model], str, Mapping[str, Any]]] = [
            (Contacts, "contacts", contacts.contacts if contacts else {}),
            (Banks, "banks", banks.banks if banks else {}),
        ]
        for model, folder, entries in homes:
            if name in entries and not tree.problems:
                file, place = layout.of(model).path(), (folder, name)
                written = digits or entries[name].number
                confirmed = {"by": signature.by, "on": signature.on.isoformat(), "source": source}
                if written:
                    confirmed["number"] = written
                if getattr(entries[name], "means", "call") != "call":
                    confirmed["means"] = entries[name].means
                if digits and digits != entries[name].number:
                    writing.put(root / file, (*place, "number"), digits)
                writing.put(root / file, (*place, "confirmed"), confirmed)
                return file
        known = ", ".join(key for _model, _folder, entries in homes for key in entries)
        message = _("there is no contact {name}; there are: {known}")
        missing = Problem("contacts.yml", (), None, None, message.format(name=name, known=known))
        raise ContentError(tree.problems or [missing], str(root))
