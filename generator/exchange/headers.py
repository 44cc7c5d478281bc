"""Which row of a sheet is its header, and what each column holds, by whole words."""

import re
from collections.abc import Mapping
from gettext import gettext as _
from typing import NamedTuple

from generator.exchange.sheets import Sheet, named
from generator.exchange.wording import folded

HOUSEHOLDS, GROUP, UNIT, CODE, PHONE = FIELDS = ("households", "group", "unit", "code", "phone")
_SEARCHED = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_HOUSEHOLDS = _words(
    "ngheo can khau nguoi chua nam dtts thieu da nhan ky chu truong thoai sdt ty ten giam tang"
    " vang kinh doanh sach chinh phat giao"
)
_WORDS = _words("ten don vi hanh chinh cap dia phuong ban xa dac khu thi tran hoac va cac")
_GROUP_HEADS = _words("to thon xom tdp ap lang buon")
_GROUP_WORDS = (
    _WORDS | _GROUP_HEADS | _words("lien gia tu quan dan pho cu nhom khoi so danh sach khu")
)
_NOT_GROUP = _words("so danh sach")
_UNIT_HEADS = frozenset({"xa", "phuong"})
_CHILD = re.compile(r"(tong|tong so|tong cong|cong|tong so ho|so ho)")
_TOTAL = re.compile(r"\b(tong|tong so)\b")


class Header(NamedTuple):
    """Where the list begins, and its columns."""

    last: int
    """The last row of the header; 0 where columns were given by hand."""
    columns: dict[str, int]
    outer: int | None = None
    """A column of larger parts, to the left of the groups."""
    fault: str = ""
    remedy: str = ""
    column: int = 0
    """The column the fault is about."""

    @property
    def has_list(self) -> bool:
        """Whether rows can be told."""
        return HOUSEHOLDS in self.columns and bool({GROUP, UNIT} & self.columns.keys())


def meaning(text: str) -> str:
    """Return which field a header means; empty for none."""
    accented = set(re.findall(r"\w+", text.lower()))
    plain = re.findall(r"\w+", folded(text))
    words = set(plain)
    if not words or len(plain) > 14:
        return ""
    if words & {"thoai", "sdt", "dt"} and ({"cong", "an"} <= words or {"truc", "ban"} <= words):
        return PHONE
    if "ho" in words and not _excluded(words, plain):
        return HOUSEHOLDS
    if "ma" in words and not words & {"qr", "to", "thon", "ho", "thue"}:
        return CODE if words & {"xa", "phuong", "don", "dvhc", "so", "ma"} else ""
    if not words <= _GROUP_WORDS or words & _NOT_GROUP:
        return ""
    is_village = "ban" in words and ("bản" in accented or words == {"ban"})  # not “địa bàn”
    is_quarter = "khu" in words and "dac" not in words
    if words & _GROUP_HEADS or is_village or is_quarter:
        return GROUP
    is_unit = bool(words & _UNIT_HEADS) or {"don", "vi"} <= words
    return UNIT if is_unit and words <= _WORDS else ""


def _excluded(words: set[str], plain: list[str]) -> bool:
    """Tell whether a header with “hộ” in it counts something else."""
    return bool(words & _NOT_HOUSEHOLDS) or (not words & {"so", "tong"} and len(plain) > 4)


def find(sheet: Sheet, given: Mapping[str, int]) -> Header:
    """Return a sheet's header; without a list where there is none."""
    best, row = _elect(sheet, 1 if given else 2)
    if not row:
        return Header(0, dict(given))
    columns: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    for column, name in best.items():
        twice.setdefault(name, []).append(column)
    last, children = row, {}
    if _is_second(sheet, row + 1, best):
        last = row + 1
        children = {c: sheet.text(last, c) for c in range(1, sheet.width + 1)}
    if HOUSEHOLDS not in twice:
        twice |= _of_children(children)
    outer = None
    for name, found in twice.items():
        chosen = found
        if name in given:
            continue
        if name == HOUSEHOLDS:
            chosen = _households(sheet, row, found, children)
            if len(chosen) != 1:
                below = [c for c, text in children.items() if text]
                return _unclear(sheet, row, last, chosen or below or found)
        if name == GROUP and len(found) > 1:
            outer, chosen = found[-2], found[-1:]
        columns[name] = chosen[0]
    last = _after_numbers(sheet, last)
    return Header(last, columns | dict(given), outer)


