"""A content tree and what is wrong with it, and what may be done with it all the same."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from generator.content.tree import Tree
from generator.model.campaign import Campaign
from generator.model.facts import Settings, Status
from generator.problems import Blocks, ContentError, Problem


class Deed(Enum):
    """Something that is done with a campaign, by the least problem that stops it."""

    LOOK = Blocks.BUILDING
    """See it on one's own machine."""
    PUBLISH = Blocks.PUBLISHING
    """Put it where residents find it."""
    PRINT = Blocks.PRINTING
    """Put it on paper."""


@dataclass(frozen=True)
class Report:
    """What reading a content tree has found."""

    root: Path
    """The content folder, as the user named it."""
    tree: Tree = field(repr=False)
    campaign: Campaign | None
    """None where the files have mistakes."""
    problems: tuple[Problem, ...]
    """The worst first."""

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        """What stops everything."""
        return tuple(problem for problem in self.problems if problem.blocks is Blocks.BUILDING)

    def stops(self, deed: Deed) -> tuple[Problem, ...]:
        """Return what stops a deed: a specimen, which says that it is one, only by mistakes."""
        settings = self.tree.tables.only(Settings)
        official = settings is not None and settings.status is Status.OFFICIAL
        least = deed.value if official else Blocks.BUILDING
        return tuple(problem for problem in self.problems if problem.blocks >= least)

    def may(self, deed: Deed) -> bool:
        return self.campaign is not None and not self.stops(deed)

    def allow(self, deed: Deed) -> Campaign:
        """Return the campaign. Raises ContentError, with every reason, where it is stopped."""
        stops = self.stops(deed)
        if self.campaign is None or stops:
            raise ContentError(stops, str(self.root))
        return self.campaign

    def located(self, error: ContentError) -> ContentError:
        """Return an error that making an output has raised, with lines and columns."""
        return ContentError(map(self.tree.placed, error.problems), str(self.root))
