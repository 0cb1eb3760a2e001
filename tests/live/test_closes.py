"""Who is closed, with which goodbye, and who stays."""

import pytest
from django.contrib.sessions.models import Session

from tests.live.strict import NARROW


@pytest.fixture
def town(towns):
    return towns("daphne", **NARROW)


def _ended(tab) -> tuple[int, str]:
    code, bye = tab.closed()
    assert bye and bye["code"] == code
    return code, bye["why"]


@pytest.mark.parametrize("cookie", ["session=nobody", "guest=nobody", "guest=%00"])
def test_4401_for_a_cookie_that_does_not_hold(town, people, opened, cookie):
    assert _ended(opened(town, None, cookie=cookie)) == (4401, "sign_in")


@pytest.mark.parametrize("cookie", ["other=1", "session="])
def test_a_stranger_may_listen_and_no_room_exists_that_is_not_for_everybody(town, hall, people, opened, cookie):
    tab = opened(town, None, cookie=cookie)
    welcome = tab.hello(hall)
    assert (welcome["person"], welcome["rooms"]) == ("", {})
    assert tab.ask("sub", room=hall.pk)["code"] == "not_found"


def test_4401_when_the_session_is_gone(town, hall, people, opened):
    tab, guest = opened(town, people.ada), opened(town, people.gus_secret)
    tab.hello(hall), guest.hello()
    Session.objects.all().delete()
    assert _ended(tab) == (4401, "signed_out")
    guest.put(t="ping", n=1)
    guest.hear("pong")


def test_4403_ends_all_tabs_of_the_banned_and_nobody_elses(town, hall, people, opened):
    bo, ada, other, ben = (opened(town, who) for who in (people.bo, people.ada, people.ada, people.ben))
    for tab in (bo, ada, other, ben):
        tab.hello(hall)
    bo.send(hall, f"!revoke 4403 {people.ada.key}")
    assert _ended(ada) == _ended(other) == (4403, "banned")
    assert ben.hear("ev")["seq"] == 1


def test_4409_counts_a_person_over_all_their_sessions(town, people, opened):
    tabs = [opened(town, people.ada) for _each in range(3)]
    for tab in tabs:
        tab.hello()
    opened(town, people.ada).hello()
    assert _ended(tabs[0]) == (4409, "replaced")


def test_4429_for_too_many_from_one_address(town, people, opened):
    for _each in range(8):
        opened(town, people.bo).hello()
    tab = opened(town, people.ada)
    code, bye = tab.closed()
    assert (code, bye["why"], bye["retry_ms"]) == (4429, "address", 30_000)
    opened(town, people.bo).hello()
