"""Feeds of published replies."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from collab.feedback.models import CHECKS, Case, Leader
from collab.live.viewer import STRANGER

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def mayor(world):
    return Leader.objects.create(slug="mayor", name="Gu", title_zh="市长", title_en="Mayor")


def published(world, title, *, leader=None, kind="help"):
    case = Case.open(
        title="a", text="b", kind=kind, channel="web", party=STRANGER, consent=True, language="en",
        department=world.offices["D01"], by=world.bo, leader=leader,
    )  # fmt: skip
    case.sign(by=world.han)
    case.draft(body="c", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    case.publish(title=title, question="q", answer="a", checked=True, secrecy=True, by=world.olga)
    return case


def titles(client, **chosen):
    answer = client.get(reverse("replies_feed"), chosen)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_each_choice_has_its_feed(world, mayor, client):
    published(world, "Lifts", leader=mayor)
    published(world, "Noise", kind="suggestion")
    assert titles(client) == ["Noise", "Lifts"]
    assert titles(client, department="D01") == ["Noise", "Lifts"]
    assert titles(client, department="D06") == []
    assert titles(client, leader="mayor") == ["Lifts"]
    assert titles(client, kind="suggestion", department="D01") == ["Noise"]
    assert titles(client, kind="suggestion", leader="mayor") == []


def test_what_is_withdrawn_or_loses_its_consent_leaves_at_once(world, mayor, client):
    first, second = published(world, "Lifts", leader=mayor), published(world, "Noise")
    first.publication.withdraw(by=world.olga)
    assert titles(client) == ["Noise"] and titles(client, leader="mayor") == []
    second.change_consent(consent=False, by=STRANGER)
    assert titles(client) == []


@pytest.mark.parametrize("wrong", [{"department": "D99"}, {"leader": "nobody"}, {"kind": "x"}])
def test_what_does_not_exist_has_no_feed(world, client, wrong):
    assert client.get(reverse("replies_feed"), wrong).status_code == 404


def test_pages_name_their_feed(mayor, client):
    assert "?leader=mayor" in client.get(mayor.get_absolute_url()).content.decode()
    assert "kind=help" in client.get(reverse("replies"), {"kind": "help"}).content.decode()


def test_a_feed_costs_the_same_with_many_entries(world, mayor, client, django_assert_max_num_queries):
    for number in range(5):
        published(world, f"n{number}", leader=mayor)
    with django_assert_max_num_queries(4):
        assert len(titles(client, leader="mayor", department="D01")) == 5
