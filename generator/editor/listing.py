"""What there is to edit: entries by kind, what they are called, how far they are trusted."""

from gettext import gettext as _
from itertools import pairwise
from typing import NamedTuple

from generator.content import beginning, labels, layout, translating
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.report import Report
from generator.content.skeleton import plain
from generator.content.translating import Block
from generator.content.tree import Tree
from generator.editor.desk import Desk, Draft
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts, Settings, Status
from generator.model.trust import Worded
from generator.problems import Blocks
from generator.typesetting import fonts

FOLDERS = (
    *("methods", "advice", "pages", "news", "cases", "talks", "quizzes", "editions"),
    *("message", "slogans", "routes"),
    *("contacts.yml", "banks.yml", "sources.yml", "laws.yml", "campaign.yml"),
    *("languages", "interface"),
)
"""What is on the shelves, in their order; each is a folder or the only file of its kind."""


class Entry(NamedTuple):
    """Something that can be opened."""

    file: str
    title: str
    state: str
    """Of its words in the source language; empty where they are under no approval."""
    wrong: int
    """Mistakes in it."""


class Shelf(NamedTuple):
    """The entries of one kind."""

    folder: str
    label: str
    entries: list[Entry]
    is_open: bool


def may_edit(file: str) -> bool:
    """Tell whether a file is one that the editor opens."""
    found = layout.find(file)
    return found is not None and found[0].is_yaml and file.partition("/")[0] in FOLDERS


def kind(file: str) -> ContentKind:
    """Return the kind of a file that can be edited."""
    found = layout.find(file)
    assert found is not None, file
    return found[0]


def kinds() -> dict[str, ContentKind]:
    """Return the kinds of which somebody may begin a new entry, as they stand on the shelves."""
    known = beginning.kinds()
    return {folder: known[folder] for folder in FOLDERS if folder in known}


class Offered(NamedTuple):
    """A language that somebody may begin."""

    tag: str
    called: str
    has_letters: bool
    """Whether there is a typeface for it."""


def tongues(tree: Tree) -> list[Offered]:
    """Return the languages that are not there yet."""
    known = tree.known(LanguageFacts)
    return [
        Offered(one.tag, one.called, fonts.face_for(one.letters) is not None)
        for one in beginning.tongues()
        if one.tag not in known
    ]


def shelves(report: Report, words: str = "") -> list[Shelf]:
    """Return everything, or what has some words in its title, in any order, accents or not."""
    tree, found = report.tree, []
    wanted = plain(words)
    for folder in FOLDERS:
        files = [f for f in tree.documents if f.partition("/")[0] == folder and _is_door(tree, f)]
        entries = [_entry(report, file) for file in files]
        entries = [e for e in entries if all(w in " ".join(plain(e.title)) for w in wanted)]
        if entries:
            found.append(Shelf(folder, labels.kind(folder), entries, bool(words)))
    return found


def _is_door(tree: Tree, file: str) -> bool:
    """Tell whether a file is the one by which its entry is opened: words in the source language
    where there are any, else its facts.
    """
    row, key = layout.find(file) or (None, None)
    if row is None or not may_edit(file):
        return False
    if row.has_words:
        return layout.tag_of(row, key) == _source(tree) or "slug" not in row.names
    words = layout.words_of(row) if "slug" in row.names else None
    return words is None or words.path((key, _source(tree))) not in tree.documents


def _source(tree: Tree) -> str:
    settings = tree.tables.only(Settings)
    return settings.source_language if settings else ""


def _entry(report: Report, file: str) -> Entry:
    wrong = sum(p.file == file and p.blocks is Blocks.BUILDING for p in report.problems)
    return Entry(file, title(report, file), state(report, file), wrong)


def title(report: Report, file: str) -> str:
    """Return what an entry is called: its own title, in its own language."""
    row, key = layout.find(file) or (None, None)
    if row is None:
        return file
    data = report.tree.documents.get(file)
    words = layout.words_of(row) if "slug" in row.names else None
    if words:
        named = report.tree.documents.get(words.path((key, _source(report.tree))))
        data = named or data
    own = data.data if data and isinstance(data.data, dict) else {}
    called = own.get("title") or own.get("name") or ""
    if isinstance(called, str) and called:
        return called
    name = key[0] if isinstance(key, tuple) else key
    return str(name or labels.kind(file))


def state(report: Report, file: str) -> str:
    """Return how far the words of a file may be trusted, as people say it."""
    row, key = layout.find(file) or (None, None)
    campaign: Campaign | None = report.campaign
    if row is None or campaign is None or not issubclass(row.model, Worded):
        return ""
    if key not in campaign.tables.of(row.model):
        return ""
    return labels.state(campaign.state(row.model, key))


