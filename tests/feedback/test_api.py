"""The API of cases, as programs use it."""

import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient

from collab.feedback.api import router
from collab.feedback.models import CHECKS, Case
from collab.live.viewer import STRANGER, Viewer

LETTER = {"kind": "enquiry", "title": "社保断缴", "text": "能否补缴?", "consent": True, "department": "D01"}


@pytest.fixture(scope="module")
def api() -> TestClient:
    assembled = NinjaAPI(urls_namespace="cases-test")
    assembled.add_router("", router)
    return TestClient(assembled)


def _as(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


def test_from_letter_to_published_reply(world, api):
    opened = api.post("/cases", json=LETTER, viewer=STRANGER)
    assert opened.status_code == 201
    receipt = opened.json()
    at = f"/cases/{receipt['number']}"
    assert api.post(f"{at}/acceptance", viewer=_as(world.otto)).json()["state"] == "accepted"
    api.post(f"{at}/assignment", json={"department": "D01"}, viewer=_as(world.otto))
    api.post(f"{at}/signature", viewer=_as(world.han))
    assert api.put(f"{at}/reply", json={"text": "可以。"}, viewer=_as(world.han)).status_code == 200
    assert api.post(f"{at}/reply/submission", viewer=_as(world.han)).json()["state"] == "reply_submitted"
    assert api.post(f"{at}/reply/approval", json={"checks": CHECKS[1:]}, viewer=_as(world.olga)).status_code == 422
    assert api.post(f"{at}/reply/approval", json={"checks": CHECKS}, viewer=_as(world.olga)).status_code == 200
    told = api.post("/cases/status", json=receipt, viewer=STRANGER).json()
    assert (told["state"], told["reply"]) == ("answered", "可以。")
    shown = {"title": "断缴", "question": "能否补缴?", "answer": "可以。", "secrecy": True}
    assert api.post(f"{at}/publication", json=shown, viewer=_as(world.olga)).status_code == 200
    assert api.delete(f"{at}/publication", viewer=_as(world.olga)).status_code == 200


@pytest.mark.parametrize("who", ["ada", "eve", "hugo", "adam", "audrey", "bo"])
def test_what_one_may_not_is_not_there(world, api, who):
    case = Case.open(**{**LETTER, "department": None}, channel="api", party=_as(world.ada), language="en")
    viewer = _as(getattr(world, who))
    for verb in ("acceptance", "signature", "reply/submission"):
        assert api.post(f"/cases/{case.number}/{verb}", viewer=viewer).status_code == 404
    assert api.post("/cases/2026-999999/acceptance", viewer=viewer).status_code == 404


def test_wrong_codes_lock(world, api):
    case = Case.open(**{**LETTER, "department": None}, channel="api", party=STRANGER, language="en")
    tries = [
        api.post("/cases/status", json={"number": case.number, "code": "A" * 12}, viewer=STRANGER) for _try in range(5)
    ]
    assert {answer.status_code for answer in tries} == {404}
    right = {"number": case.number, "code": case.secret}
    assert api.post("/cases/status", json=right, viewer=STRANGER).status_code == 429


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"title": "x" * 61}, {"text": "x" * 2001}, {"kind": "x"}, {"title": "\u0000 "}]
)
def test_bad_letters_are_refused(world, api, change):
    assert api.post("/cases", json={**LETTER, **change}, viewer=STRANGER).status_code == 422
    assert not Case.objects.exists()


def test_the_list_is_for_staff(world, api):
    assert api.get("/cases", viewer=_as(world.ada)).status_code == 404
    assert api.get("/cases?limit=-4&offset=-2", viewer=_as(world.han)).json() == []
