"""What was printed and published before, and whether today still honours it."""

import csv
import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from generator.content import layout
from generator.content.tree import Tree
from generator.distribution import codes
from generator.model.campaign import Campaign
from generator.model.facts import FraudMethod, PageFacts, Settings
from generator.model.printing import ShortCode
from generator.problems import Blocks, Problem

REGISTER = layout.of(ShortCode).path()
SETTINGS = layout.of(Settings).path()
MANIFEST = "site/manifest.json"
"""In an output. On a site it stands at /manifest.json: the address that never changes."""
NONE = "none"
"""Given for a memory, it says that nothing was printed or published yet."""


class Recall(NamedTuple):
    """Where to look for what was before."""

    output: Path | None = None
    """The folder that was built last, or is about to be replaced."""
    given: str | None = None
    """A site's address, a manifest or an output that the user names; or "none"."""


class Evidence(NamedTuple):
    """What one witness of the past says."""

    witness: str
    whole: bool = True
    """Whether it would know of every code; else it is heard, but does not suffice."""
    base_url: str = ""
    """The official address, or empty where there was none yet."""
    lines: int = 0
    check: str = ""
    """How many lines the register of codes had, and its running check then."""
    codes: frozenset[tuple[str, ...]] = frozenset()
    """Lines of the register: code, edition, unit, language, quantity, status."""
    pages: frozenset[str] = frozenset()
    """Site paths that residents may have kept."""
    methods: frozenset[str] = frozenset()
    hand_written: frozenset[str] = frozenset()
    """Slugs of methods and of pages that were official once."""


def problems(tree: Tree, campaign: Campaign, recall_: Recall) -> Iterator[Problem]:
    """Yield what was promised before and is not kept, and what cannot be known."""
    evidence, doubts = recall(tree.root, recall_)
    yield from doubts
    must_know = not campaign.is_specimen and recall_.given != NONE
    if must_know and not any(witness.whole for witness in evidence):
        yield _nothing_to_compare(tree)
    yield from lost_codes(tree, evidence)
    for witness in evidence:
        yield from _address(tree, campaign, witness)
        yield from _lost_pages(tree, campaign, witness)


def recall(root: Path, where: Recall) -> tuple[list[Evidence], list[Problem]]:
    """Ask every witness; return what they say, and who could not answer."""
    if where.given == NONE:
        return [], []
    evidence: list[Evidence] = []
    doubts: list[Problem] = []
    if where.given:
        _ask(evidence, doubts, where.given, where.given, Blocks.BUILDING)
    if where.output and (where.output / MANIFEST).is_file():
        _ask(evidence, doubts, str(where.output / MANIFEST), _("the last output"))
    _ask_git(evidence, doubts, root)
    return evidence, doubts


def _nothing_to_compare(tree: Tree) -> Problem:
    return tree.at(
        REGISTER,
        (),
        _("nothing is at hand that knows which codes are printed"),
        _(
            "take a checkout with its whole history (git fetch --unshallow), build into the"
            " folder that was published, or name the site: --memory https://…; for the very"
            " first publication: --memory none"
        ),
        Blocks.PUBLISHING,
        _("memory of what is printed"),
    )


# -- what must still hold ------------------------------------------------------------------------


def lost_codes(tree: Tree, evidence: Iterable[Evidence]) -> Iterator[Problem]:
    """Yield every line of the register that a witness knows and the register lacks."""
    kept = {_line(entry) for entry in tree.register}
    checks = [entry.check for entry in tree.register]
    for witness in evidence:
        for line in sorted(witness.codes - kept):
            yield tree.at(
                REGISTER,
                (),
                _("a line that {witness} knows is gone: {line}").format(
                    witness=witness.witness, line=",".join(line)
                ),
                _("restore it; the code is printed"),
            )
        if witness.lines > len(checks):
            yield tree.at(
                REGISTER,
                (),
                _("{n} lines are gone that {witness} knows").format(
                    n=witness.lines - len(checks), witness=witness.witness
                ),
                _("restore the file; its codes are printed"),
            )
        elif witness.lines and checks[witness.lines - 1] != witness.check:
            yield tree.at(
                REGISTER,
                (),
                _("the first {n} lines are not those that {witness} knows").format(
                    n=witness.lines, witness=witness.witness
                ),
                _("restore the file; its codes are printed. New lines come after old ones"),
            )


