"""A file, a colleague and an official in a conversation, as programs bring them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from collab.audit.models import LogEntry
from collab.files.models import File
from tests.api.conftest import Program, is_problem

TEXT = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def talk(visit, town):
    visit.take(by=town.bo)
    return visit


def upload(who: Program, pk: int, data: bytes, *, key: object = None, name: str = "letter.pdf"):
    headers = who.headers | ({"Idempotency-Key": str(key)} if key else {})
    file = SimpleUploadedFile(name, data)
    return who.client.post(f"/api/v1/conversations/{pk}/files", {"file": file}, headers=headers)


def test_a_file_becomes_an_entry_and_is_kept_once(talk, town):
    bo, key = Program(town.bo), uuid4()
    first, again = (upload(bo, talk.pk, TEXT, key=key) for _each in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"dup": True} and File.objects.count() == 1
    heard = bo.get(f"/conversations/{talk.pk}/messages").json()["messages"][-1]
    assert heard["kind"] == "file" and heard["seq"] == first.json()["seq"]
    assert heard["body"]["name"] == "letter.pdf" and heard["body"]["type"] == "application/pdf"
    is_problem(upload(bo, talk.pk, TEXT + b"\n", key=key), 409, "key_conflict")
    assert upload(bo, talk.pk, TEXT).status_code == 201 and File.objects.count() == 2


def test_what_is_no_file_is_refused_in_words(talk, town):
    bo = Program(town.bo)
    is_problem(upload(bo, talk.pk, b"<script>", name="x.html"), 422, "refused")
    is_problem(bo.post(f"/conversations/{talk.pk}/files"), 422, "refused")
    is_problem(upload(Program(town.bo, "conversations:read"), talk.pk, TEXT), 403, "scope")
    assert not File.objects.exists()


def test_nothing_is_sent_into_what_has_ended(talk, town):
    talk.end(by=town.bo, outcome="solved")
    is_problem(upload(Program(town.bo), talk.pk, TEXT), 404)
    assert not File.objects.exists()


def test_a_colleague_is_invited(talk, town):
    bo, bea = Program(town.bo), Program(town.bea)
    is_problem(bea.get(f"/conversations/{talk.pk}"), 404)
    assert bo.post(f"/conversations/{talk.pk}/invitation", {"person": town.bea.pk}).status_code == 204
    assert bea.get(f"/conversations/{talk.pk}").json()["role"] == "colleague"
    is_problem(bo.post(f"/conversations/{talk.pk}/invitation", {"person": town.ada.pk}), 409, "not_here")
    is_problem(bea.post(f"/conversations/{talk.pk}/invitation", {"person": town.ann.pk}), 404)


def test_an_official_looks_in_and_away(talk, town):
    olga = Program(town.olga)
    is_problem(olga.get(f"/conversations/{talk.pk}"), 404)
    assert olga.post(f"/conversations/{talk.pk}/look").json()["role"] == "supervisor"
    assert LogEntry.objects.filter(verb="conversation.looked_into").count() == 1
    assert olga.delete(f"/conversations/{talk.pk}/look").status_code == 204
    is_problem(olga.get(f"/conversations/{talk.pk}"), 404)


@pytest.mark.parametrize("who", ["ada", "eve", "ann", "hugo", "adam", "audrey", "mo", "bea"])
def test_for_others_there_is_no_conversation(talk, town, who):
    stranger = Program(getattr(town, who))
    is_problem(upload(stranger, talk.pk, TEXT), 404)
    for method, path in (("POST", "/files"), ("POST", "/look"), ("DELETE", "/look"), ("POST", "/invitation")):
        is_problem(stranger(method, f"/conversations/{talk.pk}{path}", {"person": town.bo.pk}), 404)
    assert not File.objects.exists()
