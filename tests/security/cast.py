"""Who tries, and what there is to try it on: one of everything, in the state in which it can be acted upon."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from chat.interviews.models import Interview, Poll, Topic
from chat.models import Conversation, Doorway, PreparedAnswer, Seat
from collab.accounts.models import Guest, Person, Token
from collab.departments.models import Grant, Position, Proposal
from collab.feedback.models import CHECKS, Case, Concern, Follower, Hook, Leader, Paragraph, SavedFilter
from collab.files.models import File
from collab.notifications.announcements import Announcement
from tests.chat.conftest import Present, as_viewer, make_desk
from tests.world import PASSWORD, build

# name: what they are to Ada, her conversation and her cases, all of which lie at social security (D01)
CAST = {
    "nobody": "a visitor", "gus": "a visitor who waits at the desk as a guest",
    "ada": "the citizen whose everything is", "ben": "another citizen", "eva": "an expert of the department",
    "bo": "the agent who serves Ada", "bea": "an agent of the same desk", "ann": "an agent of another department",
    "olga": "the official of the department", "oskar": "the official of another department",
    "mo": "a moderator", "han": "the handler of the department", "hugo": "a handler of another department",
    "otto": "a handler of the centre", "ed": "an editor", "adam": "an administrator", "audrey": "an auditor",
}  # fmt: skip
SIGNED_IN = [name for name in CAST if name not in ("nobody", "gus")]


def make_town() -> SimpleNamespace:
    """A town with one of everything; `town.ids` are the names that the table's addresses use."""
    town = build()
    town.bea, town.oskar = (
        Person.objects.create_user(f"{name}@town.test", PASSWORD, name=name.title()) for name in ("bea", "oskar")
    )
    for person, role, office in ((town.bea, "agent", "D01"), (town.oskar, "official", "D06")):
        Grant.give(person=person, role=role, department=town.offices[office], by=None)
    _desks(town)
    _cases(town)
    _things(town)
    _interviews(town)
    town.sessions = {name: _session(getattr(town, name)) for name in SIGNED_IN}
    return town


def _desks(town: SimpleNamespace) -> None:
    town.desk, town.housing = make_desk("social", town.offices["D01"]), make_desk("housing", town.offices["D06"])
    present = Present()
    for desk, person in ((town.desk, town.bo), (town.desk, town.bea), (town.housing, town.ann)):
        seat = Seat.objects.create(desk=desk, person=person)
        present.add(person.pk)
    prepared = PreparedAnswer.objects.create(desk=town.desk, short="hi", title="x", body="x", language="en")
    talk = Conversation.start(desk=town.desk, by=as_viewer(town.ada), question="社保断缴能补吗?")
    talk.take(by=town.bo)
    waiting = Conversation.start(desk=town.desk, by=as_viewer(town.gus), question="公积金怎么转?")
    offered = Conversation.start(desk=town.desk, by=as_viewer(town.ben), question="医保?")
    offered.offer(to=town.bea)
    town.gil, _secret = Guest.welcome(name="Gil", language="en")
    watched = Conversation.start(desk=town.desk, by=as_viewer(town.gil), question="养老金?")
    watched.take(by=town.bo)
    present.add(town.eva.pk)
    watched.invite(by=town.bo, colleague=town.eva)
    watched.look(by=town.olga)
    town.talk, town.waiting = talk, waiting
    town.secret = Doorway.open(talk)
    town.ids = {
        "talk": talk.pk, "watched": watched.pk, "secret": town.secret, "board": town.desk.board_id,
        "waiting": waiting.pk, "offered": offered.pk, "room": talk.room_id,
        "notes_room": talk.notes_room_id, "seat": seat.pk, "prepared": prepared.pk, "desk": "social",
        "own_seat": Seat.objects.get(desk=town.desk, person=town.bea).pk,
    }  # fmt: skip


def _cases(town: SimpleNamespace) -> None:
    """One of Ada's in each state, and one that everybody reads."""
    path = [
        "submitted",
        "accepted",
        "dispatched",
        "in_progress",
        "reply_drafted",
        "reply_handed_in",
        "reply_submitted",
        "answered",
    ]
    for state in [*path, "published"]:
        case = Case.open(
            title="社保断缴", text="能否补缴?", kind="enquiry", channel="web", party=as_viewer(town.ada), consent=True,
            language="en", department=town.offices["D01"],
        )  # fmt: skip
        steps = [
            lambda case=case: case.accept(by=town.otto),
            lambda case=case: case.dispatch(department=town.offices["D01"], by=town.otto),
            lambda case=case: case.sign(by=town.han),
            lambda case=case: case.draft(body="可以。", by=town.han),
            lambda case=case: case.submit(by=town.han),
            lambda case=case: case.release(by=town.olga),
            lambda case=case: case.approve(checks=CHECKS, by=town.olga),
        ]
        for step in steps[: len(path) - 1 if state == "published" else path.index(state)]:
            step()
        town.ids[state] = case.number
        town.cases = getattr(town, "cases", {}) | {state: case}
    shown = {"title": "断缴", "question": "能否补缴?", "answer": "可以。", "checked": True, "secrecy": True}
    town.cases["published"].publish(by=town.olga, **shown)


