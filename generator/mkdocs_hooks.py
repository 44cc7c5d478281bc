"""Adapter: what MkDocs asks while it builds; a stock build gets the whole site."""

from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator import build, engine
from generator.artifact import Scope
from generator.channels.pages import SitePage, pages
from generator.content import load
from generator.content.report import Deed
from generator.model.campaign import Campaign
from generator.problems import ContentError

_STOCK = "campaign_of_a_stock_build"
KEPT = "assets/fonts/"
"""Of the files that MkDocs and the theme bring: its rules that we use stand in every page, its
scripts, icons and searches go. Languages share them, at the root of the site."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """In a stock build, load the campaign: nobody has prepared the configuration."""
    if "pages" not in config.extra:
        content = Path(config.config_file_path).parent / config.extra["content"]
        try:
            campaign = load(content, date.today(), deed=Deed.LOOK).allow(Deed.LOOK)
        except ContentError as error:
            raise PluginError(f"\n{error}") from None
        served = config.site_url if (config.site_url or "").startswith("http://") else None
        config.extra[_STOCK] = campaign
        bodies = list(pages(campaign, campaign.source))
        engine.prepare(config, campaign, campaign.source, bodies)
        if served:  # by `mkdocs serve`, whose live reload is a script
            config.site_url = served
            config.extra["security_policy"] = None
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found by what the site needs."""
    is_root = config.extra["voice"].tag == config.extra["source"]
    for file in list(files):
        path = file.src_uri
        if path.startswith("assets/") and not (path.startswith(KEPT) and is_root):
            files.remove(file)
    for path in config.extra["pages"]:
        files.append(File.generated(config, path, content=""))
    return files


def _of(page: Page, config: MkDocsConfig) -> SitePage:
    found: SitePage = config.extra["pages"][page.file.src_uri]
    return found


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the theme find our page; there is no Markdown to read."""
    ours = _of(page, config)
    page.meta = {"title": ours.title, "ours": ours}
    return ""


def on_page_content(_html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put our finished body where the Markdown would have been."""
    return _of(page, config).body


def on_post_build(config: MkDocsConfig) -> None:
    """After a stock build of the source language, make the rest of the site beside it."""
    campaign: Campaign | None = config.extra.get(_STOCK)
    if campaign is not None:
        done = (build.PAGES, Scope(language=campaign.source))
        try:
            build.rest_of_site(campaign, Path(config.site_dir), done)
        except ContentError as error:  # words that do not fit the paper
            raise PluginError(f"\n{error}") from None
