"""The site engine: MkDocs puts our finished pages into its theme, one language at a time."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import SITE, TEMPLATES
from generator.channels.pages import SitePage, look, pages
from generator.channels.pages.frame import frame
from generator.channels.pages.look import OWN_STYLES, has_own_styles
from generator.model.addresses import FEEDS
from generator.model.campaign import Campaign
from generator.rendering import linked

# Material's notice about the end of MkDocs 1.x is ours to act on, not our users'.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


ICONS = ("phone", "translate")


def site(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the finished pages of one language, and what the theme brings along."""
    yield from framed(campaign, scope.language, list(pages(campaign, scope.language)))


def framed(campaign: Campaign, tag: str, bodies: Sequence[SitePage]) -> Iterator[Artifact]:
    """Yield some pages of a language in their frames. Raises mkdocs' Abort on any warning."""
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(str(SITE), site_dir=folder, strict=True)
        prepare(config, campaign, tag, bodies)
        build(config)
        home = f"site/{campaign.addresses.home(tag)}"
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix != ".gz":  # its own way to compress a sitemap
                name = path.relative_to(folder).as_posix()
                yield Artifact(home + name, path.read_bytes())


def prepare(
    config: MkDocsConfig, campaign: Campaign, tag: str, bodies: Sequence[SitePage]
) -> None:
    """Give MkDocs and its theme the pages and the words of one language."""
    voice = linked(campaign, tag)
    style, script = look.style(), look.script(campaign.addresses.host)
    # MkDocs stamps pages and archives with the time; content has its own date instead.
    updated = datetime.combine(campaign.settings.updated, datetime.min.time(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(updated.timestamp()))
    config.site_name = voice.title
    config.site_url = campaign.addresses.url(voice.home)
    config.theme["language"] = tag
    extra: dict[str, Any] = {
        "feeds": FEEDS,
        "pages": {f"{page.path.removeprefix(voice.home)}index.md": page for page in bodies},
        "voice": voice,
        "ui": voice.ui,
        "source": campaign.source,
        "updated": campaign.settings.updated,
        "not_found": frame(voice, "", campaign.languages, anywhere=True),
        "tokens": look.tokens(),
        "style": Markup(style),  # noqa: S704  (ours and the theme's)
        "script": Markup(script),  # noqa: S704  (ours)
        "asked": Markup(look.ASKED),  # noqa: S704  (likewise)
        "typing": Markup(look.TYPING),  # noqa: S704  (likewise)
        # By whether the field of the search stands there: only then it runs more than one script.
        "security_policy": {
            False: policy.of_page([style], [script]),
            True: policy.of_page([style], look.scripts(campaign.addresses.host)),
        },
        "asset": look.asset,
        **{icon: Markup((TEMPLATES / f"icons/{icon}.svg").read_text("utf-8")) for icon in ICONS},  # noqa: S704
        "own_styles": OWN_STYLES if has_own_styles(campaign, tag) else "",
    }
    config.extra.update(extra)
