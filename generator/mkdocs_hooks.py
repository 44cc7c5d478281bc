"""Adapter: puts the channels' artifacts into MkDocs, one ordinary build per language."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from generator.artifact import Artifact
from generator.channels import CHANNELS
from generator.channels.pages.kinds import OWN_STYLES, frame
from generator.content import load_campaign
from generator.model import Campaign
from generator.problems import ContentError
from generator.rendering import ROOT

# Material's notice about the end of MkDocs 1.x is ours to act on, not our users'.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'"
)
"""Were markup ever to get through, the browser would still load nothing and run nothing."""


def build_language(campaign: Campaign, tag: str, site_dir: Path) -> None:
    """Build the site of one language, and nothing else, into `site_dir`.

    Raises mkdocs' Abort on any warning.
    """
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
    config.extra.update(campaign=campaign, language=tag)
    build(config)


def serve_site(content: Path, port: int) -> None:
    """Show the site on this machine and rebuild it when a file changes. Does not return."""
    serve(
        str(ROOT / "mkdocs.yml"),
        livereload=True,
        dev_addr=f"127.0.0.1:{port}",
        extra={"content": str(content.resolve())},
        watch=[str(content), str(ROOT / "leaflets")],
    )


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the theme the words of one language; in a stock build, load the campaign first."""
    if "campaign" not in config.extra:
        config.extra["campaign"] = _load(config)
    campaign: Campaign = config.extra["campaign"]
    tag = config.extra.get("language") or campaign.source
    language = campaign.languages[tag]
    # MkDocs stamps pages and archives with the time; content has its own date instead.
    updated = datetime.combine(campaign.settings.updated, datetime.min.time(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(updated.timestamp()))
    config.site_name = campaign.title(tag)
    served = (config.site_url or "").startswith("http://")  # set by `mkdocs serve`
    if not served:
        config.site_url = campaign.url(campaign.prefix(tag))
    config.theme["language"] = tag
    config.extra.update(
        tag=tag,
        source=campaign.source,
        words=language.words,
        theme_words={"language": tag, "direction": language.direction},
        issuer=campaign.issuer(tag),
        specimen=campaign.is_specimen,
        updated=language.words.updated.replace(
            "{date}", campaign.settings.updated.strftime(language.words.date_format)
        ),
        not_found=frame(campaign, tag, "", campaign.tags, absolute=True),
        # Live reload is a script of MkDocs' own.
        security_policy=None if served else SECURITY_POLICY,
    )
    return config


def _load(config: MkDocsConfig) -> Campaign:
    content = Path(config.config_file_path).parent / config.extra["content"]
    try:
        return load_campaign(content, date.today())
    except ContentError as error:
        raise PluginError(f"\n{error}") from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found by what the site needs."""
    campaign, tag = config.extra["campaign"], config.extra["tag"]
    for file in list(files):
        path = file.src_uri
        if _is_material_stylesheet(path):
            config.extra["stylesheet"] = path
        # Kept are the site's own assets, once, at its root: languages share them. Scripts, icons
        # and the word lists of a search we do not have go.
        wanted = path.startswith(OWN_ASSETS) or _is_material_stylesheet(path)
        if path.startswith("assets/") and not (wanted and tag == campaign.source):
            files.remove(file)
    try:
        artifacts = list(_artifacts(campaign, tag, whole_site="language" not in config.extra))
    except ContentError as error:  # words that do not fit the paper
        raise PluginError(f"\n{error}") from None
    for artifact in artifacts:
        if artifact.path == OWN_STYLES:
            config.extra["own_styles"] = OWN_STYLES
        files.append(File.generated(config, artifact.path, content=artifact.content))
    return files


OWN_ASSETS = ("assets/site.css", "assets/mark.svg", "assets/fonts/")


def _is_material_stylesheet(path: str) -> bool:
    return path.startswith("assets/stylesheets/main.") and path.endswith(".css")


def _artifacts(campaign: Campaign, tag: str, whole_site: bool) -> Iterator[Artifact]:
    """Yield one language's pages; in a stock build, also what belongs to the whole site."""
    yield from CHANNELS["site"](campaign, tag)
    if whole_site:
        for other in campaign.tags:
            yield from CHANNELS["landing"](campaign, other)
            yield from CHANNELS["feed"](campaign, other)
            for artifact in CHANNELS["leaflet"](campaign, other):
                yield artifact._replace(path=f"leaflets/{artifact.path}")


def on_post_build(config: MkDocsConfig) -> None:
    """After a stock build of the source language, build the others beside it."""
    if "language" not in config.extra:
        campaign: Campaign = config.extra["campaign"]
        for tag in campaign.tags[1:]:
            build_language(campaign, tag, Path(config.site_dir) / tag)
