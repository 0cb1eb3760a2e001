"""Several people, one matter: handled once, each is told of each step and gets the same answer, and it can be undone (CR-20)."""

import pytest
from django.core import mail
from django.urls import reverse

from collab.feedback.errors import Incomplete, NotNow
from collab.feedback.lifecycle import State
from collab.feedback.models import CHECKS, Case
from collab.live.viewer import Viewer
from collab.notifications.chores import send_letters

NIGHT = ("工地凌晨还在施工", "书院巷半夜一点打桩,连续五天,请查有没有夜间施工许可。")


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


def letter(person, **more) -> Case:
    facts = {"kind": "complaint", "channel": "web", "consent": True, "language": "zh-hans"}
    return Case.open(title=NIGHT[0], text=NIGHT[1], party=viewer(person), **(facts | more))


@pytest.fixture
def neighbours(world):
    cases = [letter(world.ada), letter(world.ben), letter(world.eve)]
    for case in cases:
        case.accept(by=world.otto)
    return cases


@pytest.fixture
def merged(world, neighbours):
    first, *others = neighbours
    Case.merge_all(others, into=first, by=world.otto)
    send_letters()
    mail.outbox.clear()
    return [Case.objects.get(pk=case.pk) for case in neighbours]


def begin(case, world):
    case.dispatch(department=world.offices["D01"], by=world.otto)
    case.sign(by=world.han)


def finish(case, world):
    case.draft(body="已经责令停工。", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)


def told(person) -> list[str]:
    send_letters()
    return [letter.body for letter in mail.outbox if letter.to == [person.email]]


def test_each_is_told_of_each_step_and_gets_the_same_answer(world, merged):
    first, second, third = merged
    begin(first, world)
    finish(first, world)
    for person, case in ((world.ben, second), (world.eve, third)):
        bodies = told(person)
        assert any("已经责令停工" in body for body in bodies) and len(bodies) == 4, person
        case.refresh_from_db()
        assert (case.state, case.answered_on is not None) == (State.ANSWERED, True)
        steps = [step.verb for step in case.steps.filter(public=True)]
        assert steps == ["open", "accept", "merged", "lead", "lead", "lead", "resolve"]
    assert second.merged_into == third.merged_into == first


def test_what_is_said_to_one_asker_is_not_said_to_the_others(world, merged):
    first, second, _third = merged
    begin(first, world)
    first.ask_info(words="请补充您母亲的住院号。", by=world.han)
    first.supply(words="住院号是 4711。", by=viewer(world.ada))
    text = " ".join([*second.steps.values_list("words", flat=True), *told(world.ben)])
    assert "4711" not in text and "母亲" not in text
    assert "暂停" in text, "but that the clock stands still"


def test_the_citizen_reads_the_leading_case_and_its_date(world, merged, client):
    first, second, _third = merged
    client.force_login(world.ben)
    page = client.get(second.get_absolute_url()).content.decode()
    assert first.number in page and first.due_on.isoformat() in page
    assert client.get(first.get_absolute_url()).status_code == 404, "the number opens nothing"


def test_it_is_undone(world, merged):
    first, second, _third = merged
    second.unmerge(by=world.otto)
    assert (second.state, second.merged_into) == (State.ACCEPTED, None)
    begin(first, world)
    finish(first, world)
    second.refresh_from_db()
    assert second.state == State.ACCEPTED and not any("责令" in body for body in told(world.ben))
    with pytest.raises(NotNow):
        second.unmerge(by=world.otto)


def test_what_was_joined_goes_along(world, merged):
    first, second, third = merged
    other = letter(world.ada)
    first.merge(into=other, by=world.otto)
    assert {case.merged_into_id for case in Case.objects.filter(pk__in=[first.pk, second.pk, third.pk])} == {other.pk}
    assert any(other.number in body for body in told(world.ben))


def test_what_cannot_be_joined(world, merged):
    first, second, third = merged
    for into in (first, second):
        with pytest.raises(Incomplete):
            first.merge(into=into, by=world.otto)
    with pytest.raises(NotNow):
        second.merge(into=letter(world.ada), by=world.otto)
    begin(first, world)
    finish(first, world)
    with pytest.raises(Incomplete):
        letter(world.ben).merge(into=first, by=world.otto)
    assert third.merged_into == first


def test_all_or_none(world, neighbours):
    first, second, third = neighbours
    third.withdraw(by=viewer(world.eve))
    with pytest.raises(NotNow):
        Case.merge_all([second, third], into=first, by=world.otto)
    assert Case.objects.get(pk=second.pk).state == State.ACCEPTED


def test_the_centre_joins_from_the_list_and_parts(world, neighbours, client):
    first, second, third = neighbours
    client.force_login(world.otto)
    page = client.get(reverse("case_alike", args=[first.number])).content.decode()
    assert f'value="{second.number}" checked' in page
    join = reverse("case_join", args=[first.number])
    client.post(join, {"way": "here"})
    client.post(join, {"number": [second.number, third.number], "way": "there"})
    assert not Case.objects.filter(state=State.MERGED).exists(), "into exactly one"
    client.post(join, {"number": [second.number, third.number], "way": "here"})
    assert Case.objects.filter(merged_into=first, state=State.MERGED).count() == 2
    assert first.number in client.get(second.get_absolute_url()).content.decode()
    assert third.number in client.get(first.get_absolute_url()).content.decode()
    client.post(reverse("case_part", args=[first.number]), {"number": [second.number, third.number]})
    assert not Case.objects.filter(state=State.MERGED).exists()
    client.post(reverse("case_join", args=[second.number]), {"number": [first.number], "way": "there"})
    assert Case.objects.get(pk=second.pk).merged_into == first


def test_who_parts_what_is_parted_already_is_told_and_nothing_changes(world, merged, client):
    first, second, third = merged
    second.unmerge(by=world.otto)
    client.force_login(world.otto)
    part = reverse("case_part", args=[first.number])
    answer = client.post(part, {"number": [third.number, second.number]}, follow=True)
    assert answer.status_code == 200 and str(NotNow.says) in answer.content.decode()
    assert Case.objects.get(pk=third.pk).merged_into == first


def test_never_fewer_are_joined_than_were_ticked(world, neighbours, client):
    first, second, third = neighbours
    third.withdraw(by=viewer(world.eve))
    client.force_login(world.otto)
    join = reverse("case_join", args=[first.number])
    for other in (third.number, "nothing"):
        answer = client.post(join, {"number": [second.number, other], "way": "here"}, follow=True)
        assert answer.status_code == 200 and str(NotNow.says) in answer.content.decode()
    assert not Case.objects.filter(state=State.MERGED).exists()


@pytest.mark.parametrize("who", ["ada", "ben", "han", "olga", "audrey", "adam", None])
def test_nobody_else_joins(world, neighbours, client, who):
    first, second, _third = neighbours
    if who:
        client.force_login(getattr(world, who))
    for name in ("case_join", "case_part"):
        sent = {"number": [second.number], "way": "here"}
        assert client.post(reverse(name, args=[first.number]), sent).status_code == 404
    assert not Case.objects.filter(state=State.MERGED).exists()
