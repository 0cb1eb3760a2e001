from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from collab.departments.models import Grant
from collab.feedback.codes import spaced
from collab.feedback.errors import Incomplete, NotNow, SecondHand
from collab.feedback.lifecycle import State
from collab.feedback.models import CHECKS, Case, Reply
from collab.live.errors import NotFound
from collab.live.places import place_of
from collab.live.viewer import STRANGER, Viewer
from collab.notifications.chores import send_letters
from collab.search.models import find, suggest


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


@pytest.fixture
def case(world):
    return Case.open(
        title="社保断缴能否补缴",
        text="断缴四个月,电话13800138000",
        kind="enquiry",
        channel="web",
        party=viewer(world.ada),
        consent=True,
        language="zh-hans",
        contact_name="Ada",
    )


@pytest.fixture
def drafted(case, world):
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D01"], by=world.otto)
    case.sign(by=world.han)
    case.draft(body="**不再补缴**,当年可以补。", by=world.han)
    case.submit(by=world.han)
    return case


@pytest.fixture
def answered(drafted, world):
    drafted.approve(checks=CHECKS, by=world.olga)
    return drafted


def test_numbers_are_gapless_and_the_code_is_never_stored(case, world):
    second = Case.open(title="a", text="b", kind="simple", channel="web", party=STRANGER, consent=False, language="en")
    assert int(second.number[5:]) == int(case.number[5:]) + 1
    assert len(case.secret) == 12
    assert case.secret not in str(Case.objects.filter(pk=case.pk).values())


def test_state_is_the_fold_of_the_steps(answered):
    steps = list(answered.steps.all())
    assert steps[-1].after == answered.state == State.ANSWERED
    moves = [step for step in steps if step.before]
    assert all(earlier.after == later.before for earlier, later in zip(moves, moves[1:], strict=False))


def test_nobody_approves_their_own(drafted, world):
    with pytest.raises(SecondHand):
        drafted.approve(checks=CHECKS, by=world.han)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.update(approver=world.han)


def test_the_check_list_must_hold(drafted, world):
    with pytest.raises(Incomplete):
        drafted.approve(checks=CHECKS[1:], by=world.olga)


def test_approved_twice_at_once_succeeds_once(drafted, world):
    other = Case.objects.get(pk=drafted.pk)
    drafted.approve(checks=CHECKS, by=world.olga)
    with pytest.raises(NotNow):
        other.approve(checks=CHECKS, by=world.olga)


def test_sent_back_and_handed_in_again(drafted, world):
    drafted.send_back(reason="unclear", words="请写清楚", by=world.olga)
    drafted.draft(body="更清楚的答复", by=world.han)
    drafted.submit(by=world.han)
    drafted.approve(checks=CHECKS, by=world.olga)
    assert not drafted.steps.filter(verb="return", public=True).exists()


@pytest.mark.parametrize("verb", ["accept", "close"])
def test_a_step_out_of_order_is_refused(drafted, world, verb):
    with pytest.raises(NotNow):
        getattr(drafted, verb)(**({"by": world.otto} if verb == "accept" else {}))


def test_rated_once_in_five_levels(answered, world):
    with pytest.raises(NotNow):
        answered.rate(level=6, words="", by=viewer(world.ada))
    answered.rate(level=5, words="好", by=viewer(world.ada))
    with pytest.raises(NotNow):
        answered.rate(level=1, words="", by=viewer(world.ada))
    assert answered.state == State.CLOSED


def test_published_only_with_consent_masked_and_ticked(answered, world):
    facts = {"title": answered.title, "answer": answered.reply.body, "checked": False, "by": world.olga}
    with pytest.raises(Incomplete):
        answered.publish(question=answered.text, secrecy=True, **facts)
    with pytest.raises(Incomplete):
        answered.publish(question="断缴四个月", secrecy=False, **facts)
    answered.publish(question="断缴四个月", secrecy=True, **facts)
    assert [hit.key for hit in suggest("我的社保断缴了怎么补缴")] == [answered.number]


def test_consent_taken_back_reaches_every_place(answered, world, client):
    answered.publish(title=answered.title, question="断缴", answer="不补", checked=False, secrecy=True, by=world.olga)
    page = reverse("reply", args=[answered.number])
    assert client.get(page).status_code == 200
    answered.change_consent(consent=False, by=viewer(world.ada))
    assert client.get(page).status_code == 404
    assert answered.title not in client.get(reverse("replies")).content.decode()
    assert suggest("社保断缴补缴") == []
    assert find("社保", STRANGER).total == 0


def test_without_consent_nothing_is_published(world, case):
    case.consent = False
    case.save()
    with pytest.raises(NotNow):
        case.publish(title="a", question="b", answer="c", checked=True, secrecy=True, by=world.olga)


