"""An hour with an official, run by people who have not seen it before, from the first question to the reply that comes later."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chat.interviews.models import Interview
from collab.departments.models import Grant
from collab.feedback.models import CHECKS, Case
from tests.chat.conftest import as_viewer
from tests.journeys.desk_town import sign_in
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def announced(world: SimpleNamespace) -> Interview:
    """Begun by its host whenever he wishes."""
    one = Interview.plan(
        by=world.ed, department=world.offices["D01"], title_zh="失业了怎么办", title_en="Losing a job",
        about_zh="新增公益性岗位。", about_en="New posts.", starts_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    one.appoint(by=world.ed, person=world.olga, duty="speaker", position_zh="局长", position_en="Director")
    one.appoint(by=world.ed, person=world.bo, duty="host")
    one.appoint(by=world.ed, person=world.han, duty="recorder")
    one.announce(by=world.ed)
    Interview.objects.filter(pk=one.pk).update(starts_at=timezone.now())
    return one


def ask(page: Page, text: str) -> None:
    page.locator("#id_text").fill(text)
    page.locator("#id_consent").check()
    page.locator("form.ask button").press("Enter")
    expect(page.locator("form.ask [data-part=told]")).not_to_be_empty()


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_an_hour_and_what_is_left_of_it(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any, locale: str
) -> None:
    place, one = city(), announced(world)
    at = f"{place.address}/interviews/{one.pk}/"
    stranger, citizen = new_page(locale=locale), new_page(locale=locale, phone=True)
    host, guest, moderator = new_page(locale=locale), new_page(locale=locale), new_page(locale=locale)
    for page, person in ((citizen, world.ada), (host, world.bo), (guest, world.olga), (moderator, world.mo)):
        sign_in(page, place, person)
    citizen.goto(at)
    axe(citizen)
    ask(citizen, "断缴四个月能否领失业金?")
    ask(citizen, "四十五岁以上有什么岗位?")
    moderator.goto(f"{at}screening/")
    axe(moderator)
    for left in (1, 0):
        moderator.locator("form[action$='/approve'] button").first.press("Enter")
        expect(moderator.locator("[data-swap=waiting] form[action$='/approve']")).to_have_count(left)
    stranger.goto(at)
    host.goto(f"{at}host/")
    host.locator("form[action$='/begin'] button").press("Enter")
    expect(host.locator("interview-clock")).to_be_visible()
    expect(stranger.locator("interview-hall[data-live=yes]")).to_be_visible()
    expect(stranger.locator("html")).to_have_attribute("data-wire", "online")
    axe(stranger)
    host.locator("form[action$='/put'] button").first.press("Enter")
    expect(stranger.locator("[data-part=now]")).to_contain_text("断缴四个月能否领失业金?")
    guest.goto(f"{at}speaker/")
    axe(guest)
    guest.locator("form.answer textarea").fill("**可以**,请带身份证。")
    guest.locator("form.answer button").press("Enter")
    expect(stranger.locator(".line.answer strong").last).to_have_text("可以")
    axe(host)
    host.locator("form[action$='/end']").evaluate("form => { form.closest('details').open = true }")
    host.locator("form[action$='/end'] button").press("Enter")
    expect(stranger.locator("interview-hall[data-live='']")).to_be_visible()
    _answered_later(world)
    stranger.goto(at)
    expect(stranger.locator(".questions > .reply")).to_contain_text("公益性岗位优先安排。")
    axe(stranger)


def _answered_later(world: SimpleNamespace) -> None:
    """What was left over is a case of the office, and its reply is published."""
    case = Case.objects.get(kind="interview")
    case.sign(by=world.han)
    case.draft(body="公益性岗位优先安排。", by=world.han)
    case.submit(by=world.han)
    case.release(by=world.olga)
    case.approve(checks=CHECKS, by=world.otto)
    Grant.give(person=world.eve, role="official", department=world.offices["D01"], by=None)
    case.publish(
        title="岗位", question=case.text, answer="公益性岗位优先安排。", checked=True, secrecy=True, by=world.eve
    )


def test_without_script_the_hour_is_read_and_asked_at(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    place, one = city(), announced(world)
    one.refresh_from_db()
    one.begin(by=world.bo)
    page = new_page(script=False)
    page.goto(f"{place.address}/interviews/{one.pk}/")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "15"
    page.locator("#id_text").fill("断缴四个月能否领失业金?")
    page.locator("form.ask button").click()
    expect(page.locator("#id_text")).to_have_value("断缴四个月能否领失业金?")
    page.locator("#id_consent").check()
    page.locator("form.ask button").click()
    expect(page.locator("#mine")).to_contain_text("断缴四个月能否领失业金?")


def test_what_is_typed_stays_while_the_hour_goes_on(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    place, one = city(), announced(world)
    one.refresh_from_db()
    one.begin(by=world.bo)
    page = new_page()
    sign_in(page, place, world.ben)
    page.goto(f"{place.address}/interviews/{one.pk}/")
    expect(page.locator("html")).to_have_attribute("data-wire", "online")
    page.locator("#id_text").fill("我正在写")
    one.answer(by=world.olga, speaker=one.duties.get(duty="speaker"), body="先说几句。")
    one.end(by=world.bo)
    expect(page.locator("[data-part=status]")).to_contain_text("校对")
    expect(page.locator("#id_text")).to_have_value("我正在写")


def test_a_moderator_keeps_the_place_while_questions_come_in(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    place, one = city(), announced(world)
    one.refresh_from_db()
    for who in (world.ada, world.ben):
        one.ask(by=as_viewer(who), text=f"{who.name}的问题", consent=True)
    page = new_page()
    sign_in(page, place, world.mo)
    page.goto(f"{place.address}/interviews/{one.pk}/screening/")
    second = page.locator("[data-swap=waiting] form[action$='/approve'] button").nth(1)
    second.focus()
    one.ask(by=as_viewer(world.eve), text="又一个问题", consent=True)
    expect(page.locator("[data-swap=waiting] form[action$='/approve']")).to_have_count(3)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-swap=approved]")).to_contain_text("Ben的问题")
    expect(page.locator("[data-swap=waiting]")).to_be_focused()
