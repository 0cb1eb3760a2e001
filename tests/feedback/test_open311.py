"""GeoReport v2 at its doors: what the standard asks for, and nothing that is not public."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from collab.accounts.models import Token
from collab.feedback.models import Case, Location
from tests.chat.conftest import as_viewer

TEXT, MAYBE = {"type": "string"}, {"type": ["string", "null"]}
REQUEST = {
    "type": "object",
    "required": ["service_request_id", "status", "service_name", "service_code", "requested_datetime", "updated_datetime"],
    "properties": {
        "service_request_id": TEXT, "status": {"enum": ["open", "closed"]}, "status_notes": MAYBE, "service_name": TEXT,
        "service_code": TEXT, "description": MAYBE, "agency_responsible": MAYBE, "service_notice": MAYBE,
        "requested_datetime": TEXT, "updated_datetime": TEXT, "expected_datetime": MAYBE, "address": MAYBE,
        "address_id": {}, "zipcode": {}, "lat": {"type": ["number", "null"]}, "long": {"type": ["number", "null"]},
        "media_url": MAYBE,
    },
    "additionalProperties": False,
}  # fmt: skip
SERVICE = {
    "type": "object",
    "required": ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"],
    "properties": {"metadata": {"type": "boolean"}, "type": {"enum": ["realtime", "batch", "blackbox"]}},
}


@pytest.fixture
def key(world):
    until = timezone.now() + timedelta(days=1)
    return Token.issue(by=world.ada, name="app", scopes=["cases:write"], expires_at=until)[1]


def post(key="", **more):
    facts = {"service_code": "complaint-D06", "lat": "41.5", "long": "120.25", "description": "路灯不亮", **more}
    return Client().post("/open311/v2/requests.json", {"api_key": key, **facts})


def one(world, **more):
    facts = {
        "title": "路灯", "text": "书院巷5号门前路灯不亮", "kind": "help", "channel": "web", "party": as_viewer(world.ada),
        "consent": True, "language": "zh-hans",
    } | more  # fmt: skip
    return Case.open(**facts)


def get(path, **asked):
    return Client().get(f"/open311/v2/{path}", asked)


def test_services_and_their_definition(world):
    listed = get("services.json").json()
    jsonschema.validate(listed, {"type": "array", "minItems": 9, "items": SERVICE})
    for service in listed:
        assert get(f"services/{service['service_code']}.json").json()["service_code"] == service["service_code"]
    assert fromstring(get("services.xml").content).findall("service/service_code")[0].text == listed[0]["service_code"]
    assert get("services/nothing.json").status_code == 404
    assert Client().get("/open311/discovery.xml").status_code == 200


def test_a_request_becomes_a_case(world, key):
    answer = post(
        key, email="a@b.example", first_name="Ada", **{"attribute[title]": "路灯", "attribute[consent]": "yes"}
    )
    assert answer.status_code == 201
    number = answer.json()[0]["service_request_id"]
    case = Case.objects.get(number=number)
    assert (case.kind, case.department, case.channel, case.consent, case.title) == (
        "complaint", world.offices["D06"], "api", True, "路灯",
    )  # fmt: skip
    assert (str(case.location.lat), str(case.location.long)) == ("41.500000", "120.250000")
    assert get(f"tokens/{number}.json").json() == [{"service_request_id": number, "token": number}]
    assert get(f"requests/{number}.xml").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"key": ""}, 403), ({"key": "tht_wrong"}, 403), ({"service_code": "nothing"}, 404), ({"service_code": ""}, 400),
        ({"description": " "}, 400), ({"lat": "", "long": ""}, 400), ({"lat": "x"}, 400), ({"lat": "NaN"}, 400),
        ({"lat": "91"}, 400), ({"lat": "1e999999"}, 400), ({"long": ""}, 400), ({"email": "nobody"}, 400),
        ({"jurisdiction_id": "elsewhere"}, 404),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_form_of_the_standard(world, key, wrong, status):
    answer = post(**{"key": key, **wrong})
    assert answer.status_code == status
    assert answer.json()[0]["code"] == status and answer.json()[0]["description"]
    assert not Case.objects.exists() and not Location.objects.exists()


def test_a_key_without_the_scope_is_no_key(world):
    until = timezone.now() + timedelta(days=1)
    assert post(Token.issue(by=world.ada, name="x", scopes=["me:read"], expires_at=until)[1]).status_code == 403


def test_nothing_but_what_is_published_is_shown_of_the_content(world):
    case = one(world, address="书院巷5号", contact_name="林晓禾")
    hidden = one(world, confidential=True)
    listed = get("requests.json").json()
    jsonschema.validate(listed, {"type": "array", "minItems": 1, "maxItems": 1, "items": REQUEST})
    told = str(listed)
    assert "书院巷" not in told and "林晓禾" not in told
    assert get(f"requests/{hidden.number}.json").status_code == 404
    assert get(f"requests/{case.number}.json").json()[0]["description"] is None


def test_a_city_may_list_published_ones_alone(world, settings):
    one(world)
    settings.OPEN311_LISTS = "published"
    assert get("requests.json").json() == []


def test_filters(world):
    first, second = one(world), one(world, kind="complaint")
    second.withdraw(by=as_viewer(world.ada))
    old = one(world)
    Case.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=91))

    def numbers(**asked):
        return {row["service_request_id"] for row in get("requests.json", **asked).json()}

    assert numbers() == {first.number, second.number}
    assert numbers(status="open") == {first.number} and numbers(status="closed") == {second.number}
    assert numbers(status="open,closed", service_code="complaint") == {second.number}
    assert numbers(service_request_id=f"{first.number},{old.number}") == {first.number, old.number}
    day = (timezone.localdate() - timedelta(days=91)).isoformat()
    assert numbers(start_date=day, end_date=day) == {old.number}
    assert len(numbers(page_size="1")) == 1 and numbers(page_size="1") != numbers(page_size="1", page="2")


@pytest.mark.parametrize(
    "asked",
    [{"status": "half"}, {"start_date": "yesterday"}, {"end_date": "2026-13-45"}, {"page": "0"}, {"page_size": "many"},
     {"start_date": "2026-02-01", "end_date": "2026-01-01"}, {"page": "²"}],
)  # fmt: skip
def test_what_cannot_be_read_is_told(world, asked):
    assert get("requests.json", **asked).status_code == 400


def test_the_list_costs_the_same_queries(world, django_assert_num_queries):
    for _number in range(5):
        one(world)
    with django_assert_num_queries(1):
        get("requests.json")


def test_signs_that_xml_does_not_know_do_not_break_it(world, key):
    number = post(key, description="a\x0bb", **{"attribute[title]": "a\x01b"}).json()[0]["service_request_id"]
    fromstring(get(f"requests/{number}.xml").content)
