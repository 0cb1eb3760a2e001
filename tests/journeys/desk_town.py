"""A city with one open desk for journeys, and signed-in browsers."""

from types import SimpleNamespace
from typing import Any

from django.test import Client
from playwright.sync_api import Page, expect

from chat.models import Seat
from collab.accounts.models import Person
from collab.departments.models import Grant
from tests.chat.conftest import make_desk
from tests.servers.town import Town

QUESTION = "社保断缴了四个月,能不能补?"


def open_desk(world: SimpleNamespace) -> SimpleNamespace:
    """Bo and Bea serve at the desk of social security; nobody is there until a page of theirs is open."""
    world.bea = Person.objects.create_user("bea@town.test", "open-sesame-2026", name="Bea")
    Grant.give(person=world.bea, role="agent", department=world.offices["D01"], by=None)
    world.desk = make_desk("social", world.offices["D01"])
    for person in (world.bo, world.bea):
        Seat.objects.create(desk=world.desk, person=person)
    return world


def sign_in(page: Page, town: Town, person: Person) -> None:
    """As after the sign-in page, which has tests of its own."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": town.address}])


def at_desk(page: Any, town: Town, person: Person) -> None:
    """The agent's screen, online."""
    sign_in(page, town, person)
    page.goto(f"{town.address}/desk/")
    expect(page.locator("html")).to_have_attribute("data-wire", "online")


def ask(page: Any, town: Town, question: str = QUESTION, name: str = "小林") -> None:
    """From the front door of the desk into its line."""
    page.goto(f"{town.address}/desks/social/")
    while page.locator("button[name=look]").count() == 0:  # presence is told within seconds
        page.wait_for_timeout(1_000)
        page.reload()
    page.locator("textarea[name=question]").fill(question)
    page.locator("input[name=name]").fill(name)
    page.locator("button[aria-describedby=kept]").click()
    page.wait_for_url("**/conversations/*/")
    expect(page.locator("html")).to_have_attribute("data-wire", "online")


def say(page: Any, words: str) -> None:
    """In the conversation that stands first on the page."""
    field = page.locator("chat-composer textarea[name=body]").first
    field.fill(words)
    field.press("Enter")
