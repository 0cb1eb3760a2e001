"""Cases, as programs use them."""

from uuid import uuid4

import pytest

from collab.audit.models import LogEntry
from collab.departments.models import Grant
from collab.feedback.models import CHECKS, Case
from collab.limits.models import Act
from collab.live.viewer import STRANGER, Viewer
from tests.api.conftest import Program, is_problem

LETTER = {
    "kind": "enquiry",
    "title": "社保断缴",
    "text": "能否补缴?我的电话是13812345678",
    "consent": True,
    "department": "D01",
}


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


def opened(world, **facts) -> Case:
    given = {**LETTER, "department": world.offices["D01"], "channel": "api", "party": STRANGER, "language": "en"}
    return Case.open(**{**given, **facts})


def test_from_letter_to_published_reply(world):
    letter = Program().post("/cases", LETTER)
    assert letter.status_code == 201
    at, otto, han, olga = (
        f"/cases/{letter.json()['number']}",
        *(Program(world.__dict__[n]) for n in ("otto", "han", "olga")),
    )
    assert otto.post(f"{at}/acceptance").json()["state"] == "accepted"
    is_problem(otto.post(f"{at}/assignment", {"department": "D99"}), 422, "incomplete")
    assert otto.post(f"{at}/assignment", {"department": "D01"}).json()["department"] == "D01"
    assert han.post(f"{at}/signature").status_code == 200
    assert han.post(f"{at}/notes", {"text": "先看政策"}).status_code == 200
    assert han.put(f"{at}/reply", {"text": "可以。"}).json()["state"] == "reply_drafted"
    assert han.post(f"{at}/reply/submission").json()["state"] == "reply_drafted"
    assert olga.post(f"{at}/reply/release").json()["state"] == "reply_submitted"
    is_problem(han.post(f"{at}/reply/approval", {"checks": CHECKS}), 404)
    is_problem(otto.post(f"{at}/reply/approval", {"checks": CHECKS[1:]}), 422, "incomplete")
    assert otto.post(f"{at}/reply/return", {"reason": "unclear"}).json()["state"] == "reply_returned"
    told = Program().post("/cases/status", letter.json()).json()
    assert (told["state"], told["reply"]) == ("in_progress", ""), "what happens between two desks stays there"
    han.put(f"{at}/reply", {"text": "可以,年底前。"})
    han.post(f"{at}/reply/submission")
    is_problem(olga.post(f"{at}/reply/approval", {"checks": CHECKS}), 404)
    olga.post(f"{at}/reply/release")
    assert otto.post(f"{at}/reply/approval", {"checks": CHECKS}).json()["state"] == "answered"
    told = Program().post("/cases/status", letter.json()).json()
    assert (told["state"], told["reply"]) == ("answered", "可以,年底前。")
    assert "先看政策" not in str(told)
    shown = {"title": "断缴", "question": "能否补缴?", "answer": "可以,年底前。", "secrecy": True}
    is_problem(olga.post(f"{at}/publication", {**shown, "question": "电话13812345678"}), 422, "incomplete")
    assert olga.post(f"{at}/publication", shown).status_code == 200
    public = Program()
    found = public.get("/replies?q=补缴").json()
    assert found["count"] == 1 and found["items"][0]["department"] == "D01"
    number = letter.json()["number"]
    assert public.get(f"/replies/{number}").json()["answer"] == "可以,年底前。"
    assert public.get("/replies/suggestions?q=社保断缴能否补缴").json()["replies"][0]["title"] == "断缴"
    assert olga.delete(f"{at}/publication").status_code == 200
    is_problem(public.get(f"/replies/{number}"), 404)


def test_one_key_is_one_case(world):
    ada, key = Program(world.ada), uuid4()
    first, again = ada.post("/cases", LETTER, key=key), ada.post("/cases", LETTER, key=key)
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    is_problem(ada.post("/cases", {**LETTER, "title": "other"}, key=key), 409, "key_conflict")
    assert Case.objects.count() == 1 and first.json()["code"] not in str(Act.objects.values())
    assert Program(world.ben).post("/cases", LETTER, key=key).status_code == 201
    refused = uuid4()
    is_problem(ada.post("/cases", {**LETTER, "department": "D99"}, key=refused), 422)
    assert ada.post("/cases", LETTER, key=refused).status_code == 201


def test_own_case_from_letter_to_withdrawal(world):
    ada = Program(world.ada)
    number = ada.post("/cases", LETTER).json()["number"]
    assert [one["number"] for one in ada.get("/me/cases").json()["items"]] == [number]
    mine = ada.get(f"/cases/{number}").json()
    assert [step["verb"] for step in mine["steps"]] == ["open"] and "may" not in mine
    assert ada.put(f"/cases/{number}/consent", {"consent": False}).status_code == 200
    assert not Case.objects.get().consent
    is_problem(ada.post(f"/cases/{number}/rating", {"level": 5}), 409, "not_now")
    assert ada.post(f"/cases/{number}/withdrawal").json()["state"] == "withdrawn"
    is_problem(Program(world.ben).post(f"/cases/{number}/withdrawal"), 404)


def test_staff_see_what_their_role_shows(world):
    case = opened(world, contact_name="林小明", contact_email="lin@town.test", by=world.bo)
    seen = Program(world.han).get(f"/cases/{case.number}").json()
    assert "13812345678" in seen["text"] and seen["contact_email"] == "lin@town.test" and "sign" in seen["may"]
    assert LogEntry.objects.filter(verb="case.read", actor=world.han.key).count() == 1
    for who in ("audrey", "bo"):
        masked = Program(getattr(world, who)).get(f"/cases/{case.number}").json()
        assert "13812345678" not in masked["text"] and masked["contact_email"] == "" and masked["may"] == []
        assert masked["contact_name"] != "林小明"


