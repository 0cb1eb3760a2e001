"""The table of working days, changed by hand."""

from datetime import date

import pytest

from collab.audit.models import LogEntry
from collab.departments.calendar import CalendarYear, WorkingDay, is_working_day

WEDNESDAY, SATURDAY = date(2026, 12, 2), date(2026, 12, 5)


@pytest.fixture
def office(client, world):
    client.force_login(world.adam)
    return client


def mark(office, day: date, working: bool):
    return office.post(
        "/administration/calendar/days",
        {"day": day.isoformat(), "is_working": "yes" if working else "no", "note": "flood"},
    )


def test_a_day_is_marked_and_marked_back(office, world):
    assert mark(office, WEDNESDAY, False)["Location"] == "/administration/calendar/2026/"
    mark(office, SATURDAY, True)
    assert not is_working_day(WEDNESDAY).working and is_working_day(SATURDAY).working
    page = office.get("/administration/calendar/2026/").content.decode()
    assert page.count("flood") == 2
    mark(office, WEDNESDAY, True)
    assert is_working_day(WEDNESDAY).working and WorkingDay.objects.count() == 1
    entry = LogEntry.objects.filter(verb="calendar.marked").latest("pk")
    assert (entry.actor, entry.object, entry.detail) == (
        world.adam.key,
        "departments.workingday:2026-12-02",
        {"working": True},
    )


@pytest.mark.parametrize("bad", [{"day": "soon"}, {"day": "2126-01-01"}, {"note": ""}, {"is_working": "perhaps"}])
def test_a_day_that_cannot_be_marked(office, bad):
    wish = {"day": WEDNESDAY.isoformat(), "is_working": "no", "note": "flood", **bad}
    assert office.post("/administration/calendar/days", wish).status_code == 422
    assert not WorkingDay.objects.exists()


def test_the_official_table_is_loaded_once(office):
    assert "载入官方工作日表" in office.get("/administration/calendar/2026/").content.decode()
    office.post("/administration/calendar/2026/table")
    count = WorkingDay.objects.count()
    assert count > 10 and is_working_day(date(2026, 10, 10)).working
    mark(office, date(2026, 10, 10), False)
    office.post("/administration/calendar/2026/table")
    assert not is_working_day(date(2026, 10, 10)).working
    assert office.post("/administration/calendar/2031/table").status_code == 404


def test_a_year_is_declared_complete_by_hand(office):
    assert is_working_day(date(2027, 3, 1)).provisional
    assert office.post("/administration/calendar/2027/declaration", {"source": ""}).status_code == 422
    office.post("/administration/calendar/2027/declaration", {"source": "Notice 2026/12"})
    assert not is_working_day(date(2027, 3, 1)).provisional
    assert CalendarYear.objects.get(year=2027).source == "Notice 2026/12"


def test_far_years_do_not_exist(office):
    assert office.get("/administration/calendar/1900/").status_code == 404
