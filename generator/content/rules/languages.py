"""Every language and every translation: registered, whole, with the ids of the source."""

from collections.abc import Collection, Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.located_yaml import Data
from generator.content.rules.printing import words_of
from generator.content.tree import Tree
from generator.model.audio import Recordings
from generator.model.facts import Contacts, LanguageFacts, Settings
from generator.model.interface import Interface
from generator.model.printing import Edition
from generator.model.trust import Worded
from generator.model.words import KeyMessage, Translation
from generator.problems import Blocks, Place, Problem


def _registered(tree: Tree) -> Iterator[Problem]:
    """A language is registered by its file in languages/; words in another reach nobody."""
    known = tree.known(LanguageFacts)
    for file in tree.documents:
        found = layout.find(file)
        tag = layout.tag_of(*found) if found else ""
        if found and (found[0].has_words or found[0].model is Recordings) and tag not in known:
            yield tree.at(
                file,
                (),
                _("language {tag} is not registered").format(tag=tag),
                _("add languages/{tag}.yml, or rename this file").format(tag=tag),
            )


def _source(tree: Tree) -> str | None:
    """Return the source language, if there is one to speak of."""
    settings = tree.tables.only(Settings)
    known = tree.known(LanguageFacts)
    return settings.source_language if settings and settings.source_language in known else None


PUBLISHED = (Interface, KeyMessage)
"""What a language needs to be read at all; without either, it is a slot that waits for words."""


def _published(tree: Tree) -> Iterator[Problem]:
    """A language is read once it has the words that belong to no page, and the message."""
    source = _source(tree)
    for tag in sorted(tree.known(LanguageFacts)):
        files = {layout.of(model).path(tag) for model in PUBLISHED}
        missing = {file for file in files if file not in tree.documents} - tree.misplaced
        if missing and (tag == source or missing != files):
            both = ", ".join(sorted(files))
            remedy = _("add it; a language is read once it has both: {files}")
            blocks = Blocks.BUILDING if tag == source else Blocks.PRINTING
            for file in sorted(missing):
                message = _("{file} is missing").format(file=file)
                home = layout.of(LanguageFacts).path(tag)
                task = "" if tag == source else _("translations to complete")
                yield tree.at(home, (), message, remedy.format(files=both), blocks, task)


def _has_source_words(tree: Tree) -> Iterator[Problem]:
    """Facts have words in the source language, and words have their facts."""
    source = _source(tree)
    for kind in layout.KINDS if source else ():
        if not kind.has_words or kind.model in PUBLISHED:
            continue
        facts, folder = layout.facts_of(kind), kind.pattern.partition("/")[0]
        files = [file for file in tree.documents if file.startswith(f"{folder}/")]
        alone = {""} if kind.needed or files else set()
        slugs = {file.split("/")[1] for file in files} if "slug" in kind.names else alone
        for slug in sorted(slugs):
            wanted = [layout.in_language(kind, (slug, source), source or "")]
            if facts:
                wanted.insert(0, facts.path(slug))
            home = f"{folder}/{slug}".rstrip("/")
            for file in wanted:
                if file not in tree.documents and file not in tree.misplaced:
                    yield tree.at(
                        home,
                        (),
                        _("{file} is missing").format(file=file.rpartition("/")[2]),
                        _("add it; without it {home} cannot be read").format(home=home),
                    )


def same_ids(
    tree: Tree,
    file: str,
    place: Place,
    ids: Collection[str],
    wanted: Collection[str],
    home: str,
    lacking: Blocks = Blocks.BUILDING,
) -> Iterator[Problem]:
    """Yield a problem for every id that one of two places lacks; `lacking` is what is stopped
    where the first lacks one.
    """
    for name in wanted:
        if name not in ids:
            yield tree.at(
                file,
                place,
                _('"{name}" is missing; {home} has it').format(name=name, home=home),
                _("add it, translated"),
                lacking,
                "" if lacking is Blocks.BUILDING else _("translations to complete"),
            )
    for name in ids:
        if name not in wanted:
            yield tree.at(
                file,
                (*place, name, ""),
                _('"{name}" is not in {home}').format(name=name, home=home),
                _("use the same ids as {home}").format(home=home),
            )


