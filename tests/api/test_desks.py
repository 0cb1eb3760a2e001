"""Asking at a desk and serving there, as programs do."""

from uuid import uuid4

import pytest

from chat.models import Conversation, Desk, State
from collab.feedback.models import Case
from tests.api.conftest import Program, guest_program, is_problem

QUESTION = {"question": "社保断缴了四个月,能不能补?", "name": "小林"}


def test_desks_say_who_is_there(town, present, django_assert_max_num_queries):
    present.discard(town.ann.pk)
    nobody = Program()
    with django_assert_max_num_queries(8):
        desks = {desk["slug"]: desk for desk in nobody.get("/desks").json()}
    assert (desks["social"]["state"], desks["housing"]["state"]) == ("open", "nobody")
    assert desks["social"]["here"] == 2 and desks["social"]["department"] == "D01"
    one = nobody.get("/desks/social").json()
    assert len(one["week"]) == 7 and one["disclaimer"] and one["expected_wait"] is None
    is_problem(nobody.get("/desks/none"), 404)


def test_a_program_without_account_asks_and_rates(town):
    visitor, key = Program(), uuid4()
    started = visitor.post("/desks/social/conversations", QUESTION, key=key)
    assert started.status_code == 201 and started.json()["place"] == 1 and started.json()["role"] == "visitor"
    assert started.cookies["guest"]["httponly"]
    here = started.json()["id"]
    again = is_problem(visitor.post("/desks/social/conversations", QUESTION, key=key), 409, "already_here")
    assert again["conversation"] == here
    assert visitor.get(f"/conversations/{here}/place").json() == {"state": "queued", "place": 1, "expected_wait": None}

    bo = Program(town.bo)
    assert [one["id"] for one in bo.get("/line").json()["waiting"]] == [here]
    assert bo.post(f"/conversations/{here}/take").json()["state"] == "active"
    is_problem(Program(town.bea).post(f"/conversations/{here}/take"), 409, "already_taken")
    assert bo.post(f"/conversations/{here}/messages", {"body": "可以在年底前补"}, key=uuid4()).status_code == 201
    assert bo.post(f"/conversations/{here}/notes", {"body": "第二次来问"}, key=uuid4()).status_code == 201
    is_problem(visitor.get(f"/conversations/{here}/notes"), 404)
    heard = visitor.get(f"/conversations/{here}/messages?after=1").json()["messages"]
    assert "可以在年底前补" in [entry["body"] for entry in heard] and "第二次来问" not in str(heard)
    is_problem(bo.post(f"/conversations/{here}/rating", {"level": 5}), 404)
    assert bo.post(f"/conversations/{here}/end", {"outcome": "solved"}).json()["outcome"] == "solved"
    assert visitor.post(f"/conversations/{here}/rating", {"level": 5, "words": "好"}).json()["rating"] == 5
    is_problem(visitor.post(f"/conversations/{here}/rating", {"level": 1}), 409, "already_rated")
    mine = visitor.get("/me/conversations").json()
    assert mine["count"] == 1 and mine["items"][0]["id"] == here


def test_danger_and_closed_desks_are_told(town, present):
    visitor = Program()
    danger = {"question": "楼道里煤气泄漏了"}
    is_problem(visitor.post("/desks/social/conversations", danger), 422, "urgent")
    for person in (town.bo, town.bea):
        present.discard(person.pk)
    Desk.objects.get(slug="social")
    from chat import standing

    standing.forget()
    is_problem(visitor.post("/desks/social/conversations", QUESTION), 409, "desk_closed")
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("who", ["bo", "olga", "otto", "adam", "audrey", "mo"])
def test_staff_do_not_stand_in_lines(town, who):
    is_problem(Program(getattr(town, who)).post("/desks/social/conversations", QUESTION), 404)


