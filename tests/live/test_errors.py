"""Refusals at their very limits, and what still goes after them."""

import json
from uuid import uuid4

import pytest

from tests.live.conftest import make_hall
from tests.live.strict import CID, NARROW, NOWHERE


@pytest.fixture
def town(towns):
    return towns("daphne", **NARROW)


@pytest.fixture
def bo(town, hall, people, opened):
    """Staff, greeted, in the hall."""
    tab = opened(town, people.bo)
    tab.hello(hall)
    return tab


def _refused(tab, text) -> str:
    """The code for a raw frame; the socket answers a ping afterwards."""
    tab.put_raw(text)
    code = tab.hear("err")["code"]
    tab.put(t="ping", n=1)
    tab.hear("pong", n=1)
    return code


def _deep(levels: int) -> str:
    return '{"t":"sig","call":999999,"kind":"offer","data":' + "[" * levels + "]" * levels + "}"


def test_depth_keys_and_people_up_to_their_limits(bo, hall):
    """The frame itself is the first level and holds its four fields."""
    assert _refused(bo, _deep(16)) == "bad_frame"
    assert _refused(bo, _deep(15)) == "not_found"
    for count, code in ((197, "bad_frame"), (196, "not_found")):
        data = dict.fromkeys(map(str, range(count)), 1)
        assert _refused(bo, json.dumps({"t": "sig", "call": NOWHERE, "kind": "offer", "data": data})) == code
    assert _refused(bo, json.dumps({"t": "watch", "people": [1] * 201})) == "bad_frame"


def test_the_number_is_given_back_where_it_can_be_read(bo):
    for text in ('{"t":"nothing","id":7}', '{"t":"send","id":7}'):
        bo.put_raw(text)
        assert bo.hear("err")["id"] == 7
    bo.put_raw('{"t":"nothing","id":"7"}')
    assert "id" not in bo.hear("err")


def test_room_closed_but_what_is_there_may_be_taken_back(bo, hall):
    assert bo.send(hall, "my phone is 13800138000")["t"] == "ok"
    hall.refresh_from_db()
    hall.close()
    assert bo.send(hall, "more")["code"] == "room_closed"
    assert bo.ask("edit", room=hall.pk, cid=str(uuid4()), seq=1, body="other")["code"] == "room_closed"
    assert bo.ask("redact", room=hall.pk, cid=str(uuid4()), seq=1)["t"] == "ok"


def test_too_long(town, bo, hall, people, opened):
    assert bo.send(hall, "x" * 20_000)["t"] == "ok"
    assert bo.send(hall, "x" * 20_001)["code"] == "too_long"
    assert bo.ask("edit", room=hall.pk, cid=str(uuid4()), seq=1, body="x" * 20_001)["code"] == "too_long"
    ada = opened(town, people.ada)
    ada.hello(hall)
    assert ada.send(hall, "x" * 8_001)["code"] == "too_long"


def test_too_many_rooms(town, people, opened):
    halls = [make_hall(people, write=("ada",)) for _each in range(3)]
    ada = opened(town, people.ada)
    ada.hello(*halls[:2])
    assert ada.ask("sub", room=halls[2].pk)["code"] == "too_many"
    assert ada.ask("sub", room=halls[1].pk)["t"] == "ok"
    ada.ask("unsub", room=halls[0].pk)
    assert ada.ask("sub", room=halls[2].pk)["t"] == "ok"
    greedy = opened(town, people.ada)
    greedy.put(t="hello", v=1, rooms={str(room.pk): {} for room in halls})
    assert greedy.hear("err")["code"] == "too_many"


def test_rate_limited_says_when_and_the_same_act_goes_through_then(town, hall, people, opened):
    ada = opened(town, people.ada)
    ada.hello(hall)
    assert [ada.send(hall, "x")["t"] for _each in range(2)] == ["ok", "ok"]
    refused = ada.send(hall, "third", CID)
    assert refused["code"] == "rate_limited" and 0 < refused["retry_ms"] <= 5_000
    hall.refresh_from_db()
    assert hall.head == 2


def test_cid_conflict(bo, hall, people):
    other = make_hall(people, write=("bo",))
    assert bo.send(hall, "once", CID)["seq"] == 1
    assert bo.send(hall, "once", CID)["dup"] is True
    assert bo.send(hall, "twice", CID)["code"] == "cid_conflict"
    assert bo.send(other, "once", CID)["code"] == "cid_conflict"
    assert bo.ask("edit", room=hall.pk, cid=CID, seq=1, body="once")["code"] == "cid_conflict"
    assert bo.ask("redact", room=hall.pk, cid=CID, seq=1)["code"] == "cid_conflict"


def test_the_reference_of_a_failure_stands_in_the_log_and_its_words_do_not(town, bo, hall):
    answer = bo.send(hall, "!internal")
    log = town.log.read_text()
    assert answer["ref"] in log and "private words of a citizen" not in log
    assert bo.send(hall, "after it")["seq"] == 1


def test_stale(bo, hall):
    bo.send(hall, "text")
    bo.ask("redact", room=hall.pk, cid=str(uuid4()), seq=1)
    assert bo.ask("edit", room=hall.pk, cid=str(uuid4()), seq=1, body="again")["code"] == "stale"
    assert bo.ask("redact", room=hall.pk, cid=str(uuid4()), seq=1)["code"] == "stale"


def test_not_found_for_messages(town, bo, hall, people, opened):
    hall.append(kind="message", sender=people.ada.key, body="Ada's")
    for seq in (0, 1, 2):
        assert bo.ask("edit", room=hall.pk, cid=str(uuid4()), seq=seq, body="mine now")["code"] == "not_found"
    assert bo.ask("redact", room=hall.pk, cid=str(uuid4()), seq=9)["code"] == "not_found"
