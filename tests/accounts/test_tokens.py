"""Personal tokens: made once, shown once, revoked by their person alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from collab.accounts.models import Token, digest
from collab.accounts.tokens import PREFIX, TooManyTokens
from collab.audit.models import LogEntry
from tests.world import PASSWORD

WISH = {"name": "nightly report", "scopes": ["cases:read", "me:read"], "days": "30"}


def signed_in(who: object, *, fresh: bool = True) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    if fresh:
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def made(client: Client, **change: object) -> str:
    page = client.post("/me/tokens", {**WISH, **change}).content.decode()
    return PREFIX + page.split(PREFIX, 1)[1].split("<", 1)[0] if PREFIX in page else ""


def test_the_secret_is_shown_once_and_never_kept(world):
    client = signed_in(world.han)
    answer = client.post("/me/tokens", WISH)
    secret = PREFIX + answer.content.decode().split(PREFIX, 1)[1].split("<", 1)[0]
    token = Token.objects.get()
    assert "no-store" in answer["Cache-Control"]
    assert token.digest == digest(secret) and secret not in str(vars(token))
    assert token.scopes == WISH["scopes"] and token.person == world.han
    page = client.get("/me/tokens").content.decode()
    assert "nightly report" in page and secret not in page and token.digest not in page
    assert Token.behind(secret) == token and Token.behind(secret + "x") is None
    assert LogEntry.objects.get(verb="token.issued").actor == world.han.key


def test_making_one_asks_for_the_password_and_then_goes_on(world):
    client = signed_in(world.ada, fresh=False)
    asked = client.post("/me/tokens", WISH)
    assert asked.status_code == 302 and "reauthenticate" in asked["Location"] and not Token.objects.exists()
    done = client.post(asked["Location"], {"password": PASSWORD})
    assert PREFIX in done.content.decode() and Token.objects.get().person == world.ada


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "x" * 61}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "3650"}]
)
def test_a_wish_that_cannot_be_met_keeps_what_was_typed(world, change):
    client = signed_in(world.ada)
    answer = client.post("/me/tokens", {**WISH, **change})
    assert answer.status_code == 422 and not Token.objects.exists()
    assert change.get("name", WISH["name"]) in answer.content.decode()


def test_the_verb_refuses_more_than_a_year_the_past_and_the_unknown(world):
    now = timezone.now()
    for scopes, ahead in ((["me:read"], 366), (["me:read"], -1), ([], 1), (["root"], 1)):
        with pytest.raises(ValueError):
            Token.issue(by=world.ada, name="x", scopes=scopes, expires_at=now + timedelta(days=ahead))
    for number in range(Token.MOST):
        Token.issue(by=world.ada, name=str(number), scopes=["me:read"], expires_at=now + timedelta(days=1))
    with pytest.raises(TooManyTokens):
        Token.issue(by=world.ada, name="one more", scopes=["me:read"], expires_at=now + timedelta(days=1))
    assert signed_in(world.ada).post("/me/tokens", WISH).status_code == 422


def test_revoked_expired_and_closed_are_worth_nothing(world):
    client = signed_in(world.han)
    first, second, third = (made(client, name=str(number)) for number in range(3))
    token = Token.behind(first)
    assert client.post(f"/me/tokens/{token.pk}/revocation").status_code == 302
    assert Token.behind(first) is None
    assert LogEntry.objects.get(verb="token.revoked").object == f"accounts.token:{token.pk}"
    Token.objects.filter(pk=Token.behind(second).pk).update(expires_at=timezone.now())
    assert Token.behind(second) is None
    type(world.han).objects.filter(pk=world.han.pk).update(is_active=False)
    assert Token.behind(third) is None


def test_strangers_see_no_token_and_revoke_none(world):
    secret = made(signed_in(world.han))
    token = Token.behind(secret)
    eve = signed_in(world.eve)
    assert eve.post(f"/me/tokens/{token.pk}/revocation").status_code == 404
    assert eve.post("/me/tokens/999999/revocation").status_code == 404
    assert "nightly report" not in eve.get("/me/tokens").content.decode()
    assert Client().get("/me/tokens").status_code == 302
    assert Token.behind(secret)


def test_the_page_costs_the_same_for_one_and_for_many(world, django_assert_max_num_queries):
    client = signed_in(world.ada)
    for number in range(15):
        Token.issue(by=world.ada, name=str(number), scopes=["me:read"], expires_at=timezone.now() + timedelta(days=1))
    with django_assert_max_num_queries(7):
        client.get("/me/tokens")
