import pytest

from collab.accounts.identify import truncated
from collab.audit.models import LogEntry
from collab.live import outlet
from tests.world import PASSWORD


@pytest.mark.parametrize(
    ("address", "kept"),
    [("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("unix", ""), ("", "")],
)
def test_only_the_neighbourhood_of_an_address_is_kept(address, kept):
    assert truncated(address) == kept


def test_signing_in_leaves_a_line_without_the_full_address(client, world):
    client.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.77")
    entry = LogEntry.objects.filter(verb="person.signed_in").get()
    assert (entry.actor, entry.origin) == (world.ada.key, "203.0.113.0")


def test_a_new_password_closes_open_sockets_and_other_sessions(
    client, world, monkeypatch, django_capture_on_commit_callbacks
):
    closed = []
    monkeypatch.setattr(outlet, "local", lambda group, hint: closed.append(hint))
    elsewhere = type(client)()
    elsewhere.force_login(world.ada)
    client.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    new = "another-sesame-2027"
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert done.status_code == 302
    assert {"type": "revoke", "party": world.ada.key, "session": "", "code": 4401} in closed
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_sign_in_leads_to_own_paths_only(client, world):
    answer = client.post("/accounts/login/?next=https://evil.test/", {"login": world.ada.email, "password": PASSWORD})
    assert not answer.headers["Location"].startswith("http")
