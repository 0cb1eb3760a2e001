"""Each word with which the wire refuses, by what brings it about; the socket stays open."""

import json
from uuid import uuid4

import pytest

from tests.live.conftest import cookie_of, make_hall


@pytest.fixture
def ada(towns, server, hall, people, opened):
    tab = opened(towns(server), people.ada)
    tab.hello(hall)
    return tab


def refused(tab, text: str) -> dict:
    tab.put_raw(text)
    return tab.hear("err")


def deep(levels: int) -> str:
    return json.dumps({"t": "sig", "call": 1, "kind": "offer", "data": 0}).replace(
        "0}", "[" * levels + "]" * levels + "}"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "bad_json"),
        ("NaN", "bad_json"),
        ('{"t":"ping","n":Infinity}', "bad_json"),
        ("[" * 20_000, "bad_json"),
        ("[]", "bad_frame"),
        ("7", "bad_frame"),
        ('{"t":"ping"}', "bad_frame"),
        ('{"t":"ack","rooms":[["1",2]]}', "bad_frame"),
        ('{"t":"ack","rooms":7}', "bad_frame"),
        ('{"t":"hello","v":1,"rooms":{"1":[]}}', "bad_frame"),
        ('{"t":"ping","n":1,"more":1}', "bad_frame"),
        ('{"t":"ping","n":"1"}', "bad_frame"),
        ('{"t":"ping","n":true}', "bad_frame"),
        ('{"t":"ping","n":1e400}', "bad_frame"),
        ('{"t":"ping","n":9007199254740993}', "bad_frame"),
        ('{"t":"ack","rooms":{"-1":1}}', "bad_frame"),
        ('{"t":"ack","rooms":[1]}', "bad_frame"),
        ('{"t":"beat","state":"asleep"}', "bad_frame"),
        ('{"t":"watch","people":"12"}', "bad_frame"),
        ('{"t":"send","id":1,"room":1,"cid":"no","body":"x"}', "bad_frame"),
        ('{"t":"hello","v":1}', "bad_frame"),
        (json.dumps({"t": "watch", "people": list(range(201))}), "bad_frame"),
        (json.dumps({"t": "ack", "rooms": {str(room): 1 for room in range(200)}}), "bad_frame"),
        (deep(17), "bad_frame"),
        ("{}", "unknown_type"),
        ('{"t":"shout"}', "unknown_type"),
        ('{"t":["ping"]}', "unknown_type"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_socket_stays(ada, text, code):
    assert refused(ada, text)["code"] == code
    ada.put(t="ping", n=5)
    assert ada.hear("pong")["n"] == 5


def test_hostile_characters_do_not_come_in(ada, hall):
    for body in ("zero \x00 byte", "half \ud83d a pair"):
        frame = {"t": "send", "id": 4, "room": hall.pk, "cid": str(uuid4()), "body": body}
        answer = refused(ada, json.dumps(frame))
        assert (answer["code"], answer["id"]) == ("bad_frame", 4)


def test_binary_is_not_spoken(ada):
    assert refused(ada, b"\x00\x01")["code"] == "bad_frame"


def test_a_frame_beyond_64_kib_ends_the_socket(ada, hall):
    ada.put_raw(json.dumps({"t": "send", "id": 1, "room": hall.pk, "cid": str(uuid4()), "body": "x" * 66_000}))
    code, bye = ada.closed()
    assert code == 4429 and bye["why"] == "frame_too_large"


@pytest.mark.parametrize(
    ("body", "code"),
    [("!held", "held"), ("!rejected", "rejected"), ("!unavailable", "unavailable"), ("!internal", "internal")],
)
def test_what_a_place_says_is_passed_on(ada, hall, body, code):
    answer = ada.send(hall, body)
    assert answer["code"] == code
    assert ("retry_ms" in answer) == (code == "unavailable")
    assert ("ref" in answer) == (code == "internal")
    assert "private words" not in str(answer)


def test_too_long_is_counted_in_characters(ada, hall):
    assert ada.send(hall, "望" * 8_001)["code"] == "too_long"
    assert ada.send(hall, "望" * 8_000)["t"] == "ok"


def test_too_often(ada, hall):
    answers = [ada.send(hall, f"number {number}") for number in range(12)]
    refusals = [answer for answer in answers if answer["t"] == "err"]
    assert refusals and {answer["code"] for answer in refusals} == {"rate_limited"}
    assert all(0 < answer["retry_ms"] <= 60_000 for answer in refusals)


def test_the_same_act_with_other_words(ada, hall):
    cid = str(uuid4())
    assert ada.send(hall, "yes", cid)["t"] == "ok"
    assert ada.send(hall, "no", cid)["code"] == "cid_conflict"


def test_a_closed_room_takes_no_more(ada, hall):
    hall.close()
    assert ada.send(hall, "still?")["code"] == "room_closed"


def test_what_was_taken_out_cannot_be_changed(ada, hall):
    ada.send(hall, "words")
    assert ada.ask("redact", room=hall.pk, cid=str(uuid4()), seq=1)["t"] == "ok"
    assert ada.ask("edit", room=hall.pk, cid=str(uuid4()), seq=1, body="back")["code"] == "stale"


def test_more_rooms_than_allowed(towns, server, people, opened):
    rooms = [make_hall(people, write=("ada",)) for _each in range(21)]
    tab = opened(towns(server), people.ada)
    tab.hello(*rooms[:20])
    assert tab.ask("sub", room=rooms[20].pk)["code"] == "too_many"
    greedy = opened(towns(server), people.ada)
    greedy.put(t="hello", v=1, rooms={str(room.pk): {} for room in rooms})
    assert greedy.hear("err")["code"] == "too_many"


def test_another_persons_room_answers_as_one_that_is_not_there(towns, server, people, hall, opened):
    """Same words, and no sooner."""
    eve = opened(towns(server), people.eve)
    welcome = eve.hello(hall)
    assert welcome["rooms"] == {}
    missing = 10**9
    for ask, more in (
        ("sub", {}), ("send", {"cid": str(uuid4()), "body": "x"}),
        ("edit", {"cid": str(uuid4()), "seq": 1, "body": "x"}), ("redact", {"cid": str(uuid4()), "seq": 1}),
    ):  # fmt: skip
        answers = [eve.ask(ask, room=room, **more) for room in (hall.pk, missing)]
        for answer in answers:
            del answer["id"]
        assert answers[0] == answers[1] == {"t": "err", "code": "not_found"}
    for frame in ({"t": "read", "seq": 1}, {"t": "typing"}):
        answers = []
        for room in (hall.pk, missing):
            eve.put(**frame, room=room)
            answers.append(eve.hear("err"))
        assert answers[0] == answers[1] == {"t": "err", "code": "not_found"}


def test_a_guests_cookie_of_nobody_is_nobody(towns, server, people, opened):
    tab = opened(towns(server), None, cookie="session=nobody; guest=nobody")
    assert tab.closed()[0] == 4401
    assert cookie_of(people.ada)
