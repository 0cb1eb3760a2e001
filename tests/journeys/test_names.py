"""Names that live: the state changes while one looks, the card opens and closes by keyboard, a link without script."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from collab.departments.models import Position
from tests.journeys.desk_town import open_desk, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    open_desk(world)
    Position.objects.create(person=world.bo, department=world.offices["D01"], title_zh="科员", title_en="Officer")
    return world


def test_a_name_follows_its_person(town: SimpleNamespace, city: Any, new_page: Any, axe: Any) -> None:
    place, ada, bo = city(), new_page(), new_page()
    sign_in(ada, place, town.ada)
    ada.goto(f"{place.address}/departments/D01/")
    name = ada.locator(f"main live-name[data-person='{town.bo.pk}']")
    expect(name.locator(".state-word")).to_have_text("离线")
    sign_in(bo, place, town.bo)
    bo.goto(f"{place.address}/me/")
    expect(name.locator(".state-word")).to_have_text("在线")
    own = bo.locator("own-state")
    expect(own.locator("summary")).to_have_text("在线")
    own.locator("summary").focus()
    bo.keyboard.press("Enter")
    axe(bo)
    own.get_by_role("button", name="忙碌").click()
    expect(own.locator("summary")).to_have_text("忙碌")
    expect(name.locator(".state-word")).to_have_text("忙碌")
    assert bo.url == f"{place.address}/me/"
    expect(own.locator("details")).not_to_have_attribute("open", "")
    own.locator("summary").click()
    bo.keyboard.press("Escape")
    expect(own.locator("details")).not_to_have_attribute("open", "")
    _card_by_keyboard(ada, name, axe)
    bo.context.close()
    expect(name.locator(".state-word")).to_have_text("离线", timeout=40_000)


def _card_by_keyboard(page: Any, name: Any, axe: Any) -> None:
    """Enter opens the card, Escape closes it and leads back to the name."""
    name.locator("a").focus()
    page.keyboard.press("Enter")
    card = page.locator("#card-dialog")
    expect(card).to_be_visible()
    expect(card).to_contain_text("科员")
    axe(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name.locator("a")).to_be_focused()


def test_without_script_a_name_is_a_link_and_loading_a_page_is_presence(
    town: SimpleNamespace, city: Any, new_page: Any
) -> None:
    place, bo, ada = city(), new_page(script=False), new_page(script=False)
    sign_in(bo, place, town.bo)
    bo.goto(f"{place.address}/me/", wait_until="networkidle")
    sign_in(ada, place, town.ada)
    ada.goto(f"{place.address}/departments/D01/")
    name = ada.locator(f"main live-name[data-person='{town.bo.pk}']")
    expect(name).to_contain_text("在线")
    bo.locator("own-state summary").click()
    bo.get_by_role("button", name="请勿打扰").click()
    assert bo.url == f"{place.address}/me/"
    ada.reload()
    expect(name).to_contain_text("请勿打扰")
    name.locator("a").click()
    ada.wait_for_url("**/card")
    expect(ada.locator("main")).to_contain_text("科员")
