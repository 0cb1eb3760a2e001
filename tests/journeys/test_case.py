"""From a letter to the published reply, and to the next citizen who asks the same."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from collab.accounts.models import Person
from collab.feedback.models import Case
from collab.live.viewer import STRANGER
from tests.journeys.desk_town import sign_in
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def _press(page: Page, place: Town, case: Case, person: Person, verb: str) -> None:
    """As this member of staff, send the form of one verb; what it needs is already filled in."""
    sign_in(page, place, person)
    page.goto(f"{place.address}/cases/{case.number}/")
    _send(page, verb)


def _send(page: Page, verb: str) -> None:
    """With the keyboard, and wait for the page that follows."""
    page.locator(f"form[action$='/{verb}'] button").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".notice.success")).to_be_visible()


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_from_letter_to_the_next_citizen(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any, locale: str
) -> None:
    place = city()
    citizen, staff = new_page(locale=locale, phone=True), new_page(locale=locale)
    sign_in(citizen, place, world.ada)
    citizen.goto(f"{place.address}/write/")
    axe(citizen)
    citizen.locator("[name=title]").fill("社保断缴能否补缴")
    citizen.locator("[name=text]").fill("断缴四个月,电话13800138000,可以补吗?")
    citizen.locator("[name=contact_name]").fill("林晓")
    citizen.locator("[name=consent]").check()
    citizen.locator("main form button").last.click()
    citizen.wait_for_url("**/write/receipt")
    axe(citizen)
    case = Case.objects.get()
    citizen.goto(f"{place.address}/cases/{case.number}/")
    _press(staff, place, case, world.otto, "accept")
    staff.locator("select[name=department]").select_option("D01")
    _send(staff, "dispatch")
    _press(staff, place, case, world.han, "sign")
    axe(staff)
    staff.locator("textarea[name=body]").fill("当年断缴的月份可以补缴。")
    expect(staff.locator("[data-part=kept]")).to_be_visible()
    _send(staff, "draft")
    _press(staff, place, case, world.olga, "release")
    sign_in(staff, place, world.otto)
    staff.goto(f"{place.address}/cases/{case.number}/")
    for box in staff.locator("input[name=checks]").all():
        box.check()
    axe(staff)
    _send(staff, "approve")
    expect(citizen.locator("main")).to_contain_text("当年断缴的月份可以补缴。", timeout=25_000)
    axe(citizen)
    sign_in(staff, place, world.olga)
    staff.goto(f"{place.address}/cases/{case.number}/")
    for choice in staff.locator("input[type=radio][value=mask]").all():
        choice.check()
    axe(staff)
    staff.locator("[name=secrecy]").check()
    expect(staff.locator("textarea[name=question]")).to_have_value("断缴四个月,电话138＊＊＊＊8000,可以补吗?")
    _send(staff, "publish")
    nextone = new_page(locale=locale)
    nextone.goto(f"{place.address}/write/")
    nextone.locator("[name=text]").fill("我的社保断缴了,能补缴吗")
    expect(nextone.locator("reply-suggest a")).to_have_text("社保断缴能否补缴")
    nextone.goto(f"{place.address}/replies/{case.number}/")
    expect(nextone.locator("article")).not_to_contain_text("13800138000")
    axe(nextone)


def test_news_do_not_send_a_refused_form_again(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    """A page that answered a form says that something has changed, and keeps what was typed."""
    place, staff = city(), new_page()
    case = Case.open(
        title="a", text="b", kind="enquiry", channel="web", party=STRANGER, consent=False, language="en",
        department=world.offices["D01"], by=world.bo,
    )  # fmt: skip
    case.sign(by=world.han)
    part = case.ask_helper(department=world.offices["D06"], question="x", due_on=None, by=world.han)
    sign_in(staff, place, world.han)
    staff.goto(f"{place.address}/cases/{case.number}/")
    staff.locator("textarea[name=body]").fill("可以。")
    staff.locator("button[name=submit]").click()
    expect(staff.locator(".notice.error")).to_be_visible()
    case.refresh_from_db()
    case.help(part=part, words="是", by=world.hugo)
    expect(staff.locator("[data-part=news]")).to_be_visible(
        timeout=30_000
    )  # a page that missed the hint asks every 15 s
    assert staff.locator("textarea[name=body]").input_value() == "可以。"
    case.refresh_from_db()
    assert case.reply.handed_in_at is None
