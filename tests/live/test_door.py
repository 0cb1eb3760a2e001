"""What those learn on the wire who may not see or not write; and every frame that it says."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.live.conftest import cookie_of, fill
from tests.live.strict import CID, NARROW, NOWHERE
from tests.live.tab import SCHEMA


def _refusal(address: str, cookie: str, origins: list[str], path: str = "/live/") -> int:
    """The status of a refused handshake; 101 where it was not refused."""
    headers = [("Cookie", cookie), *(("Origin", origin) for origin in origins)]
    try:
        with connect(address.replace("http", "ws", 1) + path, additional_headers=headers, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize("path", ["/live", "/live/x", "/", "/live/%2e%2e/", "//live/"])
def test_sockets_live_at_one_address(towns, people, path):
    town = towns("daphne", **NARROW)
    assert _refusal(town.address, cookie_of(people.bo), [town.address], path) == 403


def _asked(room: int) -> list[dict]:
    return [
        {"t": "sub", "id": 1, "room": room},
        {"t": "sub", "id": 1, "room": room, "epoch": "", "seq": 0},
        {"t": "send", "id": 1, "room": room, "cid": CID, "body": "x"},
        {"t": "edit", "id": 1, "room": room, "cid": CID, "seq": 1, "body": "x"},
        {"t": "redact", "id": 1, "room": room, "cid": CID, "seq": 1},
        {"t": "read", "room": room, "seq": 1},
        {"t": "typing", "room": room},
        {"t": "sig", "call": room, "kind": "offer", "data": 1},
    ]


@pytest.mark.parametrize("who", ["ann", "adam", "audrey"])
def test_a_hidden_room_answers_like_none(towns, hall, people, opened, who):
    fill(hall, 1)
    tab = opened(towns("daphne", **NARROW), getattr(people, who))
    welcome = tab.hello(hall)
    assert welcome["rooms"] == {} and tab.hear("err") == {"t": "err", "code": "not_found", "room": hall.pk}
    for hidden, missing in zip(_asked(hall.pk), _asked(NOWHERE), strict=True):
        told = []
        for frame in (hidden, missing):
            tab.put(**frame)
            told.append(tab.hear("err"))
        assert told[0] == told[1] and told[0]["code"] == "not_found", hidden["t"]
    tab.put(t="ack", rooms={str(hall.pk): 1})
    assert tab.silent(0.3)
    hall.refresh_from_db()
    assert hall.head == 1


def test_who_only_reads_cannot_write(towns, hall, people, opened):
    fill(hall, 1)
    tab = opened(towns("daphne", **NARROW), people.ben)
    assert tab.hello(hall)["rooms"][str(hall.pk)]["role"] == "read"
    for frame in _asked(hall.pk)[3:5]:
        tab.put(**frame)
        assert tab.hear("err")["code"] == "not_found"
    for frame in _asked(hall.pk)[6:]:
        tab.put(**frame)
        assert tab.hear("err")["code"] == "not_found"


def test_every_frame_of_the_server_is_heard_once_and_fits_the_schema(towns, hall, people, opened):
    """`Tab` holds each against the schema."""
    fill(hall, 501)
    town = towns("daphne", **NARROW)
    bo, other = opened(town, people.bo), opened(town, people.ann)
    bo.hello(**{f"r{hall.pk}": (hall.epoch, 0)})
    ada = opened(town, people.ada)
    ada.hello(hall), other.hello()
    bo.hear("reset")
    ada.put(t="typing", room=hall.pk)
    bo.hear("typing")
    ada.put(t="sig", call=hall.pk, kind="offer", data={"sdp": ["v=0", None, 1.5]})
    bo.hear("sig")
    bo.put(t="watch", people=[people.ann.pk, people.eve.pk, NOWHERE])
    assert bo.hear("people")["people"][str(NOWHERE)] is None
    bo.put(t="ping", n=-1)
    bo.hear("pong")
    bo.put(t="send", id=1, room=hall.pk, cid=CID, body=f"!note {people.bo.key}")
    bo.hear("note")
    bo.hear("hb")
    bo.ask("sub", room=NOWHERE)
    bo.put_raw("x" * 65_537)
    bo.closed()
    kinds = {
        SCHEMA["$defs"][one["$ref"].rsplit("/", 1)[1]]["properties"]["t"]["const"]
        for one in SCHEMA["$defs"]["server"]["oneOf"]
    }
    assert {frame["t"] for frame in bo.heard} == kinds