def _line(entry: ShortCode) -> tuple[str, ...]:
    quantity = "" if entry.quantity is None else str(entry.quantity)
    return (entry.code, entry.edition, entry.unit, entry.language, quantity, entry.status)


def _address(tree: Tree, campaign: Campaign, witness: Evidence) -> Iterator[Problem]:
    if not witness.base_url:
        return
    if witness.base_url != campaign.settings.base_url:
        yield tree.at(
            SETTINGS,
            ("base_url",),
            _("printed codes lead to {old}; with {new} they would all be dead").format(
                old=witness.base_url, new=campaign.settings.base_url
            ),
            _("restore the address; {witness} knows it").format(witness=witness.witness),
        )
    elif campaign.is_specimen:
        yield tree.at(
            SETTINGS,
            ("status",),
            _("{witness} is official; a specimen must not take its place").format(
                witness=witness.witness
            ),
            _("restore status: official, or build elsewhere with --output"),
        )


def _lost_pages(tree: Tree, campaign: Campaign, witness: Evidence) -> Iterator[Problem]:
    """An address that was published opens for ever; of a specimen's, staff are only told."""
    blocks = Blocks.BUILDING if witness.base_url else Blocks.NOTHING
    lost = set(witness.pages - campaign.page_paths)
    for model, names in ((FraudMethod, witness.methods), (PageFacts, witness.hand_written)):
        to, known = campaign.addresses, campaign.page_paths
        address = to.method if model is FraudMethod else to.page
        lost |= {path for path in (address(to.source, n) for n in names) if path not in known}
    for path in sorted(lost):
        slug = path.rstrip("/").rpartition("/")[2]
        yield tree.at(
            "methods" if "/" in path.rstrip("/") else "pages",
            (),
            _("the address /{path} is gone, and {witness} had it").format(
                path=path, witness=witness.witness
            ),
            _("write {slug} among the aliases of what takes its place, or restore it").format(
                slug=slug
            ),
            blocks,
            _("addresses that residents may have kept"),
        )


# -- witnesses -----------------------------------------------------------------------------------

_MOST = 30_000_000


def _ask(
    evidence: list[Evidence],
    doubts: list[Problem],
    where: str,
    witness: str,
    blocks: Blocks = Blocks.PUBLISHING,
) -> None:
    """Hear a manifest, by its address on the web or on disk."""
    try:
        evidence.append(_from_manifest(json.loads(_read(where)), witness))
    except (OSError, ValueError, TypeError, AttributeError, urllib.error.URLError) as error:
        doubts.append(
            Problem(
                REGISTER,
                (),
                None,
                None,
                _("{where} does not answer: {why}").format(where=where, why=error),
                _("check the address after --memory; for the very first publication: none"),
                blocks,
                _("memory of what is printed"),
            )
        )


def _read(where: str) -> bytes:
    if where.startswith("https://"):
        address = where if where.endswith(".json") else f"{where.rstrip('/')}/manifest.json"
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  (https only)
            return bytes(answer.read(_MOST))
    path = Path(where)
    return (path / MANIFEST if path.is_dir() else path).read_bytes()


def _from_manifest(manifest: dict[str, Any], witness: str) -> Evidence:
    register = manifest["register"]
    return Evidence(
        witness,
        base_url=manifest["base_url"] if manifest["status"] == "official" else "",
        lines=int(register["lines"]),
        check=str(register["check"]),
        pages=frozenset(manifest["pages"]),
    )


