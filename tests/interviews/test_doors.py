"""The pages: who sees what, what is kept, what strangers are told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chat.interviews.models import Interview, Question
from tests.chat.conftest import as_viewer


def ask(client, interview, **more):
    return client.post(f"/interviews/{interview.pk}/questions", {"text": "断缴能否领失业金?", "consent": "on", **more})


def test_everybody_reads_what_is_announced(announced):
    page = Client().get(f"/interviews/{announced.pk}/")
    assert page.status_code == 200 and "失业了怎么办" in page.content.decode()
    assert "失业了怎么办" in Client().get("/interviews/").content.decode()
    assert b"BEGIN:VEVENT" in Client().get(f"/interviews/{announced.pk}/calendar.ics").content
    assert "失业了怎么办" in Client().get("/interviews/feed").content.decode()


def test_whoever_has_no_account_asks_as_a_guest_and_sees_what_becomes_of_it(announced, town):
    client = Client()
    assert ask(client, announced, name="老张").status_code == 302
    question = Question.objects.get()
    assert question.party.startswith("g") and question.name == "老张"
    assert "断缴能否领失业金?" in client.get(f"/interviews/{announced.pk}/").content.decode()
    assert "断缴能否领失业金?" not in Client().get(f"/interviews/{announced.pk}/").content.decode()
    question.decline(by=town.mo, reason="off_topic", words="请咨询社保窗口")
    assert "请咨询社保窗口" in client.get(f"/interviews/{announced.pk}/").content.decode()


def test_a_refused_question_keeps_its_text(announced, client_of):
    answer = client_of("ada").post(f"/interviews/{announced.pk}/questions", {"text": "断缴能否领失业金?"})
    assert answer.status_code == 422 and "断缴能否领失业金?" in answer.content.decode()


def test_staff_do_not_ask_themselves(announced, client_of):
    assert ask(client_of("bo"), announced).status_code == 404


def test_voices_need_an_account(announced, asked, client_of, town):
    question = asked(announced, "断缴能否领失业金?")
    at = f"/interviews/{announced.pk}/questions/{question.pk}/second"
    assert "请先登录" in Client().post(at, follow=True).content.decode()
    assert question.voices.count() == 0
    assert client_of("ben").post(at).status_code == 302
    question.refresh_from_db()
    assert question.votes == 2
    client_of("ben").post(at, {"undo": "1"})
    question.refresh_from_db()
    assert question.votes == 1


def test_a_question_nobody_approved_does_not_exist(announced, asked, client_of):
    question = asked(announced, "断缴能否领失业金?", approved=False)
    assert client_of("ben").post(f"/interviews/{announced.pk}/questions/{question.pk}/second").status_code == 404


def test_the_same_question_is_offered_while_it_is_typed(announced, asked):
    asked(announced, "社保断缴之后还能不能领取失业金?")
    found = Client().get(f"/interviews/{announced.pk}/similar", {"q": "断缴还能不能领取失业金"}).content.decode()
    assert "社保断缴之后" in found
    assert not Client().get(f"/interviews/{announced.pk}/similar", {"q": "公交线路什么时候改"}).content.strip()


SCREENS = {
    "plan": {"olga", "ed"},
    "host": {"bo"},
    "speaker": {"olga"},
    "recorder": {"bo", "han", "olga", "ed"},
    "screening": {"mo", "audrey"},
}


@pytest.mark.parametrize("page", SCREENS)
def test_each_screen_is_for_those_who_do_it(announced, client_of, page):
    for name in ("ada", "eve", "bo", "ann", "han", "hugo", "olga", "mo", "ed", "adam", "audrey"):
        status = client_of(name).get(f"/interviews/{announced.pk}/{page}/").status_code
        assert status == (200 if name in SCREENS[page] else 404), name
    assert Client().get(f"/interviews/{announced.pk}/{page}/").status_code == 404


def test_an_hour_through_the_doors(live, asked, client_of):
    question = asked(live, "断缴能否领失业金?")
    act = f"/interviews/{live.pk}/acts/"
    assert client_of("bo").post(act + "put", {"question": question.pk}).status_code == 302
    page = Client().get(f"/interviews/{live.pk}/").content.decode()
    assert page.count("断缴能否领失业金?") >= 3
    speaker = live.duties.get(duty="speaker").pk
    assert (
        client_of("olga")
        .post(act + "answer", {"speaker": speaker, "body": "**可以**", "page": "speaker"})
        .url.endswith("/speaker/")
    )
    assert "<strong>可以</strong>" in Client().get(f"/interviews/{live.pk}/").content.decode()
    refused = client_of("han").post(act + "answer", {"body": "没有选嘉宾"})
    assert refused.status_code == 422 and "没有选嘉宾" in refused.content.decode()
    assert client_of("bo").post(act + "end").status_code == 302
    assert "WEBVTT" in Client().get(f"/interviews/{live.pk}/captions.vtt").content.decode()
    assert "可以" in Client().get(f"/interviews/{live.pk}/record.txt").content.decode()


@pytest.mark.parametrize("act", ["begin", "put", "approve", "end", "publish", "nothing"])
def test_strangers_are_told_nothing_by_any_act(announced, client_of, act):
    for name in ("ada", "ann", "audrey"):
        assert client_of(name).post(f"/interviews/{announced.pk}/acts/{act}").status_code == 404


def test_what_others_are_chosen_from_is_of_this_interview_alone(live, asked, client_of, town):
    other = Interview.plan(by=town.ed, department=town.offices["D06"], title_zh="别的", title_en="Other")
    foreign = Question.objects.create(interview=other, party="p1", text="x", state="approved")
    answer = client_of("bo").post(f"/interviews/{live.pk}/acts/put", {"question": foreign.pk})
    assert answer.status_code == 422
    foreign.refresh_from_db()
    assert foreign.state == "approved"


def test_pages_take_a_fixed_number_of_queries(live, asked, client_of, town):
    def count(client, at):
        client.get(at)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(at).status_code == 200
        return len(seen)

    at = f"/interviews/{live.pk}/"
    host = client_of("bo")
    question = asked(live, "第一个问题")
    live.put(question, by=town.bo)
    few = (count(Client(), at), count(host, at + "host/"), count(Client(), "/interviews/"))
    for who in (town.ben, town.eve, town.eva):
        for number in range(3):
            asked(live, f"{who.name}的问题{number}", by=who)
            live.answer(by=town.olga, speaker=live.duties.get(duty="speaker"), body=f"答{number}")
    assert (count(Client(), at), count(host, at + "host/"), count(Client(), "/interviews/")) == few
    assert few[0] <= 20 and few[1] <= 32, few


def test_own_questions_leave_with_the_account(announced, town, client_of):
    from chat.interviews import own_data

    announced.ask(by=as_viewer(town.ada), text="断缴能否领失业金?", name="Ada", consent=True)
    assert own_data.interviews(town.ada)["questions"][0]["text"] == "断缴能否领失业金?"
    own_data.leave_no_name(town.ada)
    assert "Ada" not in Question.objects.get().name


def test_nothing_on_the_page_says_whose_an_unnamed_question_is(announced, client_of, town):
    ask(client_of("ada"), announced, name="", anonymous="on")
    question = Question.objects.get()
    question.interview = announced
    question.approve(by=town.mo)
    page = Client().get(f"/interviews/{announced.pk}/").content.decode()
    assert "断缴能否领失业金?" in page and town.ada.key not in page and "Ada" not in page
    entries = str(list(announced.room.log.values_list("html", "body", "sender")))
    assert town.ada.key not in entries and "Ada" not in entries


def test_who_empties_the_name_is_not_named(announced, client_of):
    ask(client_of("ada"), announced, name=" ")
    assert Question.objects.get().name == ""


def test_the_list_of_work_costs_the_same_queries(announced, client_of, town):
    client = client_of("bo")

    def count():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/interviews/work/").status_code == 200
        return len(seen)

    count()
    few = count()
    for number in range(4):
        one = Interview.plan(by=town.ed, department=town.offices["D01"], title_zh=f"题{number}", title_en=f"T{number}")
        one.appoint(by=town.ed, person=town.bo, duty="host")
    assert count() == few
