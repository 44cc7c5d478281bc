"""A content tree to a checked Campaign, or every problem of every file at once."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.content import gates as readiness
from generator.content.rules import references as rules
from generator.content.tree import Tree, read_tree
from generator.model import Campaign, State
from generator.model import trust as translations
from generator.problems import ContentError, Problem


def load_campaign(root: Path, today: date) -> Campaign:
    """Read and check a content tree.

    `today` decides which laws and reviews are over.
    Raises ContentError, which carries every problem found.
    """
    campaign, problems = inspect(root, today)
    if campaign is None or (problems and not campaign.is_specimen):
        raise ContentError(problems)
    return campaign


def inspect(root: Path, today: date) -> tuple[Campaign | None, list[Problem]]:
    """Read a content tree; return the campaign and what is wrong with it.

    Without a campaign, the problems are mistakes in the files. With one, they are what keeps it
    from being official: errors in an official campaign, a list of work to do in a specimen.
    """
    tree = read_tree(root, today)
    problems = [*tree.problems, *rules.mistakes(tree)]
    if problems:
        return None, sorted(set(problems))
    campaign = _assemble(tree)
    return campaign, sorted(readiness.unready(tree, campaign, today))


def _assemble(tree: Tree) -> Campaign:
    """Put a tree without problems together."""
    assert tree.settings is not None and tree.laws is not None
    source = tree.settings.source_language
    states = {
        (slug, tag): translations.state(
            tree.translations.get((slug, tag)), tree.translations[slug, source]
        )
        for slug in tree.methods
        for tag in tree.languages
    }
    return Campaign(
        settings=tree.settings,
        revision=fingerprint_tree(tree),
        languages=tree.languages,
        contacts=tree.contacts,
        sources=tree.sources,
        laws=tree.laws.laws,
        message=tree.message,
        routes=tree.routes,
        methods=tree.methods,
        translations=tree.translations,
        states=states,
        pages=tree.pages,
        page_texts=tree.page_texts,
        news=tree.news,
        news_texts=tree.news_texts,
        editions=tree.editions,
        codes=tuple(tree.codes),
    )


def fingerprint_tree(tree: Tree) -> str:
    """Fingerprint the content, so that a printed leaflet can name what it was made from."""
    digest = hashlib.sha256()
    for file, document in sorted(tree.documents.items()):
        digest.update(f"{file}\0{document.data!r}\0".encode())
    return digest.hexdigest()[:12]


def completeness(campaign: Campaign) -> Iterator[tuple[str, dict[str, State]]]:
    """Yield each method, then each page, with the state of its words in every language."""
    for slug in campaign.methods:
        yield slug, {tag: campaign.states[slug, tag] for tag in campaign.tags}
    texts = campaign.page_texts
    for slug in campaign.pages:
        original = texts[slug, campaign.source]
        yield (
            f"pages/{slug}",
            {tag: translations.state(texts.get((slug, tag)), original) for tag in campaign.tags},
        )
