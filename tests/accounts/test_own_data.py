"""A person takes their data away, and closes the account: what goes, what stays, who may not."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.translation import override

from chat.models import Conversation
from collab.accounts import guests
from collab.accounts.models import Guest, Person, Token
from collab.audit.models import LogEntry
from collab.feedback.codes import spaced
from collab.feedback.models import Case
from collab.live import outlet
from collab.notifications.models import Letter
from tests.accounts.test_tokens import signed_in
from tests.chat.conftest import as_viewer, make_desk
from tests.world import PASSWORD

SURE = {"password": PASSWORD, "sure": "on"}


@pytest.fixture
def lived(world):
    """Ada has a case with her contact, and a talk under the name that she chose as a guest."""
    world.case = Case.open(
        title="Missed months", text="May I pay later?", kind="enquiry", channel="web", party=as_viewer(world.ada, "en"),
        consent=True, language="en", contact_name="Ada Lovelace", contact_email="ada@town.test", contact_phone="13800138000",
    )  # fmt: skip
    world.desk = make_desk("social", world.offices["D01"])
    Guest.objects.filter(pk=world.gus.pk).update(person=world.ada)
    world.visit = Conversation.start(desk=world.desk, by=as_viewer(world.gus, "en"), question="What about my card?")
    return world


def unpacked(answer) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        return {name: json.loads(package.read(name)) for name in package.namelist()}


def test_everything_of_mine_and_nothing_of_others(lived):
    Case.open(title="Not yours", text="x", kind="enquiry", channel="web", party=as_viewer(lived.ben), consent=False, language="en")  # fmt: skip
    answer = signed_in(lived.ada).post("/me/export")
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    got = unpacked(answer)
    assert got["profile.json"]["email"] == lived.ada.email
    assert got["cases.json"][0]["query_code"] == spaced(lived.case.secret) and len(got["cases.json"]) == 1
    assert got["cases.json"][0]["steps"][0]["what"] == "我们已收到您的诉求。"
    talk = got["conversations.json"][0]
    assert (talk["question"], talk["log"][0]["who"]) == ("What about my card?", "Gus")
    assert got["mail.json"] and {"sessions.json", "files.json", "presence.json"} <= set(got)
    assert "Not yours" not in str(got)
    assert LogEntry.objects.get(verb="person.exported").actor == lived.ada.key


def test_taking_it_away_asks_for_the_password_and_is_limited(lived):
    client = signed_in(lived.ada, fresh=False)
    assert client.get("/me/export").status_code == 200
    assert "reauthenticate" in client.post("/me/export")["Location"]
    client = signed_in(lived.ada)
    assert [client.post("/me/export").status_code for _each in range(4)] == [200, 200, 200, 429]
    assert "/accounts/login/" in Client().post("/me/export")["Location"]


def test_the_archive_costs_the_same_for_one_and_for_many(lived, django_assert_max_num_queries):
    for _each in range(5):
        Case.open(title="More", text="x", kind="enquiry", channel="web", party=as_viewer(lived.ada), consent=False, language="en")  # fmt: skip
    client = signed_in(lived.ada)
    with django_assert_max_num_queries(32):
        client.post("/me/export")


def test_closing_takes_the_name_and_leaves_the_record(lived, monkeypatch, django_capture_on_commit_callbacks):
    closed = []
    monkeypatch.setattr(outlet, "local", lambda group, hint: closed.append(hint))
    client, elsewhere = signed_in(lived.ada), signed_in(lived.ada)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/me/close", SURE).status_code == 302
    assert {"type": "revoke", "party": lived.ada.key, "session": "", "code": 4401} in closed
    assert elsewhere.get("/me/").status_code == client.get("/me/").status_code == 302
    person = Person.objects.get(pk=lived.ada.pk)
    assert (person.is_active, person.name, person.phone) == (False, "", "")
    with override("en"):
        assert str(person) == "Former user"
    assert (
        not EmailAddress.objects.filter(user=person).exists() and not UserSession.objects.filter(user=person).exists()
    )
    assert not Letter.objects.filter(to=lived.ada.email).exists()
    case = Case.objects.get(pk=lived.case.pk)
    assert (case.contact_email, case.contact_phone, case.is_open) == ("", "", True)
    assert "Lovelace" not in case.contact_name
    visit = Conversation.objects.get(pk=lived.visit.pk)
    assert visit.visitor_name == "Former user"
    kept = str([*visit.room.log.values_list("html", "body"), *visit.room.participants.values_list("name", flat=True)])
    assert "Gus" not in kept and "What about my card?" in kept
    assert LogEntry.objects.filter(verb="person.closed", actor=lived.ada.key).exists()
    signed_up_before = Client().post("/accounts/login/", {"login": "ada@town.test", "password": PASSWORD})
    assert signed_up_before.status_code == 200
    case_by_code = Client().post("/cases/status", {"number": case.number, "code": case.secret})
    assert case_by_code.status_code == 302


def test_the_guest_of_old_cannot_come_back(lived):
    signed_in(lived.ada).post("/me/close", SURE)
    assert guests.by_secret(lived.gus_secret) is None


@pytest.mark.parametrize("bad", [{"password": "wrong"}, {"password": ""}, {"sure": ""}])
def test_without_password_or_certainty_nothing_happens(lived, bad):
    assert signed_in(lived.ada).post("/me/close", {**SURE, **bad}).status_code == 422
    assert Person.objects.get(pk=lived.ada.pk).is_active


def test_guessing_the_password_is_limited(lived):
    client = signed_in(lived.ada)
    for _each in range(5):
        client.post("/me/close", {**SURE, "password": "guess"})
    assert client.post("/me/close", SURE).status_code == 422
    assert Person.objects.get(pk=lived.ada.pk).is_active


def test_staff_and_others_are_not_closed(world):
    page = signed_in(world.bo).post("/me/close", SURE)
    assert page.status_code == 200 and "管理员" in page.content.decode()
    for person, by in ((world.bo, world.bo), (world.ada, world.ben), (world.ada, world.adam)):
        with pytest.raises(PermissionDenied):
            person.close(by=by)
    assert Person.objects.filter(is_active=False).count() == 0
    assert Token.objects.count() == 0 and "/accounts/login/" in Client().post("/me/close", SURE)["Location"]
