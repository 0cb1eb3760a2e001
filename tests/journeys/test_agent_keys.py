"""The agent's screen without a mouse, and the official who looks in."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chat.models import Conversation
from tests.journeys.desk_town import ask, at_desk, open_desk, sign_in
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    return open_desk(world)


def focused(page: Page, selector: str) -> None:
    expect(page.locator(selector).first).to_be_focused()
    page.keyboard.press("Escape")


def test_every_act_of_the_screen_has_its_key(
    town: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any
) -> None:
    place = city()
    agent, colleague, guest, official = new_page(), new_page(), new_page(phone=True), new_page()
    at_desk(agent, place, town.bo)
    at_desk(colleague, place, town.bea)
    agent.keyboard.press("?")
    expect(agent.locator("dialog.keys")).to_be_visible()
    axe(agent)
    agent.keyboard.press("Escape")
    ask(guest, place)
    expect(agent.locator("[data-waiting]")).to_have_count(1)
    agent.keyboard.press("l")
    focused(agent, "[data-part=line] button")
    agent.keyboard.press("t")
    expect(agent.locator("[data-talk] .log")).to_be_visible()
    expect(agent.locator("[data-part=transfer]")).to_be_attached()
    for key, field in (
        ("r", "[data-talk] textarea"), ("n", "[data-part=note]"), ("x", "[data-part=transfer] select"),
        ("i", "[data-part=invite] select"), ("h", "[data-part=case] select"), ("e", "[data-part=end] select"),
    ):  # fmt: skip
        agent.keyboard.press(key)
        focused(agent, field)
    agent.keyboard.press("c")
    expect(agent.locator("[data-context-of]")).to_be_focused()
    agent.keyboard.press("m")
    expect(agent.locator("desk-sound button")).to_have_attribute("aria-pressed", "false")
    agent.keyboard.press("/")
    expect(agent.locator("dialog.prepared")).to_be_visible()
    agent.keyboard.press("Escape")
    axe(agent)

    visit = Conversation.objects.get()
    sign_in(official, place, town.olga)
    official.goto(f"{place.address}/desk/social/board")
    official.locator("main form[action$='/look'] button").click()
    expect(agent.locator("[data-talk] [data-part=head]")).to_contain_text("Olga")
    official.locator("form[action$='/look/undo'] button").click()
    expect(agent.locator("[data-talk] [data-part=head]")).not_to_contain_text("Olga")
    assert visit.room.log.filter(sender=town.olga.key).count() == 0

    agent.keyboard.press("b")
    expect(agent.locator("button[name=on]")).to_be_visible()
