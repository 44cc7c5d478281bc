"""What may be chosen where a file names something of another: by its title, never by its id."""

import re
from collections.abc import Callable

from generator.content import names
from generator.content.tree import Tree
from generator.editor.forms import Choice, Raw
from generator.model.facts import Contacts, LanguageFacts, Laws, Settings, Sources
from generator.model.interface import Interface
from generator.model.places import EACH_GROUP, EACH_UNIT, PROVINCE, Group, Unit
from generator.model.words import Advice, KeyMessage, PageText, Routes, Translation


def choices(tree: Tree) -> dict[str, list[Choice]]:
    """Return all names that a form offers, by what they are of (model.base.Refers)."""
    found = _titles(tree)
    return {
        what: [Choice(name, found.get(what, {}).get(name, name)) for name in sorted(of.names)]
        for what, of in names.known(tree).items()
        if of.names is not None
    }


def contacts(tree: Tree) -> list[Choice]:
    """Return the contacts that may stand in a sentence, by what they are called."""
    settings, found = tree.tables.only(Settings), tree.tables.only(Contacts)
    words = tree.of(Interface).get(settings.source_language) if settings else None
    called = words.contacts if words else {}
    return [
        Choice(name, " ".join(filter(None, (called[name].name, contact.number))))
        for name, contact in sorted(found.contacts.items() if found else ())
        if name in called
    ]


def _titles(tree: Tree) -> dict[str, dict[str, str]]:
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    words, message = tree.of(Interface).get(source), tree.of(KeyMessage).get(source)
    routes = tree.of(Routes).get(source)
    laws, sources = tree.tables.only(Laws), tree.tables.only(Sources)
    rules = {**message.never, **message.always} if message else {}
    documents = sources.sources if sources else {}
    return {
        "rules": {name: rule.brief for name, rule in rules.items()},
        "routes": {name: one.label for name, one in (routes.routes if routes else {}).items()},
        "audiences": dict(words.audiences) if words else {},
        "contacts": {choice.value: choice.label for choice in contacts(tree)},
        "laws": {name: law.title for name, law in (laws.laws if laws else {}).items()},
        "sources": {name: one.title for name, one in documents.items()},
        "advice": {slug: w.title for (slug, tag), w in tree.of(Advice).items() if tag == source},
        "pages": {slug: w.title for (slug, tag), w in tree.of(PageText).items() if tag == source},
        "methods": {
            slug: w.title for (slug, tag), w in tree.of(Translation).items() if tag == source
        },
        "languages": {tag: facts.name for tag, facts in tree.of(LanguageFacts).items()},
        "places": {
            PROVINCE: "cả tỉnh, một mẫu",
            EACH_UNIT: "mỗi xã, phường một mẫu",
            EACH_GROUP: "mỗi tổ, thôn một mẫu",
            **{key: unit.name for key, unit in tree.of(Unit).items()},
            **{key: group.name for key, group in tree.of(Group).items()},
        },
    }


# -- contacts in a sentence ----------------------------------------------------------------------

_BRACED = re.compile(r"\{([a-z0-9-]+)\}")
_SHOWN = re.compile(r"‹([^‹›]*)›")


def shown(filled: Raw, contacts: list[Choice]) -> Raw:
    """Return a form in which contacts stand by what they are called: ‹Công an 113›."""
    titles = {choice.value: choice.label for choice in contacts}
    return _each(filled, lambda text: _BRACED.sub(lambda m: _in(titles.get(m[1]), m[0]), text))


def meant(filled: Raw, contacts: list[Choice]) -> Raw:
    """Return a form in which contacts stand by their ids again."""
    ids = {choice.label: choice.value for choice in contacts}
    return _each(
        filled,
        lambda text: _SHOWN.sub(lambda m: f"{{{ids.get(m[1].strip(), m[1])}}}", text),
    )


def _in(title: str | None, otherwise: str) -> str:
    return f"‹{title}›" if title else otherwise


def _each(filled: Raw, say: Callable[[str], str]) -> Raw:
    if isinstance(filled, str):
        return say(filled)
    return [(key, _each(value, say)) for key, value in filled]
