"""The figures that the public may check: from the cases themselves, no single person to be seen in them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q

from collab.departments.models import Department

from ..lifecycle import OPEN
from ..models import Case
from ..models.matter import PUNCTUAL

SMALLEST = 5  # below this many answers no median is shown for a department
FRESH = 10  # seconds
COUNTS = ("received", "answered", "unanswered", "punctual")
type Days = dict[int, int]  # how many cases took so many working days


def board_figures() -> dict[str, Any]:
    """For the city and each department: received, answered, in time, median working days. Kept for ten seconds."""
    figures = cache.get("board")
    if figures is None:
        figures = _count()
        cache.set("board", figures, FRESH)
    names = {office.code: office for office in Department.objects.exclude(parent=None)}
    rows = [{**row, "office": names[row["code"]]} for row in figures["rows"] if row["code"] in names]
    return {**figures, "rows": rows}


def _count() -> dict[str, Any]:
    """Two queries, however many cases there are; the rows that come back are as many as offices times days taken."""
    counted = Case.objects.exclude(kind="praise").order_by().values("department__code")
    answered = Q(answered_on__isnull=False)
    sums = counted.annotate(
        received=Count("pk"),
        answered=Count("pk", filter=answered),
        unanswered=Count("pk", filter=Q(state__in=OPEN)),
        punctual=Count("pk", filter=PUNCTUAL),
    )
    days: dict[str | None, Days] = defaultdict(dict)
    for row in counted.filter(answered).values("department__code", "working_days").annotate(n=Count("pk")):
        days[row["department__code"]][row["working_days"] or 0] = row["n"]
    offices: dict[str | None, dict[str, Any]] = {row["department__code"]: dict(row) for row in sums}
    rows = [{"code": code, **_row([offices[code]], [days[code]])} for code in sorted(filter(None, offices))]
    return {**_row(offices.values(), days.values()), "rows": rows}


def _row(sums: Iterable[dict[str, Any]], days: Iterable[Days]) -> dict[str, Any]:
    sums = list(sums)
    received, answered, unanswered, punctual = (sum(one[name] for one in sums) for name in COUNTS)
    return {
        "received": received, "answered": answered, "open": unanswered,
        "in_time": round(100 * punctual / answered) if answered else None, "median_days": median(days),
    }  # fmt: skip


def median(days: Iterable[Days]) -> float | None:
    """The middle one, or halfway between the two in the middle; None below five answers."""
    merged: Days = defaultdict(int)
    for taken in days:
        for length, count in taken.items():
            merged[length] += count
    total = sum(merged.values())
    if total < SMALLEST:
        return None
    low, high = _at(merged, (total - 1) // 2), _at(merged, total // 2)
    return (low + high) / 2 if low != high else low


def _at(days: Days, place: int) -> int:
    """The length that stands at this place, counted from 0, when all are put in order."""
    for length in sorted(days):
        if place < days[length]:
            return length
        place -= days[length]
    raise IndexError(place)
