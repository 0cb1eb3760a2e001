"""The hour from the announcement to the published record, by its verbs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.interviews.errors import Incomplete, NotNow, OtherHand, OwnQuestion, TooLate, TooMany
from chat.interviews.models import Hand, Interview, Line, Poll, Question, Topic, Vote
from chat.interviews.models.reminder import Reminder, remind
from chat.interviews.states import Asked, State
from collab.feedback.models import Case, Follower
from collab.notifications.models import Letter
from collab.search.models import Document
from presence.models import Availability
from tests.chat.conftest import as_viewer


def test_it_is_announced_three_days_before_or_earlier(planned, town):
    Interview.objects.filter(pk=planned.pk).update(starts_at=timezone.now() + timedelta(days=2, hours=23))
    planned.refresh_from_db()
    with pytest.raises(TooLate):
        planned.announce(by=town.ed)
    Interview.objects.filter(pk=planned.pk).update(starts_at=timezone.now() + timedelta(days=3, minutes=1))
    planned.refresh_from_db()
    assert planned.is_short_notice
    planned.announce(by=town.ed)
    assert planned.state == State.ANNOUNCED
    assert Document.objects.filter(kind="interview", key=str(planned.pk)).exists()


@pytest.mark.parametrize("duty", ["speaker", "host", "recorder"])
def test_it_is_not_announced_without_those_who_run_it(planned, town, duty):
    planned.dismiss(by=town.ed, assignment=planned.duties.get(duty=duty))
    with pytest.raises(Incomplete):
        planned.announce(by=town.ed)


def test_nobody_but_an_official_or_an_expert_is_a_guest(planned, town):
    for who in (town.ada, town.mo, town.ed):
        with pytest.raises(Incomplete):
            planned.appoint(by=town.ed, person=who, duty="speaker", position_zh="局长", position_en="Director")
    with pytest.raises(Incomplete):
        planned.appoint(by=town.ed, person=town.eva, duty="speaker")
    assert planned.appoint(by=town.ed, person=town.eva, duty="speaker", position_zh="讲师", position_en="Lecturer")


def test_the_public_chooses_the_topic(town):
    one = Interview.plan(by=town.ed, department=town.offices["D01"], title_zh="待定", title_en="To be chosen")
    first, second, _third = (
        Topic.add(interview=one, by=town.ed, title_zh=f"题{n}", title_en=f"T{n}") for n in range(3)
    )
    with pytest.raises(Incomplete):
        one.poll_topics(by=town.ed, until=timezone.now() + timedelta(days=13))
    one.poll_topics(by=town.ed, until=timezone.now() + timedelta(days=15))
    for topic in (first, second):
        topic.interview = one
    first.choose(by=as_viewer(town.ada))
    first.choose(by=as_viewer(town.ben))
    second.choose(by=as_viewer(town.ben))
    second.choose(by=as_viewer(town.eve))
    second.choose(by=as_viewer(town.eve))
    assert list(one.topics.values_list("votes", flat=True)) == [1, 2, 0]
    with pytest.raises(NotNow):
        one.count_topics()
    Interview.objects.filter(pk=one.pk).update(polls_until=timezone.now())
    one.count_topics()
    assert (one.state, one.title_zh) == (State.PLANNED, "题1")


def test_questions_are_screened_and_nobody_screens_their_own(announced, asked, town):
    question = asked(announced, "断缴能否领失业金?", approved=False)
    assert question.state == Asked.RECEIVED
    with pytest.raises(OwnQuestion):
        question.approve(by=town.ada)
    with pytest.raises(OwnQuestion):
        question.approve(by=town.bo)  # host, but no moderator
    own = announced.ask(by=as_viewer(town.mo), text="我的问题", consent=True)
    with pytest.raises(OwnQuestion):
        own.approve(by=town.mo)
    question.approve(by=town.mo)
    assert question.state == Asked.APPROVED
    declined = asked(announced, "买我的产品", by=town.ben, approved=False)
    declined.decline(by=town.mo, reason="advertising", words="请勿发布广告")
    assert (declined.state, declined.get_reason_display()) != (Asked.RECEIVED, "")
    with pytest.raises(NotNow):
        declined.hold(by=town.mo)


def test_a_question_needs_consent_and_there_are_three_of_each(announced, asked, town):
    with pytest.raises(Incomplete):
        announced.ask(by=as_viewer(town.ada), text="?", consent=False)
    for number in range(3):
        asked(announced, f"问题{number}")
    with pytest.raises(TooMany):
        asked(announced, "第四个")


def test_each_account_seconds_once_and_never_its_own(announced, asked, town):
    question = asked(announced, "断缴能否领失业金?")
    assert question.second(by=as_viewer(town.ben))
    assert not question.second(by=as_viewer(town.ben))
    assert not question.second(by=as_viewer(town.ada))
    with pytest.raises(NotNow):
        question.second(by=as_viewer(town.gus))
    question.refresh_from_db()
    assert question.votes == 2
    question.unsecond(by=as_viewer(town.ben))
    question.refresh_from_db()
    assert question.votes == 1


def test_votes_and_askers_travel_with_a_merge_and_back(announced, asked, town):
    kept, same = asked(announced, "断缴能领吗"), asked(announced, "断缴了还能领失业金吗", by=town.ben)
    kept.second(by=as_viewer(town.eve))
    same.second(by=as_viewer(town.eve))
    same.second(by=as_viewer(town.eva))
    same.merge(into=kept, by=town.mo)
    kept.refresh_from_db()
    assert kept.votes == 4  # ada, ben, eve once, eva
    assert same.text == Question.objects.get(pk=same.pk).text
    same.unmerge(by=town.mo)
    kept.refresh_from_db(), same.refresh_from_db()
    assert (kept.votes, same.votes, same.state) == (2, 3, Asked.APPROVED)
    assert Vote.objects.filter(question=kept).count() == 1


def test_one_question_stands_at_a_time_and_counts_as_answered_when_it_was(live, asked, town):
    first, second = asked(live, "断缴能领吗"), asked(live, "培训在哪里报", by=town.ben)
    live.put(first, by=town.bo)
    speaker = live.duties.get(duty="speaker")
    live.answer(by=town.olga, speaker=speaker, body="可以。")
    live.answer(by=town.han, speaker=speaker, body="需要满足条件。")
    with pytest.raises(NotNow):
        live.answer(by=town.bo, speaker=speaker, body="我来说")
    live.put(second, by=town.bo)
    first.refresh_from_db()
    assert first.state == Asked.ANSWERED
    live.take_back(by=town.bo)
    second.refresh_from_db()
    assert second.state == Asked.APPROVED
    kinds = list(live.lines.values_list("kind", flat=True))
    assert kinds == ["line", "question", "answer", "answer", "question"]
    assert [line.speaker_zh for line in live.lines.filter(kind="answer")] == ["局长 Olga", "局长 Olga"]


def test_what_is_on_air_is_shown_by_presence_and_given_back(live, town):
    assert Availability.of(town.olga.pk).chosen == "interview"
    live.end(by=town.bo)
    assert Availability.of(town.olga.pk).chosen == "available"


def test_left_over_questions_become_cases_and_everybody_follows(live, asked, town):
    put, left, same = asked(live, "甲"), asked(live, "乙问题", by=town.ben), asked(live, "乙的问题", by=town.eve)
    left.second(by=as_viewer(town.eva))
    same.merge(into=left, by=town.mo)
    late = asked(live, "丙", by=town.eva, approved=False)
    live.put(put, by=town.bo)
    live.answer(by=town.olga, speaker=live.duties.get(duty="speaker"), body="答。")
    live.end(by=town.bo)
    put.refresh_from_db(), left.refresh_from_db(), same.refresh_from_db(), late.refresh_from_db()
    assert [one.state for one in (put, left, same, late)] == [
        Asked.ANSWERED, Asked.CARRIED_OVER, Asked.MERGED, Asked.RECEIVED,
    ]  # fmt: skip
    case = Case.objects.get(number=left.case_number)
    assert (case.kind, case.limit_days, case.department, case.party, case.consent) == (
        "interview", 5, town.offices["D01"], town.ben.key, True,
    )  # fmt: skip
    assert case.origin_url.endswith(f"#q-{left.pk}")
    followers = set(Follower.objects.filter(case=case).values_list("party", flat=True))
    assert followers == {town.eva.key, town.eve.key}
    late.interview = live
    late.approve(by=town.mo)
    late.refresh_from_db()
    assert late.state == Asked.CARRIED_OVER
    assert Case.objects.filter(kind="interview").count() == 2


def test_three_hands_stand_behind_the_record(live, town):
    live.answer(by=town.han, speaker=live.duties.get(duty="speaker"), body="错字")
    live.end(by=town.bo)
    line = Line.objects.get(kind="answer")
    live.correct(line, by=town.han, body="正字")
    assert (line.body, line.wordings.get().body) == ("正字", "错字")
    with pytest.raises(Incomplete):
        live.hand_in(by=town.han, summary=" ")
    live.hand_in(by=town.han, summary="小结")
    with pytest.raises(OtherHand):
        live.confirm(by=town.han)
    live.confirm(by=town.olga)
    with pytest.raises(OtherHand):
        live.publish(by=town.olga)
    live.publish(by=town.ed)
    assert live.state == State.PUBLISHED
    with pytest.raises(NotNow):
        live.correct(line, by=town.han, body="再改")
    live.archive()
    assert live.state == State.ARCHIVED


def test_it_is_followed_up_until_the_last_case_is_answered(live, asked, town):
    left = asked(live, "乙问题", by=town.ben)
    live.end(by=town.bo)
    live.hand_in(by=town.han, summary="小结")
    live.confirm(by=town.olga)
    live.publish(by=town.ed)
    assert live.state == State.FOLLOWING_UP
    with pytest.raises(NotNow):
        live.archive()
    left.refresh_from_db()
    Case.objects.filter(number=left.case_number).update(answered_at=timezone.now())
    live.archive()
    assert live.state == State.ARCHIVED


def test_who_wants_it_is_reminded_once(announced, town):
    Reminder.want(interview=announced, by=as_viewer(town.ada))
    Reminder.want(interview=announced, by=as_viewer(town.ada))
    remind()
    assert not Letter.objects.filter(about=f"interview {announced.pk}").exists()
    Interview.objects.filter(pk=announced.pk).update(starts_at=timezone.now() + timedelta(hours=20))
    remind(), remind()
    assert [letter.to for letter in Letter.objects.filter(about=f"interview {announced.pk}")] == [town.ada.email]


def test_a_cancelled_one_owes_its_questions_an_answer(announced, asked, town):
    question = asked(announced, "断缴能否领失业金?")
    Reminder.want(interview=announced, by=as_viewer(town.ada))
    announced.cancel(by=town.ed, reason="嘉宾出差")
    question.refresh_from_db()
    assert question.state == Asked.CARRIED_OVER
    assert not Document.objects.filter(kind="interview").exists()
    assert "嘉宾出差" in Letter.objects.get(about=f"interview {announced.pk}").text


def test_hands_are_called_in_turn_and_only_who_has_the_floor_speaks(live, town):
    for who in (town.ada, town.ben):
        Hand.raise_for(interview=live, by=as_viewer(who))
        Hand.raise_for(interview=live, by=as_viewer(who))
    ada, ben = Hand.objects.up()
    with pytest.raises(NotNow):
        live.speak_from_floor(by=as_viewer(town.ada), body="我想说")
    ada.call(by=town.bo)
    live.speak_from_floor(by=as_viewer(town.ada), body="我想说")
    ben.call(by=town.bo)
    with pytest.raises(NotNow):
        live.speak_from_floor(by=as_viewer(town.ada), body="还有")
    assert live.lines.filter(kind="floor").count() == 1


def test_a_poll_is_counted_once_each_and_shown_when_the_host_says(live, town):
    poll = Poll.prepare(interview=live, text="您更关心?", options=["培训", "岗位", "培训"], by=town.bo)
    training, jobs = poll.options.all()
    with pytest.raises(NotNow):
        poll.vote(training, by=as_viewer(town.ada))
    poll.open(by=town.bo)
    poll.vote(training, by=as_viewer(town.ada))
    poll.vote(jobs, by=as_viewer(town.gus))
    with pytest.raises(NotNow):
        poll.vote(jobs, by=as_viewer(town.ada))
    poll.close(by=town.bo)
    with pytest.raises(NotNow):
        poll.vote(jobs, by=as_viewer(town.ben))
    poll.show(by=town.bo)
    assert list(poll.options.values_list("votes", flat=True)) == [1, 1]
    assert live.lines.filter(kind="poll").count() == 1


def test_counts_are_told_at_most_once_a_second(live, asked, town):
    question = asked(live, "断缴能否领失业金?")
    Interview.objects.filter(pk=live.pk).update(told_at=timezone.now())
    before = live.room.log.filter(kind="counts").count()
    for who in (town.ben, town.eve, town.eva):
        question.second(by=as_viewer(who))
        live.tell_counts()
    assert live.room.log.filter(kind="counts").count() == before
    Interview.objects.filter(pk=live.pk).update(told_at=timezone.now() - timedelta(seconds=1))
    assert live.tell_counts() and not live.tell_counts()
    assert live.room.log.filter(kind="counts").latest("seq").body["votes"] == {str(question.pk): 4}
