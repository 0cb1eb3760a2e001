"""From the desk to the published reply and to the next visitor, with the keyboard alone, in Chinese and in English."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chat.models import Conversation
from collab.accounts.models import Person
from collab.feedback.models import Case
from tests.journeys.desk_town import open_desk, sign_in
from tests.journeys.full_town import WORDS
from tests.journeys.hands import Hands
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    return open_desk(world)


def _ask(guest: Page, hands: Hands, place: Town, question: str) -> None:
    guest.goto(f"{place.address}/desks/")
    hands.follow("main a[href^='/desks/social/']")
    while guest.locator("button[name=look]").count() == 0:  # presence is told within seconds
        guest.wait_for_timeout(1_000)
        guest.reload()
    hands.reach("textarea[name=question]").write(question).reach("input[name=name]").write("Lin")
    hands.follow("form button[aria-describedby=kept]")
    guest.wait_for_url("**/conversations/*/")


def _work(staff: Page, place: Town, case: Case, person: Person) -> Hands:
    sign_in(staff, place, person)
    staff.goto(f"{place.address}/cases/{case.number}/")
    return Hands(staff)


def _verb(staff: Page, hands: Hands, verb: str, button: str = "button") -> None:
    hands.follow(f"form[action$='/{verb}'] {button}")
    expect(staff.locator(".notice.success")).to_be_visible()


@pytest.mark.parametrize("language", WORDS)
def test_from_desk_to_published_reply_with_the_keyboard_alone(
    town: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any, language: str
) -> None:
    title, question, answer = WORDS[language]
    place, locale = city(), "en" if language == "en" else "zh-CN"
    agent, guest, staff = new_page(locale=locale), new_page(locale=locale), new_page(locale=locale)
    at, of = Hands(agent), Hands(guest)
    sign_in(agent, place, town.bo)
    agent.goto(f"{place.address}/desk/")
    expect(agent.locator("html")).to_have_attribute("data-wire", "online")
    _ask(guest, of, place, question)

    expect(agent.locator("[data-waiting]")).to_have_count(1)
    at.press("t")
    expect(agent.locator("[data-talk] .log")).to_contain_text(question)
    at.press("r").write(answer).press("Enter")
    expect(guest.locator(".message.agent")).to_contain_text(answer)
    of.reach("textarea[name=body]").write("👍").press("Enter")
    expect(agent.locator("[data-talk] .message.visitor").last).to_contain_text("👍")
    expect(agent.locator(".context details").first).to_be_visible()
    at.press("Escape").reach("details:has(form[action$='/case']) summary").press("Enter")
    at.reach("form[action$='/case'] textarea").write(title)
    at.reach("form[action$='/case'] input[type=checkbox]").press("Space")
    at.reach("form[action$='/case'] button").press("Enter")
    expect(guest.locator(".code")).to_be_visible()
    axe(guest)
    case = Case.objects.get()
    assert (case.channel, case.consent, Conversation.objects.get().state) == ("chat", True, "converted")
    of.follow("main a.button[href^='/cases/']")
    axe(guest)

    by = _work(staff, place, case, town.han)
    _verb(staff, by, "sign")
    by.reach("textarea[name=body]").write(answer)
    _verb(staff, by, "draft", "button[name=submit]")
    by = _work(staff, place, case, town.olga)
    _verb(staff, by, "release")
    by = _work(staff, place, case, town.otto)
    for number in range(staff.locator("input[name=checks]").count()):
        by.reach(f"label:nth-of-type({number + 1}) input[name=checks]").press("Space")
    _verb(staff, by, "approve")
    expect(guest.locator("main")).to_contain_text(answer, timeout=25_000)

    of = Hands(guest)
    of.reach("input[name=level]").press("ArrowDown", "Space")
    of.follow("form[action$='/rating'] button")
    expect(guest.locator(".notice.success")).to_be_visible()
    by = _work(staff, place, case, town.olga)
    for spot in staff.locator("fieldset.finding").all():
        by.reach("fieldset.finding input[type=radio]").press("Space")
        assert spot.locator("input[value=mask]").is_checked()
    by.reach("input[name=secrecy]").press("Space")
    _verb(staff, by, "publish")

    other = new_page(locale=locale, phone=True)
    other.goto(f"{place.address}/desks/social/")
    other.locator("textarea[name=question]").fill(question)
    expect(other.locator("[data-part=offers] a").first).to_be_visible()
    axe(other)
    other.goto(f"{place.address}/replies/{case.number}/")
    expect(other.locator("article")).to_contain_text(answer)
    assert "13800138000" not in other.content()
