"""States worked out from open pages, choices and load; who may see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from collab.live.places import Arrival
from collab.live.viewer import STRANGER, Viewer
from presence.attendance import Attendance, sweep
from presence.models import Availability, Beat
from presence.states import here, is_here, set_load, states_of, vanished


def as_viewer(person, *, staff=False):
    return Viewer(key=person.key, name=person.name, person_id=person.pk, staff=staff)


def arrive(person, conn="conn", *, mobile=False):
    Attendance().arrive([Arrival(conn, as_viewer(person), mobile)])


@pytest.fixture
def bo(world):
    arrive(world.bo)
    return world.bo


def _state(person, viewer=None):
    return states_of([person.pk], viewer or as_viewer(person))[person.pk].state


def test_open_page_is_available_and_no_page_is_offline(bo, world):
    assert _state(bo) == "available"
    assert is_here(bo.pk)
    assert _state(world.han) == "offline"


def test_a_process_that_died_leaves_no_ghost(bo):
    Beat.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert _state(bo) == "offline"


def test_a_refreshed_page_lives_on(bo):
    Beat.objects.update(seen_at=timezone.now() - timedelta(seconds=40))
    Attendance().refresh(["conn"])
    assert timezone.now() - Beat.objects.get().seen_at < timedelta(seconds=5)


def test_idle_is_away_and_one_active_page_is_enough(bo):
    Attendance().beat("conn", as_viewer(bo), state="idle")
    assert _state(bo) == "away"
    assert not is_here(bo.pk)
    arrive(bo, "second")
    assert _state(bo) == "available"


def test_a_touch_ends_away(bo):
    Attendance().beat("conn", as_viewer(bo), state="idle")
    Attendance().beat("conn", as_viewer(bo), state="active")
    assert _state(bo) == "available"


def test_load_shows_as_busy_with_n_of_m(bo):
    set_load(bo.pk, 2, 4)
    shown = states_of([bo.pk], as_viewer(bo))[bo.pk]
    assert (shown.state, shown.n, shown.m) == ("busy", 2, 4)
    assert here([bo.pk]) == {bo.pk}


@pytest.mark.parametrize("chosen", ["dnd", "interview"])
def test_a_chosen_state_is_stronger_than_an_active_page_and_not_than_no_page(bo, world, chosen):
    for person in (bo, world.han):
        Availability.objects.update_or_create(person=person, defaults={"chosen": chosen})
    assert _state(bo) == chosen
    assert not is_here(bo.pk)
    assert _state(world.han) == "offline"


def test_a_choice_ends_with_its_time(bo):
    past = timezone.now() - timedelta(minutes=1)
    Availability.objects.create(person=bo, chosen="dnd", status_text="At the dentist", until=past)
    shown = states_of([bo.pk], as_viewer(bo))[bo.pk]
    assert (shown.state, shown.text) == ("available", "")


def test_a_phone_alone_is_marked_and_a_phone_beside_a_desk_is_not(bo, world):
    arrive(world.ann, "phone", mobile=True)
    assert states_of([world.ann.pk], as_viewer(world.ann))[world.ann.pk].mobile
    arrive(bo, "phone2", mobile=True)
    assert not states_of([bo.pk], as_viewer(bo))[bo.pk].mobile


def test_a_reload_does_not_flap(bo):
    Attendance().leave(["conn"])
    assert _state(bo) == "available"
    Beat.objects.update(left_at=timezone.now() - timedelta(seconds=11))
    assert _state(bo) == "offline"


def test_who_left_is_told_and_forgotten_after_a_minute(bo, django_capture_on_commit_callbacks):
    Beat.objects.update(left_at=timezone.now() - timedelta(seconds=11))
    with django_capture_on_commit_callbacks() as told:
        sweep()
    assert (Beat.objects.count(), len(told)) == (1, 1)
    Beat.objects.update(left_at=timezone.now() - timedelta(seconds=40))
    with django_capture_on_commit_callbacks() as told:
        sweep()
    assert (Beat.objects.count(), len(told)) == (1, 0)
    Beat.objects.update(left_at=timezone.now() - timedelta(seconds=61))
    with django_capture_on_commit_callbacks() as told:
        sweep()
    assert (Beat.objects.count(), len(told)) == (0, 1)


@pytest.mark.parametrize(
    ("facts", "gone"),
    [({}, False), ({"left_at": 45}, False), ({"left_at": 51}, True), ({"seen_at": 49}, False), ({"seen_at": 51}, True)],
)
def test_a_tunnel_is_not_the_end(bo, world, facts, gone):
    Beat.objects.update(**{name: timezone.now() - timedelta(seconds=ago) for name, ago in facts.items()})
    assert vanished([bo.pk, world.han.pk]) == ({bo.pk, world.han.pk} if gone else {world.han.pk})


@pytest.mark.parametrize(
    ("audience", "seen"), [("public", "gab"), ("signed-in", "ab"), ("colleagues", "b"), ("nobody", ""), ("", "ab")]
)
def test_who_may_see_me(bo, world, audience, seen):
    Availability.objects.update_or_create(person=bo, defaults={"visible_to": audience})
    viewers = {"g": STRANGER, "a": as_viewer(world.ada), "b": as_viewer(world.han, staff=True)}
    assert {name for name, viewer in viewers.items() if bo.pk in states_of([bo.pk], viewer)} == set(seen)


def test_a_citizen_who_chose_nothing_is_seen_by_nobody(world):
    arrive(world.ada)
    assert states_of([world.ada.pk], as_viewer(world.han, staff=True)) == {}
    assert _state(world.ada) == "available"


def test_a_crowd_costs_the_same_queries(bo, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        states_of([world.bo.pk, world.han.pk, world.ada.pk, world.hugo.pk], as_viewer(world.ben))
