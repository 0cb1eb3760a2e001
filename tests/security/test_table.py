"""The table of tests/security/table.py, driven: who may, may; for everybody else there is nothing to be found."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.urls import URLPattern, get_resolver, resolve

from tests.security.cast import ABSENT, CAST, SIGNED_IN, browser_of, make_town, undone
from tests.security.table import SENT, TABLE, WORDS, names

EVERYBODY = list(CAST)
TOKEN = re.compile(r'(value|nonce)="[A-Za-z0-9+/=_-]{16,}"')
OUTSIDERS = ["nobody", "ben", "ann"]  # who try methods that the table does not name
METHODS = {False: ("GET", "POST"), True: ("GET", "POST", "PUT", "DELETE")}  # of pages, of the API


def rows(part: str) -> Iterator[tuple[list[str], str, set[str]]]:
    for line in TABLE[part].strip().splitlines():
        methods, path, who = line.split(maxsplit=2)
        yield methods.split(","), path, names(who, EVERYBODY)


def _patterns(resolver: Any, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _patterns(pattern, route)


def test_every_address_of_the_city_stands_in_the_table():
    filled = {name: (1 if name.endswith(("room", "board", "notes")) else value) for name, value in ABSENT.items()}
    told = set()
    for part in TABLE:
        for _methods, path, _who in rows(part):
            told.add(resolve(path.format(**filled).split("?")[0]).route.removeprefix("^"))
    assert sorted({route for route in _patterns(get_resolver())} - told) == []


@pytest.fixture
def town(db: None, settings: Any) -> SimpleNamespace:
    settings.STAFF_SECOND_FACTOR = False
    return make_town()


def ask(town: SimpleNamespace, name: str, method: str, path: str, ids: dict[str, Any]) -> tuple[int, str, str]:
    """Status, text without what differs anyway, and where it leads to. Nothing of it happens."""
    client, at = browser_of(town, name), path.format(**ids)
    sent = {
        key: value.format(**ids) if isinstance(value, str) else value for key, value in SENT.get(path, WORDS).items()
    }
    with undone():
        if path.startswith("/api/"):
            headers = {"Idempotency-Key": ids["key"]}
            data = json.dumps(sent) if method in ("POST", "PUT") else ""
            answer = client.generic(method, at, data, content_type="application/json", headers=headers)
        else:
            answer = client.get(at) if method == "GET" else client.post(at, sent)
        body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, _same(body.decode(errors="replace"), at), _same(answer.get("Location", ""), at)


def _same(text: str, at: str) -> str:
    """Without the address itself and without what is new in every answer."""
    for form in (at.replace("&", "&amp;"), at, at.split("?")[0], quote(at, safe="")):
        text = text.replace(form, "HERE")
    return TOKEN.sub("", text)


def nothing(town: SimpleNamespace, name: str, method: str, path: str) -> str:
    """What this person is told at an address that nobody ever gave to anything."""
    known: dict[tuple[str, bool, str], str] = town.__dict__.setdefault("nothing", {})
    api = path.startswith("/api/")
    kind = (name, api, "GET" if api else method)
    if kind not in known:
        known[kind] = ask(town, name, kind[2], "/api/v1/absent" if api else "/absent/", {**town.ids})[1]
    return known[kind]


def differs(town: SimpleNamespace, name: str, method: str, path: str, told: tuple[int, str, str]) -> bool:
    """From the answer to the same request about something that is not there."""
    return told != ask(town, name, method, path, {**town.ids, **ABSENT})


def is_shut(status: int, leads: str) -> bool:
    return status in (401, 404) or (status == 302 and leads.startswith("/accounts/login/"))


def is_open(status: int, leads: str) -> bool:
    return (
        status < 500
        and status not in (401, 403, 404, 405)
        and not (status == 302 and leads.startswith("/accounts/login/"))
    )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", TABLE)
def test_the_table(town: SimpleNamespace, part: str) -> None:
    wrong = []
    declared: dict[str, dict[str, set[str]]] = {}
    for methods, path, who in rows(part):
        declared.setdefault(path, {}).update(dict.fromkeys(methods, who))
    for path, told in declared.items():
        for method in METHODS[path.startswith("/api/")]:
            cache.clear()
            may = told.get(method, set().union(*told.values()))
            for name in EVERYBODY if method in told else OUTSIDERS:
                status, text, leads = ask(town, name, method, path, town.ids)
                line = f"{method} {path} {name}: {status} {leads}"
                if name in may:
                    if method in told and not is_open(status, leads):
                        wrong.append(f"{line}, but it is theirs")
                    continue
                if status == 405:
                    continue
                if not is_shut(status, leads):
                    wrong.append(f"{line}, but it is not theirs")
                elif "{" in path and status == 404 and text != nothing(town, name, method, path):
                    wrong.append(f"{line}: it does not look like any page that does not exist")
                elif name in OUTSIDERS and "{" in path and differs(town, name, method, path, (status, text, leads)):
                    wrong.append(f"{line}: what is hidden answers otherwise than what does not exist")
    assert not wrong, "\n".join(wrong)


def test_who_administers_reads_no_conversation_and_no_case() -> None:
    theirs = ("conversations/{", "rooms/{", "desk/{", "cases/{", "files/")
    seen = [
        path
        for part in TABLE
        for _methods, path, who in rows(part)
        if "adam" in who and any(at in path for at in theirs)
    ]
    assert seen == []


def test_who_audits_writes_nothing() -> None:
    """But what everybody writes about themselves, own lists among it, and the command that checks the trail."""
    written = {
        path for part in TABLE for methods, path, who in rows(part)
        if set(methods) - {"GET"} and "audrey" in who and not who >= set(SIGNED_IN)
    }  # fmt: skip
    own = {path for path in written if path.startswith(("/colleagues/", "/cases/filters"))}
    assert written - own == {"/administration/audit/verification"}
