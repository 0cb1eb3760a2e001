"""The week for the leaders (民情周报): worked out from the cases, so that it is the same whenever it is opened."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from collab.departments.models import Department

from ..models import Case, Order
from .queue import Span, span
from .themes import Theme, themes

WEEKS = 52
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Brief:
    """`offices` are those with most cases answered in the week, each with its own figures."""

    year: int
    week: int
    start: date
    end: date
    whole: Span
    before: Span
    offices: list[tuple[Department, Span]]
    words: list[Theme]
    places: list[Theme]
    late: list[Case]
    orders: list[Order]

    @property
    def name(self) -> str:
        return f"{self.year}-W{self.week:02}"

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def week_of(name: str) -> tuple[int, int] | None:
    """`2026-W47`; None for what is no week, or one that has not begun."""
    year, _dash, week = name.partition("-W")
    if not (len(year) == 4 and year.isdecimal() and week.isdecimal() and len(week) == 2):
        return None
    try:
        start = date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
    return (int(year), int(week)) if start <= timezone.localdate() else None


def brief(year: int, week: int) -> Brief:
    start = date.fromisocalendar(year, week, 1)
    end = start + timedelta(days=7)
    words, places = themes(start, end)
    offices = Department.objects.exclude(parent=None).filter(cases__received_at__date__range=(start, end)).distinct()
    spans = [(office, span(start, end, office)) for office in offices[:40]]
    busiest = sorted(spans, key=lambda pair: (-pair[1].received, pair[0].code))[:SHOWN]
    late = Case.objects.overdue().filter(confidential=False).select_related("department").by_due()[:SHOWN]
    return Brief(
        year=year, week=week, start=start, end=end, whole=span(start, end), before=span(start - timedelta(days=7), start),
        offices=busiest, words=words, places=places, late=list(late),
        orders=list(Order.objects.standing().select_related("case__department")[:SHOWN]),
    )  # fmt: skip


def weeks() -> list[str]:
    """The last year's, the newest first."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    found = []
    for back in range(WEEKS):
        year, week, _day = (monday - timedelta(weeks=back)).isocalendar()
        found.append(f"{year}-W{week:02}")
    return found
