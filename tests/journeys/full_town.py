"""A small town in which every page has something to show, with citizens' words in one language only."""

from types import SimpleNamespace

from chat.models import Conversation, PreparedAnswer
from collab.departments.models import Position
from collab.feedback.models import CHECKS, Case
from tests.chat.conftest import as_viewer
from tests.journeys.desk_town import open_desk
from tests.world import PEOPLE

WORDS = {
    "zh-hans": ("社保断缴能否补缴", "断缴四个月,电话13800138000,可以补吗?", "当年断缴的月份可以补缴。"),
    "en": (
        "Missed contributions",
        "I missed four months, phone 13800138000. May I pay later?",
        "Yes, within the year.",
    ),
}


def fill(world: SimpleNamespace, language: str) -> SimpleNamespace:
    """Cases in each of the straight states, one published reply, a talk, somebody in line, one that is over."""
    town = open_desk(world)
    for name, grant in PEOPLE.items():
        if grant:
            Position.objects.create(
                person=getattr(town, name), department=town.offices[grant[1]], title_zh="科员", title_en="Officer"
            )
    town.title, town.question, town.answer = WORDS[language]
    town.new, town.sent, town.taken, town.handed_in, town.answered, town.published = (
        _case(town, language) for _each in range(6)
    )
    for case in (town.sent, town.taken, town.handed_in, town.answered, town.published):
        case.accept(by=town.otto)
        case.dispatch(department=town.offices["D01"], by=town.otto)
    for case in (town.taken, town.handed_in, town.answered, town.published):
        case.sign(by=town.han)
    for case in (town.handed_in, town.answered, town.published):
        case.draft(body=town.answer, by=town.han)
        case.submit(by=town.han)
    for case in (town.answered, town.published):
        case.approve(checks=CHECKS, by=town.olga)
    town.published.publish(
        title=town.title, question=town.question[:12], answer=town.answer, checked=True, secrecy=True, by=town.olga
    )
    PreparedAnswer.objects.create(desk=town.desk, short="hello", language=language, title=town.title, body=town.answer)
    town.over, town.talk, town.waiting = (
        Conversation.start(desk=town.desk, by=as_viewer(who, language), question=town.question)
        for who in (town.ben, town.gus, town.ada)
    )
    for visit in (town.over, town.talk):
        visit.take(by=town.bo)
    town.over.end(by=town.bo, outcome="solved")
    # Bea, too, has a desk but came after the rest
    Position.objects.create(person=town.bea, department=town.offices["D01"], title_zh="科员", title_en="Officer")
    return town


def _case(town: SimpleNamespace, language: str) -> Case:
    return Case.open(
        title=town.title, text=town.question, kind="enquiry", channel="web", party=as_viewer(town.ada, language),
        consent=True, language=language, contact_name="Ada", contact_email="ada@town.test",
    )  # fmt: skip