def test_the_citizen_is_told_at_every_step(answered):
    send_letters()
    assert len(mail.outbox) == 6
    assert all(message.to == ["ada@town.test"] for message in mail.outbox)
    assert all(spaced(answered.secret) in message.body for message in mail.outbox)
    assert "不再补缴" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("ada", 1),
        ("ben", 0),
        ("eve", 0),
        ("han", 1),
        ("hugo", 0),
        ("olga", 1),
        ("otto", 1),
        ("bo", 0),
        ("adam", 0),
        ("audrey", 1),
        ("mo", 0),
    ],
)
def test_who_sees_a_case(drafted, world, client, who, sees):
    person = getattr(world, who)
    assert Case.objects.visible_to(viewer(person)).count() == sees
    client.force_login(person)
    assert client.get(drafted.get_absolute_url()).status_code == (200 if sees else 404)
    assert client.get(reverse("case", args=["2026-999999"])).status_code == 404


@pytest.mark.parametrize(
    "verb",
    [
        "accept",
        "reject",
        "dispatch",
        "sign",
        "draft",
        "approve",
        "return",
        "publish",
        "unpublish",
        "note",
        "personal",
        "x",
    ],
)
@pytest.mark.parametrize("who", ["ada", "eve", "hugo", "adam", "audrey", "bo"])
def test_a_stranger_to_the_case_can_do_nothing(drafted, world, client, who, verb):
    client.force_login(getattr(world, who))
    state = drafted.state
    assert client.post(reverse("case_act", args=[drafted.number, verb])).status_code == 404
    drafted.refresh_from_db()
    assert drafted.state == state


def test_handed_over_by_the_desk_it_is_dispatched_at_once(world):
    case = Case.open(
        title="a",
        text="b",
        kind="enquiry",
        channel="chat",
        party=viewer(world.ada),
        consent=False,
        language="en",
        department=world.offices["D06"],
        by=world.bo,
    )
    assert case.state == State.DISPATCHED
    assert Case.objects.visible_to(viewer(world.bo)).count() == 1
    assert Case.objects.visible_to(viewer(world.hugo)).count() == 1


def test_every_change_is_a_numbered_step_in_its_room(answered):
    steps = list(answered.steps.all())
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    shown = [entry.body["verb"] for entry in answered.room.log.filter(kind="step")]
    assert shown == [step.verb for step in steps if step.public]


def test_whoever_wrote_a_version_is_no_second_hand(case, world):
    Grant.give(person=world.olga, role="handler", department=world.offices["D01"], by=None)
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D01"], by=world.otto)
    case.sign(by=world.han)
    case.draft(body="第一稿", by=world.olga)
    case.draft(body="第二稿", by=world.han)
    case.submit(by=world.han)
    assert [version.body for version in case.versions()] == ["第二稿", "第一稿"]
    with pytest.raises(SecondHand):
        case.approve(checks=CHECKS, by=world.olga)


def test_a_department_does_not_see_what_was_only_proposed_to_it(world):
    case = Case.open(
        title="a", text="b", kind="complaint", channel="web", party=STRANGER, consent=False, language="en",
        department=world.offices["D01"],
    )  # fmt: skip
    assert not Case.objects.visible_to(viewer(world.han)).exists()
    assert Case.objects.visible_to(viewer(world.otto)).get() == case


def test_signs_that_turn_the_text_around_are_taken_out(world):
    case = Case.open(
        title="a\u202eb\x00",
        text="x\x07\ny",
        kind="simple",
        channel="api",
        party=STRANGER,
        consent=False,
        language="en",
    )
    assert (case.title, case.text) == ("ab", "x\ny")


def test_who_may_join_the_rooms_of_a_case(drafted, world):
    steps, notes = place_of(drafted.room), place_of(drafted.notes_room)
    roles = {
        name: (steps.role(drafted.room, viewer(person)), notes.role(drafted.notes_room, viewer(person)))
        for name in ("ada", "ben", "han", "hugo", "olga", "otto", "adam", "audrey", "bo")
        for person in [getattr(world, name)]
    }
    works = ("read", "write")
    assert roles == {
        "ada": ("read", None), "ben": (None, None), "han": works, "hugo": (None, None), "olga": works, "otto": works,
        "adam": (None, None), "audrey": ("read", "read"), "bo": (None, None),
    }  # fmt: skip


def test_a_note_over_the_wire_is_kept_once(drafted, world):
    place, cid = place_of(drafted.notes_room), uuid4()
    first = place.say(drafted.notes_room, viewer(world.han), cid=cid, body="请会签")
    again = place.say(drafted.notes_room, viewer(world.han), cid=cid, body="请会签")
    assert first.seq == again.seq
    assert drafted.steps.filter(verb="note").count() == 1
    with pytest.raises(NotFound):
        place.say(drafted.notes_room, viewer(world.ada), cid=uuid4(), body="x")
