"""A visitor and the desk, in real browsers."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from chat.models import Conversation, Desk, State
from collab.feedback.models import Case
from tests.journeys.desk_town import QUESTION, ask, at_desk, open_desk, say
from tests.servers.town import Town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    return open_desk(world)


def test_reach_the_desk(town: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any) -> None:
    """A guest on a phone asks, an agent answers, the guest rates; no page is loaded by hand in between."""
    place = city()
    agent, guest = new_page(), new_page(phone=True)
    at_desk(agent, place, town.bo)
    axe(agent)
    guest.goto(f"{place.address}/desks/social/")
    axe(guest)
    ask(guest, place)
    axe(guest)
    agent.locator("[data-waiting] button").click()
    expect(agent.locator("[data-talk] .log")).to_contain_text(QUESTION)
    expect(guest.locator(".log")).to_contain_text("Bo")
    say(agent, "可以,**年底前**补齐。")
    expect(guest.locator(".message.agent")).to_contain_text("年底前")
    say(guest, "谢谢!")
    expect(agent.locator("[data-talk] .message.visitor").last).to_contain_text("谢谢")
    expect(guest.locator(".read-mark")).to_have_text("已读")
    axe(agent)
    axe(guest)
    agent.locator("[data-part=end] summary").click()
    agent.locator("[data-part=end] button").click()
    guest.locator("input[name=level][value='5']").check()
    axe(guest)
    guest.locator("form[action$=rating] button").click()
    expect(guest.locator(".notice.success").first).to_be_visible()
    visit = Conversation.objects.get()
    assert (visit.rating, visit.state in (State.WRAPPED_UP, State.CLOSED)) == (5, True)


def test_word_left_at_night(town: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any) -> None:
    Desk.objects.update(hours={})
    place, guest = city(), new_page(phone=True)
    guest.goto(f"{place.address}/desks/social/")
    axe(guest)
    guest.locator("textarea[name=question]").fill(QUESTION)
    guest.locator("button[name=word]").click()
    case = Case.objects.get()
    expect(guest.locator("main")).to_contain_text(case.number)
    assert (case.channel, case.text) == ("word", QUESTION)


def test_transfer_without_retelling(town: SimpleNamespace, city: Callable[..., Town], new_page: Any) -> None:
    place = city()
    bo, bea, guest = new_page(), new_page(), new_page()
    at_desk(bo, place, town.bo)
    at_desk(bea, place, town.bea)
    ask(guest, place)
    bo.locator("[data-waiting] button").click()
    expect(bo.locator(".context")).to_be_visible()
    say(guest, "我去年离职")
    expect(bo.locator("[data-talk] .log")).to_contain_text("我去年离职")
    transfer = bo.locator("details:has(form[action$=transfer])")
    transfer.locator("summary").click()
    transfer.locator("select[name=t-person]").select_option(label="Bea")
    transfer.locator("textarea").fill("请看缴费年限")
    transfer.locator("button").click()
    expect(guest.locator(".log")).to_contain_text("Bea")
    bea.locator("[data-talk] [data-key=t]").click()
    expect(bea.locator("[data-talk] .log")).to_contain_text("我去年离职")
    expect(bea.locator(".context")).to_contain_text("请看缴费年限")
    expect(bo.locator("[data-talk]")).to_have_count(0)
    say(bea, "看到了,马上答复")
    expect(guest.locator(".message.agent")).to_contain_text("看到了")
    assert "缴费年限" not in guest.locator(".log").inner_text()


def test_tunnel(town: SimpleNamespace, city: Callable[..., Town], new_page: Any) -> None:
    """For 20 s no byte passes while both write; afterwards nothing is lost and nothing stands twice."""
    place = city(processes=2)
    assert place.front
    agent, guest = new_page(), new_page(phone=True)
    at_desk(agent, place, town.bo)
    ask(guest, place)
    agent.locator("[data-waiting] button").click()
    expect(agent.locator("[data-talk] .log")).to_contain_text(QUESTION)
    say(agent, "before")
    expect(guest.locator(".message.agent")).to_contain_text("before")
    place.front.cut()
    expect(guest.locator("html")).to_have_attribute("data-wire", "reconnecting")
    for page, who in ((agent, "bo"), (guest, "gus")):
        for number in (1, 2, 3):
            say(page, f"{who}-{number}")
    expect(guest.locator(".message.waiting")).to_have_count(3)
    guest.wait_for_timeout(20_000)
    place.front.mend()
    for page in (agent, guest):
        page.evaluate("dispatchEvent(new Event('online'))")  # as the phone does at the end of a tunnel
    words = ["before", *(f"{who}-{number}" for who in ("bo", "gus") for number in (1, 2, 3))]
    for page in (agent, guest):
        for word in words:
            expect(page.locator(".message .bubble", has_text=word)).to_have_count(1, timeout=60_000)
        expect(page.locator(".message.waiting")).to_have_count(0)
    kept = [entry.body for entry in Conversation.objects.get().room.log.filter(kind="message").order_by("seq")]
    assert sorted(kept[-7:]) == sorted(words)
    for who in ("bo", "gus"):
        assert [word for word in kept if word.startswith(who)] == [f"{who}-{number}" for number in (1, 2, 3)]
