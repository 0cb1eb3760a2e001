"""Pieces of an interview's page as finished HTML: drawn once by the verb, the same for every reader, in both languages."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from chat.fragments import pair
from collab.text.bilingual import both

from .states import Asked, State

if TYPE_CHECKING:
    from .models import Interview, Line, Question

STATES = {
    Asked.ON_AIR: gettext_noop("being answered now"),
    Asked.ANSWERED: gettext_noop("answered live"),
    Asked.CARRIED_OVER: gettext_noop("passed on, will be answered in writing"),
}
LANGUAGES = (("zh-hans", "only-zh", "zh-Hans"), ("en", "only-en", "en"))


def _draw(name: str, **facts: object) -> str:
    """Once in each language; the style sheet shows that of the page."""
    parts = []
    for language, kind, tag in LANGUAGES:
        with translation.override(language):
            parts.append(
                {
                    "kind": kind,
                    "tag": tag,
                    "html": render_to_string(f"interviews/fragments/{name}.html", facts | {"kind": kind}),
                }
            )
    return render_to_string("interviews/fragments/both.html", {"parts": parts, "name": name, **facts})


def status(interview: "Interview") -> str:
    """Where it stands: time, guests, state, reason."""
    return _draw("status", interview=interview, guests=guests_of(interview), State=State)


def guests_of(interview: "Interview") -> list[object]:
    return list(interview.duties.filter(duty="speaker").select_related("person"))


def standing(interview: "Interview") -> str:
    """The question that stands now."""
    question = interview.now if interview.now_id else None
    return _draw("now", interview=interview, question=question)


def line(one: "Line") -> str:
    """One line of the transcript, as a list item with the id `line-<pk>`."""
    at = timezone.localtime(one.at, timezone.get_default_timezone())
    facts = {"line": one, "said": both(one.words) if one.words else "", "clock": at.strftime("%H:%M:%S"), "at": at}
    facts |= {"asks": both(gettext_noop("Question")), "corrected": both(gettext_noop("corrected"))}
    facts["who"] = pair(one.speaker_zh, one.speaker_en)
    if one.material_id:
        facts["file"] = one.material.file  # type: ignore[union-attr]
    if one.poll_id:
        facts["options"] = _shares(one.poll)
    return render_to_string("interviews/fragments/line.html", facts)


def question(one: "Question") -> str:
    """One public question, as a list item with the id `q-<pk>`; whether the reader has seconded it is set by the page."""
    facts = {
        "question": one, "interview": one.interview, "voices": both(gettext_noop("voices")),
        "wanted": both(gettext_noop("I want to know this too")), "state": both(STATES[one.state]) if one.state in STATES else "",
    }  # fmt: skip
    return render_to_string("interviews/fragments/question.html", facts)


def poll(interview: "Interview") -> str:
    """The poll that is open, or nothing."""
    running = interview.polls.filter(opened_at__isnull=False, closed_at=None).prefetch_related("options").first()
    return _draw("poll", interview=interview, poll=running) if running else ""


def _shares(one: object) -> list[dict[str, object]]:
    options = list(one.options.all())  # type: ignore[attr-defined]
    total = sum(option.votes for option in options) or 1
    return [{"text": one.text, "votes": one.votes, "percent": round(100 * one.votes / total)} for one in options]
