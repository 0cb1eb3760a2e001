"""Administrators give and take, auditors read, everybody else finds nothing; each change leaves its line."""

import io

import pytest
from PIL import Image

from collab.accounts.models import Person
from collab.audit.models import LogEntry
from collab.departments.models import Department, Grant, Position, Proposal
from collab.live import outlet

READ = [
    "/administration/",
    "/administration/departments/",
    "/administration/departments/D01/",
    "/administration/people/",
    "/administration/calendar/",
]
OFFICE = {"parent": "", "name_zh": "档案局", "name_en": "Archives", "mon": "08:30-12:00 13:30-17:30"}
CARD = {"title_zh": "科员", "title_en": "Officer", "languages": ["en", "csl"]}


@pytest.fixture
def office(client, world):
    """The pages of administration, as Adam."""
    client.force_login(world.adam)
    return client


@pytest.fixture
def alma(world):
    """A second administrator."""
    alma = Person.objects.create_user("alma@town.test", "open-sesame-2026", name="Alma")
    Grant.give(person=alma, role="admin", department=world.offices["D"], by=None)
    return alma


def last(verb: str) -> LogEntry:
    return LogEntry.objects.filter(verb=verb).latest("pk")


@pytest.mark.parametrize("who", [None, "ada", "eve", "bo", "han", "otto", "olga", "ed", "mo", "eva"])
def test_others_find_nothing(client, world, who):
    if who:
        client.force_login(getattr(world, who))
    person = f"/administration/people/{world.bo.pk}/"
    for path in [*READ, person, "/administration/audit", "/administration/departments/new"]:
        assert client.get(path).status_code == 404, path
    for path in ["deactivation", "reactivation", "sessions/end", "grants", "card"]:
        assert client.post(person + path, {"role": "agent", "department": 1}).status_code == 404, path
    for path in [
        "calendar/days",
        "calendar/2026/table",
        "audit/verification",
        "departments/D01/",
        "departments/D01/end",
    ]:
        assert client.post(f"/administration/{path}", OFFICE).status_code == 404, path
    assert not LogEntry.objects.filter(
        actor=f"p{getattr(world, who).pk if who else 0}", verb__contains="person."
    ).exists()


def test_the_auditor_reads_and_changes_nothing(client, world):
    client.force_login(world.audrey)
    for path in READ:
        assert client.get(path).status_code == 200, path
    page = client.get(f"/administration/people/{world.bo.pk}/").content.decode()
    assert world.bo.email not in page and '<form method="post" action="/administration' not in page
    assert world.bo.email not in client.get("/administration/people/").content.decode()
    assert "Bo" not in client.get("/administration/people/?q=bo@town").content.decode().split("<table>")[1]
    assert (
        client.post("/administration/departments/D01/", {**OFFICE, "parent": world.offices["D"].pk}).status_code == 404
    )
    assert client.post(f"/administration/people/{world.bo.pk}/deactivation").status_code == 404
    assert (
        client.post("/administration/calendar/days", {"day": "2026-12-01", "is_working": "no", "note": "x"}).status_code
        == 404
    )


def test_the_administrator_reads_no_audit_trail(office):
    assert office.get("/administration/audit").status_code == 404


def test_where_administrators_and_auditors_begin(client, world):
    for who, place in (("adam", "/administration/"), ("audrey", "/administration/audit"), ("ada", "/")):
        answer = type(client)().post(
            "/accounts/login/", {"login": getattr(world, who).email, "password": "open-sesame-2026"}
        )
        assert answer["Location"] == place


def test_an_office_is_founded_changed_and_moved(office, world):
    root, d01 = world.offices["D"], world.offices["D01"]
    made = office.post("/administration/departments/new", {**OFFICE, "parent": root.pk, "code": "D20"})
    assert made["Location"] == "/administration/departments/D20/"
    archives = Department.objects.get(code="D20")
    assert archives.path == "/D/D20/" and archives.hours == {"mon": [["08:30", "12:00"], ["13:30", "17:30"]]}
    assert last("department.founded").actor == world.adam.key
    below = Department.found(by=world.adam, code="D20-1", parent=archives, name_zh="库房", name_en="Stacks")
    office.post("/administration/departments/D20/", {**OFFICE, "parent": d01.pk, "name_en": "City Archives"})
    archives.refresh_from_db()
    below.refresh_from_db()
    assert (archives.name, archives.path, below.path) == ("档案局", "/D/D01/D20/", "/D/D01/D20/D20-1/")
    assert last("department.changed").detail == {"fields": ["name_en", "parent"]}


