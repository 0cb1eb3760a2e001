"""Working days are a table, not arithmetic: China moves them every year, with make-up weekends (requirement group 2.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction

from collab.audit.models import log

if TYPE_CHECKING:
    from collab.accounts.models import Person

type Date = date  # a model below has a field of that name


class CalendarYear(models.Model):
    """A year whose table is loaded; without it the year is provisional: only weekends are left out."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)

    class Meta:
        app_label = "departments"

    @classmethod
    def declare(cls, *, year: int, source: str, by: "Person") -> "CalendarYear":
        """The table of this year is complete; `source` names the notice. From then on its days are no longer provisional."""
        with transaction.atomic():
            row, _new = cls.objects.update_or_create(year=year, defaults={"source": source})
            log(by, "calendar.declared", row, year=year)
        return row


class WorkingDay(models.Model):
    """A day that differs from the plain week: a holiday on a weekday, or a working Saturday or Sunday."""

    date = models.DateField(unique=True)
    is_working = models.BooleanField()
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        app_label = "departments"
        ordering = ["date"]

    @classmethod
    def mark(cls, *, day: Date, is_working: bool, note: str, by: "Person") -> None:
        """From now on this day is a working day or is none; deadlines that were told before stay as they were told.

        A day that is what the plain week says needs no row.
        """
        with transaction.atomic():
            if is_working == (day.weekday() < 5):
                cls.objects.filter(date=day).delete()
            else:
                cls.objects.update_or_create(date=day, defaults={"is_working": is_working, "note": note[:60]})
            log(by, "calendar.marked", f"departments.workingday:{day.isoformat()}", working=is_working)


@dataclass(frozen=True, slots=True)
class Day:
    working: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Due:
    """`provisional` when a year without table was crossed: the day may still move."""

    on: date
    provisional: bool


def is_working_day(day: date) -> Day:
    return Table(day, day).day(day)


def add_working_days(start: date, count: int) -> Due:
    """The last day of a limit of `count` working days; the day of receipt is not counted."""
    table = Table(start, start + timedelta(days=count * 3 + 40))
    day, provisional = start, False
    while count > 0:
        day += timedelta(days=1)
        found = table.day(day)
        provisional = provisional or found.provisional
        count -= found.working
    return Due(day, provisional)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`."""
    table = Table(start, end)
    return sum(table.day(start + timedelta(days=ahead)).working for ahead in range(1, (end - start).days + 1))


class Table:
    """The exceptions of a span of days, read in two queries."""

    def __init__(self, first: date, last: date) -> None:
        self.years = set(
            CalendarYear.objects.filter(year__range=(first.year, last.year)).values_list("year", flat=True)
        )
        self.exceptions = dict(WorkingDay.objects.filter(date__range=(first, last)).values_list("date", "is_working"))

    def day(self, day: date) -> Day:
        known = self.exceptions.get(day)
        return Day(day.weekday() < 5 if known is None else known, day.year not in self.years)
