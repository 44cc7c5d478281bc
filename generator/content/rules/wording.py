"""What residents read: no number typed by hand, no trace of another program, nothing outdated."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import NamedTuple

from generator.content import layout, personal_data
from generator.content.tree import Tree
from generator.model.base import TextKind
from generator.model.facts import UNSPACED, Contact, Contacts, LanguageFacts, Laws, Waivers
from generator.model.trust import Worded
from generator.problems import Place, Problem

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Spoken(NamedTuple):
    """A text that residents read."""

    file: str
    place: Place
    text: str
    """As it stands in the file."""
    folded: str
    """NFKC, without what is invisible: a number stays a number however it is dressed."""
    kind: TextKind
    script: str
    """Of its language; empty where it is of no language."""
    anonymous: bool
    """Whether it tells of somebody who must not be known by it."""


def _spoken(tree: Tree) -> Iterator[Spoken]:
    languages = tree.of(LanguageFacts)
    for found in tree.texts:
        language = languages.get(found.tag)
        folded = personal_data.INVISIBLE.sub("", unicodedata.normalize("NFKC", found.text))
        script = language.script if language else ""
        anonymous = issubclass(found.home.model, Worded) and found.home.model.anonymous
        yield Spoken(found.file, found.place, found.text, folded, found.kind, script, anonymous)


def _wording(tree: Tree) -> Iterator[Problem]:
    """Every rule of words, over every text."""
    contacts = tree.tables.only(Contacts)
    known = contacts.contacts if contacts else None
    outdated = _outdated_terms(tree)
    mine = _mine(tree, known or {})
    for spoken in _spoken(tree):
        for found in (
            *_names_in_braces(spoken, known),
            *_belongs(spoken, mine),
            *_outdated(spoken, outdated),
            *(sentence for rule in _ALONE for sentence in rule(spoken)),
        ):
            yield tree.at(spoken.file, spoken.place, *found)


Sentence = tuple[str, str]
"""What is wrong, and what to do."""

# -- names in braces, emphasis -------------------------------------------------------------------


def _names_in_braces(spoken: Spoken, contacts: dict[str, Contact] | None) -> Iterator[Sentence]:
    """{contact} in running text, what the program fills in where it does, else nothing."""
    text, kind = spoken.text, spoken.kind
    if not kind.fills and "{" not in text and "}" not in text and "*" not in text:
        return
    names = set(PLACEHOLDER.findall(text))
    if kind.fills:
        if names != kind.fills:
            yield (
                _("the names in {} are not the ones that are filled in here"),
                _("use exactly: {names}").format(
                    names=" ".join(f"{{{name}}}" for name in sorted(kind.fills))
                ),
            )
    elif kind.quoted:
        return
    elif not kind.running:
        if re.search(r"[{}*]", text):
            yield (
                _("a title or label is plain words: no braces, no asterisks"),
                _("write plain words"),
            )
    else:
        rest = PLACEHOLDER.sub("", text)
        if re.search(r"[{}]", rest) or rest.count("**") % 2:
            yield (
                _("a brace or ** that has no partner"),
                _("write {name} and **words** in pairs, one brace each"),
            )
        elif contacts is not None:
            yield from _contact_names(names, contacts)


def _contact_names(names: set[str], contacts: dict[str, Contact]) -> Iterator[Sentence]:
    for name in sorted(names):
        if name != name.strip() and name.strip() in contacts:
            yield (
                _("spaces stand inside the braces"),
                _("write {name} without them").format(name=f"{{{name.strip()}}}"),
            )
        elif name not in contacts:
            yield (
                _('"{name}" is not in {home}').format(name=name, home="contacts.yml"),
                _("choose one of: {choices}").format(choices=", ".join(contacts)),
            )
        elif not contacts[name].number:
            yield (
                _("contact {name} has no number to print").format(name=name),
                _("write it in words, such as: the number on the back of your card"),
            )


# -- numbers and names that belong to somebody --------------------------------------------------

_UNITS = r"(?!\s*(?:triệu|nghìn|ngàn|tỷ|đồng|million|thousand|dong)\b)"


class _Mine(NamedTuple):
    """What a tree knows of numbers."""

    owners: dict[str, str]
    """Contact by its number."""
    pattern: re.Pattern[str]
    """Those numbers, typed by hand."""
    waived: dict[str, set[str]]
    """Finds that somebody lets stand, by file."""


def _mine(tree: Tree, contacts: dict[str, Contact]) -> _Mine:
    owners = {contact.number: name for name, contact in contacts.items() if contact.number}
    listed = "|".join(map(re.escape, sorted(owners))) or "(?!)"
    waivers = tree.tables.only(Waivers)
    waived: dict[str, set[str]] = {}
    for waiver in waivers.waivers if waivers else ():
        waived.setdefault(waiver.file, set()).add(waiver.text)
    pattern = re.compile(rf"(?<![\w.,])(?:{listed})(?![.,]?\w){_UNITS}")
    return _Mine(owners, pattern, waived)


def _belongs(spoken: Spoken, mine: _Mine) -> Iterator[Sentence]:
    """A number to call stands in contacts.yml alone, and nobody's data is shown at all."""
    text = PLACEHOLDER.sub("", personal_data.folded(spoken.text))
    waived = mine.waived.get(spoken.file, ())
    known = set(mine.pattern.findall(text)) if any(map(str.isdigit, text)) else set()
    for number in sorted(known):
        yield (
            _("phone number {number} in running text").format(number=number),
            _("write {name} instead").format(name=f"{{{mine.owners[number]}}}"),
        )
    for kind, found in personal_data.finds(text, mine.owners, spoken.anonymous):
        is_allowed = (spoken.kind.quoted and kind == "domain") or (
            spoken.kind.named and kind == "name"
        )
        if found in known or found in waived or is_allowed:
            continue
        owner = mine.owners.get(re.sub(r"\D", "", found))
        if kind in personal_data.CALLED:
            yield (
                _("phone number {number} in running text").format(number=found),
                _("write {name} instead").format(name=f"{{{owner}}}")
                if owner
                else _("add it to contacts.yml and write its id in braces"),
            )
        elif kind == "domain":
            yield (
                _("an address of the web in a text: {address}").format(address=found[:40]),
                _("delete it; documents and their addresses stand in sources.yml"),
            )
        else:
            yield (
                _("{what} in a text: {found}").format(
                    what=_(personal_data.NAMES[kind]), found=found[:40]
                ),
                _("delete it, or say it in general; what must stand is let stand in waivers.yml"),
            )


