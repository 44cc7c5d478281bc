"""How a language is to be written, by the data of style/<tag>.yml: harm first, then manners."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from gettext import gettext as _

from generator.content import layout
from generator.content.rules.wording import PLACEHOLDER
from generator.content.tree import FileText, Tree
from generator.model.facts import Contacts, Settings, Waivers
from generator.model.interface import Interface
from generator.model.style import Style
from generator.model.words import Advice, Translation
from generator.problems import Blocks, Place, Problem

Texts = dict[str, list[FileText]]
"""The running words of each file, in the order residents read them."""


def _texts(tree: Tree) -> Texts:
    found: Texts = defaultdict(list)
    for text in tree.texts:
        if text.home.has_words and not text.kind.quoted and not text.kind.fills:
            found[text.file].append(text)
    for texts in found.values():
        texts.sort(key=lambda text: _READ_FIRST.get(str(text.place[0]), len(_READ_FIRST)))
    return found


_READ_FIRST = {
    name: rank
    for rank, name in enumerate(("title", "situation", "summary", "do", "never", "signs"))
}
"""The top of a method's page, where its file has another order."""


def _style(tree: Tree) -> Iterator[Problem]:
    """Every rule of style, over every text of a language that has such rules."""
    by_file, styles = _texts(tree), tree.of(Style)
    let = _let_stand(tree)
    for file, texts in by_file.items():
        style = styles.get(texts[0].tag)
        if style is None:
            continue
        for text in texts:
            plain = PLACEHOLDER.sub("", text.text).replace("*", "").lower()
            if not any(waived in text.text for waived in let.get(file, ())):
                yield from _harm(tree, style, text, plain)
            yield from _manners(tree, style, text, plain)
        if texts[0].home.model is not Advice:  # a line on pages that explain it
            yield from _glossed(tree, style, texts)
        yield from _length(tree, style, file, texts, by_file)
    yield from _asked(tree, styles)
    yield from _translations(tree, by_file, styles)


def _asked(tree: Tree, styles: Mapping[str, Style]) -> Iterator[Problem]:
    """What nobody asks for is not found."""
    for (slug, tag), words in tree.of(Translation).items():
        fewest = styles[tag].asks if tag in styles else None
        if fewest and len(words.asks) < fewest:
            message = _("{n} ways to ask for it; {fewest} are wanted").format(
                n=len(words.asks), fewest=fewest
            )
            remedy = _("add below asks what people really say or type when it happens to them")
            file, task = layout.of(Translation).path((slug, tag)), _("methods hard to find")
            yield tree.at(file, ("asks",), message, remedy, Blocks.NOTHING, task)


def _let_stand(tree: Tree) -> dict[str, list[str]]:
    """Return texts that somebody lets stand, by file."""
    waivers = tree.tables.only(Waivers)
    found: dict[str, list[str]] = defaultdict(list)
    for waiver in waivers.waivers if waivers else ():
        found[waiver.file].append(waiver.text)
    return found


# -- harm ----------------------------------------------------------------------------------------


def _harm(tree: Tree, style: Style, text: FileText, plain: str) -> Iterator[Problem]:
    harm = {wording.lower(): remedy for wording, remedy in (style.harm | style.orders).items()}
    orders = {wording.lower() for wording in style.orders}
    for match in _any_of(tuple(harm)).finditer(plain):
        before = plain[: match.start()].rstrip(' “"')
        is_order = not before or before[-1] in ".!?;:"
        if not before.endswith(tuple(style.negations) or ("\0",)) and (
            is_order or match[0] not in orders
        ):
            message = _("“{words}” does harm").format(words=match[0])
            yield tree.at(text.file, text.place, message, harm[match[0]])
    if _is_reply(text):
        for match in _any_of(style.announcing).finditer(plain):
            yield tree.at(
                text.file,
                text.place,
                _("the answer tells a criminal: “{words}”").format(words=match[0]),
                _("end the call; where silence is right, write act in place of you"),
            )


def _is_reply(text: FileText) -> bool:
    return text.home.model is Translation and text.place[-1] == "you"


