"""What of the published figures a reader has chosen to see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .cell import Cell, within
from .release import Release


@dataclass(frozen=True, slots=True)
class Choice:
    """Empty: all. `since` and `until` are months, both included."""

    office: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    @property
    def is_crossed(self) -> bool:
        """Of an office and a kind together there are no months."""
        return bool(self.office and self.kind)

    def covers(self, month: str) -> bool:
        return (not self.since or self.since <= month) and (not self.until or month <= self.until)


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the board is empty where it was not published for this choice."""

    choice: Choice
    whole: Cell
    offices: Mapping[str, Cell]
    kinds: Mapping[str, Cell]
    channels: Mapping[str, Cell]
    months: Mapping[str, Cell]
    oldest: Mapping[str, date]


def chosen(release: Release, choice: Choice) -> Selection:
    months = [month for month in release.months if choice.covers(month)]
    every = len(months) == len(release.months) or choice.is_crossed
    picker = Picker(release, set(months), every)
    if choice.is_crossed:
        whole = release.tables["ok"].get((choice.office, choice.kind), Cell())
        return Selection(choice, whole, {}, {}, {}, {}, {})
    if choice.office:
        kinds = picker.crossing("ok", 0, choice.office) if every else {}
        return Selection(
            choice, picker.one("om", choice.office, "office"), {}, kinds, {}, picker.by_month("om", choice.office, months),
            release.oldest if every else {},
        )  # fmt: skip
    if choice.kind:
        offices = picker.crossing("ok", 1, choice.kind) if every else {}
        whole = picker.one("km", choice.kind, "kind")
        return Selection(choice, whole, offices, {}, {}, picker.by_month("km", choice.kind, months), {})
    by_month = {month: release.lines["month"].get(month, Cell()) for month in months}
    outside = [cell for month, cell in release.lines["month"].items() if month not in picker.months]
    whole = release.whole if every else within(list(by_month.values()), outside, release.whole)
    return Selection(
        choice, whole, dict(picker.all("om", "office")), dict(picker.all("km", "kind")),
        dict(picker.all("cm", "channel")), by_month, release.oldest if every else {},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picker:
    """Sums over the chosen months, of published cells only."""

    release: Release
    months: set[str]
    every: bool

    def one(self, table: str, key: str, side: str) -> Cell:
        whole = self.release.lines[side].get(key, Cell())
        if self.every:
            return whole
        row = [(month, cell) for (at, month), cell in self.release.tables[table].items() if at == key]
        inside = [cell for month, cell in row if month in self.months]
        return within(inside, [cell for month, cell in row if month not in self.months], whole)

    def all(self, table: str, side: str) -> Iterator[tuple[str, Cell]]:
        for key in self.release.lines[side]:
            yield key, self.one(table, key, side)

    def by_month(self, table: str, key: str, months: list[str]) -> dict[str, Cell]:
        cells = self.release.tables[table]
        return {month: cells.get((key, month), Cell()) for month in months}

    def crossing(self, table: str, side: int, key: str) -> dict[str, Cell]:
        """The other side of the cells in which `key` stands."""
        return {at[1 - side]: cell for at, cell in self.release.tables[table].items() if at[side] == key}
