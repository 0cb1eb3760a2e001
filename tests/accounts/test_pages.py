"""The pages of signing in and of one's own account speak one language and know their devices."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from collab.accounts.templatetags.devices import device
from tests.accounts.test_tokens import signed_in

STRANGERS = ["login", "signup", "password/reset", "password/reset/done", "inactive"]
OWN = ["email", "password/change", "2fa", "2fa/totp/activate", "2fa/webauthn", "2fa/webauthn/add", "sessions", "logout"]
ENGLISH = re.compile(r">[^<>{}]*\b[A-Z]?[a-z]{3,} [a-z]{2,}\b[^<>{}]*<")


def words(page: str) -> list[str]:
    """English sentences between the tags of the main part."""
    main = re.sub(r"<(script|noscript|svg|template)\b.*?</\1>", "", page.split("<main", 1)[1], flags=re.DOTALL)
    return ENGLISH.findall(main.split("</main>")[0])


@pytest.mark.parametrize("path", STRANGERS)
def test_pages_for_strangers_are_chinese_and_ours(db, path):
    answer = Client(headers={"accept-language": "zh"}).get(f"/accounts/{path}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "site-header" in page and words(page) == []


@pytest.mark.parametrize("path", OWN)
def test_own_pages_are_chinese_and_ours(world, path):
    client = signed_in(world.ada)
    client.get("/me/")  # shows what was told at sign-in, in the language of that moment
    page = client.get(f"/accounts/{path}/").content.decode()
    assert "site-header" in page and words(page) == [] and " style=" not in page.split("<main")[1].split("<svg")[0]


def test_the_list_of_sessions_names_devices(world):
    client = signed_in(world.ada)
    UserSession.objects.update(user_agent="Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36")
    page = client.get("/accounts/sessions/").content.decode()
    assert "Chrome · Windows" in page and "AppleWebKit" not in page


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko Firefox/140.0", "Firefox · Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge · Windows"),
    ],
)
def test_devices_by_name(told, called):
    assert device(told) == called
    assert device("") in {"Unknown device", "未知设备"}
