"""What the administration tells everybody."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab.audit.models import LogEntry
from collab.notifications.models import Announcement

WORDS = {"text_zh": "今晚22点维护 <b>", "text_en": "Maintenance tonight at 22:00", "starts_at": "2026-01-01T00:00"}


@pytest.fixture
def office(world, client):
    client.force_login(world.adam)
    return client


def test_on_every_page_until_it_is_ended(office, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(reverse("announcements"), WORDS).status_code == 302
    page = office.get("/").content.decode()
    assert "今晚22点维护 &lt;b&gt;" in page
    assert "Maintenance tonight" in page
    said = Announcement.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("announcement_end", args=[said.pk]))
    assert "今晚22点维护" not in office.get("/").content.decode()
    verbs = LogEntry.objects.filter(verb__startswith="announcement").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["announcement.published", "announcement.ended"]


@pytest.mark.parametrize(
    "change", [{"text_zh": ""}, {"text_en": "x" * 301}, {"ends_at": "2026-01-01T00:00"}, {"starts_at": "soon"}]
)
def test_bad_input_is_told_and_kept(office, change):
    answer = office.post(reverse("announcements"), {**WORDS, **change})
    assert (answer.status_code, Announcement.objects.count()) == (422, 0)
    assert WORDS["text_en"] in answer.content.decode() or "text_en" in change


@pytest.mark.parametrize("who", [None, "ada", "bo", "olga", "audrey"])
def test_nobody_else_speaks_for_the_city(world, client, who):
    said = Announcement.publish(by=world.adam, text_zh="甲", text_en="a")
    if who:
        client.force_login(getattr(world, who))
    assert client.get(reverse("announcements")).status_code == 404
    assert client.post(reverse("announcements"), WORDS).status_code == 404
    assert client.post(reverse("announcement_end", args=[said.pk])).status_code == 404
    assert Announcement.objects.ahead().count() == 1


def test_only_in_its_time(world):
    now = timezone.now()
    Announcement.publish(by=world.adam, text_zh="后天", text_en="later", starts_at=now + timedelta(days=2))
    assert not Announcement.objects.running().exists()
    with pytest.raises(ValidationError):
        Announcement.publish(by=world.adam, text_zh="甲", text_en="a", ends_at=now - timedelta(minutes=1))