@pytest.mark.parametrize(
    "bad",
    [{"code": "D01"}, {"code": "a b"}, {"code": ""}, {"name_zh": ""}, {"parent": ""}, {"mon": "when we like"}, {"tue": "17:00-08:00"}],
)  # fmt: skip
def test_an_office_that_does_not_fit_is_told_and_kept(office, world, bad):
    answer = office.post(
        "/administration/departments/new", {**OFFICE, "parent": world.offices["D"].pk, "code": "D20", **bad}
    )
    assert answer.status_code == 422 and "Archives" in answer.content.decode()
    assert not Department.objects.filter(name_en="Archives").exists()


def test_an_office_cannot_belong_to_itself(office, world):
    d01 = world.offices["D01"]
    below = Department.found(by=world.adam, code="D01-1", parent=d01, name_zh="窗口", name_en="Counter")
    answer = office.post("/administration/departments/D01/", {**OFFICE, "parent": below.pk})
    assert answer.status_code == 422
    d01.refresh_from_db()
    assert d01.path == "/D/D01/"


def test_an_office_is_dissolved_once_nothing_stands_on_it(office, world, client):
    d20 = Department.found(by=world.adam, code="D20", parent=world.offices["D"], name_zh="档案局", name_en="Archives")
    grant = Grant.give(person=world.eva, role="expert", department=d20, by=world.adam)
    end = {"successor": world.offices["D01"].pk}
    office.post("/administration/departments/D20/end", end)
    d20.refresh_from_db()
    assert (
        d20.closed_at is None
        and "仍有人在此担任角色" in office.get("/administration/departments/D20/").content.decode()
    )
    grant.revoke(by=world.adam)
    office.post("/administration/departments/D20/end", end)
    d20.refresh_from_db()
    assert (
        d20.closed_at and d20.successor == world.offices["D01"] and last("department.dissolved").detail["code"] == "D20"
    )
    assert "/departments/D01/" in client.get("/departments/D20/").content.decode()
    assert "/departments/D20/" not in client.get("/departments/").content.decode()
    assert office.post("/administration/departments/D/end", end).status_code == 302
    assert Department.objects.get(code="D").closed_at is None


