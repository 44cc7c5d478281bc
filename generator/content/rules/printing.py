"""What is printed is there in every language it is printed in; what was printed still holds."""

from collections.abc import Iterator
from gettext import gettext as _
from itertools import pairwise, product

from generator.assets import PRESS
from generator.content import layout, names
from generator.content.tree import Tree
from generator.model.facts import FraudMethod, LanguageFacts, PageFacts, Settings
from generator.model.interface import Interface
from generator.model.printing import PRESS_PROFILE, Design, Edition, ShortCode
from generator.model.words import Advice, KeyMessage, PageText, Translation
from generator.problems import OWN, Problem
from generator.typesetting import designs

SAFE_MM = 5
"""From the edge to what may not be cut off."""
REGISTER = layout.of(ShortCode).path()


def _designs(tree: Tree) -> Iterator[Problem]:
    """A design has its two files beside its description, a foot for each side, folds in order."""
    for name in tree.known(Design):
        folder = layout.of(Design).path(name).rpartition("/")[0]
        for file in designs.missing(name):
            yield tree.at(
                layout.of(Design).path(name),
                (),
                _("{file} is missing").format(file=f"{folder}/{file}"),
                _("restore it, or delete the folder of the design"),
            )
        for found in designs.banned(name):
            message = _("design {name}: a press cannot take {what}").format(
                name=name, what=found.what
            )
            yield Problem(f"{folder}/{found.file}", (), found.line, 1, message, found.remedy)
    for name, design in tree.of(Design).items():
        if design.foot_mm and len(design.foot_mm) != len(design.sides):
            message = _("numbers: {n}; sides: {m}").format(
                n=len(design.foot_mm), m=len(design.sides)
            )
            remedy = _("give one number for each side, or leave the line out")
            yield tree.at(layout.of(Design).path(name), ("foot_mm",), message, remedy)
        for index, foot in enumerate(design.foot_mm):
            if 0 < foot < SAFE_MM:
                message = _("{n} mm from the edge is where sheets are cut").format(n=foot)
                remedy = _("leave {n} mm, or 0 for a block that runs over the edge")
                place = ("foot_mm", index)
                home = layout.of(Design).path(name)
                yield tree.at(home, place, message, remedy.format(n=SAFE_MM))
        edges = (0, *design.folds_mm, design.width_mm)
        if any(left >= right for left, right in pairwise(edges)):
            yield tree.at(
                layout.of(Design).path(name),
                ("folds_mm",),
                _("the folds do not lie one after the other on the sheet"),
                _(
                    "give their distances from the left edge of the first side, rising, less than"
                    " {n} mm"
                ).format(n=design.width_mm),
            )


def _editions(tree: Tree) -> Iterator[Problem]:
    for name, edition in tree.of(Edition).items():
        yield from _words(tree, name, edition)


def _profiles(tree: Tree) -> Iterator[Problem]:
    """The profile of a press that an edition is printed for is there, and is one."""
    for name, edition in tree.of(Edition).items():
        file = PRESS / edition.condition.profile
        head = file.read_bytes()[12:20] if file.is_file() else b""
        if head != PRESS_PROFILE:
            message = _("there is no profile of a press in {file}").format(
                file=f"{OWN}press/{edition.condition.profile}"
            )
            remedy = _("ask the print shop for its CMYK profile, and put it there")
            home = layout.of(Edition).path(name)
            yield tree.at(home, ("condition", "profile"), message, remedy)


def words_of(tree: Tree, edition: Edition) -> dict[str, str]:
    """Return the files without which an edition cannot be printed, each with its language."""
    pages = tree.of(PageFacts).items()
    emergency = {slug: page.first for slug, page in pages if page.role == "emergency"}
    former = {
        alias: slug for slug, facts in tree.of(FraudMethod).items() for alias in facts.aliases
    }
    methods = [former.get(slug, slug) for slug in edition.methods]
    found: dict[str, str] = {}
    for tag in edition.languages:
        needed = [layout.of(model).path(tag) for model in (Interface, KeyMessage)]
        needed += [layout.of(Translation).path((slug, tag)) for slug in methods]
        needed += [layout.of(PageText).path((slug, tag)) for slug in emergency]
        needed += [layout.of(Advice).path((first, tag)) for first in emergency.values() if first]
        found |= dict.fromkeys(needed, tag)
    return found


