"""The one strict Jinja environment; words from content to safe HTML."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.model import Campaign

ROOT = Path(__file__).parent.parent
"""The folder that holds docs/ and leaflets/."""

# Emphasis and nothing else: no links, images or HTML can come from a content file.
_INLINE = MarkdownIt("zero").enable("emphasis")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_-]+)\}")


def environment(
    folder: Path | None = None, names: Mapping[str, str | Markup] = MappingProxyType({})
) -> Environment:
    """Return a Jinja environment that fails on an unknown name and escapes everything.

    Its filter `prose` replaces {name} in content by `names`, and by its own arguments.
    """
    env = Environment(
        loader=FileSystemLoader(folder) if folder else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["prose"] = lambda text, **more: prose(text, {**names, **more})
    return env


def prose(text: str, names: Mapping[str, str | Markup]) -> Markup:
    """Return one text as HTML: emphasis kept, {name} replaced, all else escaped."""
    html = nh3.clean(_INLINE.renderInline(text), tags={"strong", "em"}, attributes={})
    return Markup(_PLACEHOLDER.sub(lambda match: str(escape(names[match[1]])), html))  # noqa: S704


def plain(text: str, names: Mapping[str, str]) -> str:
    """Return one text without markup, for titles and descriptions."""
    return _PLACEHOLDER.sub(lambda match: names[match[1]], text.replace("**", ""))


def numbers(campaign: Campaign) -> dict[str, str]:
    """Return the number of every contact that has one."""
    return {name: c.number for name, c in campaign.contacts.items() if c.number}


def phone_links(campaign: Campaign) -> dict[str, Markup]:
    """Return a link for every contact that has a number: tel:, or sms: where texts go."""
    link = Markup('<a class="tel" href="{0}">{1}</a>')
    contacts = campaign.contacts
    return {n: link.format(contacts[n].href, digits) for n, digits in numbers(campaign).items()}
