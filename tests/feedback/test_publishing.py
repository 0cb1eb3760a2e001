"""Before the public reads a case: each finding is decided on, by another person, and what stays readable has a reason."""

import pytest
from django.urls import reverse

from collab.audit.models import LogEntry
from collab.feedback.errors import Incomplete
from collab.feedback.masking import masked, spots_of
from collab.feedback.models import CHECKS, Case, Publication, Reply
from collab.live.viewer import Viewer

TEXT = "我住临江路88号,邻居住书院巷12号,电话13800138000。阿达说服务台电话是0990-1234567。"


@pytest.fixture
def case(world):
    ada = Viewer(key=world.ada.key, name="Ada", person_id=world.ada.pk)
    case = Case.open(
        title="水费单", text=TEXT, kind="enquiry", channel="web", party=ada, consent=True, language="zh-hans",
        contact_name="阿达", department=world.offices["D01"], by=world.bo,
    )  # fmt: skip
    case.sign(by=world.han)
    case.draft(body="已更正。", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    return case


def form(case, **more):
    spots = spots_of(case)
    return {**masked(case), **{f"do_{spot.key}": "mask" for spot in spots}, "secrecy": "on", **more}


def publish(client, world, case, **more):
    client.force_login(world.olga)
    return client.post(reverse("case_act", args=[case.number, "publish"]), form(case, **more))


def test_the_page_shows_each_finding_in_its_context(world, client, case):
    client.force_login(world.olga)
    page = client.get(case.get_absolute_url()).content.decode()
    assert [spot.kind for spot in spots_of(case)] == ["address", "address", "phone", "name", "phone"]
    for spot in spots_of(case):
        assert f"<mark>{spot.text}</mark>" in page
        assert f'name="do_{spot.key}"' in page and f'name="why_{spot.key}"' in page
    assert "13800138000" not in page.split('name="question"')[1].split("</textarea>")[0]


@pytest.mark.parametrize(
    "missing",
    [{"do_question_0": ""}, {"do_question_2": "leave"}, {"do_question_1": "x"}, {"title": ""}, {"secrecy": ""}],
)
def test_without_a_decision_on_each_nothing_is_published(world, client, case, missing):
    page = publish(client, world, case, **missing)
    assert page.status_code == 422
    assert not Publication.objects.exists()
    assert "138＊＊＊＊8000" in page.content.decode()


def test_all_masked_and_more_by_hand(world, client, case):
    assert publish(client, world, case, more="服务台\n").status_code == 302
    shown = Publication.objects.get().question
    assert shown == "＊＊＊,＊＊＊,电话138＊＊＊＊8000。阿＊说＊＊＊电话是099＊＊＊＊4567。"
    assert not LogEntry.objects.filter(verb="case.unmasked").exists()


def test_stars_of_masks_are_no_emphasis(world, client, case):
    Reply.objects.filter(case=case).update(body="**阿达**请联系阿达,电话13800138000或13900139000。")
    case = Case.objects.get(pk=case.pk)
    assert publish(client, world, case).status_code == 302
    shown = client.get(reverse("reply", args=[case.number])).content.decode()
    assert "<strong>阿＊</strong>请联系阿＊,电话138＊＊＊＊8000或139＊＊＊＊9000。" in shown
    text = client.get(reverse("suggest"), {"q": "水费单"}).json()["replies"][0]["text"]
    assert "138＊＊＊＊8000" in text


def test_what_stays_readable_has_a_reason_in_the_record_and_a_line_in_the_trail(world, client, case):
    more = {
        "do_question_4": "leave",
        "why_question_4": "单位公开电话",
        "do_question_1": "leave",
        "why_question_1": "公共地点",
    }
    assert publish(client, world, case, **more).status_code == 302
    shown = Publication.objects.get().question
    assert "0990-1234567" in shown and "书院巷12号" in shown
    assert "临江路88号" not in shown and "13800138000" not in shown
    steps = {step.seq: step.words for step in case.steps.filter(verb="unmask", public=False)}
    assert set(steps.values()) == {"单位公开电话", "公共地点"}
    trail = LogEntry.objects.filter(verb="case.unmasked", actor=world.olga.key)
    assert {entry.detail["step"] for entry in trail} == set(steps)


def test_the_verb_itself_refuses_what_has_no_reason(world, case):
    facts = {"title": "水费", "question": "电话13800138000", "answer": "已更正", "secrecy": True, "by": world.olga}
    for reasons in (None, {}, {"13800138000": " "}, {"13900139000": "公开"}):
        with pytest.raises(Incomplete):
            case.publish(**facts, checked=True, unmasked=reasons)
    with pytest.raises(Incomplete):
        case.publish(**{**facts, "question": "阿达问"}, checked=True)
    case.publish(**facts, checked=True, unmasked={"13800138000": "公开"})


@pytest.mark.parametrize("who", ["eve", "han", "hugo", "audrey", "adam", "bo"])
def test_others_have_no_such_door(world, client, case, who):
    client.force_login(getattr(world, who))
    assert client.post(reverse("case_act", args=[case.number, "publish"]), form(case)).status_code == 404
