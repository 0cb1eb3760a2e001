"""Chromium for journeys: `new_page(locale="en")`, several at once, and `axe(page)`."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str:
    """The path of a browser; raises FileNotFoundError with the remedy."""
    for name in (os.environ.get("TOWNHALL_CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    raise FileNotFoundError("no Chromium found: 'apt-get install chromium', or TOWNHALL_CHROMIUM=/path/to/it")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file of journeys; a file with journeys holds no async tests, for Playwright keeps a loop running."""
    # Django fears that its ORM is called from a coroutine while that loop runs
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    expect.set_options(timeout=30_000)  # twice the fifteen seconds after which a page asks by itself
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(locale="zh-CN", phone=False, script=True)`: a page in a browser of its own (cookies, storage).

    The test fails when a page raised an error in script or broke the content security policy; `page.troubles` lists them,
    clear it where they are expected.
    """
    contexts: list[BrowserContext] = []
    pages: list[Any] = []

    def build(*, locale: str = "zh-CN", phone: bool = False, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            locale=locale,
            java_script_enabled=script,
            reduced_motion="reduce",
            **(PHONE if phone else DESKTOP),
            **options,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page: Any = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda said: _note(page, said.type, said.text))
        pages.append(page)
        return page

    yield build
    troubles = [trouble for page in pages for trouble in page.troubles]
    for context in contexts:
        context.close()
    assert not troubles, troubles


def _note(page: Any, kind: str, text: str) -> None:
    if kind == "error" and "Content Security Policy" in text:
        page.troubles.append(text)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with each violation of WCAG 2.2 AA: rule, what is wrong, the elements."""
    checker = Axe()

    def check(page: Page) -> None:
        found = checker.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        told = [f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:5]]}" for one in found]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check
