import pytest
from django.urls import reverse

from collab.departments.models import Grant
from collab.feedback.models import CHECKS, Case
from collab.live.viewer import STRANGER

LETTER = {
    "kind": "complaint",
    "title": "电梯停了",
    "text": "一周停三次",
    "contact_name": "林",
    "contact_email": "lin@town.test",
    "consent": "on",
}


def _write(client, **more):
    return client.post(reverse("write"), {**LETTER, **more})


def test_a_letter_without_account_gets_number_and_code(world, client):
    assert _write(client).status_code == 302
    page = client.get(reverse("receipt")).content.decode()
    case = Case.objects.get()
    assert case.number in page
    assert client.get(case.get_absolute_url()).status_code == 200


def test_number_and_code_open_the_case_elsewhere(world, client, client_class=None):
    from django.test import Client

    case = Case.open(title="a", text="b", kind="simple", channel="web", party=STRANGER, consent=False, language="en")
    other = Client()
    assert other.get(case.get_absolute_url()).status_code == 404
    code = f"{case.secret[:4]}-{case.secret[4:8].lower()} {case.secret[8:]}"
    assert other.post(reverse("case_status"), {"number": case.number, "code": code}).status_code == 302
    assert other.get(case.get_absolute_url()).status_code == 200


def test_five_wrong_codes_lock(world, client, settings):
    case = Case.open(title="a", text="b", kind="simple", channel="web", party=STRANGER, consent=False, language="en")
    for _try in range(5):
        assert client.post(reverse("case_status"), {"number": case.number, "code": "A" * 12}).status_code == 422
    right = {"number": case.number, "code": case.secret}
    assert client.post(reverse("case_status"), right).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"text": "x" * 2001},
        {"title": "x" * 61},
        {"contact_email": "no"},
        {"kind": "x"},
        {"department": "999"},
    ],
)
def test_bad_input_keeps_what_was_typed(world, client, change):
    page = _write(client, **{"text": "我写了很久", **change})
    assert page.status_code == 422
    assert change.get("text", "我写了很久")[:50] in page.content.decode()
    assert not Case.objects.exists()


def test_danger_shows_the_numbers_before_anything_is_sent(world, client):
    page = _write(client, text="楼道里有煤气泄漏")
    assert page.status_code == 422
    assert "tel:119" in page.content.decode()
    assert _write(client, text="楼道里有煤气泄漏", not_urgent="1").status_code == 302


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "\u202e\u0000x", "‮", "😀" * 500, "=cmd|'/c'!A1"]
)
def test_hostile_text_is_shown_as_written_or_refused(world, client, text):
    page = _write(client, text=text, title=text[:40])
    assert page.status_code in (302, 422)
    if page.status_code == 302:
        shown = client.get(Case.objects.get().get_absolute_url()).content.decode()
        assert "<script>alert" not in shown


def test_the_whole_way_through_the_pages(world, client, django_assert_max_num_queries):
    client.force_login(world.ada)
    _write(client)
    case = Case.objects.get()

    def act(who, verb, **data):
        client.force_login(who)
        return client.post(reverse("case_act", args=[case.number, verb]), data)

    assert act(world.otto, "accept").status_code == 302
    assert act(world.otto, "dispatch", department="").status_code == 422
    assert act(world.otto, "dispatch", department="D01").status_code == 302
    assert act(world.han, "sign").status_code == 302
    assert act(world.han, "draft", body="").status_code == 422
    assert act(world.han, "draft", body="答复:已处理", submit="1").status_code == 302
    assert "答复:已处理" in client.get(case.get_absolute_url()).content.decode()
    assert act(world.olga, "approve", checks=CHECKS).status_code == 404, "no answer leaves a department alone"
    assert act(world.olga, "release").status_code == 302
    refused = act(world.otto, "approve", checks=CHECKS[:2])
    assert refused.status_code == 422
    assert act(world.otto, "approve", checks=CHECKS).status_code == 302
    client.force_login(world.ada)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "答复:已处理" in page
    assert client.post(reverse("case_rate", args=[case.number]), {"level": "5"}).status_code == 302
    facts = {"title": "电梯", "question": "停三次", "answer": "已处理", "secrecy": "on"}
    Grant.give(person=world.otto, role="official", department=world.offices["D01"], by=None)
    assert act(world.otto, "publish", **facts).status_code == 404, (
        "a complaint is published by another than its reviewer"
    )
    published = act(world.olga, "publish", **facts)
    assert published.status_code == 302
    client.logout()
    with django_assert_max_num_queries(8):
        assert "电梯" in client.get(reverse("replies")).content.decode()
    assert client.get(reverse("reply", args=[case.number])).status_code == 200
    assert client.get(reverse("suggest"), {"q": "小区电梯停三次"}).json()["replies"][0]["title"] == "电梯"
    assert client.get(reverse("board")).status_code == 200


@pytest.mark.parametrize("how_many", [3, 40])
def test_the_list_costs_the_same_queries(world, client, how_many, django_assert_max_num_queries):
    for _number in range(how_many):
        Case.open(
            title="a",
            text="b",
            kind="simple",
            channel="web",
            party=STRANGER,
            consent=False,
            language="en",
            department=world.offices["D01"],
            by=world.bo,
        )
    client.force_login(world.han)
    with django_assert_max_num_queries(12):
        client.get(reverse("cases"))


@pytest.mark.parametrize("who", ["ada", "eve", "adam", "mo"])
def test_the_list_does_not_exist_for_others(world, client, who):
    client.force_login(getattr(world, who))
    assert client.get(reverse("cases")).status_code == 404


def test_nobody_signed_in_sees_no_staff_page(world, client):
    assert client.get(reverse("cases")).status_code == 404
    assert client.get(reverse("receipt")).status_code == 404
