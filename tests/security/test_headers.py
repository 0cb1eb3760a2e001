"""Headers and inline code, on every page and on every error."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.security.cast import browser_of, make_town
from tests.security.test_table import TABLE, rows

INSIDE = {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "style-src 'self'"}
DATA = {"application/json", "application/ld+json"}
URLS = {"href", "src", "action", "formaction", "poster", "xlink:href"}
NEVER = {"iframe", "object", "embed", "applet", "frame", "base", "style"}


class Inline(HTMLParser):
    """Collects what a browser would run without having loaded it from us."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER:
            self.found.append(f"<{tag}>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.found.append("<script> without src")
        for name, value in given.items():
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.found.append(f"{tag} {name}")
            if name in URLS and value.strip().lower().partition(":")[0].strip() in {"javascript", "vbscript", "data"}:
                self.found.append(f"{tag} {name}={value[:40]}")


def inline_of(page: str) -> list[str]:
    parser = Inline()
    parser.feed(page)
    return parser.found


def check(answer: Any) -> list[str]:
    """What is wrong with an answer."""
    wrong = []
    headers = answer.headers
    if headers.get("X-Content-Type-Options") != "nosniff":
        wrong.append("nosniff")
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        wrong.append("referrer")
    if not headers.get("Content-Type", "").startswith("text/html"):
        return wrong
    policy = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
    wrong += sorted(INSIDE - policy)
    if headers.get("X-Frame-Options") != "DENY":
        wrong.append("frames")
    if "unsafe" in headers.get("Content-Security-Policy", ""):
        wrong.append("unsafe")
    return wrong + inline_of(answer.content.decode())


@pytest.fixture
def town(db: None) -> SimpleNamespace:
    return make_town()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", [part for part in TABLE if not part.startswith("api")])
def test_every_page_keeps_its_headers(town: SimpleNamespace, part: str) -> None:
    wrong, seen = [], 0
    for methods, path, who in rows(part):
        if "GET" not in methods:
            continue
        for name in sorted(who)[:1] + [other for other in ("nobody", "ben") if other not in sorted(who)[:1]]:
            answer = browser_of(town, name).get(path.format(**town.ids))
            seen += 1
            wrong += [f"{path} {name} {answer.status_code}: {fault}" for fault in check(answer)]
    assert seen > 5 and not wrong, "\n".join(wrong)


def test_errors_keep_them_too(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Client(enforce_csrf_checks=True)
    monkeypatch.setattr("frontend.views.board_figures", lambda: 1 / 0)
    broken = Client(raise_request_exception=False).get("/")
    answers = {
        404: Client().get("/nothing/"), 405: Client().get("/language"), 403: strict.post("/write/", {"text": "x"}),
        500: broken, 401: Client().get("/api/v1/me/cases"),
    }  # fmt: skip
    for status, answer in answers.items():
        assert answer.status_code == status
        assert check(answer) == [], status
    assert b"ZeroDivision" not in broken.content and b"Traceback" not in broken.content


def test_the_test_finds_what_it_looks_for() -> None:
    bad = "<script>x</script><p onclick=x style=y><a href=' JavaScript:x'>x</a><iframe></iframe>"
    assert len(inline_of(bad)) == 5
    assert inline_of('<script src="/x.js"></script><a href="/x">x</a>') == []