def _waivers(tree: Tree) -> Iterator[Problem]:
    """Who lets something stand must have something to let stand."""
    waivers = tree.tables.only(Waivers)
    for index, waiver in enumerate(waivers.waivers if waivers else ()):
        texts = (personal_data.folded(t.text) for t in tree.texts if t.file == waiver.file)
        if not any(waiver.text in text for text in texts):
            yield tree.at(
                layout.of(Waivers).path(),
                ("waivers", index, "text"),
                _("“{text}” is not in {file}").format(text=waiver.text, file=waiver.file),
                _("write it as check names it, or delete these lines"),
            )


# -- what is over --------------------------------------------------------------------------------


class _Outdated(NamedTuple):
    """What is over, and what to write instead."""

    pattern: re.Pattern[str]
    now: dict[str, tuple[str, str]]
    """By term in small letters: the term, the new wording."""


def _outdated_terms(tree: Tree) -> _Outdated:
    laws = tree.tables.only(Laws)
    if not laws:
        return _Outdated(re.compile("(?!)"), {})
    entries = laws.outdated_terms.items()
    replaced = {term: entry.now for term, entry in entries if entry.since <= tree.today}
    for law in laws.laws.values():
        if law.successor in laws.laws and (not law.ended or law.ended <= tree.today):
            replaced |= dict.fromkeys(law.names, laws.laws[law.successor].title)
    terms_now = {term.lower(): (term, now) for term, now in replaced.items()}
    listed = "|".join(map(re.escape, terms_now)) or "(?!)"
    return _Outdated(re.compile(rf"(?<!\w)(?:{listed})(?!\w)"), terms_now)


def _outdated(spoken: Spoken, terms: _Outdated) -> Iterator[Sentence]:
    """A law or term that is over must not reach residents as if it held."""
    if spoken.kind.quoted:
        return
    text = spoken.folded.lower()
    if not any(term in text for term in terms.now):
        return
    for found in terms.pattern.findall(text):
        term, now = terms.now[found]
        yield (
            _('"{term}" is no longer right').format(term=term),
            _('write "{now}"').format(now=now),
        )


# -- traces of other programs --------------------------------------------------------------------

_JOINERS = {"Arab", "Khmr", "Cham", "Mymr"}
"""Scripts that need U+200C and U+200D."""


def _invisible(spoken: Spoken) -> Iterator[Sentence]:
    """What Zalo and web pages leave between letters, where nobody can see it."""
    allowed = ("\u200b" if spoken.script in UNSPACED else "") + (
        "\u200c\u200d\u200e\u200f" if spoken.script in _JOINERS else ""
    )
    for found in personal_data.INVISIBLE.finditer(spoken.text):
        if found[0] not in allowed:
            before = spoken.text[: found.start()].split()
            yield (
                _("an invisible character (U+{code}) after “{word}”").format(
                    code=f"{ord(found[0]):04X}", word=before[-1] if before else ""
                ),
                _("delete those words and type them by hand"),
            )
            return


_MARKUP = re.compile(r"</?[a-z][^<>]*>|&[a-z]+;|&#\w+;|\]\(", re.IGNORECASE)


def _markup(spoken: Spoken) -> Iterator[Sentence]:
    """HTML would be shown as it was typed."""
    may = any(sign in spoken.folded for sign in ("<", "&", "]("))
    if may and (found := _MARKUP.search(spoken.folded)):
        yield (
            _("{markup} would be shown as it stands").format(markup=found[0][:40]),
            _("delete it; **bold** and *italic* are possible"),
        )


_ALONE: tuple[Callable[[Spoken], Iterator[Sentence]], ...] = (
    _invisible,
    _markup,
)
"""Rules that need nothing but the text."""

RULES = (_wording, _waivers)
