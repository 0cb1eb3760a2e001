"""The public page of an office, and what other halls add to it."""

import pytest

from chat.models import Seat
from collab.departments.models import Department, Position
from collab.feedback.models import CHECKS, Case
from tests.chat.conftest import as_viewer, make_desk


def _published(world):
    case = Case.open(
        title="Missed months", text="May I?", kind="enquiry", channel="web", party=as_viewer(world.ada), consent=True, language="en",
    )  # fmt: skip
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D01"], by=world.otto)
    case.sign(by=world.han)
    case.draft(body="Yes.", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    return case


def test_desks_and_people_stand_on_the_page(client, world, django_assert_max_num_queries):
    desk = make_desk("social", world.offices["D01"])
    Seat.objects.create(desk=desk, person=world.bo)
    for person in (world.bo, world.han):
        Position.objects.create(person=person, department=world.offices["D01"], title_zh="科员", title_en="Officer")
    world.offices["D01"].hours = {"mon": [["08:30", "12:00"]]}
    world.offices["D01"].save()
    with django_assert_max_num_queries(15):
        page = client.get("/departments/D01/").content.decode()
    assert "/desks/social/" in page and "Bo" in page and "Han" in page and "08:30-12:00" in page
    card = client.get(f"/people/{world.bo.pk}/card").content.decode()
    assert "/desks/social/" in card and "/departments/D01/" in card
    assert "/desks/social/" not in client.get(f"/people/{world.han.pk}/card").content.decode()


def test_those_who_left_are_not_on_it(client, world):
    for person in (world.bo, world.han):
        Position.objects.create(person=person, department=world.offices["D01"], title_zh="科员", title_en="Officer")
    world.bo.deactivate(by=world.adam)
    world.han.grants.get().revoke(by=world.adam)
    page = client.get("/departments/D01/").content.decode()
    assert f"/people/{world.bo.pk}/card" not in page and f"/people/{world.han.pk}/card" not in page


def test_its_published_replies(client, world):
    case = _published(world)
    case.publish(title="Missed months", question="May I?", answer="Yes.", checked=True, secrecy=True, by=world.olga)
    make_desk("social", world.offices["D01"])
    page = client.get("/departments/D01/").content.decode()
    assert page.index("/desks/social/") < page.index(case.publication.get_absolute_url())
    assert 'class="ask-us"' not in page and 'class="ask-us"' in client.get("/departments/D06/").content.decode()
    assert case.publication.get_absolute_url() not in client.get("/departments/D06/").content.decode()


def test_what_does_not_exist(client, world):
    assert client.get("/departments/D99/").status_code == 404
    assert {client.get(path).status_code for path in ("/departments/", "/departments/D/", "/departments/D06/")} == {200}


@pytest.mark.parametrize(("english", "shown"), [("1 Citizens' Avenue", "1 Citizens&#x27; Avenue"), ("", "市民大道1号")])
def test_the_address_stands_in_the_readers_language_where_it_was_written_down(client, world, english, shown):
    Department.objects.filter(code="D01").update(address_zh="市民大道1号", address_en=english)
    for page in ("/departments/", "/departments/D01/"):
        assert shown in client.get(page, headers={"Accept-Language": "en"}).content.decode()
        assert "市民大道1号" in client.get(page, headers={"Accept-Language": "zh-hans"}).content.decode()
