"""The table of deadlines, and dates that wait for the working days of a year."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from collab.audit.models import LogEntry
from collab.departments.calendar import CalendarYear, WorkingDay
from collab.feedback.chores import settle_dates
from collab.feedback.lifecycle import Kind
from collab.feedback.limits import CHINA
from collab.feedback.models import CHECKS, Case, Deadline
from collab.live.viewer import STRANGER
from collab.notifications.chores import send_letters


def table(**changes):
    rows = {kind: CHINA[kind] for kind in Kind.values}
    form = {}
    for kind, limit in rows.items():
        form |= {
            f"{kind}-days": limit.days or "",
            f"{kind}-target": limit.target or "",
            f"{kind}-longest": limit.longest or "",
            f"{kind}-basis": limit.basis,
        }
    return form | changes


def letter(**more):
    facts = {"title": "a", "text": "b", "kind": "simple", "channel": "web", "party": STRANGER, "consent": False}
    return Case.open(**facts, language="en", **more)


def test_a_changed_deadline_holds_for_what_comes_in_afterwards(world, client):
    client.force_login(world.adam)
    before = letter()
    assert client.get(reverse("deadlines")).status_code == 200
    assert client.post(reverse("deadlines"), table(**{"simple-days": "2", "simple-target": "1"})).status_code == 302
    after = letter()
    assert after.due_on < before.due_on
    before.refresh_from_db()
    assert before.limit_days == 5
    row = Deadline.objects.get()
    assert (row.kind, row.days, row.by) == ("simple", 2, world.adam)
    trail = LogEntry.objects.get(verb="deadline.changed")
    assert trail.detail == {"kind": "simple", "days": 2, "target": 1, "longest": None}
    assert "Adam" in client.get(reverse("deadlines")).content.decode()
    client.post(reverse("deadlines"), table(**{"simple-days": "2", "simple-target": "1"}))
    assert Deadline.objects.count() == 1, "what is as before is no change"


def test_a_kind_may_have_no_deadline(world, client):
    client.force_login(world.adam)
    client.post(reverse("deadlines"), table(**{"help-days": "", "help-longest": ""}))
    assert letter().due_on
    assert Case.open(
        title="a", text="b", kind="help", channel="web", party=STRANGER, consent=False, language="en"
    ).due_on is None  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"simple-days": "0"}, {"simple-days": "x"}, {"simple-days": "9999"}, {"simple-days": "3", "simple-target": "4"},
              {"simple-basis": "x" * 121}, {"simple-days": "", "simple-target": "1"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_kept_on_the_page(world, client, wrong):
    client.force_login(world.adam)
    assert client.post(reverse("deadlines"), table(**wrong)).status_code == 422
    assert not Deadline.objects.exists()


@pytest.mark.parametrize("who", ["ada", "bo", "han", "olga", "audrey", "mo", "otto", None])
def test_others_have_no_such_page(world, client, who):
    if who:
        client.force_login(getattr(world, who))
    assert client.get(reverse("deadlines")).status_code == 404
    assert client.post(reverse("deadlines"), table()).status_code == 404


@pytest.fixture
def at(monkeypatch):
    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(datetime.fromisoformat(moment)))

    return stand


def publish_2027():
    CalendarYear.objects.create(year=2027, source="test")
    WorkingDay.objects.create(date=date(2027, 1, 1), is_working=False)
    WorkingDay.objects.create(date=date(2027, 1, 2), is_working=True)


def test_a_provisional_date_is_settled_and_the_citizen_told(world, at):
    CalendarYear.objects.create(year=2026, source="test")
    at("2026-12-30T10:00")
    case = letter(contact_email="lin@town.test")
    certain = letter(first_contact_at=timezone.make_aware(datetime(2026, 11, 2)))
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 6), True)
    assert not certain.due_provisional
    settle_dates()
    case.refresh_from_db()
    assert case.due_provisional, "the table is not there yet"
    publish_2027()
    WorkingDay.objects.create(date=date(2027, 1, 4), is_working=False)
    WorkingDay.objects.create(date=date(2027, 1, 5), is_working=False)
    settle_dates()
    settle_dates()
    case.refresh_from_db()
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 8), False)
    step = case.steps.get(verb="redate")
    assert step.public and "2027-01-08" in step.words and "2027-01-06" in step.words
    send_letters()
    assert any("2027-01-08" in letter.body for letter in mail.outbox)


def test_a_date_that_stays_is_certain_without_a_word(world, at):
    CalendarYear.objects.create(year=2026, source="test")
    at("2026-12-30T10:00")
    case = letter()
    publish_2027()
    settle_dates()
    case.refresh_from_db()
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 6), False)
    assert not case.steps.filter(verb="redate").exists()


def test_what_was_answered_meanwhile_is_counted_anew(world, at):
    CalendarYear.objects.create(year=2026, source="test")
    at("2026-12-30T10:00")
    case = letter(department=world.offices["D01"], by=world.bo)
    case.sign(by=world.han)
    case.draft(body="c", by=world.han)
    case.submit(by=world.han)
    at("2027-01-05T10:00")
    case.approve(checks=CHECKS, by=world.olga)
    assert case.working_days == 4
    publish_2027()
    WorkingDay.objects.create(date=date(2027, 1, 4), is_working=False)
    settle_dates()
    case.refresh_from_db()
    assert case.working_days == 3
    assert not case.steps.filter(verb="redate").exists()


def test_the_office_sees_its_own_aim_inside_the_deadline(world, client):
    case = letter(department=world.offices["D01"], by=world.bo)
    client.force_login(world.han)
    assert case.aim() < case.due_on
    assert case.aim().isoformat() in client.get(case.get_absolute_url()).content.decode()
    Deadline.set(kind="simple", days=5, target=None, basis="", by=world.adam)
    assert case.aim() is None