@pytest.mark.parametrize(
    "change", [{"question": ""}, {"question": "x" * 2001}, {"name": "x" * 41}, {"page_url": "//evil.test/"},
               {"page_url": "https://evil.test/"}, {"question": None}]
)  # fmt: skip
def test_bad_questions(town, change):
    is_problem(Program().post("/desks/social/conversations", {**QUESTION, **change}), 422, "invalid")


def test_word_instead_of_waiting(visit, town):
    gus = guest_program(town)
    receipt = gus.post(f"/conversations/{visit.pk}/word", {"contact_email": "a@b.test"})
    assert receipt.status_code == 201
    case = Case.objects.get()
    assert (case.number, case.secret, case.text) == (receipt.json()["number"], receipt.json()["code"], visit.question)
    is_problem(gus.post(f"/conversations/{visit.pk}/word", {}), 409, "not_now")


def test_the_code_of_a_handed_over_case_is_not_for_staff(visit, town):
    bo = Program(town.bo)
    bo.post("/line/next")
    given = {"summary": "补缴", "department": "D06"}
    is_problem(bo.post(f"/conversations/{visit.pk}/case", {**given, "department": "D99"}), 404)
    receipt = bo.post(f"/conversations/{visit.pk}/case", given).json()
    assert receipt["number"] == Case.objects.get().number and receipt["code"] == ""


def test_passing_on(visit, town):
    bo, bea = Program(town.bo), Program(town.bea)
    is_problem(bo.post("/line/next", {}) and bo.post("/line/next"), 409, "nobody_waits")
    is_problem(bo.post(f"/conversations/{visit.pk}/transfer", {}), 409, "not_here")
    assert bo.post(f"/conversations/{visit.pk}/transfer", {"person": town.bea.pk, "note": "x"}).status_code == 204
    assert bea.get("/line").json()["served"][0]["offered"] is True
    assert bea.post(f"/conversations/{visit.pk}/decline").status_code == 204
    assert Conversation.objects.get().state == State.QUEUED
    bo.post(f"/conversations/{visit.pk}/take")
    assert bo.post(f"/conversations/{visit.pk}/transfer", {"desk": "housing"}).status_code == 204
    ann = Program(town.ann)
    assert ann.post(f"/conversations/{visit.pk}/take").json()["agent"] == "Ann"
    is_problem(bo.get(f"/conversations/{visit.pk}"), 404)


@pytest.mark.parametrize("who", ["ada", "eve", "ann", "hugo", "olga", "adam", "audrey", "mo", "bo"])
def test_what_is_hidden_looks_like_what_is_not_there(visit, town, who):
    """Bo serves at the desk, but has not taken the visitor."""
    stranger = Program(getattr(town, who))
    for method, path in (("GET", ""), ("GET", "/place"), ("GET", "/messages"), ("GET", "/notes"), ("POST", "/end"),
                         ("POST", "/accept"), ("POST", "/decline"), ("POST", "/transfer")):  # fmt: skip
        bodies = []
        for number in (visit.pk, 999_999):
            answer = stranger(method, f"/conversations/{number}{path}", {} if method == "POST" else None)
            body = is_problem(answer, 404, "not_found")
            bodies.append({name: text for name, text in body.items() if name != "instance"})
        assert bodies[0] == bodies[1]
    if who != "bo":
        is_problem(stranger.post(f"/conversations/{visit.pk}/take"), 404)


@pytest.mark.parametrize("how_many", [2, 9])
def test_my_conversations_cost_the_same(town, how_many, django_assert_max_num_queries):
    from tests.chat.conftest import as_viewer

    for _number in range(how_many):
        one = Conversation.start(desk=town.desk, by=as_viewer(town.ada), question="x")
        one.finish(by=as_viewer(town.ada))
    ada = Program(town.ada)
    with django_assert_max_num_queries(8):
        assert ada.get("/me/conversations?limit=5").json()["count"] == how_many
    is_problem(ada.get("/me/conversations?limit=201"), 422)
    is_problem(ada.get(f"/me/conversations?offset={2**63}"), 422)