def test_a_role_is_given_and_taken_back_at_once(office, world, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(outlet, "local", lambda group, hint: told.append(hint))
    page = f"/administration/people/{world.ada.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        office.post(page + "grants", {"role": "agent", "department": world.offices["D01"].pk, "until": "2099-01-31"})
    grant = Grant.objects.current().get(person=world.ada)
    assert (grant.role, grant.by, grant.until.year) == ("agent", world.adam, 2099)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{page}grants/{grant.pk}/end")
    assert not Grant.objects.current().filter(person=world.ada).exists()
    assert [hint["type"] for hint in told if hint.get("party") == world.ada.key] == ["recheck", "recheck"]
    assert last("grant.revoked").actor == world.adam.key
    assert office.post(page + "grants", {"role": "king", "department": "x", "until": "2001-01-01"}).status_code == 422


def test_an_administrator_needs_a_second_hand(office, world, alma, client):
    page = f"/administration/people/{world.ada.pk}/"
    wish = {"role": "admin", "department": world.offices["D"].pk}
    office.post(page + "grants", wish)
    proposal = Proposal.objects.get()
    assert not Grant.objects.current().filter(person=world.ada).exists()
    office.post(f"/administration/proposals/{proposal.pk}/confirmation")
    assert not Grant.objects.current().filter(person=world.ada).exists(), "the first hand is not the second"
    other = type(client)()
    other.force_login(alma)
    assert "Ada" in other.get("/administration/").content.decode()
    other.post(f"/administration/proposals/{proposal.pk}/confirmation")
    assert Grant.objects.current().get(person=world.ada).role == "admin"
    assert last("grant.given").detail["second"] == alma.pk and last("grant.confirmed").actor == alma.key
    other.post(f"/administration/proposals/{proposal.pk}/refusal")
    assert Grant.objects.current().filter(person=world.ada).exists(), "decided once"


def test_a_proposal_is_refused(office, world, alma):
    made = Proposal.make(person=world.ada, role="auditor", department=world.offices["D"], by=alma)
    office.post(f"/administration/proposals/{made.pk}/refusal")
    office.post(f"/administration/proposals/{made.pk}/confirmation")
    assert not Grant.objects.current().filter(person=world.ada).exists()


@pytest.mark.parametrize(
    ("who", "role", "where"), [("audrey", "admin", "D"), ("adam", "auditor", "D"), ("ada", "admin", "D01")]
)
def test_the_three_are_kept_apart(office, world, who, role, where):
    wish = {"role": role, "department": world.offices[where].pk}
    answer = office.post(f"/administration/people/{getattr(world, who).pk}/grants", wish)
    assert answer.status_code == 422 and not Proposal.objects.exists()


def test_an_account_is_deactivated_with_its_sessions_and_opened_again(
    office, world, client, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(outlet, "local", lambda group, hint: told.append(hint))
    bo = type(client)()
    bo.force_login(world.bo)
    page = f"/administration/people/{world.bo.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        office.post(page + "deactivation")
    assert {"type": "revoke", "party": world.bo.key, "session": "", "code": 4403} in told
    assert bo.get("/me/").status_code == 302
    office.post(page + "reactivation")
    bo.force_login(Person.objects.get(pk=world.bo.pk))
    assert bo.get("/me/").status_code == 200
    office.post(page + "sessions/end")
    assert bo.get("/me/").status_code == 302
    verbs = list(LogEntry.objects.filter(object=f"accounts.person:{world.bo.pk}", actor=world.adam.key).order_by("pk"))
    assert [entry.verb for entry in verbs] == ["person.deactivated", "person.reactivated", "person.sessions_ended"]


def test_nobody_administers_themselves(office, world):
    page = f"/administration/people/{world.adam.pk}/"
    own = Grant.objects.current().get(person=world.adam)
    office.post(page + "deactivation")
    office.post(f"{page}grants/{own.pk}/end")
    office.post(page + "card", {**CARD, "department": world.offices["D"].pk})
    assert office.post(page + "grants", {"role": "agent", "department": world.offices["D"].pk}).status_code == 422
    assert Person.objects.get(pk=world.adam.pk).is_active and Grant.objects.current().filter(pk=own.pk).exists()
    assert not Position.objects.filter(person=world.adam).exists()
    assert '<form method="post" action="/administration' not in office.get(page).content.decode()


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (700, 500), "teal").save(out, "PNG")
    out.seek(0)
    out.name = "<script>.html"
    return out


def test_a_card_with_a_portrait(office, world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = f"/administration/people/{world.bo.pk}/card"
    d01 = world.offices["D01"].pk
    assert office.post(page, {**CARD, "department": d01, "photo": picture()}).status_code == 302
    position = Position.objects.get(person=world.bo)
    served = client.get(position.photo_url)
    drawn = Image.open(io.BytesIO(served.getvalue()))
    assert (drawn.format, drawn.size, served["X-Content-Type-Options"]) == ("JPEG", (320, 320), "nosniff")
    assert position.photo_url in client.get(f"/people/{world.bo.pk}/card").content.decode()
    assert client.get(f"/people/{world.bo.pk}/photo/../../x").status_code == 404
    assert client.get(f"/people/{world.ann.pk}/photo/{position.photo}").status_code == 404
    fake = io.BytesIO(b"<svg onload=alert(1)>")
    fake.name = "x.png"
    assert office.post(page, {**CARD, "department": d01, "photo": fake}).status_code == 422
    office.post(page, {**CARD, "department": d01, "no_photo": "on"})
    assert Position.objects.get(person=world.bo).photo == ""
    assert office.post(page, {**CARD, "department": d01, "title_en": ""}).status_code == 422


def test_people_are_found_and_pages_are_cheap(office, world, django_assert_max_num_queries):
    for number in range(60):
        Person.objects.create_user(f"c{number}@town.test", None, name=f"Citizen {number:02}")
    with django_assert_max_num_queries(12):
        page = office.get("/administration/people/?role=staff").content.decode()
    assert "Bo" in page and "Citizen 01" not in page
    assert "Citizen 07" in office.get("/administration/people/?q=c7@town").content.decode()
    assert "Citizen 59" in office.get("/administration/people/?q=citizen&page=2").content.decode()
    with django_assert_max_num_queries(14):
        office.get("/administration/")
    with django_assert_max_num_queries(18):
        office.get(f"/administration/people/{world.bo.pk}/")
    assert last("person.read").object == f"accounts.person:{world.bo.pk}"
