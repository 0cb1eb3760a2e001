"""The ways that a matter takes in the demo city; each story waits at a `yield` for its next moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from chat.errors import DeskError
from chat.models import Conversation, Outcome
from collab.accounts.models import Person
from collab.departments.calendar import add_working_days
from collab.feedback.lifecycle import ACCUSING, REDIRECTS
from collab.feedback.limits import CHINA
from collab.feedback.masking import masked
from collab.feedback.models import CHECKS, Case
from collab.live.viewer import Viewer

from . import people
from .complaints import impartial, keep_away, who_writes
from .everyday import WORDS_OF_BLAME, WORDS_OF_THANKS
from .founding import City
from .life import Story, later, office_time

LATE, DISSATISFIED, RETURNED, CONSENT, PUBLISHED = 0.03, 0.04, 0.09, 0.7, 0.8  # shares of all cases
FIXED = 0.85  # of those with a bad rating


@dataclass(frozen=True)
class Matter:
    """What one citizen raises, with the reply that the office will give."""

    office: str
    kind: str
    title: str
    text: str
    reply: str
    ground: str = ""  # of refusal; the reply then says why

    @property
    def language(self) -> str:
        return "en" if self.title.isascii() else "zh-hans"


def viewer(person: Person, language: str = "zh-hans") -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk, language=language)


def letter(city: City, matter: Matter, opened: datetime, channel: str, *, forgotten: bool = False) -> Story:
    """From a letter to the closed case; a forgotten one stays where the department took it in hand."""
    yield opened
    citizen = who_writes(city, matter.title)
    case = Case.open(
        title=matter.title, text=matter.text, kind=matter.kind, channel=channel, party=viewer(citizen, matter.language),
        consent=city.dice.random() < CONSENT, language=matter.language, contact_name=citizen.name,
        contact_phone=people.fill("{PHONE}", city.dice), confidential=matter.kind == "report",
        leader=city.leaders[len(matter.text) % len(city.leaders)] if channel == "letter" else None,
    )  # fmt: skip
    yield later(city.dice, opened, hours=(0.2, 6))
    if matter.ground:
        if matter.ground in REDIRECTS:
            case.redirect(by=city.accounts["centre"], ground=matter.ground, words=matter.reply)
            return
        case.refuse(by=city.accounts["centre"], ground=matter.ground, words=matter.reply)
        yield later(city.dice, timezone.now(), hours=(0.2, 3))
        case.reject(by=city.accounts["official"])
        return
    case.accept(by=city.accounts["centre"])
    yield later(city.dice, timezone.now(), hours=(0.1, 3))
    keep_away(city, case)
    case.dispatch(department=city.offices[matter.office], by=city.accounts["centre"])
    yield from answer(city, matter, case, forgotten=forgotten)


def answer(city: City, matter: Matter, case: Case, *, forgotten: bool = False) -> Story:
    """The department's part: in hand, drafted, checked, answered, rated, published."""
    dice, handler = city.dice, city.dice.choice(impartial(city, matter.office, case))
    official = city.officials[matter.office]
    yield later(dice, timezone.now(), hours=(1, 20))
    case.sign(by=handler)
    if forgotten:
        return
    yield _moment_of_answer(city, case)
    case.draft(body=matter.reply, by=handler)
    case.submit(by=handler)
    if dice.random() < RETURNED:
        yield later(dice, timezone.now(), hours=(0.5, 2))
        case.send_back(reason="no_next", words="请补充办理时限和联系方式。", by=official)
        yield later(dice, timezone.now(), hours=(0.5, 2))
        case.draft(body=f"{matter.reply}如有疑问,请联系本单位咨询台。", by=handler)
        case.submit(by=handler)
    yield later(dice, timezone.now(), hours=(0.2, 2))
    _checked(city, case, official)
    yield later(dice, timezone.now(), hours=(4, 90))
    if dice.random() < 0.6:
        bad = dice.random() < DISSATISFIED
        level = dice.choice([1, 2]) if bad else dice.choice([3, 4, 4, 5, 5, 5])
        words = dice.choice(WORDS_OF_BLAME if bad else ["", *WORDS_OF_THANKS])
        case.rate(level=level, words=words, by=Viewer(key=case.party, name=case.contact_name))
        if bad:
            yield from _called_back(city, matter, case)
    yield later(dice, timezone.now(), hours=(2, 30))
    if case.consent and not case.confidential and dice.random() < PUBLISHED:
        texts = masked(case)
        case.publish(
            title=texts["title"], question=texts["question"], answer=texts["answer"], checked=True, secrecy=True,
            by=city.accounts["official2" if case.kind in ACCUSING else "official"],
        )  # fmt: skip


