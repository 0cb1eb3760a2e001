"""The official table of working days, for the years that the package chinesecalendar knows."""

from datetime import date, timedelta

import chinese_calendar
from django.db import transaction

from .calendar import CalendarYear, WorkingDay

SOURCE = "国务院办公厅节假日安排 (chinesecalendar)"


def known_years() -> list[int]:
    return sorted({day.year for day in chinese_calendar.constants.holidays})


def load(year: int) -> bool:
    """Load it, and say whether there was anything to do: a table that is there, perhaps edited, stays as it is."""
    with transaction.atomic():
        _row, new = CalendarYear.objects.get_or_create(year=year, defaults={"source": SOURCE})
        if not new:
            return False
        day = date(year, 1, 1)
        while day.year == year:
            working = chinese_calendar.is_workday(day)
            if working != (day.weekday() < 5):
                WorkingDay.objects.get_or_create(date=day, defaults={"is_working": working})
            day += timedelta(days=1)
    return True
