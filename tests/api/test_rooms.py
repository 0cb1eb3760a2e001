"""The HTTP twin of the wire."""

from uuid import uuid4

import pytest

from collab.live.models import Entry
from tests.api.conftest import Program, guest_program, is_problem


def test_said_once_however_often_it_is_sent(visit, town):
    gus, key = guest_program(town), uuid4()
    path = f"/rooms/{visit.room_id}/messages"
    first = gus.post(path, {"body": "在吗"}, key=key)
    assert first.status_code == 201 and not first.json()["dup"]
    again = gus.post(path, {"body": "在吗"}, key=key)
    assert again.status_code == 200 and again.json() == {**first.json(), "dup": True}
    is_problem(gus.post(path, {"body": "other"}, key=key), 409, "cid_conflict")
    assert Entry.objects.filter(room=visit.room_id, cid=key).count() == 1


@pytest.mark.parametrize("key", ["", "no-uuid"])
def test_a_message_needs_a_key(visit, town, key):
    answer = guest_program(town).post(f"/rooms/{visit.room_id}/messages", {"body": "x"}, key=key)
    assert is_problem(answer, 422)["errors"][0]["in"] == "header"


def test_pages_of_the_log_are_gapless(visit, town):
    gus, path = guest_program(town), f"/rooms/{visit.room_id}/messages"
    for number in range(7):
        visit.room.append(kind="message", sender="p1", body=str(number))
    seen, after = [], 0
    while True:
        page = gus.get(f"{path}?after={after}&limit=3").json()
        seen += [entry["seq"] for entry in page["messages"]]
        after = seen[-1]
        if after == page["head"]:
            break
    assert seen == list(range(1, page["head"] + 1)) and page["epoch"] == visit.room.epoch
    assert page["messages"][0]["t"] == "ev"
    assert gus.get(f"{path}?after={after}").json()["messages"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "after=-1", "after=x", f"after={2**70}"])
def test_bad_cursors(visit, town, query):
    is_problem(guest_program(town).get(f"/rooms/{visit.room_id}/messages?{query}"), 422)


@pytest.mark.parametrize("who", ["ada", "eve", "ann", "hugo", "adam", "audrey", "mo", "ed"])
def test_strangers_find_no_room(visit, town, who):
    stranger, room = Program(getattr(town, who)), visit.room_id
    for at in (room, visit.notes_room_id, 999_999):
        told = is_problem(stranger.get(f"/rooms/{at}/messages"), 404)
        said = is_problem(stranger.post(f"/rooms/{at}/messages", {"body": "x"}, key=uuid4()), 404)
        assert told["title"] == said["title"] and told["detail"] == said["detail"]


def test_the_visitor_never_opens_the_notes(visit, town):
    is_problem(guest_program(town).get(f"/rooms/{visit.notes_room_id}/messages"), 404)


def test_change_and_take_back(visit, town):
    gus, path = guest_program(town), f"/rooms/{visit.room_id}/messages"
    seq = gus.post(path, {"body": "wrng"}, key=uuid4()).json()["seq"]
    assert gus.put(f"{path}/{seq}", {"body": "right"}, key=uuid4()).status_code == 201
    key = uuid4()
    assert gus.delete(f"{path}/{seq}", key=key).status_code == 201
    assert gus.delete(f"{path}/{seq}", key=key).json()["dup"] is True
    is_problem(gus.put(f"{path}/{seq}", {"body": "back"}, key=uuid4()), 409, "stale")
    entry = next(one for one in gus.get(path).json()["messages"] if one["seq"] == seq)
    assert entry["redacted"] and entry["body"] == ""


def test_limits_of_the_wire_hold_here_too(visit, town, settings):
    settings.LIVE = {**settings.LIVE, "sends": {"citizen": ((3, 24 * 3600),), "staff": ((3, 24 * 3600),)}}
    gus, path = guest_program(town), f"/rooms/{visit.room_id}/messages"
    is_problem(gus.post(path, {"body": "x" * 8001}, key=uuid4()), 422, "too_long")
    codes = [gus.post(path, {"body": "x"}, key=uuid4()) for _number in range(7)]
    refused = [answer for answer in codes if answer.status_code == 429]
    assert refused and int(refused[0]["Retry-After"]) >= 1
    visit.room.close()
    assert gus.post(path, {"body": "x"}, key=uuid4()).status_code in (404, 409, 429)


def test_how_far_i_have_read(visit, town):
    gus = guest_program(town)
    assert gus.post(f"/rooms/{visit.room_id}/read", {"seq": 2}).status_code == 204
    assert visit.room.participants.get(party=town.gus.key).read_seq == 2


def test_a_page_of_the_log_costs_few_queries(visit, town, django_assert_max_num_queries):
    for number in range(150):
        visit.room.append(kind="message", sender="p1", body=str(number))
    gus = guest_program(town)
    with django_assert_max_num_queries(9):
        assert len(gus.get(f"/rooms/{visit.room_id}/messages").json()["messages"]) > 150
