"""What an edition was printed from: written down with its first job, and held from then on."""

from collections.abc import Callable, Iterator
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

from generator.alone import alone
from generator.content import git, layout, writing
from generator.content.canonical import quoted
from generator.content.tree import Tree
from generator.model import since
from generator.model.base import Model
from generator.model.campaign import Campaign
from generator.model.facts import Contact, Contacts
from generator.model.places import Unit
from generator.model.printing import Design, Edition, Frozen
from generator.model.texts import texts
from generator.model.trust import changes, digest, fingerprint
from generator.problems import ContentError, Place, Problem

_OF_EDITION = "Edition"
_OF_DESIGN = "design"
_OF_PLACE = "Place"

Stands = Callable[[str], bool]
"""Tells whether some words of the content stand on the paper."""


def blocks(campaign: Campaign, edition: str, stands: Stands) -> dict[str, str]:
    """Return the fingerprint of all that stands on the paper of an edition, by what it is."""
    found = {_OF_EDITION: fingerprint(campaign.editions[edition])}
    for tag in campaign.editions[edition].languages:
        found |= campaign.revision(edition, tag)
    # Most words of most files stand on the site alone.
    found = {
        key: print_
        for key, print_ in found.items()
        if ":" not in key or stands(_where(campaign, edition, key)[2])
    }
    inside: dict[str, list[str]] = {}
    for place in campaign.places[edition].values():
        if place.unit:
            said = inside.setdefault(place.unit.key, [place.unit.name, place.unit.number])
            said += [place.key, place.name]
    return found | {f"{_OF_PLACE}/{unit}": digest(*said) for unit, said in inside.items()}


def problems(tree: Tree, campaign: Campaign, edition: str, stands: Stands) -> Iterator[Problem]:
    """Yield what has changed since an edition was printed for the first time."""
    home = layout.of(Frozen).path(edition)
    now = tree.root / home
    if _recorded(tree.root, home) - {now.read_bytes() if now.is_file() else b""}:
        message = _("git knows another record of what edition {name} was printed from")
        remedy = _("restore the file, best with: git checkout -- {file}").format(file=now)
        yield Problem(home, (), None, None, message.format(name=edition), remedy)
    frozen = campaign.tables.of(Frozen).get(edition)
    if frozen is None:
        return
    rows = tree.lines.get(Unit, {})
    for key in changes(frozen.blocks, blocks(campaign, edition, stands)):
        file, place, text = _where(campaign, edition, key)
        unit = key.removeprefix(f"{_OF_PLACE}/")
        place = (rows[unit],) if unit in rows else place
        message = _("this has changed since edition {name} was printed on {day}: “{text}”")
        message = message.format(name=edition, day=frozen.printed, text=text)
        remedy = _("what is on paper stays as it is: restore it, or add a new edition")
        yield tree.placed(Problem(file, place, None, None, message, remedy))


def _recorded(root: Path, file: str) -> set[bytes]:
    """Return every version of a file that git has recorded; none where there is no git."""
    try:
        if not git.is_inside(root):
            return set()
        return {text for _commit, text in git.versions(root, git.places(root, [file]), file)}
    except git.GitError:
        return set()


def _where(campaign: Campaign, edition: str, key: str) -> tuple[str, Place, str]:
    """Return file, place and today's words of a block."""
    if key == _OF_EDITION:
        return layout.of(Edition).path(edition), (), edition
    if key.startswith(f"{_OF_PLACE}/"):
        unit = campaign.tables.of(Unit).get(key.removeprefix(f"{_OF_PLACE}/"))
        said = (unit.name, unit.number or "–") if unit else (key,)
        return layout.of(Unit).path(), (), ", ".join(said)
    if key == _OF_DESIGN:
        design = campaign.editions[edition].design
        return layout.of(Design).path(design), (), design
    name, _slash, rest = key.partition("/")
    if name == Contact.__name__:  # one entry of a file
        return layout.of(Contacts).path(), ("contacts", rest), rest
    home = next((kind for kind in layout.KINDS if kind.model.__name__ == name), None)
    if home is None or len(home.names) != len(rest.partition(":")[0].split("/")):
        return layout.of(Frozen).path(edition), (), key
    slug, _colon, path = rest.partition(":")
    parts: Any = tuple(slug.split("/")) if "/" in slug else slug
    parts = campaign.key_today(home.model, parts)
    place: Place = tuple(int(part) if part.isdecimal() else part for part in path.split("."))
    return home.path(parts), place, _words(campaign, home.model, parts, place)


def _words(campaign: Campaign, model: type[Model], key: Any, place: Place) -> str:
    content = campaign.tables.of(model).get(key)
    found = texts(model, content.model_dump(mode="json")) if content else ()
    return next((text for at, text, _kind in found if at == place), "–")


def freeze(root: Path, campaign: Campaign, edition: str, today: date, stands: Stands) -> bool:
    """Write down what an edition is printed from, if nobody has; return whether that was done."""
    if edition in campaign.tables.of(Frozen):
        return False
    file = root / layout.of(Frozen).path(edition)
    parts = {"blocks": blocks(campaign, edition, stands), "known": since.known(campaign, edition)}
    lines = "".join(f"{part}:\n{_lines(found)}" for part, found in parts.items())
    with alone(root):
        if file.exists():
            message = _("{file} was written meanwhile").format(file=file)
            raise ContentError([Problem(str(file), (), None, None, message)])
        writing.append(file, f'printed: "{today}"\n{lines}')
    return True


def _lines(found: dict[str, str]) -> str:
    return "".join(f"  {quoted(key)}: {quoted(found[key])}\n" for key in sorted(found))
