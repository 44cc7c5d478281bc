"""What one file names must be in another."""

from collections.abc import Collection, Iterator
from gettext import gettext as _
from typing import Any

from generator.content import layout, names
from generator.content.layout import ContentKind
from generator.content.rules.languages import same_ids
from generator.content.tree import Tree
from generator.model.facts import FraudMethod, Law, Laws, PageFacts, Settings, TalkFacts
from generator.model.printing import Edition
from generator.model.quiz import QuizFacts, QuizText
from generator.model.texts import references
from generator.model.words import TalkText
from generator.problems import Place, Problem, nearest


def unknown(
    tree: Tree, file: str, place: Place, name: str, known: Collection[str], home: str
) -> Iterator[Problem]:
    """Yield a problem where `name` is not among what `home` defines; say what can be chosen."""
    if name in known:
        return
    close = None if name.isdecimal() else nearest(name, known)  # of a number, none is likelier
    choices = _("choose one of: {choices}").format(choices=", ".join(sorted(known)) or "-")
    remedy = _('did you mean "{name}"?').format(name=close) if close else ""
    if not close or len(known) <= 12:
        remedy = f"{remedy} {choices}".strip()
    if home.endswith(".yml"):
        remedy += "; " + _("or add it to {home}").format(home=home)
    message = _('"{name}" is not in {home}').format(name=name, home=home)
    yield tree.at(file, place, message, remedy)


def _named(tree: Tree) -> Iterator[Problem]:
    """Whatever a file names, another defines."""
    table, printed = names.known(tree), _printed(tree)
    for kind, key, start, data in _contents(tree):
        file = kind.path(key)
        for place, name, what in references(kind.model, data):
            found = table[what]
            if found.names is None or name in found.names:
                continue
            at = (*start, *place)
            if what == "methods" and kind.model is Edition and key in printed:
                message = _("method {slug} is gone, and this edition is printed")
                remedy = _(
                    "restore methods/{slug}, or write the name among the aliases of the"
                    " method that replaces it"
                )
                yield tree.at(file, at, message.format(slug=name), remedy.format(slug=name))
            else:
                yield from unknown(tree, file, at, name, found.names, found.home)


def _contents(tree: Tree) -> Iterator[tuple[ContentKind, Any, Place, Any]]:
    """Yield kind, key, place and plain data of all that can be read: a file, or a line of one."""
    for kind in layout.KINDS:
        lines = tree.lines.get(kind.model)
        if lines is None:
            for key in tree.of(kind.model):
                yield kind, key, (), tree.documents[kind.path(key)].data
            continue
        rows = tree.documents[kind.path()].data
        assert isinstance(rows, list)
        for index in lines.values():
            yield kind, "", (index,), rows[index]


def _printed(tree: Tree) -> set[str]:
    """Return the editions that codes were issued for as they are."""
    issued = {line.edition: line.frozen for line in tree.register}
    return {name for name, found in tree.of(Edition).items() if issued.get(name) == found.frozen}


def _audiences(tree: Tree) -> Iterator[Problem]:
    for slug, page in tree.of(PageFacts).items():
        if (page.role == "audience") != bool(page.audience):
            yield tree.at(
                layout.of(PageFacts).path(slug),
                ("role",),
                _("role audience and the line audience belong together"),
                _("write both, or neither"),
            )


def _asked(tree: Tree) -> Iterator[Problem]:
    """A talk asks about its methods, by a name that each has or had."""
    methods = tree.of(FraudMethod)
    for (slug, tag), words in tree.of(TalkText).items():
        facts = tree.of(TalkFacts).get(slug)
        if facts:
            file, home = layout.of(TalkText).path((slug, tag)), layout.of(TalkFacts).path(slug)
            known = {*facts.methods}
            known |= {old for s in known & methods.keys() for old in methods[s].aliases}
            for name in words.questions:
                yield from unknown(tree, file, ("questions", name), name, known, home)


def _answered(tree: Tree) -> Iterator[Problem]:
    """A quiz has words for the questions of its facts, and no others. What a translation lacks
    is still to be translated.
    """
    settings = tree.tables.only(Settings)
    for (slug, tag), words in tree.of(QuizText).items():
        facts = tree.of(QuizFacts).get(slug)
        if facts and settings and tag == settings.source_language:
            file, home = layout.of(QuizText).path((slug, tag)), layout.of(QuizFacts).path(slug)
            yield from same_ids(
                tree, file, ("questions",), words.questions, facts.questions, home
            )


def _in_force(tree: Tree) -> Iterator[Problem]:
    """What is cited still holds."""
    laws = tree.tables.only(Laws)
    tables: list[dict[str, FraudMethod] | dict[str, PageFacts]]
    tables = [tree.of(FraudMethod), tree.of(PageFacts)]
    for table in tables:
        for slug, facts in table.items():
            for index, name in enumerate(facts.laws):
                law = laws.laws.get(name) if laws else None
                if law and is_over(law, tree):
                    yield tree.at(
                        layout.of(type(facts)).path(slug),
                        ("laws", index),
                        _('"{law}" no longer holds').format(law=law.title),
                        _('cite "{law}" instead').format(law=law.successor)
                        if law.successor
                        else _("delete it"),
                    )


def is_over(law: Law, tree: Tree) -> bool:
    """Tell whether a law holds no more on the tree's day."""
    return law.ended <= tree.today if law.ended else law.successor is not None


def _twice(tree: Tree) -> Iterator[Problem]:
    """What a list names, it names once."""
    for model, key, content in tree.tables.everything():
        for field in type(content).model_fields:
            found = getattr(content, field)
            if not isinstance(found, tuple) or not all(isinstance(name, str) for name in found):
                continue
            for index, name in enumerate(found):
                if name in found[:index]:
                    yield tree.at(
                        layout.of(model).path(key),
                        (field, index),
                        _('"{name}" stands here twice').format(name=name),
                        _("delete one"),
                    )


RULES = (_named, _asked, _answered, _audiences, _in_force, _twice)
