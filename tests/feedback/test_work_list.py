"""The work list: kept filters, the table for a spreadsheet, and the sheet of keys."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from collab.audit.models import LogEntry
from collab.feedback.models import Case, SavedFilter
from collab.live.viewer import Viewer


def letter(world, title="社保断缴", **more):
    ada = Viewer(key=world.ada.key, name="Ada", person_id=world.ada.pk)
    facts = {"kind": "enquiry", "channel": "web", "consent": True, "language": "en", "contact_name": "阿达",
             "contact_phone": "13800138000", "department": world.offices["D01"], "by": world.bo}  # fmt: skip
    return Case.open(title=title, text="能否补缴?", party=ada, **(facts | more))


def rows(client, **asked):
    answer = client.get(reverse("case_table"), asked)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    return [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_the_table_holds_what_the_list_shows(world, client):
    case, other = letter(world), letter(world, department=world.offices["D06"], by=world.ann)
    client.force_login(world.han)
    head, *found = rows(client, tab="open")
    assert [row[0] for row in found] == [case.number] and len(head) == 10
    assert "13800138000" not in str(found) and "阿达" not in str(found)
    assert not LogEntry.objects.filter(verb="case.read").exists()
    assert LogEntry.objects.get(verb="cases.exported").detail == {"rows": 1, "contacts": False, "tab": "open"}
    client.force_login(world.hugo)
    assert [row[0] for row in rows(client)[1:]] == [other.number]


def test_names_only_where_asked_for_and_then_it_is_recorded(world, client):
    case, secret = letter(world), letter(world, confidential=True)
    client.force_login(world.han)
    found = {row[0]: row[10:] for row in rows(client, tab="all", contacts="1")[1:]}
    assert found[case.number][:2] == ["阿达", "13800138000"] and not any(found[secret.number])
    assert LogEntry.objects.get(verb="case.read").object == f"feedback.case:{case.pk}"


def test_the_auditor_reads_masked(world, client):
    letter(world, title="我的电话13800138000")
    client.force_login(world.audrey)
    assert "13800138000" not in str(rows(client, tab="all", contacts="1"))


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "+8613", "-2", '=HYPERLINK("http://x","y")'])
def test_words_are_never_reckoned_with(world, client, title):
    letter(world, title=title)
    client.force_login(world.han)
    sheet = load_workbook(BytesIO(client.get(reverse("case_table")).content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == (f"'{title}", "s")


def test_a_filter_is_kept_and_the_list_opens_with_it(world, client):
    client.force_login(world.han)
    sent = {"tab": "mine", "kind": "complaint", "state": "no-such", "overdue": "1", "name": "催办", "default": "1"}
    client.post(reverse("case_filter_keep"), sent)
    kept = SavedFilter.objects.get()
    assert (kept.asked, kept.is_default) == ("tab=mine&kind=complaint&overdue=1", True)
    assert client.get(reverse("cases"))["Location"].endswith(f"?{kept.asked}")
    page = client.get(f"{reverse('cases')}?{kept.asked}").content.decode()
    assert 'value="complaint" selected' in page and "催办" in page
    client.post(reverse("case_filter_keep"), {"tab": "open", "name": "另一", "default": "1"})
    assert SavedFilter.objects.get(is_default=True).name == "另一"
    client.force_login(world.hugo)
    assert client.get(reverse("cases")).status_code == 200
    assert client.post(reverse("case_filter_forget", args=[kept.pk])).status_code == 404
    client.force_login(world.han)
    client.post(reverse("case_filter_forget", args=[kept.pk]))
    assert SavedFilter.objects.count() == 1


def test_a_filter_without_a_name_is_none(world, client):
    client.force_login(world.han)
    assert client.post(reverse("case_filter_keep"), {"name": " "}).status_code == 302
    assert not SavedFilter.objects.exists()


def test_the_page_tells_its_keys(world, client, django_assert_max_num_queries):
    for _one in range(3):
        letter(world)
    client.force_login(world.han)
    client.get(reverse("cases"))
    with django_assert_max_num_queries(16):
        page = client.get(reverse("cases")).content.decode()
    assert page.count("data-row") == 3 and 'data-key="/"' in page and "<dialog" in page


def test_strangers_have_no_list(world, client):
    for who in (world.eve, world.ada, world.adam):
        client.force_login(who)
        assert client.get(reverse("case_table")).status_code == 404
        assert client.post(reverse("case_filter_keep"), {"name": "x"}).status_code == 404
