"""Who knows what was printed and published before: the last output, a published site, git."""

import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from generator.content import git, layout, located_table, located_yaml
from generator.distribution import codes
from generator.model.addresses import Addresses
from generator.model.facts import FraudMethod, PageFacts, Settings, Status
from generator.model.interface import Interface
from generator.model.printing import ShortCode
from generator.model.published import Published
from generator.model.words import KeyMessage, PageText, Routes, Translation
from generator.problems import Blocks, Problem

REGISTER = layout.of(ShortCode).path()
SETTINGS = layout.of(Settings).path()
MANIFEST = "site/manifest.json"
"""In an output. On a site it stands at /manifest.json: the address that never changes."""
NONE = "none"
"""Given for a memory, it says that nothing was published yet."""


class Recall(NamedTuple):
    """Where to look for what was before."""

    output: Path | None = None
    """The folder that was built last, or is about to be replaced."""
    given: str | None = None
    """A site's address, a manifest or an output that the user names; or "none"."""


Recorded = tuple[tuple[str, str], ...]
"""A line of a register: column and cell of all it says but its running check."""


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
    codes: frozenset[Recorded] = frozenset()
    pages: frozenset[str] = frozenset()
    """Site paths that residents may have kept."""


def recall(root: Path, where: Recall) -> tuple[list[Evidence], list[Problem]]:
    """Ask every witness; return what they say, and who could not answer.

    Who says that nothing was published yet is believed about drafts: a specimen, and addresses
    that only git has seen. What was issued officially, and what was built so, still counts.
    """
    first_time = where.given == NONE
    heard: list[Evidence | Problem] = []
    if where.given and not first_time:
        heard.append(_ask(where.given, where.given, Blocks.BUILDING))
    if where.output and (where.output / MANIFEST).is_file():
        found = _ask(str(where.output / MANIFEST), _("the last output"), Blocks.PUBLISHING)
        # A specimen vouches for nobody; one that the user names is the user's word.
        if isinstance(found, Evidence):
            found = found._replace(whole=bool(found.base_url))
        heard.append(found)
    if first_time:
        heard = [found for found in heard if isinstance(found, Evidence) and found.base_url]
    heard += _ask_git(
        root, first_time, any(isinstance(f, Evidence) and f.base_url for f in heard)
    )
    return (
        [found for found in heard if isinstance(found, Evidence)],
        [found for found in heard if isinstance(found, Problem)],
    )


def _doubt(message: str, remedy: str, blocks: Blocks) -> Problem:
    task = _("memory of what is printed")
    return Problem(REGISTER, (), None, None, message, remedy, blocks, task)


# -- manifests -----------------------------------------------------------------------------------

_MOST = 30_000_000
"""Bytes of a manifest; a site of 40,000 codes has a tenth of it."""


def _ask(where: str, witness: str, blocks: Blocks) -> Evidence | Problem:
    """Hear a manifest, by its address on the web or on disk."""
    try:
        found = Published.model_validate_json(_read(where))
    except (OSError, ValueError, HTTPException) as error:
        why = _("it is no manifest")
        if where.startswith("http:"):
            why = _("only https:// is asked")
        elif isinstance(error, FileNotFoundError):
            why = _("it is not there")
        elif isinstance(error, OSError | HTTPException):
            why = _("nobody answers there")
        return _doubt(
            _("{where} does not answer: {why}").format(where=where, why=why),
            _("check the address after --memory; for the very first publication: none"),
            blocks,
        )
    base_url = found.base_url if found.status is Status.OFFICIAL else ""
    lines, check = found.codes.lines, found.codes.check
    return Evidence(witness, True, base_url, lines, check, pages=frozenset(found.pages))


def _read(where: str) -> bytes:
    if where.startswith("https://"):
        address = where if where.endswith(".json") else f"{where.rstrip('/')}/manifest.json"
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  (https only)
            content = bytes(answer.read(_MOST + 1))
    else:
        path = Path(where)
        path = path / MANIFEST if path.is_dir() else path
        if path.exists() and not path.is_file():  # a pipe would never end
            raise ValueError(where)
        with path.open("rb") as opened:
            content = opened.read(_MOST + 1)
    if len(content) > _MOST:
        raise ValueError(where)
    return content


# -- git -----------------------------------------------------------------------------------------


def _ask_git(root: Path, first_time: bool, published: bool) -> Iterator[Evidence | Problem]:
    """Hear what git has recorded; yield what it says, and why it may not know everything."""
    if not git.is_inside(root):
        return
    try:
        shallow = git.is_shallow(root)
        found = _heard(root, first_time, published)
    except git.GitError as error:
        yield _silent_git(str(error))
        return
    if shallow:
        yield _silent_git(_("the checkout is shallow"))
    yield found._replace(whole=found.whole and not shallow)


