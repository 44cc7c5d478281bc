"""The one strict Jinja environment, and the forms in which words reach an output."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.model.aloud import aloud, digit_by_digit
from generator.model.base import TextKind
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.voice import Voice

__all__ = ["TemplateError", "environment", "linked", "plain", "printed", "spoken"]

# Emphasis and nothing else: no links, images or HTML can come from a content file.
_INLINE = MarkdownIt("zero").enable("emphasis")
Bound = Callable[[str], str]
_PLACEHOLDER = re.compile(r"\{([a-z0-9_-]+)\}")


def environment(*folders: Path) -> Environment:
    """Return a Jinja environment that fails on an unknown name and escapes everything."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


# -- the campaign in one language, in the form that an output needs ------------------------------


def linked(campaign: Campaign, tag: str) -> Voice:
    """Return the campaign as HTML whose numbers can be tapped: calls, or texts where they go."""
    bound = _bound(campaign)
    link = Markup('<a class="tel" href="{0}">{1}</a>')
    contacts = campaign.contacts
    names = {n: link.format(contacts[n].href, number) for n, number in _numbers(campaign).items()}
    return Voice(campaign, tag, partial(_html, names, bound))


def printed(campaign: Campaign, tag: str) -> Voice:
    """Return the campaign as HTML for paper, which nobody can tap."""
    bound = _bound(campaign)
    return Voice(campaign, tag, partial(_html, _numbers(campaign), lambda t: _ended(bound(t))))


def plain(campaign: Campaign, tag: str) -> Voice:
    """Return the campaign as text without markup, for titles, feeds and messages."""
    return Voice(campaign, tag, partial(_text, _numbers(campaign), _bound(campaign)))


def spoken(campaign: Campaign, tag: str) -> Voice:
    """Return the campaign as an announcer says it, for a language of `campaign.heard`."""
    pronunciation = campaign.tables.pronunciation(tag)
    assert pronunciation is not None, tag
    dial = partial(digit_by_digit, pronunciation=pronunciation)
    names = {name: dial(number) for name, number in _numbers(campaign).items()}
    return Voice(
        campaign, tag, partial(_text, names, partial(aloud, pronunciation=pronunciation)), dial
    )


def _numbers(campaign: Campaign) -> dict[str, str]:
    return {name: c.number for name, c in campaign.contacts.items() if c.number}


def _bound(campaign: Campaign) -> Bound:
    """Return what keeps the compounds of all languages on one line."""
    languages = campaign.tables.of(LanguageFacts).values()
    compounds = [word for facts in languages for word in facts.compounds]
    if not compounds:
        return str
    apart = re.compile(rf"\b(?:{'|'.join(map(re.escape, compounds))})\b", re.IGNORECASE)
    return lambda text: apart.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


_LAST_WORD = re.compile(r"(?<=\S) ([^\s{}]{1,11})(?=$|(?<=[.?!]) )")


def _ended(text: str) -> str:
    """Return a text in which no sentence ends with one word alone on a line."""
    return _LAST_WORD.sub("\u00a0\\1", text) if len(text) > 24 else text


def _html(names: Mapping[str, str | Markup], bound: Bound, text: str, kind: TextKind) -> Markup:
    """Return one text as HTML: emphasis kept, {name} replaced, all else escaped."""
    text = bound(text)
    if not kind.running:
        return escape(text)
    html = nh3.clean(_INLINE.renderInline(text), tags={"strong", "em"}, attributes={})
    html = html.replace("&nbsp;", "\u00a0")  # the sign weighs less than its name
    return Markup(_PLACEHOLDER.sub(lambda match: str(escape(names[match[1]])), html))  # noqa: S704


def _text(names: Mapping[str, str], bound: Bound, text: str, kind: TextKind) -> str:
    """Return one text without markup."""
    text = bound(text)
    if not kind.running:
        return text
    tokens = _INLINE.parseInline(text)[0].children or []
    words = "".join(token.content for token in tokens if token.type == "text")
    return _PLACEHOLDER.sub(lambda match: names[match[1]], words)
