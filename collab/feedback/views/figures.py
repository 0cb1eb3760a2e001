"""The figures that the public may check: from the cases themselves, no single person to be seen in them."""

from datetime import timedelta
from statistics import median
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from collab.departments.calendar import Table
from collab.departments.models import Department

from ..lifecycle import OPEN
from ..models import Case

SMALLEST = 5  # below this many answers no median is shown for a department


def board_figures() -> dict[str, Any]:
    """For the city and each department: received, answered, in time, median working days. Kept for ten seconds."""
    figures = cache.get("board")
    if figures is None:
        figures = _count()
        cache.set("board", figures, 10)
    names = {office.code: office for office in Department.objects.exclude(parent=None)}
    rows = [{**row, "office": names[row["code"]]} for row in figures["rows"] if row["code"] in names]
    return {**figures, "rows": rows}


def _count() -> dict[str, Any]:
    today = timezone.localdate()
    table = Table(today - timedelta(days=400), today)
    by_office: dict[str, list[Case]] = {}
    known = Case.objects.exclude(kind="praise").select_related("department").only(
        "state", "due_on", "answered_at", "first_contact_at", "department__code", "department__path"
    )  # fmt: skip
    every = list(known)
    for case in every:
        if case.department_id:
            by_office.setdefault(case.department.code, []).append(case)
    rows = [{"code": code, **_row(cases, table)} for code, cases in sorted(by_office.items())]
    return {**_row(every, table), "rows": rows}


def _row(cases: list[Case], table: Table) -> dict[str, Any]:
    answered = [case for case in cases if case.answered_at]
    days = [_working_days(case, table) for case in answered]
    in_time = sum(case.is_in_time for case in answered)
    return {
        "received": len(cases),
        "answered": len(answered),
        "open": sum(case.state in OPEN for case in cases),
        "in_time": round(100 * in_time / len(answered)) if answered else None,
        "median_days": median(days) if len(days) >= SMALLEST else None,
    }


def _working_days(case: Case, table: Table) -> int:
    begun, done = timezone.localdate(case.first_contact_at), timezone.localdate(case.answered_at)
    return sum(table.day(begun + timedelta(days=ahead)).working for ahead in range(1, (done - begun).days + 1))
