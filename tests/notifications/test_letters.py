import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from collab.notifications.chores import send_letters
from collab.notifications.models import Letter


@pytest.fixture
def letter(db):
    return Letter.objects.create(to="ada@town.test", subject="Hello", text="Text", language="en", about="case 1")


def test_a_letter_leaves_once(letter):
    send_letters()
    send_letters()
    assert [message.subject for message in mail.outbox] == ["Hello"]


def test_two_processes_cannot_claim_one_letter(letter):
    assert letter.claim()
    assert not Letter.objects.get(pk=letter.pk).claim()


def test_a_letter_whose_sender_died_leaves_later(letter):
    assert letter.claim()
    Letter.objects.update(not_before=timezone.now())
    send_letters()
    assert len(mail.outbox) == 1


def test_a_subject_cannot_carry_a_header(db):
    Letter.objects.create(to="ada@town.test", subject="a\nBcc: eve@town.test", text="x", language="en", about="case 1")
    send_letters()
    assert all("eve@town.test" not in message.recipients() for message in mail.outbox)


def test_the_preview_exists_in_the_demo_alone(letter, client, settings):
    assert client.get(reverse("letters")).status_code == 404
    assert client.get(reverse("letter", args=[letter.pk])).status_code == 404
    settings.DEMO = True
    assert "Hello" in client.get(reverse("letters")).content.decode()
    assert "Text" in client.get(reverse("letter", args=[letter.pk])).content.decode()


def test_one_letter_that_cannot_leave_holds_up_no_other(letter, monkeypatch):
    other = Letter.objects.create(to="ben@town.test", subject="Other", text="x", language="en", about="case 2")
    send = Letter.send

    def refused(self: Letter) -> None:
        if self.pk == letter.pk:
            raise ValueError("no such address")
        send(self)

    monkeypatch.setattr(Letter, "send", refused)
    send_letters()
    assert [message.subject for message in mail.outbox] == ["Other"]
    assert Letter.objects.get(pk=other.pk).sent_at
    assert Letter.objects.get(pk=letter.pk).sent_at is None
