"""What everybody reads: all interviews, one of them before, during and after, and the figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from collab.departments.models import Department
from collab.feedback.models import Publication
from collab.live.viewer import Viewer

from .. import fragments, known, powers
from ..acts import pages_of
from ..doors import found, viewer_of
from ..figures import rates, yearly
from ..forms import AskForm
from ..models import Hand, Interview, Question, Reminder, TopicVote, Vote
from ..states import Asked, State

EACH_PAGE, LINES = 20, 1000


def interviews(request: HttpRequest) -> HttpResponse:
    """On air, to come, topics to choose, and those of earlier years; `?year=` and `?office=` narrow the last."""
    chosen = Interview.objects.select_related("department")
    past = chosen.past()
    years = [
        day.year for day in Interview.objects.past().exclude(started_at=None).order_by().dates("started_at", "year")
    ]
    year, office = request.GET.get("year", ""), request.GET.get("office", "")[:20]
    if year.isdecimal() and int(year) in years:
        past = past.filter(started_at__year=int(year))
    if office:
        past = past.filter(department__code=office)
    viewer = viewer_of(request)
    facts = {
        "live": chosen.live(),
        "coming": chosen.coming(),
        "choosing": chosen.filter(state=State.PROPOSED, polls_until__gt=timezone.now()),
        "past": Paginator(past, EACH_PAGE).get_page(request.GET.get("page")),
        "years": sorted(years, reverse=True),
        "year": year,
        "office": office,
        "offices": Department.objects.filter(interviews__in=Interview.objects.past()).distinct(),
        "plan": yearly(timezone.localdate().year),
        "organises": bool(powers.paths(viewer)) or (viewer.staff and Interview.objects.concerning(viewer).exists()),
    }
    return render(request, "interviews/index.html", facts)


def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Announcement, live page and record stand at one address for ever."""
    one, viewer = found(pk), viewer_of(request)
    response = render(
        request, "interviews/interview.html", page_of(one, viewer, AskForm(initial={"name": viewer.name}))
    )
    if one.is_on_air:
        response["Cache-Control"] = "no-store"
    return response


def page_of(one: Interview, viewer: Viewer, form: AskForm) -> dict[str, Any]:
    """A fixed number of queries, however many questions and lines there are."""
    questions = list(
        one.questions.public().order_by("-votes", "asked_at") if not one.is_over else one.questions.public()
    )
    for question in questions:
        question.interview = one
    own = list(one.questions.of(viewer).select_related("into"))
    lines = one.lines.filter(removed_at=None).select_related("question", "material__file", "poll")
    return {
        "interview": one,
        "form": form,
        "guests": fragments.guests_of(one),
        "status": fragments.status(one),
        "now": fragments.standing(one) if one.is_on_air else "",
        "poll": fragments.poll(one) if one.is_on_air else "",
        "lines": [fragments.line(line) for line in lines[:LINES]],
        "questions": _drawn(questions),
        "own": [(question, known.code_of(question) if question.case_number else "") for question in own],
        "seconded": _seconded(one, viewer),
        "counts": one.counts(),
        "topics": list(one.topics.all()) if one.state == State.PROPOSED else [],
        "my_topic": TopicVote.objects.filter(interview=one, party=viewer.key).values_list("topic", flat=True).first()
        if one.state == State.PROPOSED and viewer.key
        else None,
        "reminded": one.is_ahead and bool(viewer.person_id) and _is_reminded(one, viewer),
        "hand": Hand.objects.up().filter(interview=one, party=viewer.key).first()
        if one.is_on_air and viewer.key
        else None,
        "screens": pages_of(powers.standing(one, viewer)) if viewer.staff else [],
    }


def _is_reminded(one: Interview, viewer: Viewer) -> bool:
    return Reminder.objects.filter(interview=one, person=viewer.person_id).exists()


def _seconded(one: Interview, viewer: Viewer) -> str:
    """The numbers of the questions that this reader has seconded: pieces are the same for all."""
    if not viewer.key:
        return ""
    mine = Vote.objects.filter(party=viewer.key, question__interview=one).values_list("question", flat=True)
    return " ".join(str(pk) for pk in mine)


def _drawn(questions: list[Question]) -> list[dict[str, Any]]:
    """With the published reply under those that were passed on."""
    numbers = [one.case_number for one in questions if one.state == Asked.CARRIED_OVER]
    replies = {}
    if numbers:
        found = Publication.objects.filter(case__number__in=numbers, withdrawn_at=None)
        replies = {reply.case.number: reply for reply in found.select_related("case__department")}
    return [
        {"html": fragments.question(one), "reply": replies.get(one.case_number), "pk": one.pk, "question": one}
        for one in questions
    ]


def figures(request: HttpRequest) -> HttpResponse:
    """How much of what was asked was answered, by guest and by office; standard replies do not count."""
    return render(request, "interviews/figures.html", {"people": rates("speaker"), "offices": rates("department")})
