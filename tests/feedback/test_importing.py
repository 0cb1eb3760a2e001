"""Cases of another system: a look at each row, then all or none."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from collab.feedback.importing.tables import COLUMNS
from collab.feedback.models import Case, Takeover
from collab.notifications.models import Letter

GOOD = {
    "external_number": "A-1", "title": "路灯", "text": "路灯不亮", "kind": "complaint", "received_on": "2026-11-02",
    "department": "D06", "contact_name": "林", "contact_email": "lin@mail.example", "consent": "yes",
}  # fmt: skip


def table(*rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader(), writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def send(world, client):
    client.force_login(world.otto)

    def post(data, do="look", **more):
        return client.post("/cases/import/", {"table": SimpleUploadedFile("t.csv", data), "do": do, **more})

    return post


def test_a_look_changes_nothing_and_taking_over_takes_all(world, send):
    data = table(GOOD, GOOD | {"external_number": "A-2", "title": "公交", "kind": "help"})
    assert send(data).status_code == 200 and not Case.objects.exists()
    assert send(data, "take").status_code == 302
    case = Takeover.objects.get(external="A-1").case
    assert (case.kind, case.channel, case.department, case.state, case.consent, str(case.first_contact_at.date())) == (
        "complaint", "import", world.offices["D06"], "submitted", True, "2026-11-02",
    )  # fmt: skip
    assert case.steps.get().actor_name == "林" and not Letter.objects.exists()
    again = send(data, "take")
    assert again.status_code == 422 and Case.objects.count() == 2


def test_writers_are_told_where_it_is_wished(world, send):
    send(table(GOOD), "take", told="on")
    assert [letter.to for letter in Letter.objects.all()] == ["lin@mail.example"]


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"external_number": ""}, "external_number"), ({"title": ""}, "title"), ({"title": "x" * 61}, "title"),
        ({"kind": "nonsense"}, "kind"), ({"received_on": "02.11.2026"}, "received_on"), ({"received_on": "2999-01-01"}, "received_on"),
        ({"department": "D99"}, "department"), ({"contact_email": "nobody"}, "contact_email"), ({"consent": "maybe"}, "consent"),
        ({"language": "fr"}, "language"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named_and_nothing_is_taken(world, send, wrong, column):
    answer = send(table(GOOD | {"external_number": "A-0"}, GOOD | wrong), "take")
    assert answer.status_code == 422
    assert [(problem.line, problem.column) for problem in answer.context["wrong"]] == [(3, column)]
    assert not Case.objects.exists()


def test_a_number_stands_once_in_a_table(world, send):
    assert [one.line for one in send(table(GOOD, GOOD)).context["wrong"]] == [2, 3]


def test_a_spreadsheet_is_read_too(world, send):
    book, data = Workbook(), io.BytesIO()
    book.active.append(list(GOOD))
    book.active.append(list(GOOD.values()))
    book.save(data)
    assert send(data.getvalue()).context["right"] == 1


def test_a_table_in_the_old_chinese_coding_is_read(world, send):
    assert send(table(GOOD).decode().encode("gb18030")).context["right"] == 1


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04broken", b"\xff\xff\x00", b'a,"b\n', b"title\nx"])
def test_what_is_no_table_is_told(world, send, data):
    answer = send(data)
    assert answer.status_code == 422 and answer.context["form"].errors


def test_the_template_is_right_itself(world, client, send):
    assert send(client.get("/cases/import/template.csv").content).context["wrong"] == []


def test_looking_costs_the_same_queries(world, send, django_assert_max_num_queries):
    send(table(GOOD))
    with django_assert_max_num_queries(20):
        send(table(*(GOOD | {"external_number": f"A-{number}"} for number in range(200))))
