"""Web hooks: what is told, how it is signed, repeated and given up."""

import hashlib
import hmac
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from collab.feedback.chores import deliver, forget_deliveries
from collab.feedback.models import Case, Delivery, Hook
from collab.feedback.models.hook import GIVES_UP, PAUSES
from collab.notifications.models import Letter
from tests.chat.conftest import as_viewer


@pytest.fixture
def hooked(world, other):
    other.hook, other.secret = Hook.add(url=other.url, department=None, by=world.adam)
    return other


def one(world, **more):
    facts = {
        "title": "路灯",
        "text": "我是林晓禾",
        "kind": "help",
        "channel": "web",
        "party": as_viewer(world.ada),
        "consent": True,
        "language": "zh-hans",
    }
    return Case.open(**facts | more)


def test_what_everybody_may_know_is_told_and_signed(world, hooked):
    case = one(world, contact_name="林晓禾")
    one(world, confidential=True)
    deliver()
    (asked,) = hooked.asked
    told = json.loads(asked.body)
    assert (told["event"], told["number"], told["status"], told["url"]) == ("case.open", case.number, "open", None)
    assert "林晓禾" not in asked.body.decode() and "路灯" not in asked.body.decode()
    moment, mark = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", asked.headers["X-Townhall-Signature"]).groups()
    assert mark == hmac.new(hooked.secret.encode(), moment.encode() + b"." + asked.body, hashlib.sha256).hexdigest()
    assert hooked.secret not in Hook.objects.get().secret
    deliver()
    assert len(hooked.asked) == 1


def test_a_hook_of_one_office_hears_of_its_cases_alone(world, other):
    Hook.add(url=other.url, department=world.offices["D06"], by=world.adam)
    case = one(world)
    case.accept(by=world.otto)
    assert not Delivery.objects.exists()
    case.dispatch(department=world.offices["D06"], by=world.otto)
    assert [one.verb for one in Delivery.objects.all()] == ["dispatch"]


def test_what_does_not_arrive_is_repeated_with_pauses_and_then_given_up(world, hooked):
    hooked.answers = [(500, {}, b"")] * len(PAUSES)
    one(world)
    for number in range(len(PAUSES) + 1):
        deliver()
        deliver()
        Delivery.objects.update(not_before=timezone.now() - timedelta(seconds=1))
        assert Delivery.objects.get().tries == min(number + 1, len(PAUSES))
    assert len(hooked.asked) == len(PAUSES) and Delivery.objects.get().status == 500
    assert Hook.objects.get().lost == 1


def test_a_hook_that_never_answers_is_switched_off_and_its_owner_told(world, hooked):
    Hook.objects.update(lost=GIVES_UP - 1)
    one(world)
    Delivery.objects.update(tries=len(PAUSES) - 1)
    hooked.answers = [(500, {}, b"")]
    deliver()
    assert Hook.objects.get().disabled_at and Letter.objects.filter(to=world.adam.email).exists()
    one(world)
    assert Delivery.objects.count() == 1


def test_an_address_inside_is_recorded_and_never_asked(world, settings):
    hook, _secret = Hook.add(url="https://127.0.0.1/", department=None, by=world.adam)
    assert not hook.ping().send()
    assert Delivery.objects.get().error.startswith("NotAllowed")


def test_the_pages(world, client, hooked):
    client.force_login(world.adam)
    added = client.post("/administration/hooks/", {"url": "https://hooks.example/in"})
    assert "whsec_" in added.content.decode() and "whsec_" not in client.get("/administration/hooks/").content.decode()
    assert client.post("/administration/hooks/", {"url": "nonsense"}).status_code == 422
    at = f"/administration/hooks/{hooked.hook.pk}/"
    assert client.post(f"{at}ping").status_code == 302 and "200" in client.get(at).content.decode()
    client.post(f"{at}disable")
    assert client.post(f"{at}ping").status_code == 404


def test_old_deliveries_are_forgotten(world, hooked):
    one(world)
    Delivery.objects.update(at=timezone.now() - timedelta(days=31))
    forget_deliveries()
    assert not Delivery.objects.exists()