def vouched(report: Report) -> set[str]:
    """Return the files of words that somebody stands for as they are today."""
    campaign = report.campaign
    return {
        row.path(key)
        for row, key, words in (report.tree.words() if campaign else ())
        if campaign and campaign.state(type(words), key).vouched
    }


def siblings(report: Report, file: str) -> list[tuple[str, str]]:
    """Return the files of the same entry with what they are called: facts, each language."""
    row, key = layout.find(file) or (None, None)
    if row is None or not row.names:
        return []
    words = row if row.has_words else layout.words_of(row)
    facts = layout.facts_of(row) if row.has_words else row
    slug = key[0] if isinstance(key, tuple) else key
    found = []
    if facts and "slug" in facts.names:
        found.append((facts.path(slug), labels.kind("facts")))
    for tag, language in report.tree.of(LanguageFacts).items() if words else ():
        of = (slug, tag) if words and "slug" in words.names else tag
        if words:
            found.append((words.path(of), language.name))
    return found


def source_data(report: Report, file: str) -> Data:
    """Return the words that a translation translates, as plain data; empty for others."""
    row, key = layout.find(file) or (None, None)
    source = _source(report.tree)
    if row is None or not row.has_words or layout.tag_of(row, key) == source:
        return {}
    document = report.tree.documents.get(layout.in_language(row, key, source))
    data = document.data if document else {}
    own = row.model.own if issubclass(row.model, Worded) else ()
    return {n: v for n, v in data.items() if n not in own} if isinstance(data, dict) else {}


class Work(NamedTuple):
    """What is to be done in a language."""

    name: str
    entries: list[Entry]
    """Files with texts that are missing or out of date, with how many."""
    done: int
    """Texts that need nobody."""
    todo: int


def translations(report: Report) -> dict[str, Work]:
    """Return what is to be done in each language but the source, by its tag."""
    tree, source, found = report.tree, _source(report.tree), {}
    for tag, language in tree.of(LanguageFacts).items():
        if tag == source:
            continue
        todo: dict[str, list[Block]] = {}
        done = 0
        for block in translating.blocks(tree, tag):
            if not may_edit(block.file):
                continue
            if block.is_open:
                todo.setdefault(block.file, []).append(block)
            else:
                done += 1
        entries = []
        for file, open_ in todo.items():
            said = _("texts to translate: {n}").format(n=len(open_))
            entries.append(Entry(file, title(report, open_[0].home), said, 0))
        found[tag] = Work(language.name, entries, done, sum(map(len, todo.values())))
    return found


class Task(NamedTuple):
    """What a translator has before them: one file of a language."""

    tag: str
    blocks: dict[str, Block]
    """Its texts, by the name of their field."""
    former: dict[str, str]
    """What the source said when a text was last read, where it says something else now."""
    is_read: bool
    """Whether readers get this file; else they get the source."""

    @property
    def todo(self) -> list[str]:
        """The fields that wait for a translator, in order."""
        return [name for name, block in self.blocks.items() if block.is_open]

    @property
    def next(self) -> dict[str, str]:
        """Of each field that waits, the next one."""
        return dict(pairwise(self.todo))


def task(desk: Desk, report: Report, file: str) -> Task | None:
    """Return the texts of a translation; None where a file is none."""
    row, key = layout.find(file) or (None, None)
    source = _source(report.tree)
    tag = layout.tag_of(row, key) if row and row.has_words else ""
    if row is None or tag in ("", source):
        return None
    home = layout.in_language(row, key, source)
    found = list(translating.blocks(report.tree, tag, home))
    named = {block.id: "/".join(map(str, block.place)) for block in found}
    former = translating.former(desk.root, report.tree, found)
    return Task(
        tag,
        {named[block.id]: block for block in found},
        {named[name]: text for name, text in former.items()},
        key in report.tree.of(row.model),
    )


def following(report: Report, here: Task, file: str) -> Entry | None:
    """Return the next file of the language in which something waits for a translator."""
    entries = translations(report)[here.tag].entries
    others = [entry for entry in entries if entry.file != file]
    later = [entry for entry in others if entry.file > file]
    return next(iter([*later, *others]), None)


def changed(draft: Draft, data: dict[str, Data]) -> str:
    """Return the names of the fields that a draft changes."""
    old = draft.before if isinstance(draft.before, dict) else {}
    model = kind(draft.file).model
    told = model.model_fields.keys() - {"approval"}
    names = [n for n in {**old, **data} if old.get(n) != data.get(n) and n in told]
    return ", ".join(labels.field(model, name).lower() for name in names) or "–"


def place_label(file: str, place: str) -> str:
    """Return what the field at a place is called."""
    name = place.partition(".")[0]
    return labels.field(kind(file).model, name)


def is_official(report: Report) -> bool:
    """Tell whether residents act by these words."""
    settings = report.tree.tables.only(Settings)
    return settings is not None and settings.status is Status.OFFICIAL
