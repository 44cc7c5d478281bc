"""What residents read: no phone number typed by hand, no law or term that is over."""

import re
import unicodedata
from collections.abc import Iterator
from gettext import gettext as _

from generator.content.located_yaml import Data, Path
from generator.content.tree import Tree
from generator.problems import Problem

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

FILLED_IN = {
    "page_n": {"language", "number"},
    "only_in": {"language"},
    "updated": {"date"},
    "verify": {"host"},
    "landing_compare": {"code"},
}
"""The names that the program replaces, by interface word."""

_PHONE = (
    r"(?<![\w.,])(?:(?:\+|00)?84[ .\u00a0–-]?|\(?0)"
    r"[0-9](?:[ ._\u00a0()–-]{0,2}[0-9]){7,9}(?![0-9])"
    r"|(?<![\w.,])1[89]00(?:[ .\u00a0–-]?[0-9]){4,6}(?![0-9])"
)
_AMOUNT = r"(?!\s*(?:triệu|nghìn|ngàn|tỷ|đồng|million|thousand|dong))"

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen and spaces without width: a number stays a number with them inside."""

_PLAIN = {"title", "situation", "heading", "label", "menu", "short", "name", "find", "issuer"}
# Not said to residents: names of fields that hold identifiers, dates or the plan's own wording.
_UNSPOKEN = {"official", "approval", "font", "script", "direction", "date_format"}
_UNSPOKEN_FACTS = {
    *("number", "by", "on", "source", "check"),
    *("status", "base_url", "source_language", "updated"),
}
_SPOKEN = {
    *("campaign.yml", "contacts.yml", "languages", "message"),
    *("routes", "methods", "pages", "news"),
}
"""First path parts of the files that residents read."""


Spoken = list[tuple[str, Path, str]]
"""Every text that residents read: file, place, words."""


def mistakes(tree: Tree) -> Iterator[Problem]:
    """Yield what is wrong with the words themselves."""
    spoken = list(_spoken(tree))
    for rule in (_placeholders, _numbers, _outdated):
        yield from rule(tree, spoken)


def _placeholders(tree: Tree, spoken: Spoken) -> Iterator[Problem]:
    """{contact} in running text, what the program fills in in interface words, else nothing."""
    for file, path, text in spoken:
        if "{" not in text and "*" not in text and path[0] != "words":
            continue
        names = set(PLACEHOLDER.findall(text))
        if path[0] == "words":
            wanted = FILLED_IN.get(str(path[-1]), set())
            if names != wanted:
                yield tree.problem(
                    file,
                    path,
                    _("the names in {} are not the ones that are filled in here"),
                    _("use exactly: {names}").format(
                        names=" ".join(sorted(f"{{{name}}}" for name in wanted)) or "-"
                    ),
                )
        elif path[-1] in _PLAIN and re.search(r"[{}*]", text):
            yield tree.problem(
                file,
                path,
                _("a title or label is plain words: no braces, no asterisks"),
                _("write plain words"),
            )
        else:
            rest = PLACEHOLDER.sub("", text)
            if re.search(r"[{}]", rest) or rest.count("**") % 2:
                yield tree.problem(
                    file,
                    path,
                    _("a brace or ** that has no partner"),
                    _("write {name} and **words** in pairs, one brace each"),
                )
            elif tree.contacts:
                yield from _contact_names(tree, file, path, names)


def _contact_names(tree: Tree, file: str, path: Path, names: set[str]) -> Iterator[Problem]:
    for name in sorted(names):
        if name not in tree.contacts:
            yield tree.problem(
                file,
                path,
                _('"{name}" is not in {home}').format(name=name, home="contacts.yml"),
                _("choose one of: {choices}").format(choices=", ".join(tree.contacts)),
            )
        elif not tree.contacts[name].number:
            yield tree.problem(
                file,
                path,
                _("contact {name} has no number to print").format(name=name),
                _("write it in words, such as: the number on the back of your card"),
            )


def _numbers(tree: Tree, spoken: Spoken) -> Iterator[Problem]:
    """A phone number stands in contacts.yml alone, so that it can be checked and changed once."""
    known = {contact.number: name for name, contact in tree.contacts.items() if contact.number}
    listed = "|".join(map(re.escape, known)) or "(?!)"
    pattern = re.compile(rf"{_PHONE}|(?<![\w.,])(?:{listed})(?![.,]?\w){_AMOUNT}")
    for file, path, text in spoken:
        if not any(map(str.isdigit, text)):
            continue
        for number in pattern.findall(PLACEHOLDER.sub("", text)):
            name = known.get(re.sub(r"[ .-]", "", number))
            yield tree.problem(
                file,
                path,
                _("phone number {number} in running text").format(number=number),
                _("write {name} instead").format(name=f"{{{name}}}")
                if name
                else _("add it to contacts.yml and write its id in braces"),
            )


def _outdated(tree: Tree, spoken: Spoken) -> Iterator[Problem]:
    """A law or term that is over must not reach residents as if it held."""
    if not tree.laws:
        return
    terms_now = tree.laws.outdated_terms.items()
    replaced = {term: entry.now for term, entry in terms_now if entry.since <= tree.today}
    for law in tree.laws.laws.values():
        if law.successor in tree.laws.laws and (not law.ended or law.ended <= tree.today):
            replaced |= dict.fromkeys(law.names, tree.laws.laws[law.successor].title)
    terms = {term.lower(): term for term in replaced}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms)) or '(?!)'})(?!\w)")
    for file, path, text in spoken:
        for found in pattern.findall(text.lower()):
            term = terms[found]
            yield tree.problem(
                file,
                path,
                _('"{term}" is no longer right').format(term=term),
                _('write "{now}"').format(now=replaced[term]),
            )


def _spoken(tree: Tree) -> Iterator[tuple[str, Path, str]]:
    """Yield every text that residents read: file, place, words."""
    for file, document in tree.documents.items():
        first = file.split("/")[0]
        facts = file.endswith(("/method.yml", "/page.yml", "/item.yml"))
        if isinstance(document.data, dict) and first in _SPOKEN and not facts:
            for path, text in _texts(document.data, ()):
                if first.endswith(".yml") and path[-1] in _UNSPOKEN_FACTS:
                    continue
                yield file, path, _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _texts(data: Data, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _UNSPOKEN:
                yield from _texts(value, (*path, key))
    else:
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