def test_nobody_approves_their_own(world):
    case = opened(world, by=world.bo)
    Grant.give(person=world.han, role="official", department=world.offices["D01"], by=None)
    han, at = Program(world.han), f"/cases/{case.number}"
    han.post(f"{at}/signature")
    han.put(f"{at}/reply", {"text": "x"})
    han.post(f"{at}/reply/submission")
    for verb, body in (("reply/approval", {"checks": CHECKS}), ("reply/return", {"reason": "unclear"})):
        is_problem(han.post(f"{at}/{verb}", body), 404)


def test_nobody_works_on_a_matter_of_their_own(world):
    """The official of the department is a citizen too: the case she wrote is hers, and another official's to approve."""
    case = opened(world, by=world.bo, party=viewer(world.olga))
    case.sign(by=world.han)
    case.draft(body="x", by=world.han)
    case.submit(by=world.han)
    olga, at = Program(world.olga), f"/cases/{case.number}"
    assert "may" not in olga.get(at).json()
    for verb, body in (
        ("reply/approval", {"checks": CHECKS}),
        ("reply/return", {"reason": "unclear"}),
        ("notes", {"text": "x"}),
    ):
        is_problem(olga.post(f"{at}/{verb}", body), 404)


ACTS = [
    ("POST", "acceptance", {}), ("POST", "rejection", {"ground": "court", "words": "x"}), ("POST", "assignment", {"department": "D01"}),
    ("POST", "signature", {}), ("POST", "notes", {"text": "x"}), ("PUT", "reply", {"text": "x"}),
    ("POST", "reply/submission", {}), ("POST", "reply/approval", {"checks": CHECKS}),
    ("POST", "reply/return", {"reason": "unclear"}), ("DELETE", "publication", None),
    ("POST", "publication", {"title": "x", "question": "x", "answer": "x", "secrecy": True}),
    ("POST", "rating", {"level": 1}), ("POST", "withdrawal", {}), ("PUT", "consent", {"consent": False}),
]  # fmt: skip


@pytest.mark.parametrize("who", ["ada", "eve", "hugo", "adam", "mo", "eva", "ed", "audrey"])
def test_what_one_may_not_is_not_there(world, who):
    case, stranger = opened(world, by=world.bo), Program(getattr(world, who))
    for method, verb, body in ACTS:
        hidden = is_problem(stranger(method, f"/cases/{case.number}/{verb}", body), 404)
        absent = is_problem(stranger(method, f"/cases/2026-999999/{verb}", body), 404)
        assert hidden["detail"] == absent["detail"]
    if who != "audrey":
        is_problem(stranger.get(f"/cases/{case.number}"), 404)
        is_problem(stranger.get("/cases"), 404) if who != "hugo" else None
    case.refresh_from_db()
    assert case.state == "dispatched" and case.steps.count() == 3


def test_a_handler_of_another_department_does_not_even_count(world):
    opened(world, by=world.bo)
    assert Program(world.hugo).get("/cases?everything=true").json() == {"items": [], "count": 0}
    assert Program(world.han).get("/cases").json()["count"] == 1


def test_wrong_codes_lock(world):
    case, anybody = opened(world), Program()
    for _try in range(5):
        is_problem(anybody.post("/cases/status", {"number": case.number, "code": "A" * 12}), 404)
    locked = anybody.post("/cases/status", {"number": case.number, "code": case.secret})
    is_problem(locked, 429, "rate_limited")
    assert int(locked["Retry-After"]) > 1


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"title": "x" * 61}, {"text": "x" * 2001}, {"kind": "x"}, {"department": "D99"},
               {"contact_email": "no"}, {"title": "\u200e\u202e"}, {"consent": "perhaps"}]
)  # fmt: skip
def test_bad_letters_are_refused(world, change):
    answer = Program().post("/cases", {**LETTER, **change})
    if answer.status_code != 201:
        is_problem(answer, 422)
    assert Case.objects.count() == (1 if answer.status_code == 201 else 0)
    assert answer.status_code == 422 or change == {"title": "\u200e\u202e"}


def test_danger_is_told_first(world):
    danger = {**LETTER, "text": "楼道里煤气泄漏了"}
    is_problem(Program().post("/cases", danger), 422, "urgent")
    assert Program().post("/cases", {**danger, "not_urgent": True}).status_code == 201


@pytest.mark.parametrize("how_many", [3, 30])
def test_lists_cost_the_same(world, how_many, django_assert_max_num_queries):
    for _number in range(how_many):
        opened(world, by=world.bo, party=viewer(world.ada))
    han, ada = Program(world.han), Program(world.ada)
    with django_assert_max_num_queries(9):
        page = han.get("/cases?limit=10").json()
    assert page["count"] == how_many and len(page["items"]) == min(10, how_many)
    with django_assert_max_num_queries(9):
        assert ada.get("/me/cases").json()["count"] == how_many
    with django_assert_max_num_queries(6):
        Program().get("/replies")


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("?state=submitted", 1), ("?kind=complaint", 0), ("?department=D06", 0), ("?q=断缴", 1), ("?q=nothing", 0),
     ("?whose=mine", 0), ("?overdue=true", 0), ("?everything=true", 1)],
)  # fmt: skip
def test_filters(world, query, count):
    opened(world)
    assert Program(world.otto).get(f"/cases{query}").json()["count"] == count


@pytest.mark.parametrize(
    "query", ["?state=x", "?kind=x", "?limit=0", "?limit=1000", "?overdue=perhaps", "?q=" + "x" * 101]
)
def test_filters_that_are_none(world, query):
    is_problem(Program(world.otto).get(f"/cases{query}"), 422, "invalid")
