import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from collab.accounts.identify import Identify
from collab.live import outlet
from tests.world import PASSWORD


@pytest.fixture
def strict(settings):
    settings.STAFF_SECOND_FACTOR = True


def _handshake(client):
    return {"headers": [(b"cookie", f"session={client.cookies['session'].value}".encode())], "client": ("::1", 1)}


def test_staff_without_second_factor_is_led_to_it_and_nothing_else_opens(client, world, strict):
    client.force_login(world.bo)
    for path in ("/", "/me/", "/desk/", "/cases/", "/search/"):
        assert client.get(path).headers.get("Location") == "/accounts/2fa/", path
    assert client.get("/accounts/2fa/").status_code == 200
    assert Identify()(_handshake(client)) is None


@pytest.mark.parametrize(("kind", "enough"), [("totp", True), ("webauthn", True), ("recovery_codes", False)])
def test_an_authenticator_or_passkey_opens_the_pages(client, world, strict, kind, enough):
    Authenticator.objects.create(user=world.bo, type=kind, data={})
    client.force_login(world.bo)
    assert (client.get("/me/").status_code == 200) is enough
    assert (Identify()(_handshake(client)) is not None) is enough


def test_citizens_are_not_asked(client, world, strict):
    client.force_login(world.ada)
    assert client.get("/me/").status_code == 200


def test_a_session_ended_elsewhere_closes_its_sockets(client, world, monkeypatch, django_capture_on_commit_callbacks):
    closed = []
    monkeypatch.setattr(outlet, "local", lambda group, hint: closed.append(hint["session"]))
    other = type(client)()
    for one in (client, other):
        one.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
        one.get("/me/")
    assert UserSession.objects.filter(user=world.ada).count() == 2
    mark = Identify()(_handshake(other)).session
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/sessions/")
    assert closed == [mark]
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
