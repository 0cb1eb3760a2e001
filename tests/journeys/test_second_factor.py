"""Staff whose role needs a second factor set one up and sign in with it: passkey, authenticator app, recovery code."""

import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.timeout(180)]
PERIOD = 30  # seconds for which a code of the app holds
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def strict(world: SimpleNamespace, city: Any, settings: Any) -> SimpleNamespace:
    """A city that asks staff for a second factor, at a name for which browsers keep passkeys."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    world.bo.set_password(PASSWORD)
    world.bo.save()
    world.address = city(TOWNHALL_STAFF_SECOND_FACTOR="yes").address.replace("127.0.0.1", "localhost")
    return world


def send(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form button[type=submit]").first.click()


def enter(page: Any, town: SimpleNamespace) -> None:
    page.goto(f"{town.address}/accounts/login/")
    send(page, login=town.bo.email, password=PASSWORD)


def vouch(page: Any, axe: Any) -> None:
    """The password once more, before the ways in are changed."""
    page.wait_for_url("**/reauthenticate/**")
    axe(page)
    send(page, password=PASSWORD)
    expect(page.locator("main h1")).to_be_visible()
    axe(page)


def leave(page: Any, town: SimpleNamespace) -> None:
    page.locator(".choices form[action='/accounts/logout/'] button").click()
    expect(page.locator(".choices a[href^='/accounts/login/']")).to_be_visible()


def opens(page: Any, town: SimpleNamespace) -> None:
    """The agent's own page."""
    page.goto(f"{town.address}/desk/")
    assert page.url == f"{town.address}/desk/"


def test_a_passkey(strict: SimpleNamespace, new_page: Any, axe: Any) -> None:
    page = new_page()
    enter(page, strict)
    page.wait_for_url("**/accounts/2fa/")
    expect(page.locator(".notice.warning")).to_contain_text("您的工作角色须先设置二次验证")
    axe(page)
    page.goto(f"{strict.address}/desk/")
    page.wait_for_url("**/accounts/2fa/")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.get_by_role("link", name="添加通行密钥").click()
    vouch(page, axe)
    page.locator("[name=name]").fill("工作手机")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("main")).to_contain_text("恢复码")
    axe(page)
    page.goto(f"{strict.address}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("工作手机")
    axe(page)
    opens(page, strict)
    leave(page, strict)
    page.goto(f"{strict.address}/accounts/login/")
    page.locator("#passkey_login").click()
    expect(page.locator(".choices")).to_contain_text("Bo")
    opens(page, strict)


def code_of(secret: str, used: int = 0) -> tuple[str, int]:
    """The code that the app shows, in a period after the one in which the last was used."""
    while (period := int(time.time()) // PERIOD) <= used:
        time.sleep(0.5)
    return format_hotp_value(hotp_value(secret, period)), period


def test_an_authenticator_app_and_its_recovery_codes(strict: SimpleNamespace, new_page: Any, axe: Any) -> None:
    page = new_page(locale="en")
    enter(page, strict)
    page.wait_for_url("**/accounts/2fa/")
    page.context.add_cookies([{"name": "language", "value": "en", "url": strict.address}])
    page.goto(f"{strict.address}/accounts/2fa/")
    expect(page.locator(".notice.warning")).to_contain_text("needs a second factor")
    page.get_by_role("link", name="Set it up").click()
    vouch(page, axe)
    secret = page.locator("#authenticator_secret").input_value()
    send(page, code="000000")
    expect(page.locator(".errorlist, .error").first).to_be_visible()
    code, period = code_of(secret)
    send(page, code=code)
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    axe(page)
    recovery = re.findall(r"\b[0-9a-f-]{8,}\b", page.locator("#recovery_codes").input_value())
    assert len(recovery) == 10
    opens(page, strict)
    for answer in (lambda: code_of(secret, period)[0], lambda: recovery[0]):
        leave(page, strict)
        enter(page, strict)
        page.wait_for_url("**/accounts/2fa/authenticate/**")
        axe(page)
        send(page, code=answer())
        expect(page.locator(".choices")).to_contain_text("Bo")
        opens(page, strict)
    leave(page, strict)
    enter(page, strict)
    send(page, code=recovery[0])
    expect(page.locator(".errorlist, .error").first).to_be_visible()
