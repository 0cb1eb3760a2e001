"""Pages that are open are told at once: an announcement, and that a colleague is there."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_town import sign_in
from tests.journeys.hands import Hands
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_an_open_page_is_told(world: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any) -> None:
    place = city()
    han, bo, adam = new_page(locale="en"), new_page(), new_page(locale="en")
    sign_in(han, place, world.han)
    han.goto(f"{place.address}/colleagues/?q=Bo")
    axe(han)
    Hands(han).follow(f"form[action='/colleagues/{world.bo.pk}/alert'] button")
    expect(han.locator("html")).to_have_attribute("data-wire", "online")
    sign_in(bo, place, world.bo)
    bo.goto(f"{place.address}/colleagues/")
    expect(han.locator("site-notes .notice")).to_contain_text("Bo is there now.", timeout=20_000)
    axe(han)
    han.locator("site-notes .notice button").click()
    expect(han.locator("site-notes .notice")).to_have_count(0)
    sign_in(adam, place, world.adam)
    adam.goto(f"{place.address}/administration/announcements/")
    adam.locator("[name=text_zh]").fill("今晚维护")
    adam.locator("[name=text_en]").fill("Maintenance tonight")
    adam.locator("[name=starts_at]").fill("2026-01-01T08:00")
    adam.locator("main form button").first.click()
    for page, words in ((han, "Maintenance tonight"), (bo, "今晚维护")):
        expect(page.locator("site-notes .notice:visible")).to_contain_text(words)
