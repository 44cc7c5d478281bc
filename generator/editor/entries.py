"""Acts on whole entries: another address, or none; what would change, and whether it may."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import NamedTuple

from generator.content import layout, moving
from generator.content.layout import ContentKind
from generator.content.moving import Texts
from generator.content.report import Report
from generator.content.skeleton import slug as slug_of
from generator.content.tree import Tree
from generator.editor import listing
from generator.editor.desk import Desk, Draft, Saved
from generator.editor.forms import Choice
from generator.model.facts import FraudMethod
from generator.problems import Problem

RENAME, REMOVE = "doi", "bo"


class Act(NamedTuple):
    """What is to become of an entry."""

    what: str
    kind: ContentKind
    slug: str
    other: str = ""
    """Its new slug, or that of the entry which takes its place."""

    def texts(self, tree: Tree) -> Texts:
        """Return what files would hold."""
        to = moving.renamed if self.what == RENAME else moving.removed
        return to(tree, self.kind, self.slug, self.other)


class Plan(NamedTuple):
    """What an act would do, to be read before it is done."""

    act: Act
    parts: list[str]
    """Of the entry itself: facts, languages."""
    others: list[str]
    """Entries that name it, and would name it so."""
    kept: list[str]
    """Editions on paper, which keep the name they have."""
    unapproved: list[str]
    """Words whose approval would not hold any more."""
    address: str
    """The new one, where there is any."""
    problems: list[Problem]
    """Why it cannot be done."""


def asked(file: str, fields: Mapping[str, str]) -> Act | None:
    """Return the act that somebody asks for; None where they have not said which."""
    found, what = moving.entry(file), fields.get("viec", "")
    if found is None or what not in (RENAME, REMOVE):
        return None
    return Act(what, *found, slug_of(fields.get("ten" if what == RENAME else "thay", "")))


def successors(report: Report, file: str) -> list[Choice]:
    """Return what could take the place of an entry, where its kind is named by others."""
    found = moving.entry(file)
    if found is None or not moving.is_named(report.tree, found[0]):
        return []
    kind, own = found
    slugs = sorted(report.tree.known(kind.model) - {own})
    choices = [Choice(slug, listing.title(report, kind.path(slug))) for slug in slugs]
    return sorted(choices, key=lambda choice: choice.label)


def plan(desk: Desk, report: Report, act: Act) -> Plan:
    """Return what an act would do."""
    tree, kind = report.tree, act.kind
    refused = _refused(report, act)
    users = moving.users(tree, kind, act.slug)
    kept = moving.kept(tree, users) if moving.has_aliases(kind) else []
    texts = {} if refused else act.texts(tree)
    after = desk.report(texts)
    own = [f for f in tree.documents if moving.entry(f) == (kind, act.slug)]
    now, then = listing.vouched(report), listing.vouched(after) if after.campaign else set()
    stands = {f: moving.moved(f, act.other) if act.what == RENAME else "" for f in own}
    lost = sorted(f for f in now if stands.get(f, f) and stands.get(f, f) not in then)
    address = ""
    if report.campaign and moving.has_aliases(kind) and act.other:
        to = report.campaign.addresses
        is_method = kind.model is FraudMethod
        address = (to.method if is_method else to.page)(report.campaign.source, act.other)
        address = f"{to.host}/{address}"
    return Plan(
        act,
        [label for path, label in listing.siblings(report, own[0]) if path in own] if own else [],
        _titles(report, [f for f in texts if f in users]),
        _titles(report, kept if act.other else []),
        [f"{listing.title(report, f)} ({layout.tag_of(*found)})"
         for f in lost for found in [layout.find(f)] if found] if after.campaign else [],
        address,
        refused or desk.worse(texts),
    )  # fmt: skip


def do(desk: Desk, report: Report, act: Act, by: str) -> Saved:
    """Do what was planned, and let this editor's drafts go along."""
    home = act.kind.path(act.slug)
    title = listing.title(report, home)
    says = _("Take away “{title}”").format(title=title)
    if act.what == RENAME:
        says = _("“{title}” has a new address: {slug}").format(title=title, slug=act.other)
    elif act.other:
        other = listing.title(report, act.kind.path(act.other))
        says = _("“{other}” takes the place of “{title}”").format(title=title, other=other)
    files = [file for file in desk.drafts() if moving.entry(file) == (act.kind, act.slug)]
    saved = desk.act(act.texts, by, says)
    for file in files if not saved.problems else ():
        draft = desk.draft(file)
        if act.what == RENAME:
            desk.keep(Draft(moving.moved(file, act.other), draft.base, draft.filled))
        desk.drop(file)
    return saved


def _refused(report: Report, act: Act) -> list[Problem]:
    """Return why an act cannot even be tried."""
    tree, home = report.tree, act.kind.path(act.slug)
    if act.what == RENAME:
        if not act.other:
            return [_problem(home, _("write the new name"))]
        taken = any(moving.entry(file) == (act.kind, act.other) for file in tree.documents)
        if taken or act.other == act.slug:
            return [_problem(home, _("this is there already"), _("give it another name"))]
        return []
    if act.other:
        known = act.other in tree.known(act.kind.model) - {act.slug}
        return [] if known else [_problem(home, _("there is no such entry"))]
    users = moving.users(tree, act.kind, act.slug)
    remedy = _("choose what takes its place, or take it out there first")
    if users:
        listed = ", ".join(f"“{title}”" for title in _titles(report, users))
        return [_problem(home, _("these still name it: {titles}").format(titles=listed), remedy)]
    if moving.has_aliases(act.kind) and listing.is_official(report):
        message = _("people may have kept its address, which must open for ever")
        return [_problem(home, message, _("choose what takes its place"))]
    return []


def _problem(file: str, message: str, remedy: str = "") -> Problem:
    return Problem(file, (), None, None, message, remedy)


def _titles(report: Report, files: list[str]) -> list[str]:
    return sorted({listing.title(report, file) for file in files})
