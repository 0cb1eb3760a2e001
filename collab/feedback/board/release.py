"""What is published of the figures: the board and the open data show these cells and nothing else."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from django.core.cache import cache
from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q
from django.utils import timezone

from collab.departments.models import Department

from ..lifecycle import Kind
from ..models import Case, Figure
from ..models.figure import Sums
from ..models.share import CENTRE_KEY, office_key
from .cell import ANSWERED, GROUPS, RECEIVED, Cell, together
from .hiding import SMALLEST, At, hidden_of_line, hidden_of_table

KEPT = 3600  # seconds; after each change another one is made
CENTRE_CODE = "unassigned"  # in open data: of no department
SIDES = {"om": ("office", "month"), "km": ("kind", "month"), "cm": ("channel", "month"), "ok": ("office", "kind")}
MARGINS = {"office": ("om", 0), "month": ("om", 1), "kind": ("km", 0), "channel": ("cm", 0)}


@dataclass(frozen=True, slots=True)
class Release:
    """`lines` are the sums by office (its code), month, kind, channel; `tables` the cells of two of them together.

    `oldest` is the day on which the case came that has been open longest, by code of the office, and of the city by "".
    """

    whole: Cell
    lines: Mapping[str, Mapping[str, Cell]]
    tables: Mapping[str, Mapping[At, Cell]]
    oldest: Mapping[str, date]

    @property
    def months(self) -> list[str]:
        """All from the first to the last, also those in which nothing came."""
        known = sorted(self.lines["month"])
        if not known:
            return []
        first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
        return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def release() -> Release:
    """By two queries while nothing has changed today; by four otherwise."""
    codes = {str(pk): code for pk, code in Department.objects.values_list("pk", "code")} | {CENTRE_KEY: CENTRE_CODE}
    key = f"board-{Figure.stamp()}-{crc32(repr(sorted(codes.items())).encode())}"
    kept: Release | None = cache.get(key)
    if kept is None:
        kept = published(Figure.sums(), codes, _oldest())
        cache.set(key, kept, KEPT)
    return kept


def _oldest() -> dict[str, tuple[date, int]]:
    """By office: the day of the oldest open case, and how many are open."""
    found: dict[str, tuple[date, int]] = {}
    sent = ExpressionWrapper(Q(dispatched_on__isnull=False) | Q(answered_on__isnull=False), BooleanField())
    rows = Case.objects.open().exclude(kind=Kind.PRAISE).order_by().annotate(sent=sent)
    rows = rows.values_list("state", "department_id", "sent").annotate(came=Min("received_at"), number=Count("pk"))
    for state, office, is_sent, came, number in rows:
        key = office_key(state, office, is_sent)
        day = timezone.localtime(came, timezone.get_default_timezone()).date()
        before, count = found.get(key, (day, 0))
        found[key] = (min(before, day), count + number)
    return found


def published(sums: Sums, codes: Mapping[str, str], oldest: Mapping[str, tuple[date, int]]) -> Release:
    """Small groups hidden, and what would give them away."""
    tables = {name: _table(name, sums, codes) for name in SIDES}
    lines = {side: _margin(tables[name], at) for side, (name, at) in MARGINS.items()}
    whole = together(lines["office"].values())
    hidden = {group for group in GROUPS[1:] if 0 < whole.size(group) < SMALLEST}
    shut: dict[str, dict[str, set[str]]] = {group: {} for group in GROUPS}
    covers: dict[str, dict[str, set[At]]] = {group: {} for group in GROUPS}
    for group, above in zip(GROUPS, (None, RECEIVED, ANSWERED), strict=True):
        for side, cells in lines.items():
            sizes = {key: cell.size(group) for key, cell in cells.items()}
            also = shut[above][side] if above else set()
            shut[group][side] = set(sizes) if group in hidden else hidden_of_line(sizes, also)
        for name, (row, column) in SIDES.items():
            inner = {at: cell.size(group) for at, cell in tables[name].items()}
            also_inner = covers[above][name] if above else set()
            covers[group][name] = hidden_of_table(inner, shut[group][row], shut[group][column], also_inner)
    return Release(
        whole=_shown(whole, hidden),
        lines={
            side: {key: _shown(cell, _groups(shut, side, key)) for key, cell in cells.items()}
            for side, cells in lines.items()
        },
        tables={
            name: {at: _shown(cell, _groups(covers, name, at)) for at, cell in cells.items()}
            for name, cells in tables.items()
        },
        oldest=_days(oldest, codes, shut[RECEIVED]["office"]),
    )


def _groups(hidden: Mapping[str, Mapping[str, Set[Any]]], name: str, key: object) -> set[str]:
    return {group for group in GROUPS if key in hidden[group][name]}


def _shown(cell: Cell, hidden: Set[str]) -> Cell:
    return Cell(cell.counts, frozenset(hidden)).as_shown()


def _table(name: str, sums: Sums, codes: Mapping[str, str]) -> dict[At, Cell]:
    """All cells, also the empty ones, which may have to be hidden too."""
    by_office = SIDES[name][0] == "office"
    found = {
        (codes.get(row, CENTRE_CODE) if by_office else row, column): counts
        for (table, row, column), counts in sums.items()
        if table == name and any(counts.values())
    }
    rows, columns = ({at[side] for at in found} for side in (0, 1))
    return {
        (row, column): Cell(found.get((row, column), Counter())) for row in sorted(rows) for column in sorted(columns)
    }


def _margin(table: Mapping[At, Cell], side: int) -> dict[str, Cell]:
    return {
        key: together(cell for at, cell in table.items() if at[side] == key)
        for key in sorted({at[side] for at in table})
    }


def _days(oldest: Mapping[str, tuple[date, int]], codes: Mapping[str, str], hidden: Set[str]) -> dict[str, date]:
    """Of the city always; of an office where at least five are open."""
    shown = {codes.get(key, CENTRE_CODE): day for key, (day, number) in oldest.items() if number >= SMALLEST}
    shown = {code: day for code, day in shown.items() if code not in hidden}
    return shown | ({"": min(day for day, _number in oldest.values())} if oldest else {})
