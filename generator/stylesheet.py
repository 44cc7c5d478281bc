"""The style of every page in one piece: those rules of the theme that we use, and ours."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import material
import tinycss2

from generator.assets import OVERRIDES, TEMPLATES

_ALONE = {
    *("landing.html.jinja", "typed-code.html.jinja", "dossier.html.jinja", "stick.html.jinja"),
    *("quiz.html.jinja", "quiz-sheet.html.jinja", "embedded.html.jinja"),
}
"""Documents with a style of their own."""
_OURS = {"details", "summary"}
"""Elements that the theme dresses up with pictures, and we do not."""
_NESTED = re.compile(r"\b(?:ol|ul|li) (?:ol|ul|blockquote)\b")
"""What stands in no list of ours."""
_THEME = Path(material.__file__).parent / "templates/assets/stylesheets"


class _Used(NamedTuple):
    """What stands in our templates."""

    tags: frozenset[str]
    names: frozenset[str]
    """Classes and ids."""


@cache
def theme() -> str:
    """Return the theme's rules for what our templates contain; the other 95 % style nothing."""
    (file,) = _THEME.glob("main.*.min.css")
    kept = "".join(
        _rules(tinycss2.parse_stylesheet(file.read_text("utf-8"), True, True), _used())
    )
    return lean(kept)


def small(css: str) -> str:
    """Return a style sheet without comments and needless blanks."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip()


@cache
def _used() -> _Used:
    files = [*TEMPLATES.rglob("*.jinja"), *OVERRIDES.rglob("*.html")]
    files = [file for file in files if file.name not in _ALONE]
    text = "".join(file.read_text("utf-8") for file in sorted(files))
    named = re.findall(r'(?:class|id)="([^"]*)"', text)
    tags = {"html", "body", "strong", "em", *re.findall(r"<([a-z][a-z0-9]*)", text)}
    return _Used(frozenset(tags - _OURS), frozenset(re.findall(r"[\w-]+", " ".join(named))))


def _rules(rules: Iterable[Any], used: _Used) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            found = tinycss2.serialize(rule.prelude).split(",")
            kept = [selector for selector in found if _is_used(selector.strip(), used)]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.at_keyword in ("media", "supports") and rule.content:
            inner = "".join(_rules(tinycss2.parse_rule_list(rule.content, True, True), used))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"


def _is_used(selector: str, used: _Used) -> bool:
    """Tell whether an element that a selector means can be in our pages."""
    if "[" in selector.replace("[dir=ltr]", "").replace("[dir=rtl]", ""):
        return False  # states of a theme's scripts
    if _NESTED.search(selector):
        return False
    bare = re.sub(r"::?[\w-]+(\([^)]*\))?|\[[^\]]*\]", "", selector)
    names = re.findall(r"[.#]([\w-]+)", bare)
    tags = re.findall(r"(?:^|[\s>+~(])([a-z][a-z0-9]*)", bare)
    return used.names.issuperset(names) and used.tags.issuperset(tags)


def lean(css: str) -> str:
    """Return a style sheet without variables nobody asks for, or that only serve such."""
    while True:
        asked = set(re.findall(r"var\(\s*(--[\w-]+)", css))
        less = "".join(_asked(tinycss2.parse_stylesheet(css, True, True), asked))
        if less == css:
            return css
        css = less


def _asked(rules: Iterable[Any], asked: set[str]) -> Iterator[str]:
    for rule in rules:
        head = tinycss2.serialize(rule.prelude)
        if rule.type == "at-rule":
            inner = "".join(_asked(tinycss2.parse_rule_list(rule.content, True, True), asked))
            yield f"@{rule.at_keyword}{head}{{{inner}}}" if inner else ""
            continue
        kept = [
            f"{part.name}:{tinycss2.serialize(part.value).strip()}"
            + ("!important" if part.important else "")
            for part in tinycss2.parse_declaration_list(rule.content, True, True)
            if part.type == "declaration"
            and (not part.name.startswith("--") or part.name in asked)
            and "url(" not in tinycss2.serialize(part.value)  # no picture is drawn from a style
        ]
        yield f"{head}{{{';'.join(kept)}}}" if kept else ""
