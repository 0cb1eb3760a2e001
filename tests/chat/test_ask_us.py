"""The entry on every page: whether anybody is there, how long it takes, when it opens; and what it costs."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat import chores, standing
from chat.models import Conversation, Desk, Seat
from tests.chat.conftest import Present, as_viewer


def entry(client: object) -> str:
    page = client.get("/write/").content.decode()
    return page.split('class="ask-us"')[1].split("</aside>")[0]


def test_somebody_is_there(town: SimpleNamespace, browse: object) -> None:
    shown = entry(browse())
    assert 'data-state="available"' in shown and "?page=/write/" in shown


def test_the_wait_comes_from_what_the_desk_really_did(town: SimpleNamespace, browse: object) -> None:
    for minutes in range(6, 12):
        visit = Conversation.start(desk=town.desk, by=as_viewer(town.gus), question="?")
        visit.take(by=town.bo)
        visit.end(by=town.bo, outcome="solved")
        began = timezone.now() - timedelta(minutes=minutes)
        Conversation.objects.filter(pk=visit.pk).update(started_at=began, taken_at=began + timedelta(minutes=minutes))
    Desk.objects.exclude(pk=town.desk.pk).update(hours={})
    cache.clear()
    wait = standing.summary().wait
    assert wait is not None and wait.low <= wait.likely <= wait.high
    assert (wait.low, wait.likely, wait.high) == (7, 8, 10)
    assert "8" in entry(browse())


def test_nobody_there_and_closed_lead_to_leaving_word(town: SimpleNamespace, browse: object, present: Present) -> None:
    for person in (town.bo, town.bea, town.ann):
        present.discard(person.pk)
    cache.clear()
    assert 'data-state="away"' in entry(browse())
    Desk.objects.update(hours={day: [["08:30", "08:31"]] for day in ("mon", "tue", "wed", "thu", "fri")})
    cache.clear()
    shown = entry(browse())
    assert 'data-state="offline"' in shown and "08:30" in shown


def test_pages_pay_nothing_while_the_chore_looks(
    town: SimpleNamespace, browse: object, later: object, django_assert_num_queries: object
) -> None:
    Desk.objects.update(hours={day: [["08:30", "12:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
    chores.look_around()
    with django_assert_num_queries(0):
        standing.summary()
    later(seconds=standing.FRESH + 1)
    with CaptureQueriesContext(connection) as first:
        standing.summary()
    assert len(first) > 0, "without the chore one page looks"
    later(seconds=standing.FRESH + 1)
    cache.add(standing.TURN, 1, 60)
    with django_assert_num_queries(0):
        assert standing.summary() is not None


def test_whoever_stops_serving_is_gone_at_once(town: SimpleNamespace, browse: object) -> None:
    assert standing.is_anybody_there()
    for person in (town.bo, town.bea, town.ann):
        browse(person).post("/desk/duty", {"off": "1"})
    assert not standing.is_anybody_there()
    assert not Seat.objects.on_duty().exists()


@pytest.mark.parametrize("who", ["bo", "olga"])
def test_staff_are_not_asked_to_ask(town: SimpleNamespace, browse: object, who: str) -> None:
    assert 'class="ask-us"' not in browse(getattr(town, who)).get("/replies/").content.decode()
