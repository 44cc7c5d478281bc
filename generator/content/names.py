"""What the files of a tree define that others name: one table, for rules, schemas and forms."""

from collections.abc import Collection
from gettext import gettext as _
from typing import NamedTuple

from generator.content import layout
from generator.content.tree import Tree
from generator.model.facts import (
    AdviceFacts,
    Contacts,
    FraudMethod,
    LanguageFacts,
    Laws,
    PageFacts,
    Settings,
    Sources,
)
from generator.model.interface import Interface
from generator.model.places import EACH_GROUP, EACH_UNIT, PROVINCE, Group, Unit
from generator.model.printing import Design
from generator.model.words import KeyMessage, Routes

PLACES = frozenset(layout.of(model).path() for model in (Unit, Group))
"""Where one line of them is wrong, what depends on it is not missing."""


class Known(NamedTuple):
    """The names of one kind."""

    names: Collection[str] | None
    """None where what defines them cannot be read: then nobody can say that one is wrong."""
    home: str
    """The file or folder that defines them, or what they are called."""


def known(tree: Tree) -> dict[str, Known]:
    """Return all names that others may use, by their kind (model.base.Refers)."""
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    message, interface = tree.of(KeyMessage).get(source), tree.of(Interface).get(source)
    routes = tree.of(Routes).get(source)
    contacts, sources = tree.tables.only(Contacts), tree.tables.only(Sources)
    laws, broken = tree.tables.only(Laws), tree.problem_files()
    places = {PROVINCE, EACH_UNIT, EACH_GROUP, *tree.of(Unit), *tree.of(Group)}
    units = layout.of(Unit).path()
    return {
        "rules": Known(message.rules if message else None, layout.of(KeyMessage).path(source)),
        "routes": Known(routes.routes if routes else None, layout.of(Routes).path(source)),
        "audiences": Known(
            interface.audiences if interface else None, layout.of(Interface).path(source)
        ),
        "contacts": Known(contacts.contacts if contacts else None, layout.of(Contacts).path()),
        "sources": Known(sources.sources if sources else None, layout.of(Sources).path()),
        "laws": Known(laws.laws if laws else None, layout.of(Laws).path()),
        "advice": Known(tree.known(AdviceFacts), "advice/"),
        "pages": Known(tree.known(PageFacts), _("the pages")),
        "methods": Known(_methods(tree), _("the methods")),
        "languages": Known(tree.known(LanguageFacts), "languages/"),
        "designs": Known(tree.known(Design), "leaflets/"),
        "places": Known(None if broken & PLACES else places, "distribution/"),
        "units": Known(None if units in broken else tree.of(Unit), units),
    }


def _methods(tree: Tree) -> set[str]:
    """Return every name a method has or had, files with mistakes included."""
    methods = tree.of(FraudMethod).values()
    return tree.known(FraudMethod) | {alias for method in methods for alias in method.aliases}