@cache
def _any_of(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds each of some wordings as whole words, the longest first."""
    listed = "|".join(re.escape(w.lower()) for w in sorted(wordings, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])" if listed else "(?!)")


# -- manners -------------------------------------------------------------------------------------


def _note(tree: Tree, text: FileText, message: str, remedy: str, task: str) -> Problem:
    """Return what is worth mending and stops nothing."""
    return tree.at(text.file, text.place, message, remedy, Blocks.NOTHING, task)


def _manners(tree: Tree, style: Style, text: FileText, plain: str) -> Iterator[Problem]:
    for explained in (marker for markers in style.gloss.values() for marker in markers):
        plain = plain.replace(explained.lower(), " ")
    ours = {wrong.lower(): right for right, wrongs in style.say.items() for wrong in wrongs}
    for match in _any_of(tuple(ours)).finditer(plain):
        message = _("“{words}”: another word is ours").format(words=match[0])
        remedy = _("write “{right}”").format(right=ours[match[0]])
        yield _note(tree, text, message, remedy, _("words that are not ours"))
    for sentence in _sentences(text.text) if style.sentence_words else ():
        count = _count(sentence)
        if style.sentence_words and count > style.sentence_words:
            message = _("a sentence of {n} words: “{words}…”").format(
                n=count, words=" ".join(sentence.split()[:4])
            )
            remedy = _("at most {n}: make two of it").format(n=style.sentence_words)
            yield _note(tree, text, message, remedy, _("sentences that are long"))
    if style.reply_words and _is_reply(text) and (n := _count(text.text)) > style.reply_words:
        message = _("an answer of {n} words").format(n=n)
        remedy = _("at most {n}: who talks stays on the line").format(n=style.reply_words)
        yield _note(tree, text, message, remedy, _("answers that are long"))
    is_line = text.home.model is Translation and text.place == ("leaflet",)
    if is_line and style.subjects and not text.text.startswith(style.subjects):
        message = _("the leaflet's line does not say who does it")
        remedy = _("begin with one of: {choices}").format(choices=", ".join(style.subjects))
        yield _note(tree, text, message, remedy, _("lines without a subject"))


def _sentences(text: str) -> Iterator[str]:
    yield from filter(str.strip, re.split(r"(?<=[.!?:;…])[”\"]?\s+|\s+[“\"]", text))


def _count(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", text))


def _glossed(tree: Tree, style: Style, texts: list[FileText]) -> Iterator[Problem]:
    """A hard word is explained where the reader meets it first."""
    for term, markers in style.gloss.items():
        for text in texts:
            if text.kind.running and _any_of((term,)).search(text.text.lower()):
                if not any(marker.lower() in text.text.lower() for marker in markers):
                    message = _("“{term}” is not explained where it comes first").format(
                        term=term
                    )
                    remedy = _("write there: {choices}").format(choices=" / ".join(markers))
                    yield _note(tree, text, message, remedy, _("hard words to explain"))
                break


def _length(
    tree: Tree, style: Style, file: str, texts: list[FileText], by_file: Texts
) -> Iterator[Problem]:
    # A handle stands on paper alone.
    count, first = _words(t for t in texts if t.place != ("handle",)), texts[0]
    most = style.method_words if first.home.model is Translation else None
    if most is not None and count > most:
        message = _("{n} words, more than {most}").format(n=count, most=most)
        remedy = _("keep what a reader needs first; shared advice need not be said again")
        yield tree.at(file, (), message, remedy, Blocks.NOTHING, _("texts that are long"))
    if style.shorter_than and first.home.model is not Interface:
        other = layout.in_language(first.home, first.key, style.shorter_than)
        than = _words(by_file.get(other, ()))
        if than and count >= than:
            message = _("{n} words; {other} has {than}").format(n=count, other=other, than=than)
            remedy = _("an easy text is the shorter one: leave out what can be left out")
            task = _("easy texts that are not shorter")
            yield tree.at(file, (), message, remedy, Blocks.PUBLISHING, task)


def _words(texts: Iterable[FileText]) -> int:
    return sum(_count(text.text) for text in texts)


# -- translations --------------------------------------------------------------------------------


def _translations(tree: Tree, by_file: Texts, styles: Mapping[str, Style]) -> Iterator[Problem]:
    """A translation keeps every contact, every number and what makes advice safe."""
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    originals: dict[tuple[str, Place], FileText] = {
        (text.file, text.place): text
        for texts in by_file.values()
        for text in texts
        if text.tag == source
    }
    for texts in by_file.values():
        for text in texts:
            home = layout.in_language(text.home, text.key, source)
            original = originals.get((home, text.place))
            if original is not None and text.tag != source:
                yield from _kept(tree, text, original, styles)


def _kept(
    tree: Tree, text: FileText, original: FileText, styles: Mapping[str, Style]
) -> Iterator[Problem]:
    contacts = tree.tables.only(Contacts)
    known = {n for n, contact in contacts.contacts.items() if contact.number} if contacts else ()
    ours, theirs = (set(PLACEHOLDER.findall(t.text)) for t in (text, original))
    lost: list[str] = []
    for name in sorted((theirs - ours).intersection(known) if text.kind.running else ()):
        lost.append(f"{{{name}}}")
    lost += [*(_numbers(original.text) - _numbers(text.text))]
    mine, other = styles.get(text.tag), styles.get(original.tag)
    for name, wordings in (other.conditions if mine and other else {}).items():
        found = _any_of(wordings).search(original.text.lower())
        said = mine.conditions.get(name, ()) if mine else ()
        if found and said and not _any_of(said).search(text.text.lower()):
            lost.append(found[0])
    for words in sorted(lost):
        message = _("“{words}” is lost in translation").format(words=words)
        task, remedy = _("what translations have lost"), _add(tree, original)
        yield tree.at(text.file, text.place, message, remedy, Blocks.PUBLISHING, task)


def _add(tree: Tree, original: FileText) -> str:
    line = tree.at(original.file, original.place, "").line
    return _("add it, as in {where}").format(where=f"{original.file}:{line}")


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", PLACEHOLDER.sub("", text)))


RULES = (_style,)