def _same_shape(
    tree: Tree, file: str, place: Place, data: Data, wanted: Data, home: str, lacking: Blocks
) -> Iterator[Problem]:
    """Compare ids only: in a file of words every mapping is keyed by field or by id."""
    if not isinstance(data, dict) or not isinstance(wanted, dict):
        return
    yield from same_ids(tree, file, place, data, wanted, home, lacking)
    for key in data.keys() & wanted.keys():
        yield from _same_shape(tree, file, (*place, key), data[key], wanted[key], home, lacking)


def _translated(tree: Tree) -> Iterator[Problem]:
    """A translation has the ids of the words it translates, no more. What it lacks is still to be
    translated, and keeps it from official paper; where an edition needs it, from everything.
    """
    source = _source(tree)
    readable = {kind.path(key) for kind, key, _words in tree.words()}
    printed = {file for edition in tree.of(Edition).values() for file in words_of(tree, edition)}
    for file in sorted(readable | tree.unfinished) if source else ():
        kind, key = layout.find(file) or (None, None)
        assert kind is not None and issubclass(kind.model, Worded)
        home = layout.in_language(kind, key, source or "")
        if file != home and home in readable:
            data, wanted = tree.documents[file].data, tree.documents[home].data
            assert isinstance(data, dict) and isinstance(wanted, dict)
            ours, theirs = (
                {name: value for name, value in words.items() if name not in kind.model.own}
                for words in (data, wanted)
            )
            is_needed = file in tree.unfinished and file in printed
            lacking = Blocks.BUILDING if is_needed else Blocks.PRINTING
            yield from _same_shape(tree, file, (), ours, theirs, home, lacking)


def _contacts(tree: Tree) -> Iterator[Problem]:
    """Contacts have words in the source language; one without a number says where to find it."""
    contacts, source = tree.tables.only(Contacts), _source(tree)
    if not contacts or not source:
        return
    interface = tree.of(Interface).get(source)
    if interface:
        home = layout.of(Contacts).path()
        file = layout.of(Interface).path(source)
        yield from same_ids(
            tree, file, ("contacts",), interface.contacts, contacts.contacts, home
        )
    for tag, words in tree.of(Interface).items():
        for name, contact in contacts.contacts.items():
            known = words.contacts.get(name)
            if known and not contact.number and not known.find:
                yield tree.at(
                    layout.of(Interface).path(tag),
                    ("contacts", name),
                    _('"{name}" is missing').format(name="find"),
                    _("a contact without a number says where to find it"),
                )


def _copies(tree: Tree) -> Iterator[Problem]:
    """Two methods that say the same are a copy somebody forgot to change."""
    owners: dict[tuple[str, str, str], str] = {}
    for (slug, tag), words in tree.of(Translation).items():
        for name in ("title", "situation", "summary", "leaflet", "approach"):
            other = owners.setdefault((tag, name, getattr(words, name)), slug)
            if other != slug:
                yield tree.at(
                    layout.of(Translation).path((slug, tag)),
                    (name,),
                    _("method {other} says the same here").format(other=other),
                    _("write the words of this method, or delete the copy"),
                )


_SHORT = 3
"""Words. Shorter texts, names above all, may well be the same in two languages."""


def _untranslated(tree: Tree) -> Iterator[Problem]:
    """Words of one language must not pass for another's."""
    source = _source(tree)
    said: dict[tuple[str, Place, str], str] = {}
    found: dict[str, tuple[Place, str]] = {}
    # Others are held against the source.
    for spoken in sorted(tree.texts, key=lambda spoken: spoken.tag != source):
        if not spoken.home.has_words or len(spoken.text.split()) < _SHORT:
            continue
        same = layout.in_language(spoken.home, spoken.key, "*")
        words = " ".join(spoken.text.split())
        other = said.setdefault((same, spoken.place, words), spoken.tag)
        if other.partition("-")[0] != spoken.tag.partition("-")[0] and spoken.file not in found:
            found[spoken.file] = spoken.place, other
    for file, (place, other) in found.items():
        yield tree.at(
            file,
            place,
            _("these are the words of {tag}, to the letter").format(tag=other),
            _("translate them, or delete the file: readers are then led to the source language"),
        )


RULES = (
    _registered,
    _published,
    _has_source_words,
    _translated,
    _contacts,
    _copies,
    _untranslated,
)
