"""A complaint about a person never reaches that person (CR-18)."""

import pytest
from django.urls import reverse

from collab.audit.models import LogEntry
from collab.departments.models import Grant, Position
from collab.feedback.concerned import likely_concerned
from collab.feedback.errors import Incomplete, NotNow
from collab.feedback.models import CHECKS, Case, Concern
from collab.live.places import place_of
from collab.live.viewer import Viewer


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


def letter(world, title, text, **more) -> Case:
    facts = {"kind": "complaint", "channel": "web", "party": viewer(world.ada), "consent": True, "language": "zh-hans"}
    return Case.open(title=title, text=text, **(facts | more))


@pytest.fixture
def earlier(world):
    case = letter(world, "课后服务收费", "不报课后服务就不能用校车", department=world.offices["D01"], by=world.bo)
    case.sign(by=world.han)
    case.draft(body="x", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    return case


@pytest.fixture
def complaint(world, earlier):
    """About him who handled the earlier matter."""
    case = letter(world, "投诉承办人", "上次反映课后服务收费,承办人态度很不好,请换人核实。")
    case.accept(by=world.otto)
    return case


@pytest.fixture
def sent(world, complaint):
    Concern.name(case=complaint, person=world.han, by=world.otto)
    complaint.dispatch(department=world.offices["D01"], by=world.otto)
    return complaint


def test_who_handled_the_earlier_matter_is_proposed(world, complaint, earlier):
    (likely,) = likely_concerned(complaint)
    assert likely.person == world.han and earlier.number in likely.why
    other = letter(world, "投诉承办人", "承办人态度不好", party=viewer(world.ben))
    assert likely_concerned(other) == [], "another citizen's handler is nobody's guess"


def test_a_name_or_a_title_in_the_letter_is_proposed(world):
    Position.objects.create(
        person=world.hugo, department=world.offices["D06"], title_zh="物业管理科承办人", title_en="x"
    )
    assert [one.person for one in likely_concerned(letter(world, "投诉 Olga", "她不回电话"))] == [world.olga]
    assert [one.person for one in likely_concerned(letter(world, "投诉", "物业管理科承办人推诿"))] == [world.hugo]
    assert likely_concerned(letter(world, "表扬 Olga", "很好", kind="praise")) == []


def test_the_person_has_nothing_to_do_with_it(world, sent, client):
    client.force_login(world.han)
    for path in (sent.get_absolute_url(), reverse("case_head", args=[sent.number])):
        assert client.get(path).status_code == 404
    for verb in ("sign", "note", "draft"):
        assert client.post(reverse("case_act", args=[sent.number, verb]), {"text": "x", "body": "x"}).status_code == 404
    assert sent.number not in client.get(reverse("cases")).content.decode()
    with pytest.raises(NotNow):
        sent.sign(by=world.han)
    for room in (sent.room, sent.notes_room):
        assert place_of(room).role(room, viewer(world.han)) is None
    assert Case.objects.visible_to(viewer(world.olga)).filter(pk=sent.pk).exists()


def test_the_official_complained_about_approves_nothing(world, complaint):
    Concern.name(case=complaint, person=world.olga, by=world.otto)
    complaint.dispatch(department=world.offices["D01"], by=world.otto)
    complaint.sign(by=world.han)
    complaint.draft(body="x", by=world.han)
    complaint.submit(by=world.han)
    with pytest.raises(NotNow):
        complaint.approve(checks=CHECKS, by=world.olga)
    assert not Case.objects.visible_to(viewer(world.olga)).filter(pk=complaint.pk).exists()


def test_who_has_it_in_hand_lays_it_down(world):
    case = letter(world, "a", "b", department=world.offices["D01"], by=world.bo)
    case.sign(by=world.han)
    Concern.name(case=case, person=world.han, by=world.otto)
    case.refresh_from_db()
    assert case.handler is None


def test_of_the_centre_and_of_the_auditors_too(world, complaint):
    second = world.ben
    Grant.give(person=second, role="handler", department=world.offices["D00"], by=None)
    with pytest.raises(Incomplete):
        Concern.name(case=complaint, person=world.otto, by=world.otto)
    for person in (world.otto, world.audrey):
        Concern.name(case=complaint, person=person, by=second)
        assert not Case.objects.visible_to(viewer(person)).filter(pk=complaint.pk).exists()
    assert Case.objects.visible_to(viewer(second)).filter(pk=complaint.pk).exists()


def test_the_centre_names_and_takes_back_on_the_page(world, complaint, client):
    client.force_login(world.otto)
    page = reverse("case_concern", args=[complaint.number])
    assert f'value="{world.han.pk}"' in client.get(complaint.get_absolute_url()).content.decode()
    client.post(page, {"person": str(world.han.pk)})
    client.post(page, {"name": "hugo"})
    assert {one.person for one in Concern.objects.all()} == {world.han, world.hugo}
    undo = reverse("case_concern_undo", args=[complaint.number, world.hugo.pk])
    assert undo in client.get(complaint.get_absolute_url()).content.decode()
    assert client.post(undo).status_code == 302 and client.post(undo).status_code == 404
    for wrong in ({"name": "nobody"}, {"person": "9" * 30}, {"person": str(world.ada.pk)}, {}):
        assert client.post(page, wrong).status_code == 302
    assert Concern.objects.count() == 1
    trail = LogEntry.objects.filter(verb__startswith="case.concern").order_by("pk").values_list("verb", flat=True)
    assert list(trail) == ["case.concern_named", "case.concern_named", "case.concern_lifted"]


@pytest.mark.parametrize("who", ["ada", "eve", "han", "olga", "adam", "audrey", None])
def test_nobody_else_names(world, complaint, client, who):
    if who:
        client.force_login(getattr(world, who))
    assert client.post(reverse("case_concern", args=[complaint.number]), {"name": "Hugo"}).status_code == 404
    assert client.post(reverse("case_concern_undo", args=[complaint.number, 1])).status_code == 404