def _checked(city: City, case: Case, official: Person) -> None:
    """Passed on by the department's lead, reviewed by the centre, or by the leader where the centre itself has answered."""
    centre = city.accounts["centre"]
    case.release(by=official)
    case.approve(checks=CHECKS, by=city.accounts["official"] if case.reply.drafter == centre else centre)


def _called_back(city: City, matter: Matter, case: Case) -> Story:
    """Somebody of the centre calls; most are worked on anew by another handler, the others were settled in the talk."""
    dice = city.dice
    others = [one for one in impartial(city, matter.office, case) if not case.had_in_hand(one)]
    yield later(dice, timezone.now(), hours=(1, 8))
    if not others or dice.random() > FIXED:
        case.call_back(outcome="settled", words="电话沟通后,诉求人表示理解。", by=city.accounts["official"])
        return
    case.call_back(outcome="rework", words="诉求人表示问题仍未解决,重新办理。", by=city.accounts["official"])
    other = dice.choice(others)
    yield later(dice, timezone.now(), hours=(1, 20))
    case.sign(by=other)
    yield later(dice, timezone.now(), hours=(20, 90))
    case.draft(body=f"{matter.reply}我们已再次核实,并与您约定了回访时间。", by=other)
    case.submit(by=other)
    yield later(dice, timezone.now(), hours=(0.2, 4))
    _checked(city, case, city.officials[matter.office])
    yield later(dice, timezone.now(), hours=(4, 40))
    case.rate(level=4, words=dice.choice(WORDS_OF_THANKS), by=Viewer(key=case.party, name=case.contact_name))


def _moment_of_answer(city: City, case: Case) -> datetime:
    """Inside the limit, but for the few that are late."""
    limit = CHINA[case.kind].days or 5
    days = limit + 2 if city.dice.random() < LATE else max(1, round(limit * city.dice.uniform(0.2, 0.85)))
    day = add_working_days(timezone.localdate(case.first_contact_at), days).on
    moment = office_time(city.dice, timezone.make_aware(datetime(day.year, day.month, day.day, 12)))
    return max(moment, timezone.now() + timedelta(minutes=20))


def talk(city: City, matter: Matter, opened: datetime, slug: str, *, handed_over: bool) -> Story:
    """A visit at a desk: served, and solved there or handed over as a case."""
    dice, desk = city.dice, city.desks[slug]
    yield opened
    citizen, agent = dice.choice(city.citizens), dice.choice(city.agents[desk.department.code])
    visitor, staff = viewer(citizen, matter.language), viewer(agent)
    try:
        visit = Conversation.start(desk=desk, by=visitor, question=matter.title, page_title="市民之家", page_url="/")
        yield timezone.now() + timedelta(seconds=dice.randint(8, 150))
        visit.take(by=agent)
    except DeskError:
        return
    for party, words in _lines(matter, handed_over):
        yield timezone.now() + timedelta(seconds=dice.randint(12, 70))
        who = staff if party == "agent" else visitor
        if part := visit.part_of(who):
            visit.say(by=who, part=part, body=words)
    yield timezone.now() + timedelta(seconds=dice.randint(10, 60))
    if not handed_over:
        visit.end(by=agent, outcome=Outcome.SOLVED, summary=matter.title)
        if dice.random() < 0.7:
            yield timezone.now() + timedelta(seconds=30)
            visit.rate(level=dice.choice([3, 4, 5, 5, 5]), words=dice.choice(["", *WORDS_OF_THANKS]))
        return
    case = visit.hand_over(
        by=agent, department=city.offices[matter.office], summary=matter.text, consent=dice.random() < CONSENT,
        contact_name=citizen.name,
    )  # fmt: skip
    yield from answer(city, matter, case)


def _lines(matter: Matter, handed_over: bool) -> list[tuple[str, str]]:
    told = ("visitor", matter.text)
    if matter.language == "en":
        end = "This needs the department in charge. I shall make it a case for you." if handed_over else matter.reply
        return [told, ("agent", "Hello, I am looking into it."), ("visitor", "Thank you."), ("agent", end)]
    if handed_over:
        return [
            told, ("agent", "您好,我正在为您查看。"), ("visitor", "好的,麻烦您。"),
            ("agent", "这件事需要主管部门核实,我帮您转成一件有编号、有期限的诉求,您不用再说一遍。"), ("visitor", "可以,谢谢。"),
        ]  # fmt: skip
    return [told, ("agent", "您好,我正在为您查看。"), ("agent", matter.reply), ("visitor", "明白了,谢谢!")]
