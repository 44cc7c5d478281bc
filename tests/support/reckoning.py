"""The same totals once more, from the rows of the files and in another way."""

from collections import defaultdict
from collections.abc import Iterable

Row = dict[str, str]


def percent(part: int, whole: int) -> str:
    """By long division, as on paper: one digit behind the comma, none rounded up."""
    hundreds, rest = divmod(100 * part, whole)
    return f"{hundreds},{rest * 10 // whole}"


def coverage(units: list[Row], groups: list[Row], labels: list[Row], receipts: list[Row]) -> Row:
    """Reckon an edition that gives each household one copy; the rows of no other are here.

    Door by door: every copy that a receipt names ticks off a door of its place, whichever bundle
    it came in, while there are doors left. All are in one language.
    """
    bundles = {row["code"]: row for row in labels}
    doors: dict[str, list[int]] = {}
    for row in groups:
        if row["households"]:
            doors[f"{row['unit']}-{row['group']}"] = [0] * int(row["households"])
    have_groups = {row["unit"] for row in groups}
    for row in units:
        in_groups = sum(len(d) for key, d in doors.items() if key.split("-")[0] == row["code"])
        alone = row["code"] not in have_groups
        if row["households"] and (alone or int(row["households"]) > in_groups):
            doors[row["code"]] = [0] * (int(row["households"]) - in_groups)
    result = {"households": str(sum(map(len, doors.values())))}
    for kind in ("delivered", "signed"):
        valid = _valid([row for row in receipts if row[kind] != ""])
        knocks: defaultdict[str, int] = defaultdict(int)
        for row in valid:
            knocks[bundles[row["label"]]["place"]] += int(row[kind])
        ticked = 0
        for place, of_place in doors.items():
            for door in range(min(knocks[place], len(of_place))):
                of_place[door] = 1
            ticked += sum(of_place)
            doors[place] = [0] * len(of_place)
        result[kind] = str(ticked)
        result[f"{kind} percent"] = percent(ticked, int(result["households"]) or 1)
    return result


def _valid(rows: list[Row]) -> Iterable[Row]:
    """Follow each chain of corrections from its first receipt to its last."""
    after = {row["replaces"]: row for row in rows if row["replaces"]}
    for row in rows:
        if not row["replaces"]:
            last = row
            while last["receipt"] in after:
                last = after[last["receipt"]]
            yield last
