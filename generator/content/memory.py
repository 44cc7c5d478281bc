"""Whether today honours what was printed and published before."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from generator.content.tree import Tree
from generator.content.witnesses import NONE, REGISTER, SETTINGS, Evidence, Recall, recall
from generator.distribution import codes
from generator.model.addresses import METHODS, ROUTES
from generator.model.campaign import Campaign
from generator.problems import Blocks, Problem


def problems(tree: Tree, campaign: Campaign, recall_: Recall) -> Iterator[Problem]:
    """Yield what was promised before and is not kept, and what cannot be known."""
    evidence, doubts = recall(tree.root, recall_)
    for doubt in doubts:
        # A specimen is built all the same, and its staff are told.
        softer = campaign.is_specimen and doubt.blocks < Blocks.BUILDING
        yield doubt._replace(blocks=Blocks.NOTHING) if softer else doubt
    must_know = not campaign.is_specimen and recall_.given != NONE
    if must_know and not any(witness.whole for witness in evidence):
        yield _nothing_to_compare(tree)
    yield from lost_codes(tree, evidence)
    for witness in evidence:
        yield from _address(tree, campaign, witness)
        yield from _lost_pages(tree, campaign, witness)


def _nothing_to_compare(tree: Tree) -> Problem:
    return tree.at(
        REGISTER,
        (),
        _("nothing is at hand that knows which codes are printed"),
        _(
            "take a checkout with its whole history (git fetch --unshallow), build into the"
            " folder that was published, or name the site: --memory https://…; for the very"
            " first publication: --memory none"
        ),
        Blocks.PUBLISHING,
        _("memory of what is printed"),
    )


# -- what must still hold ------------------------------------------------------------------------


def lost_codes(tree: Tree, evidence: Iterable[Evidence]) -> Iterator[Problem]:
    """Yield every line of the register that a witness knows and the register lacks."""
    kept: dict[str, list[set[tuple[str, str]]]] = {}
    for entry in tree.register:
        kept.setdefault(entry.code, []).append(set(codes.cells(entry).items()))
    checks = [entry.check for entry in tree.register]
    for witness in evidence:
        for line in sorted(witness.codes):
            if any(cells.issuperset(line) for cells in kept.get(dict(line)["code"], ())):
                continue
            yield tree.at(
                REGISTER,
                (),
                _("a line that {witness} knows is gone: {line}").format(
                    witness=witness.witness, line=",".join(cell for _name, cell in line)
                ),
                _("restore it, best with: git checkout -- {file}; the code is printed").format(
                    file=tree.root / REGISTER
                ),
            )
        if witness.lines > len(checks):
            yield tree.at(
                REGISTER,
                (),
                _("{n} lines are gone that {witness} knows").format(
                    n=witness.lines - len(checks), witness=witness.witness
                ),
                _(
                    "restore the file; its codes are printed. Of a specimen that was only tried:"
                    " make clean"
                ),
            )
        elif witness.lines and checks[witness.lines - 1] != witness.check:
            yield tree.at(
                REGISTER,
                (),
                _("the first {n} lines are not those that {witness} knows").format(
                    n=witness.lines, witness=witness.witness
                ),
                _("restore the file; its codes are printed. New lines come after old ones"),
            )


def _address(tree: Tree, campaign: Campaign, witness: Evidence) -> Iterator[Problem]:
    if not witness.base_url:
        return
    if witness.base_url != campaign.settings.base_url:
        yield tree.at(
            SETTINGS,
            ("base_url",),
            _("printed codes lead to {old}; with {new} they would all be dead").format(
                old=witness.base_url, new=campaign.settings.base_url
            ),
            _("restore it; {witness} knows it. If it was never published: --memory none").format(
                witness=witness.witness
            ),
        )
    elif campaign.is_specimen:
        yield tree.at(
            SETTINGS,
            ("status",),
            _("{witness} is official; a specimen must not take its place").format(
                witness=witness.witness
            ),
            _("restore status: official. If it was never published: --memory none"),
        )


def _lost_pages(tree: Tree, campaign: Campaign, witness: Evidence) -> Iterator[Problem]:
    """An address that was published opens for ever; of a specimen's, staff are only told."""
    blocks = Blocks.BUILDING if witness.base_url else Blocks.NOTHING
    for path in sorted(witness.pages - campaign.page_paths):
        *above, slug = path.rstrip("/").split("/")
        home = {METHODS: "methods", ROUTES: "routes"}.get(above[-1] if above else "", "pages")
        remedy = _("write {slug} among the aliases of what takes its place, or restore it")
        if home == "routes":
            remedy = _("restore {slug}; a way of contact keeps its id")
        yield tree.at(
            home,
            (),
            _("the address /{path} is gone, and {witness} had it").format(
                path=path, witness=witness.witness
            ),
            remedy.format(slug=slug),
            blocks,
            _("addresses that residents may have kept"),
        )
