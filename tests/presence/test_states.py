from datetime import timedelta

import pytest
from django.utils import timezone

from collab.live.viewer import STRANGER, Viewer
from presence.models import Availability, Beat
from presence.states import Wire, is_here, is_offline, set_load, states_of


@pytest.fixture
def bo(world):
    Wire().arrive("conn", Viewer(key=world.bo.key, person_id=world.bo.pk), mobile=False)
    return world.bo


def _state(person, viewer=STRANGER):
    return states_of([person.pk], viewer)[person.pk].state


def test_open_page_is_available_and_no_page_is_offline(bo, world):
    assert _state(bo) == "available"
    assert is_here(bo.pk)
    assert _state(world.han) == "offline"
    assert is_offline(world.han.pk)


def test_a_process_that_died_leaves_no_ghost(bo):
    Beat.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert is_offline(bo.pk)


def test_idle_is_away_and_one_active_page_is_enough(bo):
    Beat.objects.update(active_at=timezone.now() - timedelta(minutes=6))
    assert _state(bo) == "away"
    Wire().arrive("second", Viewer(key=bo.key, person_id=bo.pk), mobile=True)
    assert _state(bo) == "available"


def test_load_shows_as_busy_with_n_of_m(bo):
    set_load(bo.pk, 2, 4)
    shown = states_of([bo.pk], STRANGER)[bo.pk]
    assert (shown.state, shown.n, shown.m) == ("busy", 2, 4)


def test_a_reload_does_not_flap(bo):
    Wire().leave("conn", Viewer(key=bo.key, person_id=bo.pk))
    assert not is_offline(bo.pk)
    Beat.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert is_offline(bo.pk)


@pytest.mark.parametrize(
    ("audience", "seen"), [("public", "gab"), ("signed-in", "ab"), ("colleagues", "b"), ("nobody", "")]
)
def test_who_may_see_me(bo, world, audience, seen):
    Availability.objects.update_or_create(person=bo, defaults={"visible_to": audience})
    viewers = {
        "g": STRANGER,
        "a": Viewer(key=world.ada.key, person_id=world.ada.pk),
        "b": Viewer(key=world.han.key, person_id=world.han.pk),
    }
    assert {name for name, viewer in viewers.items() if bo.pk in states_of([bo.pk], viewer)} == set(seen)


def test_a_crowd_costs_the_same_queries(bo, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        states_of([world.bo.pk, world.han.pk, world.ada.pk, world.hugo.pk], STRANGER)
