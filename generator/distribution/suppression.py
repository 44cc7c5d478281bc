"""What of a table of counts may be shown: no small cell, and no total that would tell one."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

LEAST = 5
"""People in the smallest cell that is shown; none at all is shown too."""

Cell = tuple[str, str]
"""Its row and its column."""


class Shown(NamedTuple):
    """A table as it may be shown; None is hidden."""

    cells: dict[Cell, int | None]
    rows: dict[str, int | None]
    columns: dict[str, int | None]
    total: int | None


def suppress(counts: Mapping[Cell, int]) -> Shown:
    """Hide every cell under the least, and few totals more, so that each stays unknown.

    A reader knows that a hidden cell is 1 to 4, and every total that is shown. Cells and hidden
    totals are flows from rows to columns: what a reader cannot rule out differs from the truth
    by cycles, along which one cell is one more and another one less. A cell on no cycle is known.
    """
    table = _Table({cell: counts[cell] for cell in sorted(counts) if counts[cell]})
    for hide in (table.own_rows, table.second_rows, table.own_columns, table.next, table.all):
        if known := table.known():
            table.hidden |= set(hide(known))

    def shown(totals: Mapping[_Node, int]) -> dict[str, int | None]:
        return {
            node[1]: None if node in table.hidden else total for node, total in totals.items()
        }

    cells = {cell: None if cell in table.small else n for cell, n in table.counts.items()}
    total = None if _TO in table.hidden else sum(table.counts.values())
    return Shown(cells, shown(table.rows), shown(table.columns), total)


_Node = tuple[str, str]
_FROM, _TO = ("from", ""), ("to", "")
"""Where all rows come from, and all columns go to; between them runs the total of all."""
_Hidden = tuple[_Node, _Node]
"""A hidden cell, from its row to its column; or a hidden total, from or to the ends."""


class _Table:
    """Counts, which totals are hidden, and what can be known all the same."""

    def __init__(self, counts: dict[Cell, int]) -> None:
        self.counts = counts
        self.small = {cell: count for cell, count in counts.items() if count < LEAST}
        self.rows: Counter[_Node] = Counter()
        self.columns: Counter[_Node] = Counter()
        for (row, column), count in counts.items():
            self.rows["row", row] += count
            self.columns["column", column] += count
        totals = [*self.rows.items(), *self.columns.items(), (_TO, sum(counts.values()))]
        self._small_totals = {node for node, total in totals if 0 < total < LEAST}
        self.hidden = set(self._small_totals)
        """Totals, by their node; that of all by where it goes to."""
        self._beside: dict[_Node, list[_Node]] = {}
        """By column, the rows with a hidden cell in it, those with the smallest total first."""
        for row, column in self.small:
            self._beside.setdefault(("column", column), []).append(("row", row))
        for rows in self._beside.values():
            rows.sort(key=lambda row: (self.rows[row], row))

    # -- what more to hide -----------------------------------------------------------------------

    def own_rows(self, known: Collection[_Hidden]) -> Iterator[_Node]:
        """Yield the totals of the rows of what is known."""
        return (row for row, _column in known if row[0] == "row")

    def second_rows(self, known: Collection[_Hidden]) -> Iterator[_Node]:
        """Yield the smallest totals of other rows that could make up for what is known."""
        for row, column in self._cells(known):
            ours = self.small[row[1], column[1]]
            for other in self._beside[column]:
                theirs = self.small[other[1], column[1]]
                one_more, one_less = ours < LEAST - 1 and theirs > 1, ours > 1
                if other != row and (one_more or (one_less and theirs < LEAST - 1)):
                    yield other
                    break

    def own_columns(self, known: Collection[_Hidden]) -> Iterator[_Node]:
        """Yield the totals of the columns of what is known."""
        return (column for row, column in known if row[0] == "row")

    def next(self, _known: Collection[_Hidden]) -> Iterator[_Node]:
        """Yield the smallest totals that are shown of a row and a column with hidden cells."""
        rows = {("row", row) for row, _column in self.small}
        columns = {("column", column) for _row, column in self.small}
        for totals, hidden in ((self.rows, rows), (self.columns, columns)):
            shown = [(totals[node], node) for node in hidden - self.hidden]
            yield from (node for _total, node in sorted(shown)[:1])

    def all(self, known: Collection[_Hidden]) -> Iterator[_Node]:
        """Yield what certainly suffices."""
        yield from chain.from_iterable(self._cells(known))
        yield _TO

    def _cells(self, known: Collection[_Hidden]) -> Iterator[_Hidden]:
        """Yield what is known, of a total the cells that it is made of."""
        whole = {node for hidden in known for node in hidden if hidden[0] == _FROM}
        whole |= {column for column, end in known if end == _TO}
        wanted = set(known)
        for row_name, column_name in self.small:
            row, column = ("row", row_name), ("column", column_name)
            if (row, column) in wanted or row in whole or column in whole:
                yield row, column

    # -- what is known ---------------------------------------------------------------------------

    def known(self) -> list[_Hidden]:
        """Return hidden cells and small hidden totals that lie on no cycle."""
        steps: dict[_Node, list[_Node]] = {node: [] for node in (*self.rows, *self.columns)}
        steps |= {_FROM: [], _TO: []}
        asked: list[_Hidden] = []
        for (row_name, column_name), count in self.small.items():
            row, column = ("row", row_name), ("column", column_name)
            asked.append((row, column))
            if count < LEAST - 1:
                steps[row].append(column)
            if count > 1:
                steps[column].append(row)
        for node in sorted(self.hidden):
            ends = (_FROM, node) if node[0] != "column" else (node, _TO)
            steps[ends[0]].append(ends[1])
            steps[ends[1]].append(ends[0])
            if node in self._small_totals:
                asked.append(ends)
        groups = _groups(steps)
        around = {
            node: {after for after in afters if groups[after] == groups[node]}
            for node, afters in steps.items()
        }
        bridges = _bridges(around)
        return [
            (one, other)
            for one, other in asked
            if groups[one] != groups[other] or frozenset((one, other)) in bridges
        ]


def _groups(steps: Mapping[_Node, Iterable[_Node]]) -> dict[_Node, _Node]:
    """Return for each node one of those that it reaches and that reach it."""
    order, seen = [], set[_Node]()
    for start in steps:
        todo = [(start, False)]
        while todo:
            node, is_done = todo.pop()
            if is_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                todo.append((node, True))
                todo += [(after, False) for after in steps[node]]
    back: dict[_Node, list[_Node]] = {node: [] for node in steps}
    for node, afters in steps.items():
        for after in afters:
            back[after].append(node)
    groups: dict[_Node, _Node] = {}
    for first in reversed(order):
        nodes = [first]
        while nodes:
            node = nodes.pop()
            if node not in groups:
                groups[node] = first
                nodes += back[node]
    return groups


def _bridges(steps: Mapping[_Node, Iterable[_Node]]) -> set[frozenset[_Node]]:
    """Return the pairs between which there is no way but the straight one, either way."""
    beside: dict[_Node, set[_Node]] = {node: set() for node in steps}
    for node, afters in steps.items():
        for after in afters:
            beside[node].add(after)
            beside[after].add(node)
    came: dict[_Node, _Node] = {}
    order: list[_Node] = []
    for start in steps:
        todo = [(start, start)]
        while todo:
            node, before = todo.pop()
            if node not in came:
                came[node] = before
                order.append(node)
                todo += [(after, node) for after in beside[node] if after not in came]
    place = {node: number for number, node in enumerate(order)}
    on_cycle: set[_Node] = set()
    """Nodes whose step to where they came from lies on a cycle."""
    passed: set[_Node] = set()
    for node in order:  # each step beside the tree closes a cycle: walk up to its upper end
        for below in beside[node]:
            if place[below] > place[node] and came[below] != node:
                passed.add(node)
                at = below
                while at not in passed:
                    passed.add(at)
                    on_cycle.add(at)
                    at = came[at]
    return {
        frozenset((node, before))
        for node, before in came.items()
        if node != before and node not in on_cycle
    }
