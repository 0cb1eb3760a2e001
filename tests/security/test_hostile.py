"""Hostile text through every field of every form: no accident, nothing that a browser would run, and the words are kept."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from chat.models import Conversation
from collab.feedback.models import Case
from tests.api.conftest import Program
from tests.security.cast import CAST, browser_of, make_town, undone
from tests.security.forms import Form, forms_of
from tests.security.test_headers import check, inline_of
from tests.security.test_table import rows

KEPT = "keepthis"
HOSTILE = {
    "script": f"{KEPT}<script>alert(1)</script><img src=x onerror=alert(1)>",
    "svg": f"{KEPT}<svg onload=alert(1)><math><style><!--</style><img src=x onerror=alert(1)>--></math></svg>",
    "markdown": f"{KEPT} [x](javascript:alert(1)) [y](JAVA&#x09;SCRIPT:alert(1)) ![z](data:text/html,x) <a href='vbscript:x'>",
    "attributes": f"{KEPT}\" onmouseover=\"alert(1)\" style=\"x\" '><iframe srcdoc='x'>",
    "template": f"{KEPT}{{{{ 7*7 }}}}{{% debug %}}${{7*7}}%s%(x)s%n",
    "unseen": f"{KEPT}\u200b\u200d\ufeff\u2060\u202e\u2066txt.exe\u2069\u202c",
    "nul": f"{KEPT}\x00\x01\x08\x1b[31m\x7f",
    "sql": f"{KEPT}' OR 1=1; -- \" \\ %00 \u0000",
    "heap": "z" * 300_000 + KEPT,
    "signs": KEPT + "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40 + "Z" + "\u0300" * 200,
    "header": f"{KEPT}\r\nSet-Cookie: a=b\r\nBcc: eve@town.test",
}  # fmt: skip
# the same for the many forms, several kinds at once
MIXED = {
    "markup": "".join(HOSTILE[kind] for kind in ("script", "svg", "markdown", "attributes")),
    "code": "".join(HOSTILE[kind] for kind in ("template", "sql", "header")),
    "signs": "".join(HOSTILE[kind] for kind in ("unseen", "nul", "signs")),
    "short": f"{KEPT}<b onclick=x>",
    "heap": HOSTILE["heap"],
}
PARTS = ["public", "own", "administration", "cases", "visits", "desk", "accounts"]


@pytest.fixture
def town(db: None) -> SimpleNamespace:
    return make_town()


def found_forms(town: SimpleNamespace, part: str) -> list[tuple[str, str, Form]]:
    """(who, the page on which it stands, form), each form once for each part that somebody may have in it."""
    found, seen = [], set()
    for methods, path, who in rows(part):
        if "GET" not in methods:
            continue
        for name in [one for one in CAST if one in who][:3]:
            at = path.format(**town.ids)
            with undone():
                answer = browser_of(town, name).get(at)
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            for form in forms_of(answer.content.decode()):
                mark = (form.action or at, *sorted([*form.fields, *form.typed]))
                if mark not in seen:
                    seen.add(mark)
                    found.append((name, at, form))
    return found


def send(town: SimpleNamespace, name: str, at: str, form: Form, text: str) -> tuple[list[str], Any]:
    """What is wrong afterwards with the answer, and with the pages on which the text may now stand."""
    client, to = browser_of(town, name), form.action or at
    data = form.filled(text)
    answer = client.get(to, data) if form.method == "GET" else client.post(to, data)
    wrong = [f"{answer.status_code}"] if answer.status_code >= 500 else []
    wrong += [fault for fault in check(answer) if answer.status_code != 302]
    for page in {at, urlsplit(answer.headers.get("Location", at)).path or at}:
        wrong += [f"{page}: {fault}" for fault in inline_of(client.get(page).content.decode(errors="replace"))]
    return wrong, answer


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", PARTS)
def test_every_field_of_every_form(town: SimpleNamespace, part: str) -> None:
    wrong, sent = [], 0
    for name, at, form in found_forms(town, part):
        for kind, text in MIXED.items():
            cache.clear()
            with undone():
                faults, answer = send(town, name, at, form, text)
            sent += 1
            kept = kind == "heap" or answer.status_code != 422 or KEPT in answer.content.decode()
            wrong += [f"{name} {at} -> {form.action} {kind}: {fault}" for fault in faults]
            wrong += [] if kept else [f"{name} {at} -> {form.action} {kind}: what was typed is gone"]
    assert sent > 10 and not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", HOSTILE)
def test_words_of_a_talk_a_letter_and_a_reply_stay(town: SimpleNamespace, kind: str) -> None:
    """And where they are shown, in the log of the wire too, there is nothing that runs."""
    text = HOSTILE[kind][-1500:]
    ada, bo, han = (browser_of(town, name) for name in ("ada", "bo", "han"))
    ada.post(f"/conversations/{town.talk.pk}/messages", {"body": text})
    entry = Conversation.objects.get(pk=town.talk.pk).room.log.filter(kind="message").last()
    assert KEPT in str(entry.body) and KEPT in entry.html and inline_of(entry.html) == []
    for client, page in ((ada, f"/conversations/{town.talk.pk}/"), (bo, "/desk/")):
        shown = client.get(page).content.decode()
        assert KEPT in shown and inline_of(shown) == []

    ada.post("/write/", {"kind": "enquiry", "title": "t", "text": text, "contact_name": "n", "not_urgent": "1"})
    case = Case.objects.latest("pk")
    assert KEPT in case.text and "\x00" not in case.text
    case.accept(by=town.otto)
    case.dispatch(department=town.offices["D01"], by=town.otto)
    case.sign(by=town.han)
    han.post(f"/cases/{case.number}/draft", {"body": text})
    shown = han.get(f"/cases/{case.number}/").content.decode()
    assert shown.count(KEPT) >= 2 and inline_of(shown) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_interface_for_programs_refuses_or_keeps(town: SimpleNamespace, kind: str) -> None:
    text = HOSTILE[kind]
    answer = Program(town.ada).post("/cases", {"title": "t", "text": text, "not_urgent": True})
    assert answer.status_code in ((400,) if "\x00" in text else (422,) if len(text) > 2000 else (201,))
    if answer.status_code == 201:
        assert KEPT in Case.objects.get(number=answer.json()["number"]).text
    lone = Program(town.ada)("POST", "/cases", '{"title": "t\\udfff", "text": "x"}')
    assert lone.status_code == 400


def test_what_cannot_be_text_at_all(town: SimpleNamespace) -> None:
    """Halves of signs, overlong forms and broken escapes, as bytes in a form and in an address."""
    client = browser_of(town, "nobody")
    for raw in (b"%ED%A0%80", b"%C0%AF", b"%FF%FE", b"%F4%90%80%80", b"%", b"%u0041", b"\xff\xfe"):
        body = b"kind=enquiry&title=x" + raw + b"&text=" + raw + b"&contact_name=x"
        answer = client.post("/write/", body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (302, 400, 422), raw
        for path in (b"/search/?q=", b"/replies/?q=", b"/cases/status?x=", b"/replies/suggest?q="):
            address = (path + raw).decode("latin1")
            assert client.get(address.split("?")[0], QUERY_STRING=address.split("?")[1]).status_code < 500, address


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, 10**30])
def test_numbers_beyond_every_table(town: SimpleNamespace, number: int) -> None:
    for part in ("own", "administration", "visits", "desk", "api desk"):
        for methods, path, who in rows(part):
            names = [name for name in ("audrey", "adam", "bo", "ada", "olga") if name in who][:1]
            ids = {name: number if isinstance(value, int) else value for name, value in town.ids.items()}
            for name in names if path.format(**ids) != path.format(**town.ids) else ():
                with undone():
                    answer = browser_of(town, name).get(path.format(**ids))
                assert answer.status_code in (302, 404, 405), (methods, path, answer.status_code)
