"""The page of choice, live names, and the states for pages without sockets."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory

from collab.live.viewer import STRANGER, Viewer
from presence.models import Availability

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
