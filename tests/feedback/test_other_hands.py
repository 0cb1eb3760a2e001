"""Who had a part in one round has none that contradicts it in the next; warnings follow the case as it is now."""

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from collab.departments.models import Grant
from collab.feedback import chores
from collab.feedback.alarms import concerned
from collab.feedback.errors import SecondHand
from collab.feedback.lifecycle import Alarm
from collab.feedback.models import CHECKS, Case, Reminder
from collab.feedback.powers import powers_of
from tests.feedback.test_whole_life import answer, answered, case, one_more, opened, taken, viewer

__all__ = ["answered", "case", "taken"]


def noon(monkeypatch, day):
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    monkeypatch.setattr(timezone, "now", lambda: moment)


def rework(one, world, caller):
    one.rate(level=1, words="x", by=viewer(world.ada))
    one.call_back(outcome="rework", words="w", by=caller)
    return Case.objects.get(pk=one.pk)


def test_who_called_back_does_not_do_the_rework(answered, world):
    both = one_more(world, "both", "handler", "D00")
    Grant.give(person=both, role="handler", department=world.offices["D01"], by=None)
    anew = rework(answered, world, both)
    assert "sign" not in powers_of(anew, viewer(both))
    with pytest.raises(SecondHand):
        anew.sign(by=both)


def test_who_reviewed_the_first_answer_does_not_do_the_rework(answered, world):
    reviewer = answered.answers.get().approver
    Grant.give(person=reviewer, role="handler", department=world.offices["D01"], by=None)
    anew = rework(answered, world, one_more(world, "third", "handler", "D00"))
    assert "sign" not in powers_of(anew, viewer(reviewer))
    with pytest.raises(SecondHand):
        anew.sign(by=reviewer)


def test_who_had_the_first_round_in_hand_does_not_approve_the_second(taken, world):
    mate, new = (one_more(world, name, "handler", "D01") for name in ("mate", "new"))
    Grant.give(person=world.han, role="handler", department=world.offices["D00"], by=None)
    answer(taken, world, by=mate)
    anew = rework(taken, world, one_more(world, "caller", "handler", "D00"))
    anew.sign(by=new)
    anew.draft(body="neu", by=new)
    anew.submit(by=new)
    anew.release(by=world.olga)
    anew = Case.objects.get(pk=anew.pk)
    assert "approve" not in powers_of(anew, viewer(world.han))
    with pytest.raises(SecondHand):
        anew.approve(checks=CHECKS, by=world.han)


def test_a_case_that_was_answered_meanwhile_is_not_warned_of(taken, world, monkeypatch):
    noon(monkeypatch, taken.due_on)
    stale = Case.objects.get(pk=taken.pk)
    answer(taken, world)
    told = []
    assert not stale.warn(today=timezone.localdate(), tell=told.append)
    assert not told and not Reminder.objects.exists()
    assert taken.steps.last().after == "answered"


def test_an_alarm_goes_with_the_date_that_was_moved_far(world, monkeypatch):
    call_command("seed_calendar", verbosity=0)
    noon(monkeypatch, date(2026, 9, 4))
    one = opened(world, kind="complaint")
    one.accept(by=world.otto)
    one.dispatch(department=world.offices["D01"], by=world.otto)
    one.sign(by=world.han)
    noon(monkeypatch, one.due_on)
    chores.warn_of_dates()
    one.refresh_from_db()
    assert one.alarm == "orange"
    one.ask_time(until=one.longest_due(), words="w", basis="b", by=world.han)
    one.extend(by=world.otto)
    chores.warn_of_dates()
    one.refresh_from_db()
    assert one.due_on - timezone.localdate() > chores.HORIZON
    assert one.alarm == "none"


def test_who_had_it_in_hand_without_writing_does_not_call_back(taken, world):
    mate = one_more(world, "mate", "handler", "D01")
    Grant.give(person=world.han, role="handler", department=world.offices["D00"], by=None)
    answer(taken, world, by=mate)
    taken.rate(level=1, words="x", by=viewer(world.ada))
    Case.objects.filter(pk=taken.pk).update(handler=None)
    with pytest.raises(SecondHand):
        Case.objects.get(pk=taken.pk).call_back(outcome="rework", words="w", by=world.han)


@pytest.mark.parametrize(("stage", "names"), [(Alarm.RED, {"Han", "Olga"}), (Alarm.LEADER, {"Olga", "Mayor"})])
def test_a_warning_goes_to_the_office_and_the_stages_above_it(taken, world, stage, names):
    one_more(world, "mayor", "official", "D")
    one_more(world, "lead", "official", "D06")
    assert {person.name for person in concerned(taken, stage)} == names
