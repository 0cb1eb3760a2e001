"""From the question to the first to serve."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from chat import chores
from chat.assignment import offer_waiting
from chat.errors import AlreadyHere, AlreadyTaken, AtCapacity, NotYours
from chat.models import Conversation, Desk, Seat, State
from collab.accounts.models import Guest
from collab.audit.models import LogEntry
from collab.live.errors import TooLong
from tests.chat.conftest import Present, as_viewer


def guest(name: str) -> Guest:
    return Guest.welcome(name=name, language="zh-hans")[0]


def arrive(desk: Desk, name: str, language: str = "zh-hans") -> Conversation:
    return Conversation.start(desk=desk, by=as_viewer(guest(name), language), question=f"{name} asks")


def test_the_question_is_the_first_message_and_the_state_is_an_entry(visit: Conversation) -> None:
    log = list(visit.room.log.all())
    assert [entry.kind for entry in log] == ["message", "state"]
    assert log[0].body == visit.question
    assert "only-zh" in log[1].html and "only-en" in log[1].html
    assert visit.state == State.QUEUED and visit.place_in_line() == 1


def test_a_visitor_stands_in_one_line_once(visit: Conversation, town: SimpleNamespace) -> None:
    with pytest.raises(AlreadyHere) as refused:
        Conversation.start(desk=town.desk, by=as_viewer(town.gus), question="again")
    assert refused.value.conversation == visit
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation._enter(town.desk, as_viewer(town.gus), "again", "", "", None)


@pytest.mark.parametrize("question", ["", "   ", "长" * 2001])
def test_a_question_has_a_length(town: SimpleNamespace, question: str) -> None:
    with pytest.raises(TooLong):
        Conversation.start(desk=town.desk, by=as_viewer(town.gus), question=question)


def test_taking_gives_the_visitor_to_one_agent(visit: Conversation, town: SimpleNamespace) -> None:
    twin = Conversation.objects.get(pk=visit.pk)
    visit.take(by=town.bo)
    with pytest.raises(AlreadyTaken):
        twin.take(by=town.bea)
    fresh = Conversation.objects.get(pk=visit.pk)
    assert (fresh.state, fresh.agent) == (State.ACTIVE, town.bo)
    assert LogEntry.objects.filter(verb="conversation.taken", actor=town.bo.key).count() == 1
    assert "Bo" in visit.room.log.last().html


def test_only_seats_of_the_desk_take_its_visitors(visit: Conversation, town: SimpleNamespace) -> None:
    with pytest.raises(NotYours):
        visit.take(by=town.ann)


def test_nobody_serves_more_than_their_seat_allows(visit: Conversation, town: SimpleNamespace) -> None:
    Seat.objects.filter(person=town.bo).update(capacity=1)
    other = arrive(town.desk, "Gil")
    visit.take(by=town.bo)
    with pytest.raises(AtCapacity):
        other.take(by=town.bo)


def test_the_database_refuses_a_visitor_in_line_with_an_agent(visit: Conversation, town: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=visit.pk).update(agent=town.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=visit.pk).update(state=State.ACTIVE)


def test_offers_go_to_whoever_was_free_longest_and_speaks_the_language(town: SimpleNamespace, later: object) -> None:
    Desk.objects.filter(pk=town.desk.pk).update(assignment="offer")
    desk = Desk.objects.get(pk=town.desk.pk)
    Seat.objects.filter(person=town.bo).update(languages=["zh-hans"])
    visit = arrive(desk, "Grace", "en")
    assert offer_waiting(desk) == 1
    visit.refresh_from_db()
    assert (visit.state, visit.agent) == (State.ASSIGNED, town.bea)
    with pytest.raises(NotYours):
        visit.accept(by=town.bo)
    visit.accept(by=town.bea)
    visit.refresh_from_db()
    assert visit.state == State.ACTIVE


def test_an_offer_that_nobody_takes_returns_to_the_head_after_60_seconds(town: SimpleNamespace, later: object) -> None:
    Desk.objects.filter(pk=town.desk.pk).update(assignment="offer")
    first = arrive(Desk.objects.get(pk=town.desk.pk), "Gil")
    chores.serve_lines()
    first.refresh_from_db()
    rung = first.agent
    second = arrive(town.desk, "Gemma")
    Conversation.objects.filter(pk=second.pk).update(passed_by=[])
    later(seconds=59)
    chores.serve_lines()
    first.refresh_from_db()
    assert first.agent == rung
    later(seconds=2)
    first.return_to_line()
    assert first.precedence == 1
    assert Conversation.objects.line().first() == first
    chores.serve_lines()
    first.refresh_from_db()
    assert first.agent not in (None, rung)


def test_a_vanished_agent_gives_the_visitor_back(visit: Conversation, town: SimpleNamespace, present: Present) -> None:
    visit.take(by=town.bo)
    chores.serve_lines()
    visit.refresh_from_db()
    assert visit.state == State.ACTIVE
    present.discard(town.bo.pk)
    chores.serve_lines()
    visit.refresh_from_db()
    assert (visit.state, visit.agent, visit.precedence) == (State.QUEUED, None, 1)
    visit.take(by=town.bea)
    assert visit.room.log.filter(kind="message").count() == 1


def test_a_closed_page_keeps_its_place_for_two_minutes(visit: Conversation, later: object) -> None:
    later(seconds=119)
    chores.clear_lines()
    visit.refresh_from_db()
    assert visit.state == State.QUEUED
    visit.seen()
    later(seconds=119)
    chores.clear_lines()
    visit.refresh_from_db()
    assert visit.state == State.QUEUED
    later(seconds=2)
    chores.clear_lines()
    visit.refresh_from_db()
    assert visit.state == State.ABANDONED
    assert visit.room.log.last().body["change"] == "abandoned"
