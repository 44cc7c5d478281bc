"""Every recording is there, is named once, and says of which words it is."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.tree import Tree
from generator.model.audio import Entry, Recordings, Sound, fingerprints
from generator.model.facts import FraudMethod, LanguageFacts, Settings
from generator.problems import Problem


def _entries(tree: Tree) -> Iterator[tuple[str, str, Entry]]:
    """Yield language, file and entry of every recording, methods by the names they have today."""
    methods = tree.of(FraudMethod).items()
    former = {alias: slug for slug, facts in methods for alias in facts.aliases}
    for tag, table in tree.of(Recordings).items():
        for entry in table.entries:
            name = (
                former.get(entry.name, entry.name) if entry.place[0] == "methods" else entry.name
            )
            yield tag, layout.of(Recordings).path(tag), entry._replace(name=name)


def _there(tree: Tree) -> Iterator[Problem]:
    """What is named is there, and what is there is named."""
    named = set()
    for tag, file, entry in _entries(tree):
        named.add(sound := layout.of(Sound).path((tag, entry.recording.file)))
        if sound not in tree.documents:
            message = _("there is no recording {file}").format(file=sound)
            remedy = _("put it there, or correct the name")
            yield tree.at(file, (*entry.place, "file"), message, remedy)
    for tag, name in tree.of(Sound):
        sound, home = layout.of(Sound).path((tag, name)), layout.of(Recordings).path(tag)
        if sound not in named and home not in tree.problem_files():
            message = _("{home} says nothing of this recording").format(home=home)
            remedy = _(
                "say there what it is of, who speaks, and who keeps the consent; or delete it"
            )
            yield tree.at(sound, (), message, remedy)
        if tag not in tree.known(LanguageFacts):
            message = _("language {tag} is not registered").format(tag=tag)
            remedy = _("begin it with: .venv/bin/canhgiac new languages")
            yield tree.at(sound, (), message, remedy)


def _once(tree: Tree) -> Iterator[Problem]:
    """In a language, one recording is of one thing, and of each thing there is one."""
    seen: set[tuple[object, ...]] = set()
    for tag, file, entry in _entries(tree):
        field = str(entry.place[0]).removesuffix("s")
        for name, thing in (
            (field, (tag, field, entry.name)),
            ("file", (tag, entry.recording.file)),
        ):
            if thing in seen:
                message = _('"{name}" stands here twice').format(name=thing[-1])
                yield tree.at(file, (*entry.place, name), message, _("delete one"))
            seen.add(thing)


def _of_words(tree: Tree) -> Iterator[Problem]:
    """Nobody knows whether words still hold that nobody has named."""
    settings = tree.tables.only(Settings)
    for tag, file, entry in _entries(tree):
        today = fingerprints(
            tree.tables, settings.source_language if settings else "", entry, tag
        )
        if entry.recording.words is None and today:
            message = _("it is not said of which words this recording is")
            remedy = _("if it says the words of today, write below it: {line}")
            line = f'words: "{next(iter(today.values()))}"'
            yield tree.at(file, entry.place, message, remedy.format(line=line))


RULES = (_there, _once, _of_words)
