"""Attacks on what stands around the pages: addresses to return to, mail, accounts, guests, headers, huge bodies."""

import asyncio
import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

import asgi
from chat.models import Conversation
from collab.accounts.models import Guest, Person, digest
from collab.feedback.models import Case
from collab.notifications.chores import send_letters
from tests.world import PASSWORD

ELSEWHERE = [
    "//evil.test", "///evil.test", "https://evil.test/", "http:evil.test", "\\\\evil.test", "/\\evil.test", "/\t/evil.test",
    "\x01//evil.test", "javascript:alert(1)", "data:text/html,x", " //evil.test", "https:///evil.test", "//evil.test@127.0.0.1",
]  # fmt: skip


def leads_away(answer: Any) -> bool:
    """As a browser reads the address: backslashes are slashes, signs of control are not there."""
    to = re.sub(r"[\x00-\x20]", "", answer.headers.get("Location", "")).replace("\\", "/")
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//", to, re.IGNORECASE))


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_elsewhere(world, to):
    ada = Client()
    ada.force_login(world.ada)
    answers = [
        Client().post("/language", {"next": to, "language": "en"}),
        Client().post("/look", {"next": to, "theme": "dark"}),
        Client().post(f"/accounts/login/?next={to}", {"login": world.ada.email, "password": PASSWORD}),
        Client().post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD, "next": to}),
        Client().post("/accounts/signup/", {"email": "new@town.test", "password1": PASSWORD, "name": "N", "agreed": "on", "next": to}),
        ada.post("/presence/", {"next": to, "chosen": "", "visible_to": "public", "status_text": ""}),
        ada.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": to}),
        ada.post("/accounts/logout/", {"next": to}),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers if leads_away(answer)] == []
    assert answers[0].status_code == 302 and answers[2].status_code == 302


@pytest.mark.parametrize(
    "hostile",
    [
        "a@b.test\nBcc: eve@town.test",
        "a@b.test\r\nBcc: eve@town.test",
        "a@b.test,eve@town.test",
        "a@b.test%0aBcc:eve@town.test",
    ],
)
def test_a_mail_address_carries_no_header(world, hostile):
    letter = {"kind": "enquiry", "title": "x", "text": "x", "contact_name": "Lin", "contact_email": hostile}
    Client().post("/write/", letter)
    for title in ("x\nBcc: eve@town.test", "x\r\nSubject: other"):
        Client().post("/write/", {**letter, "contact_email": "lin@town.test", "title": title, "contact_name": title})
    Client().post("/accounts/signup/", {"email": hostile, "password1": PASSWORD, "name": hostile, "agreed": "on"})
    send_letters()
    for message in mail.outbox:
        assert not any("eve@town.test" in to for to in message.recipients())
        sent = message.message()
        assert "eve@" not in str(sent.get("Bcc", "")) and "\n" not in str(sent["Subject"])
        assert len(sent.get_all("Subject")) == 1


def _shown(answer: Any) -> tuple[int, str, str]:
    text = re.sub(r'(value|nonce|content)="[^"]*"', "", answer.content.decode())
    return answer.status_code, re.sub(r"[\w.]+@town\.test", "MAIL", text), answer.headers.get("Location", "")


def test_nothing_tells_who_has_an_account(world):
    def both(path: str, **facts: str) -> tuple[Any, Any]:
        known, unknown = Client(), Client()
        return _shown(known.post(path, {**facts, facts["field"]: "ada@town.test"})), _shown(
            unknown.post(path, {**facts, facts["field"]: "nobody@town.test"})
        )

    for path, facts in (
        ("/accounts/login/", {"field": "login", "password": "wrong-password-x"}),
        ("/accounts/password/reset/", {"field": "email"}),
        ("/accounts/signup/", {"field": "email", "password1": PASSWORD, "name": "N", "agreed": "on"}),
    ):
        known, unknown = both(path, **facts)
        assert known == unknown, path


def test_a_closed_account_answers_like_none(world):
    """To whoever does not know its password."""
    Person.objects.filter(pk=world.ada.pk).update(is_active=False)
    wrong = {"password": "wrong-password-x"}
    closed, none = (
        _shown(Client().post("/accounts/login/", {"login": f"{name}@town.test", **wrong})) for name in ("ada", "nobody")
    )
    assert closed == none


def test_guessing_passwords_ends_soon(world):
    for _try in range(12):
        answer = Client().post("/accounts/login/", {"login": world.ada.email, "password": "wrong-password-x"})
    assert answer.status_code in (200, 422, 429)
    right = Client().post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert right.status_code != 302, "after so many tries even the right one waits"


def test_the_guests_cookie_is_hashed_and_ends_at_sign_in(world):
    guest = Client()
    guest.cookies["guest"] = world.gus_secret
    assert world.gus_secret not in str(list(Guest.objects.values())) and Guest.objects.get().token == digest(
        world.gus_secret
    )
    answer = guest.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert answer.cookies["guest"]["max-age"] == 0
    stolen = Client()
    stolen.cookies["guest"] = world.gus_secret
    assert stolen.get("/api/v1/me").json()["kind"] == "stranger"


def test_a_cookie_set_beforehand_is_nobodys(world):
    """Fixation: what a stranger chose as session or guest is never taken up."""
    chosen = {"session": "a" * 32, "guest": "chosen-by-somebody-else"}
    victim = Client()
    for name, value in chosen.items():
        victim.cookies[name] = value
    victim.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert victim.cookies["session"].value != chosen["session"]
    attacker = Client()
    for name, value in chosen.items():
        attacker.cookies[name] = value
    assert attacker.get("/api/v1/me").json()["kind"] == "stranger"
    assert not Conversation.objects.exists() and not Case.objects.exists()


@pytest.mark.parametrize("path", ["/write/", "/api/v1/cases", "/accounts/login/", "/conversations/1/messages"])
def test_five_gigabytes_are_refused_before_anything_is_read(path):
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"", "http_version": "1.1", "scheme": "http",
        "headers": [(b"content-length", str(5 * 1024**3).encode()), (b"host", b"127.0.0.1")],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("nothing may be read")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(asgi.application(scope, receive, send))
    assert sent[0]["status"] == 413


def test_a_body_that_does_not_announce_itself_is_counted():
    read, sent = 0, []
    scope = {
        "type": "http", "method": "POST", "path": "/write/", "raw_path": b"/write/", "query_string": b"", "http_version": "1.1",
        "scheme": "http", "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"text/plain")], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1024**2
        return {"type": "http.request", "body": b"x" * 1024**2, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(asgi.application(scope, receive, send))
    assert sent[0]["status"] == 413 and read <= settings.BODY_LIMIT + 2 * 1024**2
