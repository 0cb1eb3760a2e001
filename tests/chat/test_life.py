"""The life cycle of a conversation: each change is an entry in the room's log; times are those of the requirements."""

from types import SimpleNamespace

import pytest

from chat import chores
from chat.errors import AtCapacity
from chat.models import Conversation, Desk, Seat, State
from collab.accounts.models import Guest
from presence.models import Beat
from tests.chat.conftest import Present, as_viewer, beat


def states(visit: Conversation) -> list[str]:
    """The states that the log tells of, one for each change."""
    told = [entry.body["state"] for entry in visit.room.log.filter(kind="state").order_by("seq")]
    return [state for state, before in zip(told, [None, *told], strict=False) if state != before]


def test_every_state_that_is_walked_through_stands_in_the_log(
    visit: Conversation, town: SimpleNamespace, later: object
) -> None:
    Desk.objects.filter(pk=town.desk.pk).update(assignment="offer")
    visit.offer(to=town.bo)
    visit.decline(by=town.bo)
    visit.offer(to=town.bea)
    visit.accept(by=town.bea)
    bea = as_viewer(town.bea)
    visit.say(by=bea, part=visit.part_of(bea), body="?")
    later(minutes=8, seconds=1)
    chores.mind_silence()
    visit.refresh_from_db()
    gus = as_viewer(town.gus)
    visit.say(by=gus, part=visit.part_of(gus), body="!")
    visit.transfer(by=town.bea, to=town.bo)
    visit.accept(by=town.bo)
    visit.end(by=town.bo, outcome="solved")
    later(minutes=2, seconds=1)
    chores.mind_silence()
    walked = [
        "queued", "assigned", "queued", "assigned", "active", "idle", "active", "transferred", "active", "wrapped_up", "closed",
    ]  # fmt: skip
    assert states(visit) == walked
    visit.refresh_from_db()
    assert visit.state == walked[-1]


@pytest.mark.parametrize(
    ("act", "end"),
    [
        (lambda visit, town: visit.hand_over(by=town.bo, department=town.offices["D06"], summary="x"), "converted"),
        (lambda visit, town: visit.finish(by=as_viewer(town.gus)), "wrapped_up"),
    ],
)
def test_the_other_ends_stand_there_too(visit: Conversation, town: SimpleNamespace, act: object, end: str) -> None:
    visit.take(by=town.bo)
    act(visit, town)
    assert states(visit) == ["queued", "active", end]


def test_leaving_the_line_and_leaving_word_stand_there(visit: Conversation, town: SimpleNamespace) -> None:
    visit.leave_word(by=as_viewer(town.gus))
    assert states(visit) == ["queued", "word_left"]
    guest = Guest.welcome(name="Gil", language="en")[0]
    other = Conversation.start(desk=town.desk, by=as_viewer(guest), question="?")
    other.finish(by=as_viewer(guest))
    assert states(other) == ["queued", "abandoned"]


def test_what_only_staff_need_to_know_is_no_line_for_the_visitor(
    visit: Conversation, town: SimpleNamespace, browse: object
) -> None:
    visit.offer(to=town.bo)
    visit.decline(by=town.bo)
    quiet = visit.room.log.filter(body__change__in=["offered", "returned"])
    assert quiet.count() == 2 and not any(entry.html for entry in quiet)
    page = browse(town.gus).get(f"/conversations/{visit.pk}/").content.decode()
    assert page.count('class="log"') == 1 and "Bo" not in page


def test_a_seat_that_became_smaller_accepts_no_more(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    guest = Guest.welcome(name="Gil", language="en")[0]
    served = Conversation.start(desk=town.desk, by=as_viewer(guest), question="?")
    served.take(by=town.bo)
    visit.offer(to=town.bo)
    Seat.objects.filter(person=town.bo).update(capacity=1)
    with pytest.raises(AtCapacity):
        visit.accept(by=town.bo)
    answer = browse(town.bo).post(f"/desk/conversations/{visit.pk}/accept", headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 409 and answer.json()["words"]
    visit.refresh_from_db()
    assert visit.state == State.ASSIGNED
    served.end(by=town.bo, outcome="solved")
    visit.accept(by=town.bo)


def test_a_full_seat_is_not_offered_to(visit: Conversation, town: SimpleNamespace) -> None:
    Seat.objects.filter(person=town.bo).update(capacity=1)
    guest = Guest.welcome(name="Gil", language="en")[0]
    Conversation.start(desk=town.desk, by=as_viewer(guest), question="?").take(by=town.bo)
    with pytest.raises(AtCapacity):
        visit.offer(to=town.bo)


def test_within_a_minute_of_the_last_beat_the_visitor_is_at_the_head_again(
    visit: Conversation, town: SimpleNamespace, later: object, present: Present
) -> None:
    visit.take(by=town.bo)
    waiting = Conversation.start(
        desk=town.desk, by=as_viewer(Guest.welcome(name="Gil", language="en")[0]), question="?"
    )
    beat(town.bo.key)
    from django.utils import timezone

    Beat.objects.filter(party=town.bo.key).update(seen_at=timezone.now())
    later(seconds=40)
    chores.serve_lines()
    visit.refresh_from_db()
    assert visit.agent == town.bo, "a tunnel is no reason to lose a visitor"
    later(seconds=15)
    chores.serve_lines()
    visit.refresh_from_db()
    assert (visit.state, visit.agent) == (State.QUEUED, None)
    assert visit.place_in_line() == 1 and waiting.place_in_line() == 2
