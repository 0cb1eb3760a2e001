import pytest

from collab.departments.models import Position


@pytest.fixture
def card(world):
    Position.objects.create(
        person=world.bo,
        department=world.offices["D01"],
        title_zh="窗口主任",
        title_en="Head of counter",
        phone="0571 1",
    )
    return f"/people/{world.bo.pk}/card"


def test_everybody_may_read_the_card_of_staff(client, card, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(card)
    assert page.status_code == 200
    assert "窗口主任" in page.content.decode() and "人社局" in page.content.decode()


def test_the_bare_card_follows_the_language(client, card):
    part = client.get(card, headers={"X-Fragment": "1", "Accept-Language": "en"}).content.decode()
    assert "Head of counter" in part and "<html" not in part


def test_citizens_and_unknown_people_have_no_card(client, world, card):
    assert client.get(f"/people/{world.ada.pk}/card").status_code == 404
    assert client.get("/people/99999999999999999999/card").status_code == 404
    assert client.post(card).status_code == 405


def test_who_lost_the_office_or_the_account_has_no_card(client, world, card):
    world.bo.grants.get().revoke(by=world.adam)
    assert client.get(card).status_code == 404


def test_who_serves_citizens_has_a_card_before_a_position(client, world):
    """Their live name leads to it."""
    page = client.get(f"/people/{world.bo.pk}/card", headers={"Accept-Language": "zh-hans"})
    assert page.status_code == 200 and "Bo" in page.content.decode() and "人社局" in page.content.decode()
    assert client.get(f"/people/{world.bo.pk}/photo/x.jpg").status_code == 404


def test_the_card_of_who_serves_no_citizens_is_for_colleagues(client, world):
    address = f"/people/{world.adam.pk}/card"
    assert client.get(address).status_code == 404
    client.force_login(world.ada)
    assert client.get(address).status_code == 404
    client.force_login(world.bo)
    assert client.get(address).status_code == 200
