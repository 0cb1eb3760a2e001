"""Every frame of the wire, for every role and relation: the second half of tests/security/table.py."""

import re
import time
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from collab.departments.models import Grant
from collab.live import frames
from tests.live.tab import Tab
from tests.security.cast import CAST, make_town
from tests.security.table import FRAMES, names

LOOSE = {
    name: {rank: rule for rank in ("citizen", "staff")}
    for name, rule in (("sends", [[5000, 5]]), ("frames", [5000, 5000]))
}
ROWS = [line.split(maxsplit=2) for line in FRAMES.strip().splitlines()]
WITH_ID = {"sub", "unsub", "send", "edit", "redact"}


def test_every_frame_stands_in_the_table() -> None:
    assert {row[0] for row in ROWS} == set(frames.KINDS)


@pytest.fixture
def town(transactional_db: None) -> SimpleNamespace:
    return make_town()


def cookie(town: SimpleNamespace, name: str) -> str:
    return f"guest={town.gus_secret}" if name == "gus" else f"session={town.sessions.get(name, 'nobody')}"


def frame_of(kind: str, room: int) -> dict[str, Any]:
    """A frame that is right in itself."""
    fields = {
        "sub": {"room": room}, "unsub": {"room": room}, "send": {"room": room, "body": "x", "cid": str(uuid4())},
        "edit": {"room": room, "seq": 1, "body": "y", "cid": str(uuid4())},
        "redact": {"room": room, "seq": 1, "cid": str(uuid4())}, "read": {"room": room, "seq": 1},
        "typing": {"room": room}, "sig": {"call": room, "kind": "offer", "data": "x"}, "ack": {"rooms": {str(room): 1}},
        "beat": {"state": "active"}, "watch": {"people": [1]}, "ping": {"n": 7},
    }[kind]  # fmt: skip
    return {"t": kind, **fields, **({"id": 1} if kind in WITH_ID else {})}


def does_something(tab: Tab, kind: str, room: int) -> bool:
    """Whether the frame was heard; `not_found` is the only other answer."""
    there = tab.hello(SimpleNamespace(pk=room))["rooms"]
    if kind == "hello":
        return str(room) in there
    tab.heard.clear()
    tab.put(**frame_of(kind, room))
    tab.put(t="ping", n=99)
    tab.hear("pong", n=99)
    if kind in WITH_ID and not any(frame.get("id") == 1 for frame in tab.heard):
        tab.answer(1)
    refusals = {frame["code"] for frame in tab.heard if frame["t"] == "err" and frame.get("room") != room}
    assert refusals <= {"not_found"}, (kind, refusals)
    return not refusals


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(3))
def test_the_frames(town: SimpleNamespace, towns: Any, opened: Any, part: int) -> None:
    server, wrong = towns("daphne", **LOOSE), []
    for kind, where, who in ROWS[part::3]:
        room, may = town.ids.get(where, 1), names(who, list(CAST))
        for name in CAST:
            tab = opened(server, None, cookie=cookie(town, name))
            if name == "nobody":
                code, bye = tab.closed()
                assert code == 4401 and bye and bye["why"] == "sign_in"
                continue
            if does_something(tab, kind, room) is not (name in may):
                wrong.append(f"{kind} {where} {name}")
            tab.close()
    assert wrong == []


def test_what_is_hidden_answers_like_what_is_not_there(town: SimpleNamespace, towns: Any, opened: Any) -> None:
    tab = opened(towns("daphne", **LOOSE), None, cookie=cookie(town, "adam"))
    tab.hello()
    for kind in ("sub", "send", "edit", "redact"):
        answers = []
        for number, room in enumerate((town.ids["room"], town.ids["notes_room"], 999_999), 10):
            begun = time.monotonic()
            tab.put(**{**frame_of(kind, room), "id": number})
            answers.append({**tab.answer(number), "id": 0})
            assert time.monotonic() - begun >= 0.02
        assert answers[0] == answers[1] == answers[2] == {"t": "err", "code": "not_found", "id": 0}


def test_a_role_that_is_taken_back_acts_on_open_sockets(town: SimpleNamespace, towns: Any, opened: Any) -> None:
    """Adam takes Bo's role back on the page of administration; within two seconds Bo's tab has lost the room."""
    server, room = towns("daphne", **LOOSE), SimpleNamespace(pk=town.ids["room"])
    bo = opened(server, None, cookie=cookie(town, "bo"))
    assert str(room.pk) in bo.hello(room)["rooms"]
    grant = Grant.objects.get(person=town.bo)
    with httpx.Client(base_url=server.address, cookies={"session": town.sessions["adam"]}) as adam:
        page = adam.get(f"/administration/people/{town.bo.pk}/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.status_code
        done = adam.post(
            f"/administration/people/{town.bo.pk}/grants/{grant.pk}/end",
            data={"csrfmiddlewaretoken": token[1]}, headers={"Origin": server.address},
        )  # fmt: skip
        assert done.status_code == 302
    begun = time.monotonic()
    assert bo.hear("err", 3, code="not_found")["room"] == room.pk
    assert time.monotonic() - begun < 2
    assert bo.send(room, "still here?")["code"] == "not_found"
