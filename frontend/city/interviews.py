"""The interviews of the demo city: one held, two announced, one about to begin, and topics to choose from."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from chat.interviews.models import Interview, Question, Topic
from collab.feedback.masking import masked
from collab.feedback.models import CHECKS, Case

from .founding import City
from .life import Story
from .renovation import ASKED, LEFT_OVER, SUMMARY
from .stories import viewer

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def interviews(city: City) -> list[Story]:
    return [_held(city), *(_announced(city, *row) for row in COMING), _topics(city)]


def _hour(days: int, hour: int, minute: int = 0) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _plan(city: City, office: str, title: tuple[str, str], about: tuple[str, str], at: datetime, minutes: int) -> Interview:
    return Interview.plan(
        by=city.accounts["editor"], department=city.offices[office], title_zh=title[0], title_en=title[1],
        about_zh=about[0], about_en=about[1], starts_at=at, minutes=minutes,
    )  # fmt: skip


def _run_by(city: City, one: Interview, guest: Any, position: tuple[str, str], host: Any, recorder: Any) -> None:
    by = city.accounts["editor"]
    one.appoint(by=by, person=guest, duty="speaker", position_zh=position[0], position_en=position[1])
    one.appoint(by=by, person=host, duty="host")
    one.appoint(by=by, person=recorder, duty="recorder")


# office, days from now, hour, minutes, title, background, position of the guest, prepared questions
COMING = [
    ("D12", 0, 0, 60, ("政务大厅周末开放,您最需要办什么", "The service hall on weekends: what do you need most"),
     ("拟在周六上午开放12个窗口,清单见背景资料。", "Twelve counters are to open on Saturday mornings."),
     ("分管副市长", "Deputy Mayor"),
     ["周末能办不动产登记吗?", "Can foreigners use the weekend counters?", "老人不会预约怎么办?", "周末停车收费吗?"]),
    ("D01", 10, 15, 60, ("失业了怎么办:补贴、培训与再就业", "Losing a job: benefits, training and new work"),
     ("今年新增公益性岗位320个,免费培训目录38项。", "This year: 320 new public posts, 38 free courses."),
     ("局长", "Director"),
     ["断缴能否领失业金?", "45岁以上有何岗位?", "培训在哪里报名?", "企业招用失业人员有何补助?"]),
    ("D03", 21, 19, 90, ("明年小学入学新变化", "What changes for starting primary school next year"),
     ("学区与随迁子女积分办法正在征求意见。", "School districts and points for migrant children are being consulted on."),
     ("副局长", "Deputy Director"),
     ["居住证不连续怎么办?", "二孩能同校吗?", "学位预警在哪里看?", "民办学校如何摇号?"]),
]  # fmt: skip


def _announced(
    city: City, office: str, days: int, hour: int, minutes: int, title: tuple[str, str], about: tuple[str, str],
    position: tuple[str, str], prepared: list[str],
) -> Story:  # fmt: skip
    """Announced eight days ago; one of them may be begun by the demo accounts from now on."""
    yield timezone.now() - 8 * DAY
    real = timezone.now() + 8 * DAY
    at = (timezone.localtime(real) + timedelta(days=days)).replace(second=0, microsecond=0)
    at = at.replace(hour=hour, minute=0) if days else at + 10 * MINUTE
    one = _plan(city, office, title, about, at, minutes)
    ours = office == "D12"
    guest = city.accounts["official"] if ours else city.officials[office]
    host = city.accounts["agent"] if ours else city.accounts["agent2"]
    _run_by(city, one, guest, position, host, city.handlers[office][0])
    one.announce(by=city.accounts["editor"])
    for number, text in enumerate(prepared):
        yield timezone.now() + timedelta(hours=7 + number)
        asker = city.citizens[2 + number]
        question = one.ask(by=viewer(asker, "en" if text.isascii() else "zh-hans"), text=text, name=asker.name, consent=True)
        question.interview = one
        if number < len(prepared) - 1:
            question.approve(by=city.accounts["moderator"])
            for voter in city.dice.sample(city.citizens[20:], city.dice.randint(2, 14)):
                question.second(by=viewer(voter))


def _topics(city: City) -> Story:
    yield timezone.now() - 3 * DAY
    by = city.accounts["editor"]
    one = _plan(city, "D08", ("公交与出行(选题征集中)", "Buses and getting about (topic to be chosen)"), ("", ""), _hour(55, 15), 60)
    topics = [
        Topic.add(interview=one, by=by, title_zh=zh, title_en=en)
        for zh, en in [
            ("12路公交该不该绕行新区", "Should bus 12 go through the new district"),
            ("夜间公交与末班车", "Night buses and last runs"),
            ("共享单车停放", "Where shared bicycles may stand"),
        ]
    ]
    one.poll_topics(by=by, until=timezone.now() + 20 * DAY)
    yield timezone.now() + DAY
    for number, citizen in enumerate(city.citizens[10:48]):
        topic = topics[(number * number) % 3]
        topic.interview = one
        topic.choose(by=viewer(citizen))


def _held(city: City) -> Story:
    """41 questions received: 29 answered live, 12 carried over and answered within five working days."""
    start = _hour(-14, 15)
    yield start - 9 * DAY
    one = _plan(
        city, "D06", ("老旧小区改造听您说", "Renewing old housing estates: we listen"),
        ("明年拟改造小区名单共46个,涉及加装电梯、管网和停车。", "46 estates are on next year's list: lifts, pipes and parking."),
        start, 90,
    )  # fmt: skip
    guest, recorder = city.officials["D06"], city.accounts["handler2"]
    _run_by(city, one, guest, ("分管副局长", "Deputy Director"), city.accounts["agent2"], recorder)
    one.announce(by=city.accounts["editor"])
    questions = []
    for number, text in enumerate([question for question, _answer in ASKED] + [question for question, _ in LEFT_OVER]):
        yield timezone.now() + timedelta(hours=4)
        question = one.ask(by=viewer(city.citizens[30 + number]), text=text, name=city.citizens[30 + number].name, consent=True)
        question.interview = one
        question.approve(by=city.accounts["moderator"])
        for voter in city.dice.sample(city.citizens[80:], city.dice.randint(0, 5)):
            question.second(by=viewer(voter))
        questions.append(question)
    yield start
    one.begin(by=city.accounts["agent2"])
    speaker = one.duties.get(duty="speaker")
    for question, (_text, answer) in zip(questions, ASKED, strict=False):
        yield timezone.now() + MINUTE
        one.put(question, by=city.accounts["agent2"])
        yield timezone.now() + 2 * MINUTE
        one.answer(by=recorder, speaker=speaker, body=answer)
    yield start + 90 * MINUTE
    one.end(by=city.accounts["agent2"])
    yield from _answered_later(city, questions[len(ASKED) :])
    one.hand_in(by=recorder, summary=SUMMARY)
    yield timezone.now() + timedelta(hours=3)
    one.confirm(by=guest)
    yield timezone.now() + timedelta(hours=2)
    one.publish(by=city.accounts["editor"])
    one.archive()


def _answered_later(city: City, questions: list[Question]) -> Story:
    handler, lead = city.handlers["D06"][1], city.officials["D06"]
    for question, (_text, reply) in zip(questions, LEFT_OVER, strict=True):
        question.refresh_from_db()
        case = Case.objects.get(number=question.case_number)
        yield timezone.now() + timedelta(hours=3)
        case.sign(by=handler)
        case.draft(body=reply, by=handler)
        case.submit(by=handler)
        yield timezone.now() + timedelta(hours=2)
        case.release(by=lead)
        case.approve(checks=CHECKS, by=city.accounts["centre"])
        texts = masked(case)
        case.publish(
            title=texts["title"], question=texts["question"], answer=texts["answer"], checked=True, secrecy=True,
            by=city.accounts["official2"],
        )  # fmt: skip
