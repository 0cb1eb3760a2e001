"""A network that lets no socket through: visitor and agent still talk, and the page goes back to the socket when it opens."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from collab.live.models import Entry
from tests.journeys.desk_town import at_desk, open_desk, say
from tests.servers.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    return open_desk(world)


class Proxy:
    """Between a page and its sockets: closes them unheard until it is told to let them through."""

    def __init__(self, page: Any) -> None:
        self.is_shut = True
        page.route_web_socket("**/live/", self._opened)

    def _opened(self, socket: Any) -> None:
        if self.is_shut:
            socket.close(code=3000)
        else:
            socket.connect_to_server()


def _enter(guest: Any, place: Town) -> None:
    guest.goto(f"{place.address}/desks/social/")
    while guest.locator("button[name=look]").count() == 0:
        guest.wait_for_timeout(1_000)
        guest.reload()
    guest.locator("textarea[name=question]").fill("社保断缴了四个月,能不能补?")
    guest.locator("button[aria-describedby=kept]").click()
    guest.wait_for_url("**/conversations/*/")
    expect(guest.locator("html")).to_have_attribute("data-wire", "polling")


def test_visitor_and_agent_talk_without_a_socket(
    town: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    place = city()
    agent, guest = new_page(), new_page()
    proxy = Proxy(guest)
    at_desk(agent, place, town.bo)
    _enter(guest, place)
    expect(agent.locator("[data-waiting]")).to_have_count(1)
    agent.keyboard.press("t")
    expect(agent.locator("[data-talk]")).to_be_visible()
    say(agent, "您好")
    expect(guest.locator(".message.agent")).to_contain_text("您好")
    say(guest, "在吗")
    expect(agent.locator("[data-talk] .message.visitor").last).to_contain_text("在吗")
    expect(guest.locator(".message.waiting")).to_have_count(0)

    proxy.is_shut = False
    expect(guest.locator("html")).to_have_attribute("data-wire", "online", timeout=40_000)
    say(guest, "回来了")
    say(agent, "好的")
    expect(guest.locator(".message.agent").last).to_contain_text("好的")
    expect(guest.locator(".message.visitor", has_text="回来了")).to_have_count(1)
    expect(guest.locator(".message.visitor", has_text="在吗")).to_have_count(1)
    assert Entry.objects.filter(kind="message", body="在吗").count() == 1


def test_a_fast_log_can_be_held_still_with_the_keyboard(
    town: SimpleNamespace, city: Callable[..., Town], new_page: Any, axe: Any
) -> None:
    place = city()
    agent, guest = new_page(), new_page()
    at_desk(agent, place, town.bo)
    Proxy(guest).is_shut = False
    guest.goto(f"{place.address}/desks/social/")
    while guest.locator("button[name=look]").count() == 0:
        guest.wait_for_timeout(1_000)
        guest.reload()
    guest.locator("textarea[name=question]").fill("社保断缴了四个月,能不能补?")
    guest.locator("button[aria-describedby=kept]").click()
    guest.wait_for_url("**/conversations/*/")
    expect(agent.locator("[data-waiting]")).to_have_count(1)
    agent.keyboard.press("t")
    pause = guest.get_by_role("button", name="暂停滚动")
    expect(pause).to_have_count(0)
    for number in range(6):
        say(agent, f"第{number}句")
    expect(pause).to_be_visible()
    pause.focus()
    guest.keyboard.press("Enter")
    expect(guest.locator("[role=log]")).to_have_attribute("aria-live", "off")
    axe(guest)
    guest.get_by_role("button", name="继续", exact=True).press("Enter")
    expect(guest.locator("[role=log]")).to_have_attribute("aria-live", "polite")
