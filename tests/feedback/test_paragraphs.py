"""Prepared paragraphs: kept by the lead, filled in from the case, put into the draft with and without script."""

import pytest
from django.urls import reverse

from collab.feedback.errors import Incomplete, NotNow
from collab.feedback.models import Case, Paragraph
from collab.live.viewer import Viewer


@pytest.fixture
def case(world):
    ada = Viewer(key=world.ada.key, name="Ada", person_id=world.ada.pk)
    case = Case.open(
        title="断缴", text="能否补缴?", kind="enquiry", channel="web", party=ada, consent=True, language="zh-hans",
        department=world.offices["D01"], by=world.bo,
    )  # fmt: skip
    case.sign(by=world.han)
    return case


@pytest.fixture
def greeting(world):
    body = "您好,您的诉求({number})已由{department}办理,最迟{due}前答复。"
    return Paragraph.write(department=world.offices["D01"], title="问候", body=body, by=world.olga)


def test_the_facts_of_the_case_are_filled_in(world, case, greeting):
    assert greeting.filled(case) == f"您好,您的诉求({case.number})已由人社局办理,最迟{case.due_on}前答复。"
    with pytest.raises(Incomplete):
        greeting.change(title="问候", body="{phone}", by=world.olga)


def test_it_is_put_into_the_draft_without_script(world, client, case, greeting):
    client.force_login(world.han)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f'name="paragraph" value="{greeting.pk}"' in page and f'data-body="{greeting.filled(case)}"' in page
    client.post(reverse("case_act", args=[case.number, "draft"]), {"body": "已核实。", "paragraph": greeting.pk})
    case.refresh_from_db()
    assert case.reply.body == f"已核实。\n\n{greeting.filled(case)}" and case.reply.handed_in_at is None


def test_of_another_department_it_is_not_offered(world, client, case):
    other = Paragraph.write(department=world.offices["D06"], title="x", body="别处", by=world.olga)
    whole = Paragraph.write(department=world.offices["D"], title="y", body="全市", by=world.olga)
    assert set(Paragraph.objects.fit_for(case)) == {whole}
    client.force_login(world.han)
    client.post(reverse("case_act", args=[case.number, "draft"]), {"body": "x", "paragraph": other.pk})
    case.refresh_from_db()
    assert case.reply.body == "x"


def test_every_version_stays(world, client, greeting):
    client.force_login(world.olga)
    address = reverse("paragraph", args=[greeting.pk])
    assert client.post(address, {"title": "问候", "body": "{nobody}"}).status_code == 422
    assert client.post(address, {"title": "问候", "body": "新的"}).status_code == 302
    now = Paragraph.objects.current().get()
    assert (now.body, [one.pk for one in now.versions()]) == ("新的", [greeting.pk])
    assert greeting.body in client.get(reverse("paragraph", args=[now.pk])).content.decode()
    assert client.get(address).status_code == 404
    with pytest.raises(NotNow):
        greeting.end(by=world.olga)
    client.post(reverse("paragraph_end", args=[now.pk]))
    assert not Paragraph.objects.current().exists() and Paragraph.objects.count() == 2


def test_the_lead_writes_for_the_own_department_only(world, client):
    client.force_login(world.olga)
    address = reverse("paragraphs")
    client.post(address, {"department": world.offices["D01"].pk, "title": "a", "body": "b"})
    refused = client.post(address, {"department": world.offices["D06"].pk, "title": "a", "body": "b"})
    assert refused.status_code == 422 and Paragraph.objects.get().department.code == "D01"
    client.force_login(world.han)
    assert '<form method="post" novalidate' not in client.get(address).content.decode()
    assert client.post(address, {"title": "a", "body": "b"}).status_code == 404
