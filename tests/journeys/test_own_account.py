"""The end of an account, in two browsers at once: nothing of it stays open."""

import io
import json
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from collab.accounts.models import Person
from tests.journeys.desk_town import sign_in
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(120)]
AT_MOST = 2  # seconds


@pytest.fixture
def town(world: SimpleNamespace, city: Any, settings: Any) -> SimpleNamespace:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    world.ada.set_password(PASSWORD)
    world.ada.save()
    world.address = city().address
    return world


def ended_within(page: Any, since: float) -> None:
    expect(page.locator("html")).to_have_attribute("data-wire", "ended", timeout=10_000)
    assert time.monotonic() - since < AT_MOST


def test_taken_away_then_closed(town: SimpleNamespace, new_page: Any, axe: Any) -> None:
    page, elsewhere = new_page(), new_page()
    for one in (page, elsewhere):
        one.goto(f"{town.address}/accounts/login/")
        one.locator("[name=login]").fill(town.ada.email)
        one.locator("[name=password]").fill(PASSWORD)
        one.locator("main form button[type=submit]").first.click()
        one.wait_for_url(f"{town.address}/")
    page.goto(f"{town.address}/me/export")
    axe(page)
    page.locator("main form button").click()
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_download() as taken:
        page.locator("main form button[type=submit]").first.click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as package:
        assert json.loads(package.read("profile.json"))["email"] == town.ada.email
    sign = elsewhere.locator("html")
    sign.evaluate("() => import('/static/live/wire.js').then(({wire}) => wire.start())")
    expect(sign).to_have_attribute("data-wire", "online")
    page.goto(f"{town.address}/me/close")
    axe(page)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=sure]").check()
    page.locator("main form button.danger").click()
    since = time.monotonic()
    ended_within(elsewhere, since)
    expect(page.locator(".notice")).to_contain_text("已注销")
    assert elsewhere.goto(f"{town.address}/me/").url.startswith(f"{town.address}/accounts/login/")


def test_a_deactivated_colleague_is_out_at_once(town: SimpleNamespace, new_page: Any) -> None:
    page, office = new_page(), new_page()
    sign_in(page, SimpleNamespace(address=town.address), town.bo)
    page.goto(f"{town.address}/me/")
    expect(page.locator("html")).to_have_attribute("data-wire", "online")
    sign_in(office, SimpleNamespace(address=town.address), town.adam)
    office.goto(f"{town.address}/administration/people/{town.bo.pk}/")
    office.get_by_role("button", name="停用账号").click()
    ended_within(page, time.monotonic())
    expect(office.locator("main")).to_contain_text("已停用")
    assert not Person.objects.get(pk=town.bo.pk).is_active
