"""A person's own questions and voices: handed out on request, left without a name when the account closes."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, override

from collab.accounts import erasures, exports
from collab.accounts.guests import keys_of
from collab.accounts.models import Person
from collab.live.models import Entry

from .models import Hand, Line, Question, Reminder, TopicVote, Vote


def register() -> None:
    exports.register("interviews", interviews)
    erasures.register(leave_no_name)


def interviews(person: Person) -> dict[str, Any]:
    keys = keys_of(person.pk)
    questions = Question.objects.filter(party__in=keys).select_related("interview")
    voices = Vote.objects.filter(party__in=keys).select_related("question")
    topics = TopicVote.objects.filter(party__in=keys).select_related("topic")
    reminders = Reminder.objects.filter(person=person).select_related("interview")
    return {
        "questions": [
            {
                "interview": one.interview.title, "text": one.text, "name": one.name, "asked_at": one.asked_at,
                "state": one.state, "reason": one.reason, "case_number": one.case_number,
            }
            for one in questions
        ],
        "seconded": [{"question": one.question.text, "at": one.at} for one in voices],
        "topics": [{"topic": one.topic.title, "at": one.at} for one in topics],
        "reminders": [{"interview": one.interview.title, "since": one.since} for one in reminders],
    }  # fmt: skip


def leave_no_name(person: Person) -> None:
    """What was asked in public stays; beside it stands a former user."""
    keys = keys_of(person.pk)
    for language in ("zh-hans", "en"):
        with override(language):
            nobody = gettext("Former user")
        Question.objects.filter(party__in=keys, language=language).exclude(name="").update(name=nobody)
    _blank_log(list(Question.objects.filter(party__in=keys).values_list("pk", "interview__room")))
    Hand.objects.filter(party__in=keys).update(name=nobody)
    Reminder.objects.filter(person=person).delete()


def _blank_log(questions: list[tuple[int, int]]) -> None:
    """The hall's log showed the name; pages are drawn anew from the record."""
    for question, room in questions:
        lines = list(Line.objects.filter(question=question).values_list("pk", flat=True))
        shown = Q(kind="question", body__question=question) | Q(kind="line", body__line__in=lines)
        for seq in Entry.objects.filter(shown, room=room).values_list("seq", flat=True):
            Entry.objects.filter(room=room, seq=seq).update(html="")
