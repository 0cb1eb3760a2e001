"""The screens of those who run an interview."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from collab.departments import rights
from collab.live.viewer import Viewer

from .. import fragments, powers
from ..acts import ACTS, PAGES, pages_of
from ..doors import found, person_of, told, viewer_of, wants_json
from ..errors import InterviewError
from ..forms import InterviewForm, NewForm, PlanForm
from ..models import Interview
from ..states import Asked, Reason

LAST, SAID = 60, 80


@require_http_methods(["GET", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Interviews with a part for this person; organisers plan a new one here."""
    person, viewer = person_of(request), viewer_of(request)
    paths = rights.departments_of(viewer, *powers.ORGANISERS)
    mine = Interview.objects.concerning(viewer).select_related("department")
    if not (powers.paths(viewer) or (rights.is_staff(viewer) and mine.exists())):
        raise Http404
    form = NewForm(request.POST or None, paths=paths) if paths else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            one = Interview.plan(by=person, **form.cleaned_data)
            return redirect("interview_page", one.pk, "plan")
    listed = list(mine.prefetch_related("duties").order_by("-starts_at", "-pk")[:LAST])
    grants = rights.grants_of(viewer)
    rows = [(one, pages_of(powers.standing(one, viewer, grants))) for one in listed]
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/work.html", {"rows": rows, "form": form}, status=status)


def page(request: HttpRequest, pk: int, page: str) -> HttpResponse:
    """plan, host, speaker, recorder or screening."""
    one, viewer = found(pk), viewer_of(request)
    person_of(request)
    if page not in PAGES or not PAGES[page](powers.standing(one, viewer)):
        raise Http404
    return render(request, f"interviews/{page}.html", facts_of(one, viewer, page))


def facts_of(one: Interview, viewer: Viewer, page: str, bound: dict[str, Any] | None = None) -> dict[str, Any]:
    """A fixed number of queries for each page."""
    standing = powers.standing(one, viewer)
    may = {name for name, act in ACTS.items() if act.may(standing)}
    names = [name for name in may if _is_on(page, name)]
    forms = {name.replace("-", "_"): _blank(name, one) for name in names} | (bound or {})
    said = one.lines.filter(removed_at=None).select_related("question", "material__file", "poll")
    said = said.order_by("-offset", "-pk") if one.is_on_air else said
    lines = list(said[: SAID if one.is_on_air else 2000])
    questions = list(one.questions.select_related("into", "screened_by"))
    for question in questions:
        question.interview = one
        question.may_decide = question.party != f"p{viewer.person_id}"  # type: ignore[attr-defined]
    by_state = {state: [one for one in questions if one.state == state] for state in Asked.values}
    return {
        "interview": one,
        "page": page,
        "pages": pages_of(standing),
        "may": {name.replace("-", "_") for name in may},
        "forms": forms,
        "status": fragments.status(one),
        "now": fragments.standing(one),
        "counts": one.counts(),
        "duties": list(one.duties.select_related("person")),
        "topics": list(one.topics.all()),
        "waiting": by_state[Asked.RECEIVED],
        "held": by_state[Asked.HELD],
        "approved": sorted(by_state[Asked.APPROVED], key=_turn),
        "on_air": by_state[Asked.ON_AIR],
        "answered": by_state[Asked.ANSWERED],
        "declined": by_state[Asked.DECLINED],
        "merged": by_state[Asked.MERGED],
        "carried": by_state[Asked.CARRIED_OVER],
        "reasons": Reason.choices,
        "hands": list(one.hands.up()),
        "polls": list(one.polls.prefetch_related("options")),
        "materials": list(one.materials.select_related("file")),
        "lines": lines,
        "entries": list(one.back_room.log.filter(kind="message").order_by("-seq")[:LAST])[::-1],
        "room": one.back_room,
        "missing": _missing(one),
    }


def _turn(question: Any) -> tuple[bool, int, int]:
    """First where a moderator set it, then by votes."""
    return (question.place is None, question.place or 0, -question.votes)


def _missing(one: Interview) -> list[str]:
    """Duties that nobody has yet."""
    have = set(one.duties.values_list("duty", flat=True))
    return [duty for duty in ("host", "speaker", "recorder") if duty not in have]


PAGE_ACTS = {"speaker": {"answer"}, "host": {"material", "show"}}


def _is_on(page: str, act: str) -> bool:
    return ACTS[act].page == page or act in PAGE_ACTS.get(page, set())


def _blank(name: str, one: Interview) -> Any:
    if name == "revise":
        return PlanForm(instance=one)
    initial = {"summary": one.summary} if name == "hand-in" else {}
    return ACTS[name].form(interview=one, initial=initial, prefix="")


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One door for all acts; what is refused keeps what was typed."""
    one, viewer, person = found(pk), viewer_of(request), person_of(request)
    chosen = ACTS.get(act)
    if chosen is None or not chosen.may(powers.standing(one, viewer)):
        raise Http404
    form = _bound(request, act, one)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _refuse(request, one, act, form, words)
    said = _said(form, one)
    try:
        chosen.do(one, person, said)
    except InterviewError as error:
        return _refuse(request, one, act, form, str(error))
    return told(request, str(chosen.done), ok=True, to=reverse("interview_page", args=[pk, _page(request, one, act)]))


def _said(form: Any, one: Interview) -> dict[str, Any]:
    """Everything chosen in the form knows the same interview, so that it is read and locked once."""
    said = dict(form.cleaned_data)
    for value in said.values():
        if getattr(value, "interview_id", None) == one.pk:
            value.interview = one
    return said


def _bound(request: HttpRequest, act: str, one: Interview) -> Any:
    if act == "revise":
        return PlanForm(request.POST, instance=Interview.objects.get(pk=one.pk))
    form = ACTS[act].form
    return form(request.POST, request.FILES, interview=one) if issubclass(form, InterviewForm) else form(request.POST)


def _page(request: HttpRequest, one: Interview, act: str) -> str:
    """Where it was done, of the screens that are open to this person."""
    asked, open_to = request.POST.get("page", ""), pages_of(powers.standing(one, viewer_of(request)))
    if asked in open_to:
        return asked
    return ACTS[act].page if ACTS[act].page in open_to else open_to[0]


def _refuse(request: HttpRequest, one: Interview, act: str, form: Any, words: str) -> HttpResponse:
    if wants_json(request):
        return told(request, words, ok=False, to="")
    page = _page(request, one, act)
    if not form.errors:
        form.add_error(None, words)
    one.refresh_from_db()
    facts = facts_of(one, viewer_of(request), page, {act.replace("-", "_"): form}) | {"refused": words}
    return render(request, f"interviews/{page}.html", facts, status=422)
