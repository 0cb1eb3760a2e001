"""Personal data goes when its time is over; the matter stays; what is held is left alone."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from collab.departments.models import Grant
from collab.feedback.chores import erase_expired
from collab.feedback.errors import Incomplete, NotNow
from collab.feedback.models import Case, Follower, Hold, Location, Order, Retention
from collab.feedback.models.retention import erase, expired, months_before
from collab.files.models import File
from collab.notifications.models import Letter
from tests.chat.conftest import as_viewer


@pytest.fixture
def old(world):
    """Closed and archived 25 months ago."""
    case = Case.open(
        title="林晓禾的社保", text="我是林晓禾,电话13800138000,身份证不便提供", kind="help", channel="web", party=as_viewer(world.ada),
        consent=True, language="zh-hans", contact_name="林晓禾", contact_email="lin@mail.example", contact_phone="13800138000",
        address="书院巷5号",
    )  # fmt: skip
    File.receive(ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf"), room=case.room, owner=world.ada.key)
    Follower.follow(case=case, by=as_viewer(world.ben))
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D06"], by=world.otto)
    Case.objects.filter(pk=case.pk).update(state="archived", closed_on=timezone.localdate() - timedelta(days=770))
    case.refresh_from_db()
    return case


def test_everything_personal_goes_and_the_matter_stays(old):
    path = old.room.files.get().path
    erase_expired()
    old.refresh_from_db()
    assert (old.contact_name, old.contact_email, old.contact_phone, old.party, old.code) == ("", "", "", "", "")
    assert "13800138000" not in old.text and "林晓禾" not in old.text + old.title and "社保" in old.title
    assert not path.exists() and not old.room.files.exists() and not Location.objects.exists()
    assert not Follower.objects.exists() and not Letter.objects.filter(about=f"case {old.number}").exists()
    assert "Ada" not in set(old.steps.values_list("actor_name", flat=True))
    assert old.steps.last().verb == "erased" and old.state == "archived"
    with pytest.raises(NotNow):
        erase(old)


def test_a_look_ahead_erases_nothing(old, capsys):
    Case.objects.filter(pk=old.pk).update(closed_on=timezone.localdate())
    ahead = (timezone.localdate() + timedelta(days=800)).isoformat()
    call_command("retain", "--on", ahead)
    assert capsys.readouterr().out.splitlines() == [
        "help: 1 after 24 months",
        old.number,
        "1 would be erased; nothing was done",
    ]
    call_command("retain", "--erase", "--on", ahead)
    assert capsys.readouterr().out.strip() == "0 erased"
    old.refresh_from_db()
    assert old.contact_name == "林晓禾"


def test_what_is_held_is_left_alone(old, world):
    with pytest.raises(Incomplete):
        Hold.put(case=old, words=" ", by=world.eve)
    hold = Hold.put(case=old, words="法院调取", by=world.eve)
    assert not expired(Case.objects.all(), timezone.localdate()).exists()
    with pytest.raises(NotNow):
        erase(old)
    hold.lift(by=world.eve)
    assert expired(Case.objects.all(), timezone.localdate()).get() == old


@pytest.mark.parametrize("change", [{"state": "closed"}, {"kind": "complaint"}, {"closed_on": "today"}])
def test_what_is_not_due_stays(old, change):
    facts = {"closed_on": timezone.localdate()} if "closed_on" in change else change
    Case.objects.filter(pk=old.pk).update(**facts)
    assert not expired(Case.objects.all(), timezone.localdate()).exists()


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [(date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2024, 2, 29), 12, date(2023, 2, 28)), (date(2026, 1, 15), 1, date(2025, 12, 15)), (date(2026, 11, 24), 24, date(2024, 11, 24))],
)  # fmt: skip
def test_months_before_a_day(day, months, before):
    assert months_before(day, months) == before


def test_the_table_is_edited_by_the_administration(world, client, old):
    client.force_login(world.adam)
    page = client.get("/cases/retention")
    assert page.context["due"] == 1
    facts = {f"{kind}-months": months for kind, months in Retention.table().items()} | {"help-months": 60}
    assert client.post("/cases/retention", facts).status_code == 302
    assert Retention.table()["help"] == 60 and Retention.objects.count() == 1
    assert client.post("/cases/retention", facts | {"help-months": 0}).status_code == 422


def test_the_supervisor_holds_at_the_door(world, client, old):
    Grant.give(person=world.eve, role="official", department=world.offices["D"], by=None)
    for person, status in ((world.otto, 404), (world.adam, 404), (world.eve, 302)):
        client.force_login(person)
        assert client.post(f"/cases/{old.number}/hold", {"words": "法院调取"}).status_code == status
    assert "法院调取" in client.get(f"/cases/{old.number}/").content.decode()
    client.post(f"/cases/{old.number}/hold", {"undo": "1"})
    assert not Hold.objects.filter(lifted_at=None).exists()


def test_drafts_notes_and_talks_about_it_are_masked_too(old, world):
    Grant.give(person=world.eve, role="official", department=world.offices["D"], by=None)
    Case.objects.filter(pk=old.pk).update(state="in_progress")
    old.refresh_from_db()
    old.draft(body="林晓禾您好,已致电13800138000。", by=world.hugo)
    old.draft(body="林晓禾您好。", by=world.hugo)
    old.note(text="与林晓禾通话,13800138000", by=world.hugo)
    order = Order.issue(case=old, words="联系林晓禾", due_on=timezone.localdate(), by=world.eve)
    Case.objects.filter(pk=old.pk).update(state="archived")
    erase(Case.objects.get(pk=old.pk))
    order.refresh_from_db()
    kept = [old.reply.__class__.objects.get(case=old).body, order.words, *old.steps.values_list("words", flat=True)]
    assert "林晓禾" not in "".join(kept) and "13800138000" not in "".join(kept)
