from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from collab.departments.calendar import add_working_days, working_days_between
from collab.departments.hours import WeeklyHours

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = {day: [["09:00", "12:00"], ["13:30", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture
def table(db):
    call_command("seed_calendar")


# State Council table for 2026; received, limit in working days, due
VECTORS = [
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-02-13", 15, "2026-03-12"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2026-09-18", 7, "2026-09-29"),
    ("2026-09-18", 15, "2026-10-15"),
    ("2026-03-02", 20, "2026-03-30"),
]


@pytest.mark.parametrize(("received", "limit", "due"), VECTORS)
def test_limits_run_on_the_official_table(table, received, limit, due):
    found = add_working_days(date.fromisoformat(received), limit)
    assert (found.on.isoformat(), found.provisional) == (due, False)
    assert working_days_between(date.fromisoformat(received), found.on) == limit


def test_a_year_without_table_is_provisional(table):
    assert add_working_days(date(2026, 12, 30), 2).provisional


def test_seeding_twice_keeps_what_was_edited(table, django_assert_max_num_queries):
    from collab.departments.calendar import WorkingDay

    WorkingDay.objects.update_or_create(date=date(2026, 3, 2), defaults={"is_working": False})
    call_command("seed_calendar")
    assert add_working_days(date(2026, 2, 27), 1).on == date(2026, 2, 28)
    assert add_working_days(date(2026, 2, 28), 1).on == date(2026, 3, 3)
    with django_assert_max_num_queries(2):
        add_working_days(date(2026, 2, 28), 30)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-02T09:00", True),
        ("2026-03-02T12:00", False),
        ("2026-03-07T10:00", False),  # an ordinary Saturday
        ("2026-02-28T10:00", True),  # a working Saturday keeps Friday's hours
        ("2026-02-18T10:00", False),  # a Wednesday in the Spring Festival
    ],
)
def test_hours_honour_the_table(table, moment, is_open):
    at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert WeeklyHours.parse(OFFICE).is_open(at) is is_open


def test_the_next_opening_leaps_over_the_holiday(table):
    at = datetime(2026, 2, 14, 18, 0, tzinfo=ZONE)
    assert WeeklyHours.parse(OFFICE).next_opening(at) == datetime(2026, 2, 24, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "bad", [None, [], {"day": []}, {"mon": [["9", "x"]]}, {"mon": [["12:00", "09:00"]]}, {"mon": [["25:00", "26:00"]]}]
)
def test_bad_hours_are_named(db, bad):
    with pytest.raises(ValidationError):
        WeeklyHours.parse(bad)
