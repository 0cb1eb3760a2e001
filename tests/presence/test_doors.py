"""The page of choice, live names, and the states for pages without sockets."""

from datetime import timedelta

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone

from collab.live.viewer import STRANGER, Viewer
from presence.models import Availability, Beat
from presence.states import here

CHOICE = {"chosen": "dnd", "status_text": "In a meeting", "minutes": "60", "visible_to": "colleagues"}


def test_choosing_without_script(client, world):
    client.force_login(world.bo)
    assert client.get("/presence/").status_code == 200
    answer = client.post("/presence/", {**CHOICE, "next": "/desk/"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    mine = Availability.objects.get(person=world.bo)
    assert (mine.chosen, mine.status_text, mine.visible_to) == ("dnd", "In a meeting", "colleagues")
    assert mine.until is not None


def test_a_foreign_address_is_not_returned_to(client, world):
    client.force_login(world.bo)
    assert client.post("/presence/", {**CHOICE, "next": "https://evil.test/"})["Location"] == "/presence/"


@pytest.mark.parametrize(
    "bad", [{"chosen": "asleep"}, {"status_text": "x" * 81}, {"minutes": "-5"}, {"visible_to": "x"}, {"chosen": ""}]
)
def test_bad_choices_are_told_and_kept(client, world, bad):
    client.force_login(world.bo)
    answer = client.post("/presence/", {**CHOICE, **bad})
    assert answer.status_code == 422
    if "status_text" in bad:
        assert bad["status_text"] in answer.content.decode()


def test_a_stranger_has_no_availability(client, world):
    assert client.get("/presence/").status_code == 404
    assert client.post("/presence/", CHOICE).status_code == 404


def test_states_by_http_show_only_what_may_be_seen(client, world):
    Availability.objects.create(person=world.bo, visible_to="public")
    Availability.objects.create(person=world.ann, visible_to="nobody")
    address = f"/presence/people?id={world.bo.pk}&id={world.ann.pk}&id=99999&id=x&id={9**40}"
    assert set(client.get(address).json()["people"]) == {str(world.bo.pk)}


def _print(source, people, viewer):
    request = RequestFactory().get("/")
    request.viewer = viewer
    return Template("{% load presence %}" + source).render(RequestContext(request, {"people": people}))


def test_live_names_cost_three_queries_however_many(world, django_assert_max_num_queries):
    viewer = Viewer(key=world.ada.key, person_id=world.ada.pk)
    people = [world.bo, world.ann, world.han, world.hugo]
    source = "{% live_names people %}{% for one in people %}{% live_name one %}{% endfor %}"
    with django_assert_max_num_queries(3):
        page = _print(source, people, viewer)
    for person in people:
        assert f'href="/people/{person.pk}/card"' in page
    assert page.count('data-state="offline"') == 8


def test_a_hidden_state_is_not_in_the_page(world):
    page = _print("{% for one in people %}{% live_name one %}{% endfor %}", [world.bo], STRANGER)
    assert "Bo" in page
    assert "data-state" not in page


def test_one_word_is_chosen_without_leaving_the_page(client, world):
    client.force_login(world.bo)
    client.post("/presence/", CHOICE)
    answer = client.post("/presence/chosen", {"chosen": "busy", "next": "/desk/?plain"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/?plain")
    mine = Availability.objects.get(person=world.bo)
    assert (mine.chosen, mine.status_text, mine.visible_to, mine.until) == ("busy", "In a meeting", "colleagues", None)
    assert client.post("/presence/chosen", {"chosen": "available"}, headers={"X-Fragment": "1"}).status_code == 204
    assert client.post("/presence/chosen", {"chosen": "asleep"}).status_code == 404
    assert client.post("/presence/chosen", {"chosen": "busy", "next": "//evil.test"})["Location"] == "/presence/"


def test_strangers_choose_nothing(client, world):
    assert client.post("/presence/chosen", {"chosen": "busy"}).status_code == 404
    assert client.get("/presence/page").status_code == 404
    client.force_login(world.ada)
    assert client.get("/presence/page").status_code == 404


def test_staff_without_script_are_present_while_they_load_pages(client, world, monkeypatch):
    client.force_login(world.bo)
    assert '<noscript><img class="visually-hidden" src="/presence/page"' in client.get("/me/").content.decode()
    assert here([world.bo.pk]) == set()
    for _load in range(2):
        assert client.get("/presence/page")["Content-Type"] == "image/gif"
    assert here([world.bo.pk]) == {world.bo.pk} and Beat.objects.count() == 1
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=2, seconds=50))
    assert here([world.bo.pk]) == {world.bo.pk}
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=3, seconds=5))
    assert here([world.bo.pk]) == set()


def test_the_state_is_a_word_beside_the_name(world):
    viewer = Viewer(key=world.ada.key, person_id=world.ada.pk)
    page = _print("{% for one in people %}{% live_name one %}{% endfor %}", [world.bo], viewer)
    assert '<small class="state-word">' in page
