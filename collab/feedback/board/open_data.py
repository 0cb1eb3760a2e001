"""The published figures as rows, from which the board can be worked out to the last digit."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from .cell import LEVELS, RECEIVED, WORDS, Cell
from .hiding import SMALLEST
from .release import SIDES, Release

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KEYS = ("office", "kind", "channel", "month")
RATINGS = tuple(f"rated_{level}" for level in LEVELS)
COLUMNS = ("table", *KEYS, *WORDS[RECEIVED], "in_time", "working_days", *RATINGS, "bad_fixed", "oldest_open")
type Line = dict[str, Any]


def lines(release: Release) -> Iterator[Line]:
    """The city first, then its parts. A cell that is empty and shown has no line."""
    yield _line("city", {}, release.whole, release.oldest.get(""))
    for side in KEYS:
        for key, cell in release.lines[side].items():
            oldest = release.oldest.get(key) if side == "office" else None
            yield _line(side, {side: key}, cell, oldest)
    for name, sides in SIDES.items():
        for at, cell in release.tables[name].items():
            if cell.hidden or any(cell.counts.values()):
                yield _line("_".join(sides), dict(zip(sides, at, strict=True)), cell)


def _line(table: str, keys: dict[str, str], cell: Cell, oldest: Any = None) -> Line:
    """None where something is hidden or does not exist."""
    return {
        "table": table,
        **{key: keys.get(key) for key in KEYS},
        **{word: cell.shown(word) for word in WORDS[RECEIVED]},
        "in_time": cell.shown("in_time"),
        "working_days": cell.days,
        **{f"rated_{level}": cell.shown(f"r{level}") for level in LEVELS},
        "bad_fixed": cell.shown("fixed"),
        "oldest_open": oldest.isoformat() if oldest else None,
    }


def as_csv(release: Release) -> str:
    """Working days as `0:3 4:1`: three answered on the day itself, one after four; empty where something is hidden."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for line in lines(release):
        days = line["working_days"]
        text = None if days is None else " ".join(f"{length}:{number}" for length, number in days.items())
        writer.writerow({**line, "working_days": text})
    return out.getvalue()


def as_json(release: Release, *, title: str, address: str) -> dict[str, Any]:
    return {
        "title": title, "about": address, "licence": LICENCE, "smallest_group": SMALLEST, "columns": COLUMNS,
        "rows": list(lines(release)),
    }  # fmt: skip