def _heard(root: Path, first_time: bool, published: bool) -> Evidence:
    """Return what git says.

    Addresses count only where nobody who was published can say what they were: git has drafts
    too, and who publishes for the first time may mend them.
    """
    places = git.places(root, (REGISTER, SETTINGS))
    settings = [(c, _settings(text)) for c, text in git.versions(root, places, SETTINGS)]
    official = [(commit, *found) for commit, found in settings if found]
    registers = list(git.versions(root, places, REGISTER))
    whole = bool(registers)
    if first_time:
        since = git.since(root, official[-1][0]) if official else set()
        registers = [(commit, text) for commit, text in registers if commit in since]
    lines = frozenset(_recorded(text for _commit, text in registers))
    if not official or published or first_time:
        return Evidence("git", whole, codes=lines)
    # The newest that is not today's: two that were official cannot both be right.
    _commit, today, source = official[0]
    base_url = next((url for _commit, url, _source in official if url != today), today)
    seen = set(git.seen_since(root, places, official[-1][0]))
    texts = dict(git.blobs(root, {blob for path, blob in seen if _has_names(path)}))
    pages = _pages(seen, texts, Addresses(base_url, source))
    return Evidence("git", whole, base_url, codes=lines, pages=pages)


def _settings(text: bytes) -> tuple[str, str] | None:
    """Return address and source language of official settings, as our reader reads them."""
    data = located_yaml.read(text, SETTINGS).data
    if not isinstance(data, dict) or data.get("status") != "official":
        return None
    url, source = data.get("base_url"), data.get("source_language")
    if not isinstance(url, str) or not isinstance(source, str):
        return None
    return f"{url.strip().rstrip('/').lower()}/", source


def _recorded(texts: Iterable[bytes]) -> Iterator[Recorded]:
    """Yield the lines of registers that were right: what was spoilt and mended is past."""
    lines: dict[str, dict[str, None]] = {}
    """Every line there ever was, by the first line of its file."""
    for text in texts:
        header, *rest = located_yaml.decode(text.decode("utf-8", "replace").encode()).split("\n")
        lines.setdefault(header, {}).update(dict.fromkeys(rest))
    for header, found in lines.items():
        names = [name.strip('" ') for name in header.split(",")]
        document = located_table.read("\n".join((header, *found)).encode(), REGISTER, names)
        assert isinstance(document.data, list)
        for row in document.data:
            assert isinstance(row, dict)
            yield from _as_recorded(row)


def _as_recorded(row: dict[str, located_yaml.Data]) -> Iterator[Recorded]:
    """Yield the line that a row of a register was, if it was right."""
    cells = {name: str(row.get(name, "")).strip() for name in codes.HEADER}
    meaning = (cells["edition"], cells["unit"], cells["language"])
    quantity = cells["quantity"]
    if (
        not codes.is_valid(cells["code"])
        or cells["code"] not in codes.candidates(*meaning)
        or cells["status"] not in ("active", "retired")
        or not _is_count(quantity)
    ):
        return
    cells["quantity"] = quantity and str(int(float(quantity)))
    empty = {name: None for name in ("quantity", "retired") if not cells[name]}
    compared = {"code", "edition", "unit", "language", "quantity", "status"}
    if "frozen" in row:  # else it is of an older form, and tells what it meant alone
        compared |= {"revision", "frozen", "issued", "retired"} & {*row}
        try:
            ShortCode.model_validate(cells | empty)
        except ValueError:
            return
    yield tuple((name, cells[name]) for name in codes.HEADER if name in compared)


def _is_count(cell: str) -> bool:
    try:
        return not cell or 0 <= float(cell) < 10_000_000
    except ValueError:
        return False


def _pages(
    seen: Iterable[tuple[str, str]], texts: Mapping[str, bytes], to: Addresses
) -> frozenset[str]:
    """Return the site path of every page that versions of files made, by path and blob."""
    files = [(*found, blob) for path, blob in seen if (found := layout.find(path))]
    names: dict[tuple[type, str], set[str]] = {}
    """Slugs of a method or page: its own, and those it had before."""
    for kind, key, blob in files:
        if kind.model in (FraudMethod, PageFacts):
            former = _strings(texts.get(blob), "aliases")
            names.setdefault((kind.model, key), {key}).update(former)
    spoken = {m: {k for kind, k, _b in files if kind.model is m} for m in (Interface, KeyMessage)}
    pages: set[str] = set()
    for kind, key, blob in files:
        tag = layout.tag_of(kind, key)
        if tag not in spoken[Interface] & spoken[KeyMessage]:
            continue
        if kind.model is Translation:
            pages |= {to.method(tag, slug) for slug in names.get((FraudMethod, key[0]), ())}
        elif kind.model is PageText:
            pages |= {to.page(tag, slug) for slug in names.get((PageFacts, key[0]), ())}
        elif kind.model is Routes:
            pages |= {to.route(tag, slug) for slug in _strings(texts.get(blob), "routes")}
    return frozenset(pages)


def _has_names(path: str) -> bool:
    found = layout.find(path)
    return found is not None and found[0].model in (FraudMethod, PageFacts, Routes)


def _strings(text: bytes | None, name: str) -> list[str]:
    """Return the texts, or the ids, that stand in a file below a name."""
    data = located_yaml.read(text, name).data if text is not None else None
    value = data.get(name) if isinstance(data, dict) else None
    parts = value if isinstance(value, list | dict) else ()
    return [part for part in parts if isinstance(part, str)]


def _silent_git(why: str) -> Problem:
    return _doubt(
        _("git cannot say which codes were recorded: {why}").format(why=why),
        _("take a checkout with its whole history: git fetch --unshallow"),
        Blocks.NOTHING,
    )
