"""Who may open a socket, and with which code it is closed."""

import base64
import contextlib
import http.client
import os
import time

import pytest
from websockets.exceptions import ConnectionClosed

from collab.live import outlet
from tests.live.conftest import cookie_of

LOOSE_FRAMES = {"hello_seconds": 1}


def handshake(town, cookie: str, origins: list[str]) -> int:
    """The HTTP status of an opening with these Origin headers."""
    asked = http.client.HTTPConnection("127.0.0.1", town.port, timeout=10)
    asked.putrequest("GET", "/live/")
    for name, value in (
        ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", base64.b64encode(os.urandom(16)).decode()), ("Cookie", cookie),
        *(("Origin", origin) for origin in origins),
    ):  # fmt: skip
        asked.putheader(name, value)
    asked.endheaders()
    status = asked.getresponse().status
    asked.close()
    return status


def test_only_the_citys_own_origin_opens_a_socket(towns, server, people):
    town = towns(server)
    own, cookie = town.address, cookie_of(people.ada)
    assert handshake(town, cookie, [own]) == 101
    for origins in (
        [], ["null"], [f"http://127.0.0.1:{town.port + 1}"], [f"http://sub.127.0.0.1:{town.port}"], ["http://127.0.0.1"],
        [own.replace("http", "https")], [f"{own}.evil.test"], [f"{own}/"], [own, own], [own, "http://evil.test"],
    ):  # fmt: skip
        assert handshake(town, cookie, origins) in (400, 403), origins


@pytest.mark.parametrize(
    "first", ['{"t":"ping","n":1}', "{", "[]", '{"t":"hello"}', '{"t":"hello","v":1,"rooms":{"x":{}}}']
)
def test_4400_where_the_first_frame_is_no_hello(towns, server, people, opened, first):
    tab = opened(towns(server), people.ada)
    tab.put_raw(first)
    assert tab.closed()[0] == 4400


def test_4400_where_no_hello_comes(towns, server, people, opened):
    tab = opened(towns(server, **LOOSE_FRAMES), people.ada)
    begun = time.monotonic()
    assert tab.closed()[0] == 4400
    assert 0.5 < time.monotonic() - begun < 4


def test_4426_for_another_version(towns, server, people, opened):
    tab = opened(towns(server), people.ada)
    tab.put(t="hello", v=2, rooms={})
    assert tab.closed()[0] == 4426


@pytest.mark.parametrize("code", [4401, 4403])
def test_signed_out_and_banned_are_out_within_two_seconds(towns, server, people, hall, opened, code):
    """The closing is told by a frame of the place, in the process that serves."""
    town = towns(server)
    ben, bo = opened(town, people.ben), opened(town, people.bo)
    ben.hello(hall), bo.hello(hall)
    begun = time.monotonic()
    assert bo.send(hall, f"!revoke {code} {people.ben.key}")["t"] == "ok"
    seen, bye = ben.closed(3)
    assert seen == code and bye["code"] == code and time.monotonic() - begun < 2
    assert bo.send(hall, "still here")["t"] == "ok"
    assert outlet.local is None  # this process is no server


def test_4409_for_the_longest_idle_of_a_session(towns, server, people, opened):
    town, cookie = towns(server), cookie_of(people.ada)
    tabs = [opened(town, None, cookie=cookie) for _each in range(5)]
    for tab in tabs:
        tab.hello()
    tabs[0].put(t="ping", n=1)
    tabs[0].hear("pong")
    newest = opened(town, None, cookie=cookie)
    newest.hello()
    code, bye = tabs[1].closed()
    assert code == 4409 and bye["why"] == "replaced"
    tabs[0].put(t="ping", n=2)
    assert tabs[0].hear("pong")["n"] == 2


def test_4429_for_too_many_frames(towns, server, people, opened):
    tab = opened(towns(server), people.ada)
    tab.hello()
    with contextlib.suppress(ConnectionClosed):  # told below
        for _second in range(4):
            for number in range(90):
                tab.put(t="ping", n=number)
            time.sleep(1.1)
    code, bye = tab.closed()
    assert code == 4429 and bye["retry_ms"] >= 30_000


def test_a_slow_query_of_one_holds_up_nobody(towns, server, people, hall, opened):
    town = towns(server)
    slow, quick, reader = opened(town, people.ada), opened(town, people.bo), opened(town, people.ben)
    slow.hello(hall), quick.hello(hall), reader.hello(hall)
    slow.put(t="send", id=1, room=hall.pk, cid="6f1c2f0e-7a44-4c35-9b1e-111111111111", body="!slow two seconds")
    slow.put(t="ping", n=7)
    begun = time.monotonic()
    assert slow.hear("pong")["n"] == 7
    for number in range(4):
        assert quick.send(hall, f"meanwhile {number}")["seq"] == number + 1
    assert [entry["seq"] for entry in reader.entries(4)] == [1, 2, 3, 4]
    assert time.monotonic() - begun < 1.9
    assert slow.answer(1)["seq"] == 5
