"""Content trees to change: copies of the small one, and what an operator makes of it."""

import dataclasses
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator.content import approving, load, rows
from generator.content.approving import Signature
from generator.content.report import Report
from generator.content.witnesses import Recall
from generator.distribution import codes
from generator.model.campaign import Campaign, Tables
from generator.model.facts import Settings
from generator.model.places import EACH_GROUP, Group, Unit
from generator.model.printing import Edition, ShortCode

ROOT = Path(__file__).parent.parent.parent
MINI = ROOT / "tests/mini"
SHIPPED = ROOT / "campaign_content"
TODAY = date(2026, 11, 21)


def report(tree: Path, recall: Recall | None = None) -> Report:
    return load(tree, TODAY, recall)


def campaign(tree: Path) -> Campaign:
    """Return the campaign of a tree that must have no mistakes."""
    found = report(tree)
    assert found.campaign is not None, "\n".join(map(str, found.problems))
    return found.campaign


def sentences(tree: Path, recall: Recall | None = None) -> list[str]:
    """Return every problem of a tree as a sentence."""
    return [str(problem) for problem in report(tree, recall).problems]


def mistakes(tree: Path, recall: Recall | None = None) -> list[str]:
    return [str(problem) for problem in report(tree, recall).mistakes]


def lines_of(register: str) -> list[ShortCode]:
    """Return the lines of a register that must have no mistakes."""
    found = rows.read(register.encode(), "f", ShortCode)
    assert not found.problems
    return [line for _index, line in found.lines]


def edit(file: Path, change: Callable[[str], str]) -> None:
    """Change a text file in place; a change that changes nothing is a mistake of the test."""
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before, f"{file}: nothing changed"
    file.write_text(after, "utf-8")


def replace(file: Path, old: str, new: str) -> None:
    """Replace words in a text file."""
    edit(file, lambda text: text.replace(old, new))


def apply(tree: Path, changes: dict[str, object]) -> None:
    """Change files: text replaces a whole file, null deletes, {old: new} replaces words."""
    for name, change in changes.items():
        file = tree / name
        if change is None:
            file.unlink()
        elif isinstance(change, str):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(change, "utf-8")
        else:
            assert isinstance(change, dict)
            for old, new in change.items():
                replace(file, old, new)


def many_places(mini: Campaign, places: int) -> Campaign:
    """Return the small campaign with an edition for many places."""
    units = {f"{n:05}": Unit(code=f"{n:05}", name=f"Xã {n}") for n in range(places)}
    edition = mini.editions["to-roi"].model_copy(update={"units": tuple(units)})
    tables = copied(mini.tables)
    tables.of(Edition)["to-roi"] = edition
    tables.of(Unit).clear()
    tables.of(Unit).update(units)
    revisions = {"vi": "B" * 12, "en": "C" * 12}
    made = codes.issue("to-roi", edition, units, revisions, mini.settings.updated, [])
    return dataclasses.replace(mini, tables=tables, codes=tuple(made))


def many_groups(found: Campaign, name: str, languages: tuple[str, ...], count: int) -> Campaign:
    """Return a campaign with an edition for so many groups, spread over its communes, each with
    the number of its police.
    """
    tables = copied(found.tables)
    units, groups = tables.of(Unit), tables.of(Group)
    keys = list(units)
    groups.clear()
    for place, key in enumerate(keys):
        number = f"0210{3_000_000 + place}"
        sure = {"police_number": number, "confirmed_number": number}
        who = {"confirmed_by": "Trực ban", "confirmed_on": TODAY}
        units[key] = units[key].model_copy(update=sure | who)
    for n in range(count):
        unit = keys[n * len(keys) // count]
        title = f"Tổ {n % 80 + 1}, khu {n % 9 + 1}"
        group = Group.model_construct(unit=unit, group=f"{n}", name=title, households=30)
        groups[group.key] = group
    facts = found.editions[name]
    facts = facts.model_copy(update={"units": (EACH_GROUP,), "languages": languages})
    tables.of(Edition)[name] = facts
    made = codes.issue(name, facts, groups, dict.fromkeys(languages, "B" * 12), TODAY, [])
    return dataclasses.replace(found, tables=tables, codes=tuple(made))


def at_host(found: Campaign, host: str) -> Campaign:
    """Return a campaign with another address of its site."""
    return with_settings(found, base_url=f"https://{host}")


def copied(tables: Tables) -> Tables:
    copy = Tables()
    for model, key, content in tables.everything():
        copy.of(model)[key] = content
    return copy


def changed(found: Campaign, model: Any, key: Any, **fields: Any) -> Campaign:
    """Return a campaign in which some fields of one file say something else."""
    tables = copied(found.tables)
    tables.of(model)[key] = tables.of(model)[key].model_copy(update=fields)
    return dataclasses.replace(found, tables=tables)


def add_communes(tree: Path, count: int) -> list[str]:
    """Give a tree more communes; return what they are called by editions."""
    keys = [f"{n:05}" for n in range(10_000, 10_000 + count)]
    lines = "".join(f"{key},Xã Mới {key},,,,,,,,\n" for key in keys)
    edit(tree / "distribution/units.csv", lambda text: text + lines)
    return keys


# -- what an operator does -----------------------------------------------------------------------

APPROVER = "Công an tỉnh thử"


def make_official(tree: Path) -> None:
    """Do what `canhgiac check` asks for, as an operator would."""
    replace(tree / "campaign.yml", "specimen", "official")
    replace(tree / "campaign.yml", "thu.example", "canhgiac.thu.vn")
    lines = ("confirmed:", '  by: "Trực ban"', '  on: "2026-11-20"', '  source: "Điện thoại"')
    confirmed = "".join(f"    {line}\n" for line in lines)
    number = '    number: "113"\n'
    replace(tree / "contacts.yml", number, f"{confirmed}  {number}{number}")
    replace(tree / "contacts.yml", "  ngan-hang: {}\n", f"  ngan-hang:\n{confirmed}")
    approve(tree)


def approve(tree: Path) -> None:
    """Approve every word, as somebody who has read it."""
    wanted = {reading.file: reading.words for reading in approving.readings(report(tree))}
    approving.record(tree, wanted, Signature(APPROVER, date(2026, 11, 20)), TODAY)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=x", "-c", "user.email=x@thu.example")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(folder: Path, message: str = "x") -> None:
    """Record a content folder, in a repository of its own."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message, "--allow-empty")


def with_settings(campaign: Campaign, **changes: object) -> Campaign:
    tables = copied(campaign.tables)
    tables.of(Settings)[""] = campaign.settings.model_copy(update=changes)
    return dataclasses.replace(campaign, tables=tables)
