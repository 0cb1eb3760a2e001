"""What the figures count, by the official table of working days."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from collab.departments.calendar import CalendarYear, WorkingDay
from collab.feedback.models import CHECKS, Case
from collab.feedback.views.figures import board_figures
from collab.live.viewer import STRANGER


def at(moment: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(moment))


@pytest.fixture
def clock(monkeypatch):
    def stand(moment: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at(moment))

    return stand


def one(world, *, office="D01", kind="simple"):
    return Case.open(
        title="a", text="b", kind=kind, channel="web", party=STRANGER, consent=False, language="en",
        department=world.offices[office], by=world.bo,
    )  # fmt: skip


def answer(world, case):
    case.sign(by=world.han)
    case.draft(body="c", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)


def test_working_days_and_lateness_follow_the_official_table(world, clock):
    CalendarYear.objects.create(year=2026, source="test")
    for day in (16, 17, 18, 19, 20, 23):
        WorkingDay.objects.create(date=date(2026, 2, day), is_working=False)
    WorkingDay.objects.create(date=date(2026, 2, 14), is_working=True)
    WorkingDay.objects.create(date=date(2026, 2, 28), is_working=True)
    clock("2026-02-13T10:00")
    punctual, late = one(world), one(world)
    assert punctual.due_on == date(2026, 2, 27)
    clock("2026-02-27T23:30")
    answer(world, punctual)
    assert (punctual.answered_on, punctual.working_days) == (date(2026, 2, 27), 5)
    clock("2026-02-28T00:30")
    answer(world, late)
    assert (late.answered_on, late.working_days) == (date(2026, 2, 28), 6)
    figures = board_figures()
    assert (figures["received"], figures["answered"], figures["open"]) == (2, 2, 0)
    assert figures["in_time"] is None, "two answers would tell of single persons"
    assert sorted("in_time" in counted for counted in Case.objects.values_list("counted", flat=True)) == [False, True]


def test_a_late_page_of_the_list_is_in_order(world, client, django_assert_max_num_queries):
    for _number in range(65):
        one(world)
    client.force_login(world.olga)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("cases"), {"tab": "all", "page": "3"}).content.decode()
    last = Case.objects.order_by("pk").last()
    assert last.number in page
    assert "3 / 3" in page
