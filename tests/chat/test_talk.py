"""What is said, and the silence between."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from chat import chores
from chat.models import Conversation, State
from chat.models.parts import Part
from collab.live.errors import NotFound, RoomClosed, TooLong
from tests.chat.conftest import as_viewer


@pytest.fixture
def talk(visit: Conversation, town: SimpleNamespace) -> Conversation:
    visit.take(by=town.bo)
    return visit


def say(talk: Conversation, who: object, body: str, **more: object) -> object:
    viewer = as_viewer(who)
    part = talk.part_of(viewer)
    assert part
    return talk.say(by=viewer, part=part, body=body, **more)


def test_both_speak_and_the_first_answer_is_kept(talk: Conversation, town: SimpleNamespace) -> None:
    say(talk, town.gus, "在吗")
    assert talk.first_answer_at is None
    say(talk, town.bo, "**您好**")
    first = talk.first_answer_at
    assert first
    entry = say(talk, town.bo, "<script>alert(1)</script>")
    assert talk.first_answer_at == first
    assert "<script" not in entry.html and "agent" in entry.html
    assert say(talk, town.gus, "谢谢").html.count('class="message visitor"') == 1


def test_the_same_act_twice_is_one_line(talk: Conversation, town: SimpleNamespace) -> None:
    cid = uuid4()
    assert say(talk, town.gus, "once", cid=cid).seq == say(talk, town.gus, "once", cid=cid).seq


def test_strangers_have_no_part(talk: Conversation, town: SimpleNamespace) -> None:
    for who in (town.eve, town.bea, town.ann, town.adam, town.olga, town.audrey, town.mo, town.han):
        assert talk.part_of(as_viewer(who)) is None, who
        assert talk not in Conversation.objects.visible_to(as_viewer(who))
    assert talk in Conversation.objects.visible_to(as_viewer(town.gus))
    assert talk in Conversation.objects.visible_to(as_viewer(town.bo))


def test_an_agent_without_the_role_is_out(talk: Conversation, town: SimpleNamespace) -> None:
    town.bo.grants.get().revoke(by=town.adam)
    assert talk.part_of(as_viewer(town.bo)) is None
    assert talk not in Conversation.objects.visible_to(as_viewer(town.bo))


def test_who_only_reads_cannot_speak(talk: Conversation, town: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        talk.say(by=as_viewer(town.olga), part=Part("supervisor", True), body="x")


def test_notes_stay_among_staff(talk: Conversation, town: SimpleNamespace) -> None:
    agent = as_viewer(town.bo)
    talk.note(by=agent, part=talk.part_of(agent), body="internal")
    assert "internal" not in "".join(entry.html for entry in talk.room.log.all())
    visitor = as_viewer(town.gus)
    with pytest.raises(NotFound):
        talk.note(by=visitor, part=talk.part_of(visitor), body="x")


def test_a_message_has_a_length(talk: Conversation, town: SimpleNamespace) -> None:
    with pytest.raises(TooLong):
        say(talk, town.gus, "x" * 8001)
    say(talk, town.bo, "x" * 8001)


def test_own_messages_can_be_changed_and_taken_back(talk: Conversation, town: SimpleNamespace) -> None:
    entry = say(talk, town.gus, "teh")
    viewer, part = as_viewer(town.gus), talk.part_of(as_viewer(town.gus))
    talk.edit(by=viewer, part=part, room=talk.room, seq=entry.seq, body="the")
    assert talk.room.log.get(seq=entry.seq).body == "the"
    agent = as_viewer(town.bo)
    with pytest.raises(NotFound):
        talk.take_back(by=agent, part=talk.part_of(agent), room=talk.room, seq=entry.seq)
    talk.take_back(by=viewer, part=part, room=talk.room, seq=entry.seq)
    assert talk.room.log.get(seq=entry.seq).body == ""


def test_silence_of_the_visitor_is_warned_at_8_and_ended_at_10_minutes(
    talk: Conversation, town: SimpleNamespace, later: object
) -> None:
    say(talk, town.bo, "?")
    later(minutes=7, seconds=55)
    chores.mind_silence()
    talk.refresh_from_db()
    assert talk.state == State.ACTIVE
    later(seconds=10)
    chores.mind_silence()
    talk.refresh_from_db()
    assert talk.state == State.IDLE
    later(minutes=2)
    chores.mind_silence()
    talk.refresh_from_db()
    assert (talk.state, talk.outcome) == (State.WRAPPED_UP, "silent")
    with pytest.raises((RoomClosed, NotFound)):
        talk.room.append(kind="message", sender="x", body="late")
    later(minutes=2, seconds=1)
    chores.mind_silence()
    talk.refresh_from_db()
    assert talk.state == State.CLOSED


def test_a_word_ends_the_silence(talk: Conversation, town: SimpleNamespace, later: object) -> None:
    say(talk, town.bo, "?")
    later(minutes=9)
    chores.mind_silence()
    talk.refresh_from_db()
    say(talk, town.gus, "here")
    later(minutes=1, seconds=30)
    chores.mind_silence()
    talk.refresh_from_db()
    assert talk.state == State.ACTIVE


def test_a_visitor_who_waits_for_an_answer_is_never_called_silent(
    talk: Conversation, town: SimpleNamespace, later: object
) -> None:
    later(minutes=3, seconds=5)
    chores.mind_silence()
    chores.mind_silence()
    reminders = talk.notes_room.log.filter(body__change="reminder")
    assert reminders.count() == 1
    later(minutes=12)
    chores.mind_silence()
    assert reminders.count() == 2
    talk.refresh_from_db()
    assert talk.state == State.ACTIVE


def test_read_marks_only_grow(talk: Conversation, town: SimpleNamespace) -> None:
    mark = talk.room.participants.get(party=town.gus.key)
    for seq, shown in ((2, 2), (1, 2), (99, talk.room.head)):
        talk.read_up_to(party=town.gus.key, room=talk.room, seq=seq)
        mark.refresh_from_db()
        assert mark.read_seq == shown
