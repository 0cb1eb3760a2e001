"""Load the official table of working days for the years that the package chinesecalendar knows."""

from datetime import date, timedelta
from typing import Any

import chinese_calendar
from django.core.management.base import BaseCommand
from django.db import transaction

from collab.departments.calendar import CalendarYear, WorkingDay


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        known = sorted({day.year for day in chinese_calendar.constants.holidays})
        for year in known[-3:]:
            with transaction.atomic():
                self._load(year)
        self.stdout.write(f"working days: {known[-3]} to {known[-1]}")

    def _load(self, year: int) -> None:
        """A table that somebody has edited stays as it is."""
        if CalendarYear.objects.filter(year=year).exists():
            return
        CalendarYear.objects.create(year=year, source="国务院办公厅节假日安排 (chinesecalendar)")
        day = date(year, 1, 1)
        while day.year == year:
            working = chinese_calendar.is_workday(day)
            if working != (day.weekday() < 5):
                WorkingDay.objects.get_or_create(date=day, defaults={"is_working": working})
            day += timedelta(days=1)