def _ask_git(evidence: list[Evidence], doubts: list[Problem], root: Path) -> None:
    """Hear every version of the register that git has recorded, whatever its settings."""
    try:
        if _git(root, "rev-parse", "--is-inside-work-tree").strip() != b"true":
            return
    except (OSError, subprocess.CalledProcessError):
        return  # no git, or no repository: no witness
    try:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        official = {
            commit: found[1]
            for commit, text in _versions(root, SETTINGS)
            if re.search(r"^status:\s*[\"']?official", text, re.MULTILINE)
            and (
                found := re.search(r"^base_url:\s*[\"']?(https://[^\"'\s]+)", text, re.MULTILINE)
            )
        }
        versions = [text for _commit, text in _versions(root, REGISTER)]
        gone = _deleted(root, list(official)) if official else {"methods": set(), "pages": set()}
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        doubts.append(_silent_git(str(error)))
        return
    if shallow:
        doubts.append(_silent_git(_("the checkout is shallow")))
    # One that is not today's was official once, and nobody who was published says otherwise.
    addresses = [f"{found.rstrip('/').lower()}/" for found in official.values()]
    once = next((found for found in addresses if found != addresses[0]), None)
    evidence.append(
        Evidence(
            "git",
            whole=not shallow and bool(versions),
            base_url=once or next(iter(addresses), "") if not evidence else "",
            codes=frozenset(line for text in versions for line in _recorded(text)),
            methods=frozenset(gone["methods"]) if not evidence else frozenset(),
            hand_written=frozenset(gone["pages"]) if not evidence else frozenset(),
        )
    )


def _silent_git(why: str) -> Problem:
    return Problem(
        REGISTER,
        (),
        None,
        None,
        _("git cannot say which codes were recorded: {why}").format(why=why),
        _("take a checkout with its whole history: git fetch --unshallow"),
        Blocks.NOTHING,
        _("memory of what is printed"),
    )


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git so that neither the user's settings nor who owns the files change its answer."""
    command = ("git", "-c", "safe.directory=*", "-c", "core.quotepath=false", *arguments)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603  (a fixed command)
        command, cwd=root, input=stdin, capture_output=True, check=True, env=environment
    )
    return done.stdout


def _versions(root: Path, file: str) -> Iterator[tuple[str, str]]:
    """Yield commit and text of every version of a file in the history, merges included, the
    newest first.
    """
    log = _git(
        root, "log", "-m", "--full-history", "--no-renames", "--no-abbrev", "--no-color",
        "--format=@%H", "--raw", "--", file,
    )  # fmt: skip
    commits: dict[str, str] = {}
    commit = ""
    for line in log.decode("utf-8", "replace").splitlines():
        if line.startswith("@"):
            commit = line[1:]
        elif line.startswith(":"):
            blob = line.split()[3]
            if set(blob) != {"0"}:
                commits.setdefault(blob, commit)
    if not commits:
        return
    out = _git(root, "cat-file", "--batch", stdin="\n".join(commits).encode() + b"\n")
    position = 0
    while position < len(out):
        end = out.index(b"\n", position)
        blob, kind, size = out[position:end].decode().split(" ")
        if kind != "blob":
            raise ValueError(f"{blob} is missing")
        start, position = end + 1, end + 2 + int(size)
        yield commits[blob], out[start : start + int(size)].decode("utf-8", "replace")


def _recorded(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines of an old register that were right: what was spoilt and mended is past."""
    rows = csv.reader(
        line for line in text.removeprefix("\ufeff").splitlines() if '"' not in line
    )
    header = next(rows, [])
    for cells in rows:
        entry = dict(zip(header, cells, strict=False))
        code, status = entry.get("code", ""), entry.get("status", "")
        meaning = tuple(entry.get(name, "") for name in ("edition", "unit", "language"))
        quantity = entry.get("quantity", "")
        if (
            codes.is_valid(code)
            and code in codes.candidates(*meaning)
            and status in ("active", "retired")
            and re.fullmatch(r"[0-9]{0,7}", quantity)
        ):
            yield (code, *meaning, quantity.lstrip("0") or quantity[:1], status)


def _deleted(root: Path, official: list[str]) -> dict[str, set[str]]:
    """Return the slugs of methods and pages that were deleted after the campaign was official.

    `official` are the commits that say so, the newest first.
    """
    log = _git(
        root, "log", "-m", "--no-renames", "--diff-filter=D", "--format=", "--name-only",
        "--relative", f"{official[-1]}..HEAD", "--", "methods", "pages",
    )  # fmt: skip
    gone: dict[str, set[str]] = {"methods": set(), "pages": set()}
    for line in log.decode("utf-8", "replace").splitlines():
        parts = line.split("/")
        if len(parts) == 3 and parts[2] in ("method.yml", "page.yml") and parts[0] in gone:
            gone[parts[0]].add(parts[1])
    return gone
