"""What stands open beside the chosen conversation is not read yet."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_town import ask, at_desk, open_desk, say
from tests.servers.town import Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_message_is_read_when_its_conversation_is_chosen(
    world: SimpleNamespace, city: Callable[..., Town], new_page: Any
) -> None:
    town, place = open_desk(world), city()
    agent, first, second = new_page(), new_page(phone=True), new_page(phone=True)
    at_desk(agent, place, town.bo)
    for guest, name in ((first, "小林"), (second, "小王")):
        ask(guest, place, name=name)
        agent.locator("[data-waiting] button").first.click()
        expect(guest.locator(".log")).to_contain_text("Bo")
    columns = {name: agent.locator("[data-talk]", has_text=name) for name in ("小林", "小王")}
    columns["小林"].locator("textarea[name=body]").focus()
    for guest in (first, second):
        say(guest, "还在吗?")
    expect(columns["小王"].locator(".message.visitor").last).to_contain_text("还在吗")
    expect(first.locator(".read-mark")).to_have_text("已读")
    expect(second.locator(".read-mark")).to_have_text("已送达")
    expect(columns["小王"].locator("[data-part=unread]")).to_have_text("2")  # the question itself, too
    columns["小王"].locator("textarea[name=body]").focus()
    expect(second.locator(".read-mark")).to_have_text("已读")
    expect(columns["小王"].locator("[data-part=unread]")).to_be_hidden()
