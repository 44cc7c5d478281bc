"""What a reader of a table with hidden cells can know of them: nothing."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.distribution.suppression import LEAST, Cell, Shown, suppress

TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("123")),
    st.sampled_from([0, 1, 1, 2, 3, 4, 4, 5, 6, 30]),
    max_size=8,
)


def possible(shown: Shown) -> Iterator[dict[Cell, int]]:
    """Yield every table that a reader cannot rule out, by trying them all."""
    hidden = [cell for cell, count in shown.cells.items() if count is None]
    known = {cell: count for cell, count in shown.cells.items() if count is not None}
    for values in product(range(1, LEAST), repeat=len(hidden)):
        table = known | dict(zip(hidden, values, strict=True))
        sums = (
            [(sum(n for (r, _c), n in table.items() if r == row), total)
             for row, total in shown.rows.items()]
            + [(sum(n for (_r, c), n in table.items() if c == column), total)
               for column, total in shown.columns.items()]
            + [(sum(table.values()), shown.total)]
        )  # fmt: skip
        if all(total in (None, added) for added, total in sums):
            yield table


def held(counts: dict[Cell, int]) -> Shown:
    """Hold a table to what must hold of every one."""
    shown = suppress(counts)
    assert {cell: n for cell, n in counts.items() if n} == {
        cell: counts[cell] if n is None else n for cell, n in shown.cells.items()
    }
    for cell, count in shown.cells.items():
        assert (count is None) == (counts[cell] < LEAST)
    totals = [*shown.rows.values(), *shown.columns.values(), shown.total]
    assert all(total in (None, 0) or total >= LEAST for total in totals)
    tables = list(possible(shown))
    for cell, count in shown.cells.items():
        assert count is not None or len({table[cell] for table in tables}) > 1, cell
    for place, sums in ((0, shown.rows), (1, shown.columns)):
        for name, total in sums.items():
            true = sum(n for cell, n in counts.items() if cell[place] == name)
            assert total in (None, true)
            if true < LEAST:
                told = {
                    sum(n for cell, n in table.items() if cell[place] == name) for table in tables
                }
                assert len(told) > 1, name
    assert shown.total in (None, sum(counts.values()))
    if not [n for n in shown.cells.values() if n is None]:
        assert None not in totals[:-1], "nothing is hidden without need"
    return shown


@settings(derandomize=True, deadline=None, max_examples=400)
@given(TABLES.filter(lambda table: sum(0 < n < LEAST for n in table.values()) <= 6))
def test_no_hidden_cell_can_be_reckoned(counts: dict[Cell, int]) -> None:
    held(counts)


def test_one_hidden_cell_hides_its_total_and_one_more() -> None:
    shown = held({("a", "1"): 9, ("a", "2"): 3, ("b", "1"): 9, ("b", "2"): 2, ("c", "2"): 70})
    assert shown.rows == {"a": None, "b": None, "c": 70}
    assert shown.columns == {"1": 18, "2": 75} and shown.total == 93


def test_a_table_without_small_cells_is_shown_whole() -> None:
    counts = {("a", "1"): 5, ("b", "2"): 8, ("b", "1"): 0}
    assert None not in (*held(counts).rows.values(), held(counts).total)


def test_cells_that_can_only_be_one_are_known() -> None:
    """Two hidden cells are not enough: 7 − 5 = 2 says that both are 1."""
    shown = held({("a", "1"): 5, ("a", "2"): 1, ("a", "3"): 1, ("b", "2"): 9, ("b", "3"): 9})
    assert shown.rows["a"] is None


def test_an_empty_table_is_empty() -> None:
    assert suppress({}) == ({}, {}, {}, 0)
