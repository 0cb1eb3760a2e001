"""The states of a case beyond the straight way, each by its verb; and that the case is the fold of its steps."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from collab.accounts.models import Person
from collab.departments.calendar import CalendarYear, WorkingDay
from collab.departments.models import Grant
from collab.feedback import chores
from collab.feedback.errors import Incomplete, NotNow, SecondHand
from collab.feedback.lifecycle import MOVES, State
from collab.feedback.models import CHECKS, Case, Reminder
from collab.feedback.models.matter import PUNCTUAL
from collab.feedback.models.step import FOLDED
from collab.live.viewer import Viewer
from collab.notifications.models import Letter


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk, language="zh-hans")


def one_more(world, name, role, office):
    person = Person.objects.create_user(f"{name}@town.test", name=name.title())
    Grant.give(person=person, role=role, department=world.offices[office], by=None)
    return person


def opened(world, **more):
    facts = {"title": "社保断缴", "text": "能否补缴", "kind": "enquiry", "channel": "web", "consent": True, **more}
    return Case.open(party=viewer(world.ada), language="zh-hans", **facts)


@pytest.fixture
def case(world):
    return opened(world)


@pytest.fixture
def taken(case, world):
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D01"], by=world.otto)
    case.sign(by=world.han)
    return case


def answer(case, world, by=None, body="可以补缴。"):
    case.draft(body=body, by=by or world.han)
    case.submit(by=by or world.han)
    case.release(by=world.olga)
    case.approve(checks=CHECKS, by=world.otto)


@pytest.fixture
def answered(taken, world):
    answer(taken, world)
    return taken


@pytest.fixture
def at(monkeypatch):
    real = timezone.now

    def stand(days):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))

    return stand


def fold(case):
    """The case as its steps tell it."""
    told = {}
    for step in case.steps.order_by("seq"):
        told |= step.facts | {"state": step.after}
    return told


def kept(case):
    fresh = Case.objects.get(pk=case.pk)
    found = {
        name: getattr(fresh, f"{name}_id", None)
        if name in ("department", "handler", "merged_into")
        else getattr(fresh, name)
        for name in FOLDED
    }
    return {"state": fresh.state} | {
        name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()
    }


def test_every_state_has_a_way_in():
    assert {move.to for move in MOVES.values()} | {State.SUBMITTED} >= set(State) - {State.NEED_INFO} | {
        State.NEED_INFO
    }
    assert all(move.by and move.start for move in MOVES.values())


def test_what_is_missing_stops_the_clock_and_says_so(taken, world, at):
    due = taken.due_on
    taken.ask_info(words="请补充缴费月份", by=world.han)
    assert taken.state == State.NEED_INFO
    at(5)
    chores.end_pauses()
    chores.end_pauses()
    assert taken.steps.filter(verb="remind").count() == 1
    taken.refresh_from_db()
    taken.supply(words="五月到八月", by=viewer(world.ada))
    assert taken.state == State.IN_PROGRESS and taken.due_on > due
    assert taken.steps.get(verb="redate").public
    assert fold(taken).items() <= kept(taken).items()


def test_what_never_comes_closes_the_case_and_an_objection_opens_it(taken, world, at):
    taken.ask_info(words="请补充", by=world.han)
    at(9)
    chores.end_pauses()
    taken.refresh_from_db()
    assert taken.state == State.CLOSED
    taken.contest(words="我没有收到", by=viewer(world.ada))
    boss = one_more(world, "boss", "official", "D")
    taken.reopen(words="同意重新办理", by=boss)
    assert taken.state == State.REOPENED


def test_more_time_is_granted_by_another_and_the_citizen_reads_why(taken, world, client):
    due = taken.due_on
    with pytest.raises(Incomplete):
        taken.ask_time(until=due + timedelta(days=90), words="需要实地核查", basis="第五条", by=world.han)
    taken.ask_time(until=due + timedelta(days=1), words="需要实地核查", basis="第五条", by=world.han)
    Grant.give(person=world.han, role="handler", department=world.offices["D00"], by=None)
    with pytest.raises(SecondHand):
        taken.extend(by=world.han)
    taken.extend(by=world.otto)
    assert taken.due_on == due + timedelta(days=1) and taken.state == State.IN_PROGRESS
    client.force_login(world.ada)
    page = client.get(taken.get_absolute_url()).content.decode()
    assert "需要实地核查" in page and taken.due_on.isoformat() in page
    with pytest.raises(NotNow):
        taken.ask_time(until=due + timedelta(days=2), words="x", basis="y", by=world.han)


def test_more_time_is_never_asked_for_after_the_date(taken, world, at):
    until = taken.due_on + timedelta(days=2)
    at(30)
    with pytest.raises(NotNow):
        taken.ask_time(until=until, words="x", basis="y", by=world.han)


def test_a_pause_needs_two_people_and_ends_by_itself(taken, world, at):
    until = timezone.localdate() + timedelta(days=10)
    taken.ask_pause(words="等待省厅批复", until=until, by=world.olga)
    taken.suspend(by=world.otto)
    due = taken.due_on
    at(10)
    chores.end_pauses()
    taken.refresh_from_db()
    assert taken.state == State.IN_PROGRESS and taken.due_on > due


def test_handed_back_twice_then_the_supervisor_rules(case, world):
    case.accept(by=world.otto)
    for _time in range(3):
        case.dispatch(department=world.offices["D01"], by=world.otto)
        case.hand_back(words="不属于本单位", by=world.han)
    with pytest.raises(NotNow):
        case.dispatch(department=world.offices["D06"], by=world.otto)
    case.rule(department=world.offices["D01"], words="由你单位牵头", by=one_more(world, "boss", "official", "D"))
    with pytest.raises(NotNow):
        case.hand_back(words="还是不属于", by=world.han)


def test_handing_back_has_two_working_days(case, world, at):
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D01"], by=world.otto)
    at(10)
    with pytest.raises(NotNow):
        case.hand_back(words="不属于本单位", by=world.han)


def test_another_department_helps_and_nothing_is_answered_over_it(taken, world):
    hedda = one_more(world, "hedda", "handler", "D06")
    assert taken not in Case.objects.visible_to(viewer(hedda))
    part = taken.ask_helper(department=world.offices["D06"], question="房屋是否备案?", due_on=None, by=world.han)
    assert taken in Case.objects.visible_to(viewer(hedda))
    taken.draft(body="x", by=world.han)
    with pytest.raises(Incomplete):
        taken.submit(by=world.han)
    taken.help(part=part, words="已备案", by=hedda)
    with pytest.raises(NotNow):
        taken.help(part=part, words="再说一次", by=hedda)
    taken.submit(by=world.han)


def test_asked_back_once_and_answered_again(answered, world, client):
    answered.ask_back(words="哪个窗口?", by=viewer(world.ada))
    assert answered.state == State.FOLLOW_UP
    answer(answered, world, body="一号窗口。")
    client.force_login(world.ada)
    page = client.get(answered.get_absolute_url()).content.decode()
    assert "可以补缴。" in page and "一号窗口。" in page
    with pytest.raises(NotNow):
        answered.ask_back(words="再问", by=viewer(world.ada))


def test_a_bad_rating_is_called_back_and_worked_on_by_somebody_else(answered, world):
    answered.rate(level=1, words="没有解决", by=viewer(world.ada))
    assert answered.state == State.CALLBACK and answered.call_by
    Grant.give(person=world.han, role="handler", department=world.offices["D00"], by=None)
    with pytest.raises(SecondHand):
        answered.call_back(outcome="rework", words="x", by=world.han)
    answered.call_back(outcome="rework", words="窗口仍不受理", by=world.otto)
    with pytest.raises(SecondHand):
        answered.sign(by=world.han)
    hanna = one_more(world, "hanna", "handler", "D01")
    answered.sign(by=hanna)
    answer(answered, world, by=hanna, body="已重新受理。")
    answered.rate(level=5, words="好", by=viewer(world.ada))
    assert (answered.rating, answered.second_rating, answered.state) == (1, 5, State.CLOSED)
    assert fold(answered).items() <= kept(answered).items()


def test_an_objection_is_decided_once_by_a_supervisor(answered, world, client):
    answered.close(by=viewer(world.ada))
    client.force_login(world.ada)
    door = reverse("case_contest", args=[answered.number])
    assert client.post(door, {"words": ""}).status_code == 422
    assert client.post(door, {"words": "不同意"}).status_code == 302
    boss = one_more(world, "boss", "official", "D")
    client.force_login(boss)
    assert (
        client.post(reverse("case_act", args=[answered.number, "uphold"]), {"words": "经复核,答复正确"}).status_code
        == 302
    )
    client.force_login(world.ada)
    assert "经复核,答复正确" in client.get(answered.get_absolute_url()).content.decode()
    assert client.post(door, {"words": "还是不同意"}).status_code == 422


def test_whoever_asked_the_same_gets_the_same_answer(taken, world):
    other = opened(world, title="同一件事")
    other.merge(into=taken, by=world.otto)
    answer(taken, world)
    other.refresh_from_db()
    assert other.state == State.ANSWERED and other.answers.get().body == "可以补缴。"


def test_joined_cases_are_parted_where_they_were(taken, world):
    other = opened(world)
    other.accept(by=world.otto)
    other.merge(into=taken, by=world.otto)
    other.unmerge(by=world.otto)
    assert other.state == State.ACCEPTED and other.merged_into is None


def test_a_pause_is_ended_before_cases_are_joined(case, taken, world):
    other = opened(world)
    other.ask_info(words="请补充", by=world.otto)
    with pytest.raises(NotNow):
        other.merge(into=taken, by=world.otto)
    other.supply(words="五月", by=viewer(world.ada))
    assert other.state == State.SUBMITTED


def test_answered_at_once_with_what_is_published(answered, world, case):
    answered.publish(title="断缴", question="能否补缴", answer="可以补缴。", checked=True, secrecy=True, by=world.olga)
    other = opened(world)
    other.answer_now(source=answered.publication, words="您好。", by=world.otto)
    assert other.state == State.ANSWERED and "可以补缴。" in other.answers.get().body


def test_each_stage_of_a_date_is_told_once(taken, world, monkeypatch):
    def noon(day):
        moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    due = taken.due_on
    for days in (0, 1, 12):
        noon(due + timedelta(days=days))
        chores.warn_of_dates()
        chores.warn_of_dates()
    stages = list(Reminder.objects.values_list("stage", flat=True))
    assert stages == ["orange", "red", "leader"]
    told = Letter.objects.filter(about=f"case {taken.number}")
    assert told.filter(to="han@town.test").count() == 2, "the leaders' stage is not the handler's"
    assert told.filter(to="olga@town.test").count() == 3
    taken.refresh_from_db()
    assert taken.alarm == "leader" and taken.steps.filter(verb="alarm").count() == len(stages)


def test_a_case_is_archived_thirty_days_after_its_end_and_never_deleted(answered, world, at):
    answered.rate(level=5, words="", by=viewer(world.ada))
    at(40)
    chores.archive()
    answered.refresh_from_db()
    assert answered.state == State.ARCHIVED
    with pytest.raises(ProtectedError):
        answered.delete()


def test_the_database_refuses_what_is_never_allowed(case):
    for wrong in ({"state": State.MERGED}, {"state": State.ANSWERED}, {"state": State.NEED_INFO}, {"second_rating": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**wrong)


@pytest.mark.parametrize("door", ["case_supply", "case_ask_back", "case_contest"])
def test_others_have_no_such_door(answered, world, client, door):
    for who in (world.ben, world.han, world.olga):
        client.force_login(who)
        assert client.post(reverse(door, args=[answered.number]), {"words": "x"}).status_code == 404


def test_a_number_that_is_none_is_no_published_reply(case, world, client):
    client.force_login(world.otto)
    page = client.post(reverse("case_act", args=[case.number, "answer_now"]), {"number": "x", "words": "您好"})
    assert page.status_code == 422 and "您好" in page.content.decode()


def test_a_page_that_is_still_open_takes_nothing_back_that_was_handed_in(taken, world, client):
    taken.draft(body="可以。", by=world.han)
    taken.submit(by=world.han)
    client.force_login(world.han)
    assert client.post(reverse("case_autosave", args=[taken.number]), {"body": "可以"}).status_code == 409
    taken.release(by=world.olga)


def test_those_who_waited_for_another_case_go_their_own_way_when_it_ends(case, world):
    other = opened(world)
    other.merge(into=case, by=world.otto)
    case.withdraw(by=viewer(world.ada))
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (State.SUBMITTED, None)


def test_what_was_asked_for_ends_with_the_state(case, world):
    case.refuse(by=world.otto, ground="court", words="已立案")
    case.withdraw(by=viewer(world.ada))
    assert not case.requests.filter(decided_at=None).exists()


def test_a_rework_is_nobodys_who_answered_before_in_any_state(answered, world, client):
    answered.rate(level=1, words="没有解决", by=viewer(world.ada))
    answered.call_back(outcome="rework", words="仅供内部:情绪激动", by=world.otto)
    assert not answered.steps.filter(public=True, words__contains="情绪激动").exists()
    assert answered.due_on.isoformat() in answered.steps.get(verb="reopen").words
    client.force_login(world.han)
    assert client.post(reverse("case_act", args=[answered.number, "sign"])).status_code == 404
    answered.sign(by=one_more(world, "hanna", "handler", "D01"))
    with pytest.raises(SecondHand):
        answered.draft(body="还是一样。", by=world.han)


def test_whoever_has_it_in_hand_is_no_reviewer(taken, world):
    hanna = one_more(world, "hanna", "handler", "D01")
    taken.draft(body="可以。", by=hanna)
    taken.submit(by=hanna)
    with pytest.raises(SecondHand):
        taken.release(by=world.han)


def test_a_department_that_was_only_proposed_sees_nothing_of_a_pause(world):
    case = opened(world, department=world.offices["D01"])
    case.ask_info(words="请补充", by=world.otto)
    assert not Case.objects.visible_to(viewer(world.han)).exists()
    assert Case.objects.visible_to(viewer(world.otto)).get() == case


def test_a_bad_second_rating_can_still_be_objected_to(answered, world):
    answered.rate(level=1, words="", by=viewer(world.ada))
    answered.call_back(outcome="rework", words="x", by=world.otto)
    hanna = one_more(world, "hanna", "handler", "D01")
    answered.sign(by=hanna)
    answer(answered, world, by=hanna)
    answered.rate(level=2, words="还是不行", by=viewer(world.ada))
    assert answered.contested
    answered.contest(words="请复核", by=viewer(world.ada))


def test_an_objection_is_decided_before_the_case_is_archived(answered, world, at):
    answered.close(by=viewer(world.ada))
    answered.contest(words="请复核", by=viewer(world.ada))
    at(40)
    chores.archive()
    answered.refresh_from_db()
    assert answered.state == State.CLOSED


def test_after_an_answer_there_is_nothing_to_withdraw(answered, world):
    answered.ask_back(words="哪个窗口?", by=viewer(world.ada))
    with pytest.raises(NotNow):
        answered.withdraw(by=viewer(world.ada))


def test_a_moved_date_waits_for_its_year_like_any_other(world, monkeypatch):
    CalendarYear.objects.create(year=2026, source="test")
    moment = timezone.make_aware(datetime(2026, 12, 28, 10))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    case = opened(world, department=world.offices["D01"], by=world.bo)
    case.sign(by=world.han)
    answer(case, world)
    case.ask_back(words="哪个窗口?", by=viewer(world.ada))
    assert case.due_provisional
    chores.settle_dates()
    case.refresh_from_db()
    assert case.due_provisional, "the table is not there yet"
    CalendarYear.objects.create(year=2027, source="test")
    WorkingDay.objects.create(date=date(2027, 1, 1), is_working=False)
    before = case.due_on
    chores.settle_dates()
    case.refresh_from_db()
    assert not case.due_provisional and case.due_on > before


def test_an_answer_that_was_late_stays_late(taken, world, at):
    at(40)
    answer(taken, world)
    taken.ask_back(words="哪个窗口?", by=viewer(world.ada))
    answer(taken, world)
    assert not Case.objects.filter(PUNCTUAL, pk=taken.pk).exists()


def test_a_paused_case_is_not_overdue(taken, world, at):
    taken.ask_info(words="请补充", by=world.han)
    at(40)
    assert not taken.is_overdue and not Case.objects.overdue().exists()


def test_several_cases_are_not_deleted_either(case):
    with pytest.raises(ProtectedError):
        Case.objects.all().delete()


def test_an_unfinished_draft_shuts_no_door_and_one_that_is_handed_in_does(taken, world, client):
    taken.ask_pause(words="等待省厅", until=timezone.localdate() + timedelta(days=5), by=world.olga)
    taken.draft(body="草", by=world.han)
    assert taken.request("suspension") is not None
    client.force_login(world.han)
    assert "/ask_time" in client.get(taken.get_absolute_url()).content.decode()
    taken.ask_info(words="请补充", by=world.han)
    taken.supply(words="五月", by=viewer(world.ada))
    assert taken.state == State.REPLY_DRAFTED and taken.reply.body == "草"
    taken.submit(by=world.han)
    with pytest.raises(NotNow):
        taken.ask_time(until=taken.due_on + timedelta(days=1), words="x", basis="y", by=world.han)
    assert "/ask_time" not in client.get(taken.get_absolute_url()).content.decode()
