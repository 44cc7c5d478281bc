"""A content tree on disk to a checked campaign, and every problem of every file at once."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.content import gates, memory, rules, witnesses
from generator.content.report import Deed, Report
from generator.content.tree import Tree, read_tree
from generator.content.witnesses import Recall
from generator.distribution import codes
from generator.model.campaign import Campaign
from generator.model.printing import Design, Edition
from generator.problems import Blocks, Problem, sorted_problems
from generator.typesetting import designs


def load(
    root: Path, today: date, recall: Recall | None = None, deed: Deed = Deed.PUBLISH
) -> Report:
    """Read and check a content tree.

    `today` decides which laws, reviews and approvals are over; `recall` says where to look for
    what was printed and published before, which is left out where it is None. Who only wants to
    look is not told what official asks for.
    """
    return judge(read_tree(root, today), recall, deed)


def judge(tree: Tree, recall: Recall | None = None, deed: Deed = Deed.PUBLISH) -> Report:
    """Check a tree that was read."""
    broken = [*tree.problems, *(rules.problems(tree) if tree.documents else ())]
    if any(problem.blocks is Blocks.BUILDING for problem in broken):
        mistakes = [problem for problem in broken if problem.blocks is Blocks.BUILDING]
        if recall and witnesses.REGISTER not in tree.problem_files():
            mistakes += memory.lost_codes(tree, witnesses.recall(tree.root, recall)[0])
        return _report(tree, None, mistakes)
    campaign = assemble(tree)
    found = [] if deed is Deed.LOOK else [*broken, *gates.problems(tree, campaign)]
    if recall:
        found += memory.problems(tree, campaign, recall)
    return _report(tree, campaign, found)


def suppose(tree: Tree) -> Tree:
    """Give each version of a tree a code as if it had been issued: who plans or asks for codes
    looks at what will be, and an edition that has none yet must not stand in the way.
    """
    for name, edition in tree.of(Edition).items():
        blank = dict.fromkeys(edition.languages, "B" * 12)
        places = tree.tables.places(edition)
        tree.register += codes.issue(name, edition, places, blank, tree.today, tree.register)
    return tree


def worse(before: Report, after: Report) -> list[Problem]:
    """Return the mistakes that a change of a tree would bring: those that were not there, be they
    on other lines now.
    """
    known = {(p.file, p.place, p.message) for p in before.mistakes}
    return [p for p in after.mistakes if (p.file, p.place, p.message) not in known]


def judge_paper(report: Report, proof: Callable[[Campaign], Iterable[Problem]]) -> Report:
    """Add to a report what `proof` finds wrong with the paper, each at its place."""
    if report.campaign is None:
        return report
    found = [*report.problems, *map(report.tree.placed, proof(report.campaign))]
    return _report(report.tree, report.campaign, found)


def _report(tree: Tree, campaign: Campaign | None, found: Iterable[Problem]) -> Report:
    report = Report(tree.root, tree, campaign, tuple(sorted_problems(found)))
    return report if not report.mistakes else replace(report, campaign=None)


def assemble(tree: Tree) -> Campaign:
    """Put a tree without mistakes together."""
    return Campaign(
        tables=tree.tables,
        codes=codes.standing(tree.register),
        register_check=tree.register[-1].check if tree.register else "",
        register_lines=len(tree.register),
        designs={name: _design_print(name) for name in tree.of(Design)},
    )


def _design_print(name: str) -> str:
    """Fingerprint a design's own files, so that paper can name what it was made from."""
    found = hashlib.sha256()
    for path, content in designs.files(name):
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()[:12]