def _words(tree: Tree, name: str, edition: Edition) -> Iterator[Problem]:
    """An edition that can still be printed has all its words in all its languages."""
    file = layout.of(Edition).path(name)
    status = {(c.edition, c.unit, c.language): c.status for c in tree.register}
    register_reads = not {REGISTER, *names.PLACES} & tree.problem_files()
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    needed = words_of(tree, edition)
    for index, tag in enumerate(edition.languages):
        codes = [status.get((name, unit, tag)) for unit in tree.tables.places(edition)]
        if tag not in tree.known(LanguageFacts) or set(codes) == {"retired"}:
            continue
        for wanted in (file for file, of in needed.items() if of == tag):
            folder = wanted.rpartition("/")[0]
            is_method = folder.startswith("methods/")
            if wanted in tree.documents or (is_method and not _there(tree, folder)):
                continue
            if tag == source or wanted in tree.misplaced:
                continue  # said already
            yield tree.at(
                file,
                ("languages", index),
                _("{folder} has no words in {tag}").format(folder=folder, tag=tag),
                _("translate it first, or take the language out of the edition"),
            )
        missing = codes.count(None)
        if register_reads and missing:
            yield tree.at(
                file,
                ("languages", index),
                _("no code was issued for {tag}").format(tag=tag)
                if missing == len(codes)
                else _("no code was issued for {tag} in {n} places").format(tag=tag, n=missing),
                _("run: .venv/bin/canhgiac issue {name}").format(name=name),
            )


def _there(tree: Tree, folder: str) -> bool:
    return any(file.startswith(f"{folder}/") for file in tree.documents)


def _printed(tree: Tree) -> Iterator[Problem]:
    """What a code stands for is there for ever, and as it was when the code was issued."""
    editions, languages = tree.known(Edition), tree.known(LanguageFacts)
    methods = frozenset(names.known(tree)["methods"].names or ())
    served = {
        (name, unit, tag)
        for name, edition in tree.of(Edition).items()
        for unit, tag in product(tree.tables.places(edition), edition.languages)
    }
    changed = {
        name
        for name, edition in tree.of(Edition).items()
        if edition.design not in tree.known(Design) or not methods.issuperset(edition.methods)
    }
    sound = not {REGISTER, *names.PLACES} & tree.problem_files()
    for index, line in enumerate(tree.register):
        edition = tree.of(Edition).get(line.edition)
        file = layout.of(Edition).path(line.edition)
        if line.edition not in editions:
            yield tree.at(
                REGISTER,
                (index, "edition"),
                _("edition {name} is gone, and code {code} is printed").format(
                    name=line.edition, code=line.code
                ),
                _("restore {file}").format(file=file),
            )
        elif line.language not in languages:
            yield tree.at(
                REGISTER,
                (index, "language"),
                _("language {tag} is gone, and code {code} is printed").format(
                    tag=line.language, code=line.code
                ),
                _("restore {file}").format(file=layout.of(LanguageFacts).path(line.language)),
            )
        elif edition and sound and (line.edition, line.unit, line.language) not in served:
            yield tree.at(
                REGISTER,
                (index, "unit"),
                _("code {code} stands for {unit}, {tag}, which {edition} does not have").format(
                    code=line.code, unit=line.unit, tag=line.language, edition=line.edition
                ),
                _("write it again among units and languages in {file}").format(file=file),
            )
        elif edition and line.frozen != edition.frozen and line.edition not in changed:
            changed.add(line.edition)
            yield tree.at(
                file,
                ("methods",),
                _("edition {name} has codes, so its design and methods cannot change").format(
                    name=line.edition
                ),
                _("restore them as they were; for other methods, add a new edition"),
            )


RULES = (_designs, _editions, _profiles, _printed)
