"""The queue as it stands now, and how a span of days went (ST-01 to ST-03, ST-05)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from collab.departments.calendar import working_days_between
from collab.departments.models import Department

from ..lifecycle import Alarm, Kind, State
from ..models import Callback, Case
from ..models.matter import PUNCTUAL

AGES = (2, 5, 10, 15)  # working days: up to 2, up to 5, up to 10, up to 15, more


@dataclass(slots=True)
class Line:
    """One office, or None for what lies with the centre. `ages` are counts by AGES and above."""

    office: Department | None
    open: int = 0
    overdue: int = 0
    oldest: int = 0
    ages: list[int] = field(default_factory=lambda: [0] * (len(AGES) + 1))


@dataclass(slots=True)
class Now:
    states: list[tuple[str, int]]
    lines: list[Line]
    alarms: list[tuple[str, int]]
    open: int = 0
    overdue: int = 0
    due_today: int = 0
    oldest: datetime | None = None


def queue() -> Now:
    """Four queries, however many cases are open: what comes back is as many rows as offices times days."""
    today = timezone.localdate()
    waiting = Case.objects.open().exclude(kind=Kind.PRAISE).order_by()
    states = Counter(dict(waiting.values_list("state").annotate(n=Count("pk"))))
    alarms = Counter(dict(waiting.values_list("alarm").annotate(n=Count("pk"))))
    late = Q(pk__in=Case.objects.overdue().values("pk"))
    lines: dict[int | None, Line] = {}
    offices = Department.objects.in_bulk()
    days: dict[date, int] = {}
    rows = waiting.values_list("department", "dispatched_on", "first_contact_at__date").annotate(
        n=Count("pk"), late=Count("pk", filter=late)
    )
    for department, sent, begun, count, overdue in rows:
        key = department if sent else None
        line = lines.setdefault(key, Line(offices.get(key) if key else None))
        age = days.setdefault(begun, working_days_between(begun, today))
        line.open += count
        line.overdue += overdue
        line.oldest = max(line.oldest, age)
        line.ages[next((at for at, most in enumerate(AGES) if age <= most), len(AGES))] += count
    facts = waiting.aggregate(oldest=Min("received_at"), today=Count("pk", filter=Q(due_on=today)))
    ordered = sorted(lines.values(), key=lambda line: (-line.overdue, -line.open))
    return Now(
        states=[(str(State(name).label), states[name]) for name in State.values if states[name]],
        lines=ordered,
        alarms=[(str(Alarm(name).label), alarms[name]) for name in Alarm.values if alarms[name] and name != Alarm.NONE],
        open=sum(states.values()),
        overdue=sum(line.overdue for line in ordered),
        due_today=facts["today"],
        oldest=facts["oldest"],
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Of the days from `start` to before `end`. Percentages are None where nothing stands behind them."""

    start: datetime
    end: datetime
    received: int
    refused: int
    answered: int
    in_time: int
    reopened: int
    handed_back: int
    rated: int
    bad: int
    fixed: int
    called: int
    days: tuple[int, ...]

    @property
    def percent_in_time(self) -> int | None:
        return _percent(self.in_time, self.answered)

    @property
    def percent_first_right(self) -> int | None:
        """Dispatched to the right office at once (一次派单准确率)."""
        return _percent(self.answered - self.handed_back, self.answered)

    @property
    def percent_returned(self) -> int | None:
        return _percent(self.handed_back, self.answered)

    @property
    def percent_content(self) -> int | None:
        return _percent(self.rated - self.bad, self.rated)

    @property
    def percent_called(self) -> int | None:
        """Of the bad ratings, how many were called back (100 is the aim)."""
        return _percent(self.called, self.bad)

    @property
    def mean_days(self) -> float | None:
        return round(sum(self.days) / len(self.days), 1) if self.days else None

    @property
    def p90_days(self) -> int | None:
        """Nine of ten were answered within so many working days."""
        return self.days[max(0, -(-9 * len(self.days) // 10) - 1)] if self.days else None


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def span(start: date, end: date, office: Department | None = None) -> Span:
    """Received in these days, answered in these days. Three queries."""
    zone = timezone.get_default_timezone()
    first, last = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (start, end))
    cases = Case.objects.exclude(kind=Kind.PRAISE).order_by()
    if office is not None:
        cases = cases.filter(department=office)
    came, done = Q(received_at__gte=first, received_at__lt=last), Q(answered_on__gte=start, answered_on__lt=end)
    bad = done & Q(rating__lte=2)
    facts: dict[str, Any] = cases.aggregate(
        received=Count("pk", filter=came),
        refused=Count("pk", filter=came & ~Q(ground="")),
        answered=Count("pk", filter=done),
        in_time=Count("pk", filter=done & PUNCTUAL),
        reopened=Count("pk", filter=done & Q(rounds__gt=1)),
        handed_back=Count("pk", filter=done & Q(hand_backs__gt=0)),
        rated=Count("pk", filter=done & Q(rating__isnull=False)),
        bad=Count("pk", filter=bad),
        fixed=Count("pk", filter=bad & Q(second_rating__gt=2)),
    )
    called = cases.filter(bad, pk__in=Callback.objects.values("case")).count()
    days = sorted(cases.filter(done, working_days__isnull=False).values_list("working_days", flat=True))
    return Span(start=first, end=last, called=called, days=tuple(days), **facts)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
