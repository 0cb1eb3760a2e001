"""What those who run an interview can do: each act with who may, its form, and the verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person

from . import forms, powers
from .models import Interview, Material, Poll, Topic

type May = Callable[[powers.Standing], bool]
type Do = Callable[[Interview, Person, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """`page` is where it is done, and where one finds oneself afterwards."""

    page: str
    may: May
    do: Do
    form: type[forms.InterviewForm] = forms.InterviewForm
    done: str | Promise = ""


def _organise(one: powers.Standing) -> bool:
    return one.organises


def _host(one: powers.Standing) -> bool:
    return one.hosts


def _record(one: powers.Standing) -> bool:
    return one.records


def _screen(one: powers.Standing) -> bool:
    return one.screens


def _publish(one: powers.Standing) -> bool:
    return one.publishes


def _check(one: powers.Standing) -> bool:
    return one.checks


def _host_or_record(one: powers.Standing) -> bool:
    return one.hosts or one.records


def _answer(one: powers.Standing) -> bool:
    return one.speaks or one.records


def _correct(one: powers.Standing) -> bool:
    return one.corrects


def _give_back(one: powers.Standing) -> bool:
    return one.checks or one.publishes


ACTS: dict[str, Act] = {
    "revise": Act("plan", _organise, lambda it, by, said: it.revise(by=by, **said), done=_("Kept.")),
    "topic": Act("plan", _organise, lambda it, by, said: Topic.add(interview=it, by=by, **said), forms.TopicForm),
    "poll-topics": Act("plan", _organise, lambda it, by, said: it.poll_topics(by=by, **said), forms.UntilForm),
    "count-topics": Act("plan", _organise, lambda it, by, said: it.count_topics(by=by)),
    "announce": Act("plan", _organise, lambda it, by, said: it.announce(by=by), done=_("It is announced.")),
    "postpone": Act("plan", _organise, lambda it, by, said: it.postpone(by=by, **said), forms.MoveForm),
    "cancel": Act("plan", _organise, lambda it, by, said: it.cancel(by=by, **said), forms.ReasonForm),
    "appoint": Act(
        "plan", _organise,
        lambda it, by, said: it.appoint(by=by, person=said.pop("email"), **said), forms.DutyForm,
    ),
    "dismiss": Act("plan", _organise, lambda it, by, said: it.dismiss(by=by, **said), forms.AssignmentForm),
    "begin": Act("host", _host, lambda it, by, said: it.begin(by=by)),
    "pause": Act("host", _host, lambda it, by, said: it.pause(by=by)),
    "resume": Act("host", _host, lambda it, by, said: it.resume(by=by)),
    "extend": Act("host", _host, lambda it, by, said: it.extend(by=by, **said), forms.MinutesForm),
    "end": Act("host", _host, lambda it, by, said: it.end(by=by)),
    "put": Act("host", _host, lambda it, by, said: it.put(said["question"], by=by), forms.QuestionForm),
    "take-back": Act("host", _host, lambda it, by, said: it.take_back(by=by)),
    "say": Act("host", _host, lambda it, by, said: it.announce_line(by=by, **said), forms.HostForm),
    "call": Act("host", _host, lambda it, by, said: said["hand"].call(by=by), forms.HandForm),
    "lower": Act("host", _host, lambda it, by, said: said["hand"].lower(by=by), forms.HandForm),
    "poll": Act("host", _host, lambda it, by, said: Poll.prepare(interview=it, by=by, **said), forms.PollForm),
    "poll-open": Act("host", _host, lambda it, by, said: said["poll"].open(by=by), forms.PollChoice),
    "poll-close": Act("host", _host, lambda it, by, said: said["poll"].close(by=by), forms.PollChoice),
    "poll-show": Act("host", _host, lambda it, by, said: said["poll"].show(by=by), forms.PollChoice),
    "material": Act(
        "recorder", _host_or_record,
        lambda it, by, said: Material.add(interview=it, upload=said["picture"], caption=said["caption"], by=by),
        forms.MaterialForm,
    ),
    "show": Act(
        "recorder", _host_or_record, lambda it, by, said: it.show_material(said["material"], by=by),
        forms.MaterialChoice,
    ),
    "answer": Act("recorder", _answer, lambda it, by, said: it.answer(by=by, **said), forms.AnswerForm),
    "correct": Act(
        "recorder", _correct, lambda it, by, said: it.correct(said.pop("line"), by=by, **said), forms.CorrectForm
    ),
    "remove": Act("recorder", _record, lambda it, by, said: it.remove_line(said["line"], by=by), forms.LineForm),
    "approve": Act(
        "screening", _screen, lambda it, by, said: said["question"].approve(by=by), forms.QuestionForm
    ),
    "hold": Act("screening", _screen, lambda it, by, said: said["question"].hold(by=by), forms.QuestionForm),
    "decline": Act(
        "screening", _screen,
        lambda it, by, said: said.pop("question").decline(by=by, **said), forms.DeclineForm,
    ),
    "merge": Act(
        "screening", _screen,
        lambda it, by, said: said["question"].merge(into=said["into"], by=by), forms.MergeForm,
    ),
    "unmerge": Act(
        "screening", _screen, lambda it, by, said: said["question"].unmerge(by=by), forms.QuestionForm
    ),
    "order": Act(
        "screening", _screen,
        lambda it, by, said: said["question"].order(by=by, place=said["place"]), forms.OrderForm,
    ),
    "hand-in": Act("recorder", _record, lambda it, by, said: it.hand_in(by=by, **said), forms.SummaryForm),
    "confirm": Act("recorder", _check, lambda it, by, said: it.confirm(by=by)),
    "give-back": Act("recorder", _give_back, lambda it, by, said: it.give_back(by=by, **said), forms.BackForm),
    "publish": Act("recorder", _publish, lambda it, by, said: it.publish(by=by), done=_("It is published.")),
}  # fmt: skip
PAGES: dict[str, May] = {
    "plan": _organise,
    "host": _host,
    "speaker": lambda one: one.speaks,
    "recorder": lambda one: one.hosts or one.corrects,
    "screening": lambda one: one.screens or one.audits,
}


def pages_of(standing: powers.Standing) -> list[str]:
    """The screens that are open to somebody."""
    return [page for page, may in PAGES.items() if may(standing)]