def _things(town: SimpleNamespace) -> None:
    Position.objects.create(person=town.bo, department=town.offices["D01"], title_zh="科员", title_en="Clerk")
    token, _secret = Token.issue(
        by=town.ada, name="x", scopes=["me:read"], expires_at=timezone.now() + timedelta(days=1)
    )
    _program, town.ids["api_key"] = Token.issue(
        by=town.ada, name="y", scopes=["cases:write"], expires_at=timezone.now() + timedelta(days=1)
    )
    by_program = Case.open(
        title="x", text="x", kind="help", channel="api", party=as_viewer(town.ada), consent=False, language="en"
    )
    town.ids["by_program"] = by_program.number
    town.ids["hook"] = Hook.objects.create(
        url="https://localhost:1/", secret="x", by=town.adam, department=town.offices["D00"]
    ).pk
    upload = ContentFile(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", name="letter.pdf")
    file = File.receive(upload, room=town.talk.room, owner=town.ada.key)
    town.talk.attach(by=as_viewer(town.ada), part=town.talk.part_of(as_viewer(town.ada)), file=file)
    grant = Grant.objects.get(person=town.bo)
    proposal = Proposal.make(person=town.ben, role="auditor", department=town.offices["D"], by=town.adam)
    announcement = Announcement.objects.create(
        text_zh="x", text_en="x", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(days=1), by=town.adam
    )
    case = town.cases["in_progress"]
    leader = Leader.objects.create(slug="mayor", name="Gu", title_zh="市长", title_en="Mayor")
    Concern.name(case=town.cases["accepted"], person=town.hugo, by=town.otto)
    follower = Follower.follow(case=town.cases["published"], by=as_viewer(town.ben))
    kept = SavedFilter.keep(name="x", asked="tab=mine", is_default=False, by=town.han)
    paragraph = Paragraph.write(department=town.offices["D01"], title="x", body="x", by=town.olga)
    town.ids |= {
        "paragraph": paragraph.pk,
        "filter": kept.pk,
        "concerned": town.hugo.pk, "follow": follower.link.split("/follow/")[1].strip("/"), "proposal": proposal.pk, "announcement": announcement.pk, "case_room": case.room_id, "case_notes": case.notes_room_id,
        "leader": leader.pk, "code": town.cases["submitted"].secret,
        "token": token.pk, "file": f"{file.pk}/letter.pdf", "ben": town.ben.pk, "bo": town.bo.pk, "grant": grant.pk,
        "office": "D06", "bea": town.bea.pk, "key": str(uuid4()),
    }  # fmt: skip


def _interviews(town: SimpleNamespace) -> None:
    """One on air, run by Bo, Olga and Han, with an approved question of Ada's and an open poll; one that polls topics."""
    facts = {"by": town.ed, "department": town.offices["D01"], "title_zh": "失业", "title_en": "Work"}
    hour = Interview.plan(starts_at=timezone.now() + timedelta(days=9), **facts)
    hour.appoint(by=town.ed, person=town.olga, duty="speaker", position_zh="局长", position_en="Director")
    hour.appoint(by=town.ed, person=town.bo, duty="host")
    hour.appoint(by=town.ed, person=town.han, duty="recorder")
    hour.announce(by=town.ed)
    question = hour.ask(by=as_viewer(town.ada), text="断缴能领吗?", consent=True)
    question.interview = hour
    question.approve(by=town.mo)
    Interview.objects.filter(pk=hour.pk).update(starts_at=timezone.now())
    hour.begin(by=town.bo)
    poll = Poll.prepare(interview=hour, text="?", options=["a", "b"], by=town.bo)
    poll.open(by=town.bo)
    choice = Interview.plan(**facts)
    topic, *_others = (Topic.add(interview=choice, by=town.ed, title_zh="题", title_en="T") for _number in range(3))
    choice.poll_topics(by=town.ed, until=timezone.now() + timedelta(days=15))
    town.ids |= {
        "hour": hour.pk, "question": question.pk, "quick": poll.pk, "choice": choice.pk, "topic": topic.pk,
        "hall": hour.room_id, "back": hour.back_room_id,
    }  # fmt: skip


ABSENT = {
    "hour": 999_981, "question": 999_980, "quick": 999_979, "choice": 999_978, "topic": 999_977, "hall": 999_976, "back": 999_975,
    "hook": 999_959, "api_key": "tht_absent", "by_program": "2026-999999", "filter": 999_960, "paragraph": 999_961,
    "leader": 999_982, "follow": "absent", "concerned": 999_983, "watched": 999_989, "secret": "absent", "board": 999_988, "case_room": 999_987, "case_notes": 999_986,
    "proposal": 999_985, "announcement": 999_984, "code": "A" * 12, "key": str(uuid4()),
    "talk": 999_999, "waiting": 999_998, "offered": 999_997, "room": 999_996, "notes_room": 999_995, "seat": 999_994,
    "own_seat": 999_994, "prepared": 999_993, "desk": "absent", "token": 999_992, "ben": 999_991, "bo": 999_991,
    "bea": 999_991, "grant": 999_990, "office": "D99", "file": f"{uuid4()}/letter.pdf",
    **dict.fromkeys(["submitted", "accepted", "dispatched", "in_progress", "reply_drafted", "reply_handed_in", "reply_submitted",
                     "answered", "published"], "2026-999999"),
}  # fmt: skip


def _session(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store.save()
    return str(store.session_key)


def browser_of(town: SimpleNamespace, name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    if name == "gus":
        client.cookies["guest"] = town.gus_secret
    elif name != "nobody":
        client.cookies["session"] = town.sessions[name]
    return client


@contextmanager
def undone() -> Iterator[Any]:
    """What happens within is looked at and then never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
