"""Who is let in, and how the API refuses."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from collab.accounts import access
from collab.accounts.models import Person, Token
from collab.audit.models import LogEntry
from collab.departments.models import Grant
from tests.api.conftest import Program, is_problem


def test_who_am_i_by_token_cookie_guest_and_nobody(world):
    told = Program(world.han).get("/me").json()
    assert (told["kind"], told["key"], told["csrf_token"]) == ("person", world.han.key, None)
    assert told["roles"] == [{"role": "handler", "department": "D01"}] and told["token"]["name"] == "test"
    assert Program(world.gus_secret).get("/me").json()["kind"] == "guest"
    stranger = Program().get("/me").json()
    assert (stranger["kind"], stranger["key"]) == ("stranger", "") and stranger["csrf_token"]
    browser = Client()
    browser.force_login(world.ada)
    assert browser.get("/api/v1/me").json()["key"] == world.ada.key


def test_a_token_that_is_worth_nothing_is_401_everywhere(world):
    program = Program(world.ada)
    for path in ("/me", "/desks", "/me/cases"):
        body = is_problem(program.get(path, Authorization="Bearer tht_wrong"), 401, "sign_in")
        assert body["instance"] == f"/api/v1{path}"
    assert "Bearer" in program.get("/me", Authorization="Bearer tht_wrong")["WWW-Authenticate"]
    Token.objects.get().revoke(by=world.ada)
    is_problem(program.get("/me"), 401)


def test_expired_and_closed_are_401(world):
    program, other = Program(world.ada), Program(world.ben)
    Token.objects.filter(person=world.ada).update(expires_at=timezone.now() - timedelta(seconds=1))
    Person.objects.filter(pk=world.ben.pk).update(is_active=False)
    is_problem(program.get("/me"), 401)
    is_problem(other.get("/me"), 401)


def test_a_token_has_no_more_rights_than_its_person_now(world):
    program = Program(world.han)
    assert program.get("/cases").status_code == 200
    Grant.objects.get(person=world.han).revoke(by=world.adam)
    is_problem(program.get("/cases"), 404)


def test_a_scope_that_is_missing_is_named(world):
    body = is_problem(Program(world.han, "me:read").get("/cases"), 403, "scope")
    assert body["scope"] == "cases:read"


def test_a_token_counts_alone(world):
    """The browser's session beside it opens nothing."""
    program = Program(world.ada, "me:read")
    program.client.force_login(world.han)
    assert program.get("/me").json()["key"] == world.ada.key
    is_problem(program.get("/cases"), 403)


def test_what_needs_somebody_says_so(world):
    is_problem(Program().get("/me/cases"), 401, "sign_in")


def test_cookies_need_the_forms_token(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.ada)
    letter = json.dumps({"title": "a", "text": "b"})

    def post(**headers: str):
        return browser.post("/api/v1/cases", letter, content_type="application/json", headers=headers)

    is_problem(post(), 403, "csrf")
    token = browser.get("/api/v1/me").json()["csrf_token"]
    assert post(**{"X-CSRFToken": token}).status_code == 201
    guest = Client(enforce_csrf_checks=True)
    guest.cookies["guest"] = world.gus_secret
    is_problem(guest.post("/api/v1/cases", letter, content_type="application/json"), 403, "csrf")
    nobody = Client(enforce_csrf_checks=True)
    assert nobody.post("/api/v1/cases", letter, content_type="application/json").status_code == 201


def test_staff_without_the_second_factor_do_nothing_here(world, settings):
    settings.STAFF_SECOND_FACTOR = True
    is_problem(Program(world.han).get("/cases"), 403, "second_factor")
    assert Program(world.ada).get("/me").status_code == 200
    browser = Client()
    browser.force_login(world.han)
    is_problem(browser.get("/api/v1/cases"), 403, "second_factor")


def test_too_often_is_told_with_the_time_to_wait(world, monkeypatch):
    monkeypatch.setattr(access, "SPAN", 24 * 3600)
    monkeypatch.setattr(access, "CALLS", 3)
    first, second = Program(world.ada), Program(world.ben)
    assert [first.get("/me").status_code for _call in range(3)] == [200] * 3
    refused = first.get("/me")
    is_problem(refused, 429, "rate_limited")
    assert 1 <= int(refused["Retry-After"]) <= access.SPAN
    assert second.get("/me").status_code == 200
    monkeypatch.setattr(access, "ADDRESS_CALLS", 2)
    assert [Program().get("/desks").status_code for _call in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/nothing", "/cases/x/y/z", "/conversations/abc", "/../v2"])
def test_unknown_paths_are_problems_too(world, path):
    is_problem(Program(world.ada).get(path), 404, "not_found")
    is_problem(Client(headers={"accept-language": "en"}).get(f"/api{path}"), 404)


def test_a_wrong_method_says_which_are_right(world):
    answer = Program(world.ada).delete("/desks")
    is_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET"


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "null", '"x"', '{"title": NaN}', "[" * 5000, '{"title": "a\\u0000", "text": "b"}',
     '{"title": "\\ud800", "text": "b"}'],
)  # fmt: skip
def test_bodies_that_cannot_be_read(world, body):
    is_problem(Program(world.ada)("POST", "/cases", body), 400, "bad_request")


def test_fields_are_named_and_what_was_sent_is_not_repeated(world):
    answer = Program(world.ada).post("/cases", {"title": "", "text": "secret words", "kind": "x"})
    fields = {one["field"]: one for one in is_problem(answer, 422, "invalid")["errors"]}
    assert set(fields) == {"letter.title", "letter.kind"} or set(fields) == {"title", "kind"}
    assert b"secret words" not in answer.content


def test_the_language_of_the_reader(world):
    assert Program(language="zh").get("/nothing").json()["title"] == "这里没有内容"
    assert Program(language="en").get("/nothing").json()["title"] == "There is nothing here"


def test_what_breaks_shows_no_insides(world, monkeypatch):
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("private words of a citizen")

    monkeypatch.setattr("chat.api.desks.standing.standings", broken)
    answer = Program(world.ada).get("/desks")
    body = is_problem(answer, 500, "internal")
    assert body["ref"] and b"private" not in answer.content and b"Traceback" not in answer.content


def test_acts_by_token_say_so_in_the_trail(world):
    Program(world.ada).post("/cases", {"title": "a", "text": "b"})
    entry = LogEntry.objects.get(verb="case.opened")
    assert entry.actor == world.ada.key and entry.origin.endswith(f"token {Token.objects.get().pk}")


@pytest.mark.parametrize("path", ["/cases/%00/", "/cases/%00", "/replies/%00", "/desks/%00", "/replies?q=%00"])
def test_nul_in_the_address_is_no_accident(world, path):
    assert Program(world.han).get(path).status_code in (400, 404)


def test_the_document_describes_every_route(world):
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.") and len(document["paths"]) > 35
    ids = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]
    assert len(ids) == len(set(ids))
    one = document["paths"]["/api/v1/cases/{number}/publication"]["post"]
    assert one["security"] == [{"token": ["cases:publish"]}]


def test_the_page_of_the_document_needs_nothing_from_elsewhere(world):
    answer = Client(headers={"accept-language": "en"}).get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200 and "default-src 'none'" in answer["Content-Security-Policy"]
    assert "POST /api/v1/cases" in page and "cases:publish" in page and "unpkg" not in page and "cdn" not in page
    assert "https://" not in page.split("<main", 1)[1].split("</main", 1)[0]