def _elect(sheet: Sheet, enough: int) -> tuple[dict[int, str], int]:
    best: tuple[int, int] = (0, 0)
    found: dict[int, str] = {}
    for row in range(1, min(len(sheet.rows), _SEARCHED) + 1):
        columns = {}
        for column in range(1, len(sheet.rows[row - 1]) + 1):
            value = sheet.at(row, column)
            name = meaning(value) if isinstance(value, str) else ""
            if name:
                columns[column] = name
        kinds = set(columns.values())
        if kinds and HOUSEHOLDS not in kinds and _is_second(sheet, row + 1, columns):
            below = (sheet.text(row + 1, c) for c in range(1, sheet.width + 1))
            kinds |= {HOUSEHOLDS} & set(map(meaning, below))
        score = len(kinds) + (HOUSEHOLDS in kinds)
        if len(kinds) >= enough and score > best[0]:
            best, found = (score, row), columns
    return found, best[1]


def _is_second(sheet: Sheet, row: int, parents: Mapping[int, str]) -> bool:
    """Tell whether a row goes on with the header above it: words below a wide cell only."""
    if row > len(sheet.rows):
        return False
    texts = {c: sheet.text(row, c) for c in range(1, sheet.width + 1)}
    names = [c for c, name in parents.items() if name in (GROUP, UNIT)]
    filled = {c: text for c, text in texts.items() if text}
    if not filled or any(c in filled for c in names):
        return False
    return not any(re.fullmatch(r"[\d.,\s]+", text) for text in filled.values())


def _of_children(children: Mapping[int, str]) -> dict[str, list[int]]:
    found = [column for column, text in children.items() if meaning(text) == HOUSEHOLDS]
    return {HOUSEHOLDS: found} if found else {}


def _households(
    sheet: Sheet, row: int, found: list[int], children: Mapping[int, str]
) -> list[int]:
    """Return the columns that may hold all households: one, if it is sure."""
    chosen = []
    seen = [column for column in found if column not in sheet.hidden_columns]
    for column in seen or found:
        end = _end(sheet, row, column)
        below = [c for c in range(column, end + 1) if children.get(c)]
        if end > column and below:
            chosen += [c for c in below if _CHILD.fullmatch(folded(children[c]))]
        else:
            chosen.append(column)
    totals = [c for c in chosen if _TOTAL.search(folded(children.get(c) or sheet.text(row, c)))]
    return totals if len(chosen) > 1 and len(totals) == 1 else chosen


def _end(sheet: Sheet, row: int, column: int) -> int:
    """Return the last column below a head: of its merged cells, else to the next head."""
    for (top, left), (_bottom, right) in sheet.merged:
        if (top, left) == (row, column):
            return right
    end = column
    while not sheet.merged and end < sheet.width and not sheet.text(row, end + 1):
        end += 1
    return end


def _unclear(sheet: Sheet, row: int, last: int, found: list[int]) -> Header:
    texts = {c: sheet.text(last, c) or sheet.text(row, c) for c in found}
    names = ", ".join(f"{named(c)} “{text}”" for c, text in texts.items())
    message = _("it is not clear which column holds all households: {names}").format(names=names)
    remedy = _("say which, such as: --column households={letter}").format(letter=named(found[0]))
    return Header(last, {}, None, message, remedy, found[0])


_NUMBERING = re.compile(r"\(?([A-Z]|[0-9]{1,2})\)?(?:\s*=.*)?")


def _after_numbers(sheet: Sheet, last: int) -> int:
    """Return the last row of the header, with a row that only numbers the columns."""
    if last >= len(sheet.rows):
        return last
    texts = [t for c in range(1, sheet.width + 1) if (t := sheet.text(last + 1, c))]
    parts = [_NUMBERING.fullmatch(text) for text in texts]
    figures = [int(part[1]) for part in parts if part and part[1].isdigit()]
    runs = figures == list(range(figures[0], figures[0] + len(figures))) if figures else False
    is_numbering = len(texts) > 2 and all(parts) and runs
    return last + 1 if is_numbering else last
