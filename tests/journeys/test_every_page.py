"""Every page that a person can click to: accessible, inside the screen, in one language, without a dead end."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.desk_town import sign_in
from tests.journeys.full_town import fill
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(400)]

PEOPLE = [None, "ada", "bo", "han", "otto", "olga", "adam", "audrey"]
LOOKS = {
    "zh-hans": {"locale": "zh-CN", "phone": False, "color_scheme": "light"},
    "en": {"locale": "en", "phone": True, "color_scheme": "dark"},
}
SAME_FOR_ALL, CASES = 1, 6  # so many pages of one kind are looked at; a case looks different in each state
UNLINKED = ["/accounts/password/reset/", "/accounts/signup/", "/no-such-page"]
LEFT_OUT = re.compile(r"^/(files|static|live|metrics|healthz|readyz|demo|api/v1/openapi)|/feed$|as=txt|\.txt$|/export$")

STRANGE = """([pattern, other]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.textContent.trim(), around = node.parentElement
    if (!text || around.closest(`script, template, code, [lang^=${other}]`)) continue
    if (new RegExp(pattern).test(text) && around.checkVisibility()) found.push(text.slice(0, 80))
  }
  return found
}"""
HREFS = "() => [...document.querySelectorAll('a[href]:not([download])')].map(link => link.getAttribute('href'))"


def _kind(path: str) -> str:
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return match.view_name or match.route


def _untranslated(page: Any, language: str) -> list[str]:
    if language == "en":
        return page.evaluate(STRANGE, ["[\\u4e00-\\u9fff]", "zh"])
    return page.evaluate(STRANGE, ["[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", "en"])


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_that_can_be_reached(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any, who: str | None, language: str
) -> None:
    town, place = fill(world, language), city()
    page = new_page(**LOOKS[language])
    if who:
        sign_in(page, place, getattr(town, who))
        page.context.add_cookies([{"name": "language", "value": language, "url": place.address}])
    ahead, seen, kinds, wrong = ["/", *UNLINKED], set(), {}, []
    while ahead:
        path = ahead.pop(0)
        if (
            path in seen
            or LEFT_OUT.search(path)
            or kinds.get(_kind(path), 0) >= (CASES if _kind(path) == "case" else SAME_FOR_ALL)
        ):
            continue
        seen.add(path)
        kinds[_kind(path)] = kinds.get(_kind(path), 0) + 1
        response = page.goto(place.address + path)
        if response.status != (404 if path == "/no-such-page" else 200):
            wrong.append(f"{path}: {response.status}")
            continue
        wrong += [f"{path}: {trouble}" for trouble in _look(page, axe, language)]
        for href in page.evaluate(HREFS):
            target = urlsplit(urljoin(place.address + path, href))
            if f"{target.scheme}://{target.netloc}" == place.address:
                ahead.append(target.path + (f"?{target.query}" if target.query else ""))
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= 15


def _look(page: Any, axe: Any, language: str) -> list[str]:
    troubles = [f"not translated: {text}" for text in _untranslated(page, language)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        troubles.append("wider than the screen")
    try:
        axe(page)
    except AssertionError as error:
        troubles.append(str(error))
    return troubles
