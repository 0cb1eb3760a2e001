"""The hotline takes a call down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab.feedback.models import Case
from collab.feedback.phone_form import CallForm

CALL = {"contact_phone": "13800000001", "contact_name": "林", "kind": "help", "title": "电梯停了", "text": "一周停三次"}


@pytest.fixture
def hotline(world, client):
    client.force_login(world.otto)
    return client


def take(client, **more):
    begun = CallForm().initial["begun"]
    return client.post(reverse("phone"), {"begun": begun, **CALL, **more})


def test_a_call_becomes_a_case_and_its_code_is_read_out(hotline):
    assert take(hotline, notes="听不清,请回电").status_code == 302
    case = Case.objects.get()
    assert (case.channel, case.party, case.contact_phone, case.state) == ("phone", "", "13800000001", "submitted")
    page = hotline.get(reverse("phone_done")).content.decode()
    assert case.number in page and case.secret[:4] in page
    assert "听不清" in hotline.get(case.get_absolute_url()).content.decode()
    assert not case.steps.filter(verb="note", public=True).exists()


def test_the_clock_counts_from_the_start_of_the_call(hotline, monkeypatch):
    begun, now = CallForm().initial["begun"], timezone.now()
    later = now + timedelta(minutes=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    take(hotline, begun=begun)
    case = Case.objects.get()
    assert case.received_at == later and later - case.first_contact_at >= timedelta(minutes=19)


@pytest.mark.parametrize("begun", ["x", "2020-01-01T00:00:00:forged", ""])
def test_a_made_up_start_is_not_believed(hotline, begun):
    take(hotline, begun=begun or "-")
    assert timezone.now() - Case.objects.get().first_contact_at < timedelta(minutes=1)


def test_it_may_be_sent_on_in_the_same_act(world, hotline):
    take(hotline, department=world.offices["D01"].pk)
    case = Case.objects.get()
    assert (case.state, case.department) == ("dispatched", world.offices["D01"])
    assert [step.verb for step in case.steps.all()] == ["open", "accept", "dispatch"]


def test_what_is_wrong_is_told_and_kept(hotline):
    answer = take(hotline, title="", notes="KEPT")
    assert answer.status_code == 422 and "KEPT" in answer.content.decode()
    assert not Case.objects.exists()


def test_danger_shows_the_numbers(hotline):
    assert take(hotline, text="煤气泄漏").status_code == 302
    assert "tel:119" in hotline.get(reverse("phone_done")).content.decode()


def test_earlier_cases_of_the_number(hotline):
    take(hotline)
    take(hotline, title="第二件", confidential="on")
    page = hotline.get(reverse("phone"), {"phone": "13800000001"}).content.decode()
    assert "电梯停了" in page and "第二件" not in page
    assert "电梯停了" not in hotline.get(reverse("phone"), {"phone": "13800000002"}).content.decode()


@pytest.mark.parametrize("who", ["ada", "bo", "han", "olga", "adam", "audrey", None])
def test_nobody_else_finds_the_page(world, client, who):
    if who:
        client.force_login(getattr(world, who))
    assert client.get(reverse("phone")).status_code == 404
    assert take(client).status_code == 404
    assert client.get(reverse("phone_done")).status_code == 404
