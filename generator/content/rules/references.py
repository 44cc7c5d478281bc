"""What one file names must be in another."""

from collections.abc import Collection, Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.tree import Tree
from generator.model.facts import (
    AdviceFacts,
    CaseFacts,
    Citation,
    Contacts,
    FraudMethod,
    Law,
    Laws,
    News,
    PageFacts,
    Settings,
    Sources,
)
from generator.model.interface import Interface
from generator.model.words import KeyMessage, Routes
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


def listed(
    tree: Tree, file: str, key: str, names: Collection[str], known: Collection[str], home: str
) -> Iterator[Problem]:
    """Yield a problem for each of a list of names that `home` does not define."""
    for index, name in enumerate(names):
        yield from unknown(tree, file, (key, index), name, known, home)


class _Central:
    """What the files that others refer to define; None where such a file cannot be read."""

    def __init__(self, tree: Tree) -> None:
        settings = tree.tables.only(Settings)
        source = settings.source_language if settings else ""
        message, interface = tree.of(KeyMessage).get(source), tree.of(Interface).get(source)
        routes = tree.of(Routes).get(source)
        contacts, sources = tree.tables.only(Contacts), tree.tables.only(Sources)
        self.laws = tree.tables.only(Laws)
        self.names: dict[str, tuple[Collection[str] | None, str]] = {
            "rules": (message.rules if message else None, layout.of(KeyMessage).path(source)),
            "routes": (routes.routes if routes else None, layout.of(Routes).path(source)),
            "audiences": (
                interface.audiences if interface else None,
                layout.of(Interface).path(source),
            ),
            "contacts": (contacts.contacts if contacts else None, layout.of(Contacts).path()),
            "sources": (sources.sources if sources else None, layout.of(Sources).path()),
            "laws": (self.laws.laws if self.laws else None, layout.of(Laws).path()),
            "advice": (tree.known(AdviceFacts), "advice/"),
        }

    def listed(
        self, tree: Tree, file: str, key: str, names: Collection[str]
    ) -> Iterator[Problem]:
        known, home = self.names[key]
        if known is not None:
            yield from listed(tree, file, key, names, known, home)

    def cited(
        self, tree: Tree, file: str, citations: Collection[Citation], key: str = "sources"
    ) -> Iterator[Problem]:
        known, home = self.names["sources"]
        for index, citation in enumerate(citations if known is not None else ()):
            place = (key, index, "document")
            yield from unknown(tree, file, place, citation.document, known or (), home)

    def in_force(self, tree: Tree, file: str, names: Collection[str]) -> Iterator[Problem]:
        yield from self.listed(tree, file, "laws", names)
        for index, name in enumerate(names if self.laws else ()):
            law = self.laws.laws.get(name) if self.laws else None
            if law and is_over(law, tree):
                yield tree.at(
                    file,
                    ("laws", index),
                    _('"{law}" no longer holds').format(law=law.title),
                    _('cite "{law}" instead').format(law=law.successor)
                    if law.successor
                    else _("delete it"),
                )


def is_over(law: Law, tree: Tree) -> bool:
    """Tell whether a law holds no more on the tree's day."""
    return law.ended <= tree.today if law.ended else law.successor is not None


def _methods(tree: Tree) -> Iterator[Problem]:
    central = _Central(tree)
    for slug, method in tree.of(FraudMethod).items():
        file = layout.of(FraudMethod).path(slug)
        for key in ("rules", "routes", "audiences", "advice", "contacts"):
            yield from central.listed(tree, file, key, getattr(method, key))
        yield from central.cited(tree, file, method.sources)
        yield from central.in_force(tree, file, method.laws)


def _advice(tree: Tree) -> Iterator[Problem]:
    central = _Central(tree)
    for slug, advice in tree.of(AdviceFacts).items():
        file = layout.of(AdviceFacts).path(slug)
        yield from central.cited(tree, file, advice.sources)
        if advice.reaches:
            known, home = central.names["contacts"]
            if known is not None:
                yield from unknown(tree, file, ("reaches",), advice.reaches, known, home)


def _pages(tree: Tree) -> Iterator[Problem]:
    central, slugs = _Central(tree), tree.known(PageFacts)
    audiences, home = central.names["audiences"]
    for slug, page in tree.of(PageFacts).items():
        file = layout.of(PageFacts).path(slug)
        for key in ("advice", "contacts"):
            yield from central.listed(tree, file, key, getattr(page, key))
        yield from central.cited(tree, file, page.sources)
        yield from central.in_force(tree, file, page.laws)
        if page.first:
            known = tree.known(AdviceFacts)
            yield from unknown(tree, file, ("first",), page.first, known, "advice/")
        if page.next:
            yield from unknown(tree, file, ("next",), page.next, slugs, _("the pages"))
        if page.audience and audiences is not None:
            yield from unknown(tree, file, ("audience",), page.audience, audiences, home)
        if (page.role == "audience") != bool(page.audience):
            yield tree.at(
                file,
                ("role",),
                _("role audience and the line audience belong together"),
                _("write both, or neither"),
            )


def _settings(tree: Tree) -> Iterator[Problem]:
    settings = tree.tables.only(Settings)
    if settings:
        file, cited = layout.of(Settings).path(), settings.message_sources
        yield from _Central(tree).cited(tree, file, cited, "message_sources")


def _cases(tree: Tree) -> Iterator[Problem]:
    central, known = _Central(tree), method_names(tree)
    for slug, case in tree.of(CaseFacts).items():
        file = layout.of(CaseFacts).path(slug)
        yield from listed(tree, file, "methods", case.methods, known, _("the methods"))
        yield from central.cited(tree, file, case.sources)


def _news(tree: Tree) -> Iterator[Problem]:
    known = method_names(tree)
    for item, news in tree.of(News).items():
        file = layout.of(News).path(item)
        yield from listed(tree, file, "methods", news.methods, known, _("the methods"))


def method_names(tree: Tree) -> set[str]:
    """Return every name a method has or had, files with mistakes included."""
    methods = tree.of(FraudMethod).values()
    return tree.known(FraudMethod) | {alias for method in methods for alias in method.aliases}


def _laws(tree: Tree) -> Iterator[Problem]:
    laws = tree.tables.only(Laws)
    for name, law in laws.laws.items() if laws else ():
        if law.successor and laws:
            place = ("laws", name, "successor")
            home = layout.of(Laws).path()
            yield from unknown(tree, home, place, law.successor, laws.laws, home)


def _twice(tree: Tree) -> Iterator[Problem]:
    """What a list names, it names once."""
    for model, key, content in tree.tables.everything():
        for field in type(content).model_fields:
            names = getattr(content, field)
            if not isinstance(names, tuple) or not all(isinstance(name, str) for name in names):
                continue
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield tree.at(
                        layout.of(model).path(key),
                        (field, index),
                        _('"{name}" stands here twice').format(name=name),
                        _("delete one"),
                    )


RULES = (_settings, _methods, _advice, _pages, _cases, _news, _laws, _twice)
