"""The watch over the queue: figures, what rises, the week's brief, orders."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collab.departments.models import Grant
from collab.feedback.errors import Incomplete, NotNow
from collab.feedback.models import Case, Order
from collab.feedback.supervision.brief import brief, week_of
from collab.feedback.supervision.paper import paper
from collab.feedback.supervision.queue import queue, span
from collab.feedback.supervision.themes import themes
from collab.notifications.models import Letter
from tests.chat.conftest import as_viewer


@pytest.fixture
def mayor(world):
    """Supervises the whole city."""
    Grant.give(person=world.eve, role="official", department=world.offices["D"], by=None)
    return world.eve


def one(world, title="路灯", text="书院巷的路灯不亮", **more):
    facts = {
        "kind": "help",
        "channel": "web",
        "party": as_viewer(world.ada),
        "consent": True,
        "language": "zh-hans",
    } | more
    return Case.open(title=title, text=text, **facts)


def sent(world, **more):
    case = one(world, **more)
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D06"], by=world.otto)
    return case


def test_the_queue_as_it_stands(world):
    one(world)
    case = sent(world)
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    sent(world, kind="praise")
    now = queue()
    assert (now.open, now.overdue) == (2, 1)
    assert [(line.office, line.open, line.overdue) for line in now.lines] == [
        (world.offices["D06"], 1, 1),
        (None, 1, 0),
    ]
    assert sum(count for _label, count in now.states) == 2 and sum(now.lines[0].ages) == 1


def test_how_a_span_went(world):
    today = timezone.localdate()
    for rating, second, late, back in ((5, None, False, 0), (1, 4, True, 1), (2, None, False, 0)):
        case = sent(world)
        Case.objects.filter(pk=case.pk).update(
            state="closed", answered_on=today, answered_at=timezone.now(), promised_on=today - timedelta(days=late),
            working_days=3, rating=rating, second_rating=second, hand_backs=back,
        )  # fmt: skip
    seen = span(today, today + timedelta(days=1))
    assert (seen.received, seen.answered, seen.in_time, seen.percent_in_time) == (3, 3, 2, 67)
    assert (seen.percent_first_right, seen.percent_returned, seen.mean_days, seen.p90_days) == (67, 33, 3.0, 3)
    assert (seen.bad, seen.fixed, seen.percent_called, seen.percent_content) == (2, 1, 0, 33)
    assert span(today - timedelta(days=9), today - timedelta(days=8)).percent_in_time is None


def test_words_and_places_that_rise(world):
    for number in range(4):
        one(world, "电动车充电", f"丰收里小区的电动车没处充电{number}")
    one(world, "公交", "12路公交不准时")
    one(world, "电动车充电", "丰收里小区", confidential=True)
    words, places = themes(timezone.localdate(), timezone.localdate() + timedelta(days=1))
    assert "电动车充" in {theme.word for theme in words} or "电动车" in {theme.word for theme in words}
    assert [(theme.word, theme.count, theme.rises) for theme in places] == [("丰收里小区"[1:], 4, True)] or places[
        0
    ].count == 4
    assert not any("公交" in theme.word for theme in words)


def test_the_week_is_the_same_on_the_page_and_on_paper(world, client):
    sent(world)
    year, week, _day = timezone.localdate().isocalendar()
    name = f"{year}-W{week:02}"
    client.force_login(world.otto)
    assert client.get(f"/supervision/weeks/{name}/").context["brief"].whole.received == 1
    printed = client.get(f"/supervision/weeks/{name}/brief.pdf")
    assert printed.content.startswith(b"%PDF") and printed["Content-Type"] == "application/pdf"
    assert paper(brief(year, week)).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["2026-W54", "2026-47", "x", "9999-W01", "2026-W1"])
def test_what_is_no_week_does_not_exist(world, client, name):
    client.force_login(world.otto)
    assert week_of(name) is None and client.get(f"/supervision/weeks/{name}/").status_code == 404


def test_only_those_who_watch_the_whole_see_it(world, client, mayor):
    for person, status in (
        (world.otto, 200),
        (world.audrey, 200),
        (mayor, 200),
        (world.olga, 404),
        (world.han, 404),
        (world.ada, 404),
    ):
        client.force_login(person)
        assert client.get("/supervision/").status_code == status, person


def test_the_board_costs_the_same_queries(world, client):
    def count():
        with CaptureQueriesContext(connection) as seen:
            client.get("/supervision/")
        return len(seen)

    client.force_login(world.otto)
    sent(world)
    count()
    few = count()
    for number in range(5):
        sent(world, text=f"书院巷{number}")
    assert count() == few


def test_an_order_goes_its_way(world, mayor):
    Grant.give(person=world.ben, role="official", department=world.offices["D06"], by=None)
    case, day = sent(world), timezone.localdate() + timedelta(days=2)
    with pytest.raises(Incomplete):
        Order.issue(case=case, words="去看", due_on=timezone.localdate() - timedelta(days=1), by=mayor)
    order = Order.issue(case=case, words="三日内现场查看", due_on=day, by=mayor)
    assert world.ben.email in set(Letter.objects.values_list("to", flat=True))
    with pytest.raises(NotNow):
        Order.issue(case=case, words="再来", due_on=day, by=mayor)
    with pytest.raises(NotNow):
        order.answer(words="去了", by=world.hugo)
    order.receive(by=world.hugo)
    order.answer(words="已查看", by=world.hugo)
    order.send_back(words="照片呢", by=mayor)
    order.answer(words="已附照片", by=world.hugo)
    order.accept(by=mayor)
    assert [step.verb for step in case.steps.all()][-6:] == [
        "order", "order_receipt", "order_report", "order_back", "order_report", "order_done",
    ]  # fmt: skip
    assert not case.steps.filter(verb__startswith="order", public=True).exists()


def test_a_late_order_is_told_of_once_a_day(world, mayor):
    Grant.give(person=world.ben, role="official", department=world.offices["D06"], by=None)
    order = Order.issue(case=sent(world), words="去看", due_on=timezone.localdate(), by=mayor)
    assert not order.alarm()
    Order.objects.filter(pk=order.pk).update(due_on=date(2026, 1, 1))
    assert order.alarm() and not order.alarm()
    assert Letter.objects.filter(to__in=[world.ben.email, mayor.email], subject__contains="督办").count() >= 2


def test_orders_at_the_doors(world, client, mayor):
    case = sent(world)
    at = f"/cases/{case.number}/order"
    facts = {"words": "现场查看", "due_on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    for person, status in ((world.otto, 404), (world.hugo, 404), (world.ada, 404), (mayor, 302)):
        client.force_login(person)
        assert client.post(at, facts).status_code == status, person
    refused = client.post(at, facts | {"words": "再一件"})
    assert refused.status_code == 422 and "再一件" in refused.content.decode()
    client.force_login(world.han)
    assert client.post(f"{at}/receipt").status_code == 404
    client.force_login(world.hugo)
    assert "现场查看" in client.get(f"/cases/{case.number}/").content.decode()
    assert client.post(f"{at}/receipt").status_code == 302
    assert client.post(f"{at}/report", {"words": ""}).status_code == 422
    assert client.post(f"{at}/report", {"words": "看过了"}).status_code == 302
    assert client.post(f"{at}/acceptance").status_code == 404
    client.force_login(mayor)
    assert client.post(f"{at}/acceptance").status_code == 302
    assert Order.objects.get().closed_by == mayor
