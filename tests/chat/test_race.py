"""Several agents at once, each with a database connection of its own: never two with one visitor, never one with too many."""

import threading
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import connection

from chat.assignment import offer_waiting
from chat.errors import AlreadyTaken, AtCapacity, DeskError
from chat.models import Conversation, Desk, Seat, State
from collab.accounts.models import Guest, Person
from collab.departments.models import Grant
from tests.chat.conftest import as_viewer, make_desk

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts at the same moment; what each returned or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        try:
            start.wait(10)
            results[number] = acts[number]()
        except DeskError as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def taking(visit: Conversation, who: Person) -> Callable[[], object]:
    """A copy of its own for each, as each browser has."""
    return partial(Conversation.objects.get(pk=visit.pk).take, by=who)


def arrive(desk: Desk, number: int) -> Conversation:
    guest = Guest.welcome(name=f"G{number}", language="zh-hans")[0]
    return Conversation.start(desk=desk, by=as_viewer(guest), question=f"{number}?")


@pytest.fixture
def crew(town: SimpleNamespace) -> list[Person]:
    """Four agents at one desk."""
    people = [town.bo, town.bea]
    for name in ("bob", "bell"):
        person = Person.objects.create_user(f"{name}@town.test", "open-sesame-2026", name=name)
        Grant.give(person=person, role="agent", department=town.offices["D01"], by=None)
        Seat.objects.create(desk=town.desk, person=person)
        people.append(person)
    Seat.objects.update(capacity=12)
    return people


def test_of_four_agents_who_take_one_visitor_exactly_one_wins(town: SimpleNamespace, crew: list[Person]) -> None:
    for number in range(8):
        visit = arrive(town.desk, number)
        results = at_once(*(taking(visit, who) for who in crew))
        assert sorted(type(one).__name__ for one in results) == ["AlreadyTaken"] * 3 + ["NoneType"]
        winner = crew[results.index(None)]
        visit.refresh_from_db()
        assert (visit.state, visit.agent) == (State.ACTIVE, winner)
        taken = visit.room.log.filter(kind="state", body__change="taken")
        assert taken.count() == 1, "the visitor is told once"
        assert visit.room.participants.filter(role="agent", left_at=None).count() == 1


def test_one_agent_in_two_tabs_never_exceeds_their_capacity(town: SimpleNamespace) -> None:
    other = make_desk("second", town.offices["D01"])
    Seat.objects.create(desk=other, person=town.bo, capacity=2)
    Seat.objects.filter(person=town.bo).update(capacity=2)
    visits = [arrive(desk, number) for number, desk in enumerate([town.desk, other, town.desk, other])]
    results = at_once(*(taking(one, town.bo) for one in visits))
    assert sum(one is None for one in results) == 2
    assert all(isinstance(one, AtCapacity) for one in results if one is not None)
    assert Conversation.objects.served_by(town.bo).count() == 2


def test_two_processes_that_offer_fill_nobody_beyond_their_seat(town: SimpleNamespace) -> None:
    Desk.objects.filter(pk=town.desk.pk).update(assignment="offer")
    Seat.objects.update(capacity=1)
    for number in range(5):
        arrive(town.desk, number)
    desk = Desk.objects.get(pk=town.desk.pk)
    at_once(*[lambda: offer_waiting(desk)] * 3)
    for person in (town.bo, town.bea):
        assert Conversation.objects.served_by(person).count() == 1
    assert Conversation.objects.filter(state=State.QUEUED).count() == 3


def test_taking_and_leaving_the_line_at_once_ends_in_one_of_the_two(town: SimpleNamespace) -> None:
    for number in range(6):
        visit = arrive(town.desk, number)
        results = at_once(
            taking(visit, town.bo), partial(Conversation.objects.get(pk=visit.pk).leave_word, by=visit.visitor_viewer)
        )
        visit.refresh_from_db()
        if visit.state == State.ACTIVE:
            visit.end(by=town.bo, outcome="solved")
            assert not visit.case_number
        else:
            assert visit.state == State.WORD_LEFT and visit.case_number
            assert isinstance(results[0], AlreadyTaken)
