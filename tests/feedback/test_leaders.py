"""Letters to a leader."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab.audit.models import LogEntry
from collab.feedback.models import CHECKS, Case, Leader
from collab.live.viewer import STRANGER

LETTER = {"kind": "help", "title": "电梯停了", "text": "一周停三次", "contact_name": "林"}
BOX = {
    "slug": "mayor", "name": "顾", "title_zh": "市长", "title_en": "Mayor", "remit_zh": "全面工作", "remit_en": "All",
    "order": 1, "title_most": 25, "text_most": 600,
}  # fmt: skip


@pytest.fixture
def mayor(world):
    row = Leader()
    row.keep(by=world.adam, **BOX)
    return row


def answered(world, leader, *, publish=False):
    case = Case.open(
        title="a", text="b", kind="help", channel="letter", party=STRANGER, consent=True, language="en",
        department=world.offices["D01"], by=world.bo, leader=leader,
    )  # fmt: skip
    case.sign(by=world.han)
    case.draft(body="c", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    if publish:
        case.publish(title="Lifts", question="q", answer="a", checked=True, secrecy=True, by=world.olga)
    return case


def test_a_letter_becomes_a_case_of_this_leader(mayor, client):
    page = client.get(reverse("leaders")).content.decode()
    assert mayor.get_absolute_url() in page
    page = client.get(mayor.get_absolute_url()).content.decode()
    assert "600" in page and 'name="consent"' in page and "checked" not in page
    assert client.post(mayor.get_absolute_url(), LETTER).status_code == 302
    case = Case.objects.get()
    assert (case.leader, case.channel, case.consent) == (mayor, "letter", False)
    receipt = client.get(reverse("receipt")).content.decode()
    assert case.number in receipt and f'data-path="{mayor.get_absolute_url()}"' in receipt


@pytest.mark.parametrize("wrong", [{"title": "长" * 26}, {"text": "长" * 601}, {"text": ""}, {"kind": "x"}])
def test_the_limits_of_the_box_hold_and_the_text_stays(mayor, client, wrong):
    answer = client.post(mayor.get_absolute_url(), LETTER | {"contact_name": "KEPT"} | wrong)
    assert answer.status_code == 422 and "KEPT" in answer.content.decode()
    assert not Case.objects.exists()
    assert client.post(mayor.get_absolute_url(), LETTER | {"title": "长" * 25}).status_code == 302


def test_danger_is_told_the_numbers_first(mayor, client):
    answer = client.post(mayor.get_absolute_url(), LETTER | {"text": "煤气泄漏"})
    assert answer.status_code == 422 and "tel:119" in answer.content.decode()
    assert client.post(mayor.get_absolute_url(), LETTER | {"text": "煤气泄漏", "not_urgent": "1"}).status_code == 302


def test_figures_are_shown_from_five_answers_on(world, mayor, client):
    for _time in range(4):
        answered(world, mayor)
    assert "<dd>100 %</dd>" not in client.get(mayor.get_absolute_url()).content.decode()
    answered(world, mayor)
    page = client.get(mayor.get_absolute_url()).content.decode()
    assert "<dd>100 %</dd>" in page and "<dd>5</dd>" in page


def test_replies_are_shown_until_they_are_withdrawn(world, mayor, client):
    case = answered(world, mayor, publish=True)
    assert "Lifts" in client.get(mayor.get_absolute_url()).content.decode()
    case.publication.withdraw(by=world.olga)
    assert "Lifts" not in client.get(mayor.get_absolute_url()).content.decode()


def test_who_is_not_shown_any_more_takes_no_letters(world, mayor, client):
    mayor.keep(by=world.adam, shown_until=timezone.localdate() - timedelta(days=1))
    assert mayor.get_absolute_url() not in client.get(reverse("leaders")).content.decode()
    assert client.post(mayor.get_absolute_url(), LETTER).status_code == 404


def test_the_administration_keeps_the_boxes(world, client):
    client.force_login(world.adam)
    assert client.post(reverse("letter_box_new"), BOX | {"title_most": 5}).status_code == 422
    assert client.post(reverse("letter_box_new"), BOX | {"card": "eve@town.test"}).status_code == 422
    assert client.post(reverse("letter_box_new"), BOX).status_code == 302
    row = Leader.objects.get()
    changed = BOX | {"name": "Shen", "department": world.offices["D01"].pk}
    assert client.post(reverse("letter_box", args=[row.pk]), changed).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.department) == ("Shen", world.offices["D01"])
    assert LogEntry.objects.filter(verb="leader.kept").latest("pk").detail["fields"] == ["department", "name"]
    assert "Shen" in client.get(reverse("letter_boxes")).content.decode()


@pytest.mark.parametrize("who", ["ada", "otto", "olga", "audrey", None])
def test_nobody_else_does(world, mayor, client, who):
    if who:
        client.force_login(getattr(world, who))
    for page in (reverse("letter_boxes"), reverse("letter_box_new"), reverse("letter_box", args=[mayor.pk])):
        assert client.get(page).status_code == 404
        assert client.post(page, BOX).status_code == 404


def test_the_rules_name_every_ground_and_where_to_turn(client, db):
    page = client.get(reverse("write_rules"), headers={"accept-language": "en"}).content.decode()
    assert "petition office of the city" in page and "12345" in page


def test_the_page_costs_the_same_with_many_letters(world, mayor, client, django_assert_max_num_queries):
    for _time in range(6):
        answered(world, mayor, publish=True)
    with django_assert_max_num_queries(9):
        client.get(mayor.get_absolute_url())
