"""Every address stands for one thing, and fits the code that leads to it."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.tree import Tree
from generator.model.addresses import RESERVED, Addresses
from generator.model.facts import FraudMethod, LanguageFacts, PageFacts, Settings
from generator.problems import Problem
from generator.typesetting import qr

PAGES_NEEDED, PORTALS = ("emergency", "about"), "portals"
"""Roles without which leaflets and QR codes would lead nowhere."""


def _aliases(tree: Tree) -> Iterator[Problem]:
    """A name belongs to one method, or one page, today or before."""
    for model in (FraudMethod, PageFacts):
        entries: dict[str, FraudMethod | PageFacts] = tree.of(model)
        owners: dict[str, str] = {slug: slug for slug in tree.known(model)}
        for slug, facts in entries.items():
            for index, alias in enumerate(facts.aliases):
                owner = owners.setdefault(alias, slug)
                if owner != slug or alias == slug:
                    yield tree.at(
                        layout.of(model).path(slug),
                        ("aliases", index),
                        _('"{name}" is the name of {owner}').format(name=alias, owner=owner),
                        _("keep it with one of them"),
                    )


def _pages(tree: Tree) -> Iterator[Problem]:
    """A page does not take an address of another part of the site."""
    taken = RESERVED | tree.known(LanguageFacts)
    for slug, page in tree.of(PageFacts).items():
        file = layout.of(PageFacts).path(slug)
        if slug in taken:
            yield tree.at(
                file,
                (),
                _('"{name}" is taken by another part of the site').format(name=slug),
                _("rename the folder"),
            )
        for index, alias in enumerate(page.aliases):
            if alias in taken:
                yield tree.at(
                    file,
                    ("aliases", index),
                    _('"{name}" is taken by another part of the site').format(name=alias),
                    _("delete it"),
                )


def _roles(tree: Tree) -> Iterator[Problem]:
    """There is one emergency page, one page about the campaign, at most one for portals."""
    unreadable = any(file.startswith("pages/") for file in tree.problem_files())
    for role in (*PAGES_NEEDED, PORTALS):
        pages = [slug for slug, page in tree.of(PageFacts).items() if page.role == role]
        if not pages and role in PAGES_NEEDED and not unreadable:
            yield tree.at(
                "pages",
                (),
                _("no page has the role {role}").format(role=role),
                _("add one; leaflets and QR codes lead there"),
            )
        for slug in pages[1:]:
            yield tree.at(
                layout.of(PageFacts).path(slug),
                ("role",),
                _("page {slug} has the role {role} already").format(slug=pages[0], role=role),
                _("only one page can have it"),
            )
        if role == "emergency" and pages and not tree.of(PageFacts)[pages[0]].first:
            yield tree.at(
                layout.of(PageFacts).path(pages[0]),
                (),
                _('"{name}" is missing').format(name="first"),
                _("name the advice that stands on top of this page, on leaflets and QR pages"),
            )


def _host(tree: Tree) -> Iterator[Problem]:
    """The address must fit a QR code that paper of this size can carry."""
    settings = tree.tables.only(Settings)
    if settings:
        addresses = Addresses(settings.base_url, settings.source_language)
        try:
            qr.modules(addresses.qr_text("234567"))
        except qr.TooLong:
            yield tree.at(
                "campaign.yml",
                ("base_url",),
                _("{host} is too long for a QR code on a leaflet").format(host=addresses.host),
                _("take a host of {n} characters or fewer").format(n=qr.LONGEST_HOST),
            )


RULES = (_aliases, _pages, _roles, _host)
