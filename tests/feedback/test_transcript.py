"""What was said and sent at the desk goes with the case, to those who may read it."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from chat.models import Conversation
from collab.feedback.models import CHECKS, Case
from collab.files.models import File
from collab.notifications.chores import send_letters
from tests.chat.conftest import as_viewer, present, town

__all__ = ["present", "town"]


@pytest.fixture
def case(town):
    visit = Conversation.start(desk=town.desk, by=as_viewer(town.ada), question="我叫王小明,电话13800138000,社保断了")
    visit.take(by=town.bo)
    upload = SimpleUploadedFile("缴费单.pdf", b"%PDF-1.7 %%EOF")
    file = File.receive(upload, room=visit.room, owner=town.ada.key)
    ada = as_viewer(town.ada)
    visit.attach(by=ada, part=visit.part_of(ada), file=file)
    return visit.hand_over(by=town.bo, department=town.offices["D01"], summary="社保断缴,请核实", consent=True)


@pytest.mark.parametrize("who", ["han", "olga"])
def test_the_department_reads_and_opens_what_was_sent(town, client, case, who):
    client.force_login(getattr(town, who))
    page = client.get(case.get_absolute_url()).content.decode()
    assert "13800138000" in page and "缴费单.pdf" in page
    file = File.objects.get()
    assert client.get(file.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("who", ["hugo", "eve", "adam", "bea"])
def test_others_do_not(town, client, case, who):
    client.force_login(getattr(town, who))
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(File.objects.get().get_absolute_url()).status_code == 404


def test_the_auditor_reads_it_masked(town, client, case):
    client.force_login(town.audrey)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "13800138000" not in page and "王小明" not in page
    assert "138****8000" in page


def test_the_citizen_is_written_to_at_each_step(town, case):
    Case.objects.update(contact_email="lin@town.test")
    case.refresh_from_db()
    case.sign(by=town.han)
    case.draft(body="可以。", by=town.han)
    case.submit(by=town.han)
    case.send_back(reason="unclear", words="", by=town.olga)
    case.draft(body="可以,依据第五条。", by=town.han)
    case.submit(by=town.han)
    case.approve(checks=CHECKS, by=town.olga)
    case.publish(title="社保", question="断了", answer="可以", checked=True, secrecy=True, by=town.olga)
    mail.outbox.clear()
    send_letters()
    told = "\n".join(letter.body for letter in mail.outbox if "lin@town.test" in letter.to)
    for words in ("正在办理", "第二人审核", "依据第五条", "公开发布"):
        assert words in told
    assert len([letter for letter in mail.outbox if "lin@town.test" in letter.to]) == 4
