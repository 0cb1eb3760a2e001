"""The staff's doors: the list, the case, and one address for each verb."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department
from collab.search.models import suggest
from collab.text.masks import mask
from collab.text.render import marked

from ..errors import CaseError, NotNow
from ..forms import ApprovalForm, PublicationForm, RatingForm, ReplyForm, ReturnForm
from ..masking import masked, names_in, originals, spots_of
from ..models import Case, Location, Paragraph, Publication, Reply, transcript
from ..powers import powers_of
from .citizen import own_case
from .handling import ACTS, acts_of, form_of
from .ordering import orders_of

LABELS = {
    "supply": gettext_lazy("What was missing"), "ask_back": gettext_lazy("What do you still want to know?"),
    "contest": gettext_lazy("Why do you not agree?"),
}  # fmt: skip
BUTTONS = {"supply": gettext_lazy("Send"), "ask_back": gettext_lazy("Ask back"), "contest": gettext_lazy("Object")}


def case(request: HttpRequest, number: str) -> HttpResponse:
    """One address for all: staff see the work, the citizen the steps, everybody else nothing."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = Case.objects.visible_to(viewer).select_related("department", "handler").filter(number=number).first()
    if found is None or found.belongs_to(viewer):
        return citizen_page(request, own_case(request, number))
    log(viewer, "case.read", found)
    return render(request, "feedback/work.html", _work(request, found))


def citizen_page(request: HttpRequest, case: Case, *, typed: str = "", status: int = 200) -> HttpResponse:
    """The citizen's page of steps; `typed` is what a refused form held."""
    facts = {
        "case": case, "rooms": [case.room], "steps": case.steps.filter(public=True), "rating": RatingForm(),
        "labels": LABELS, "buttons": BUTTONS, "typed": typed,
        "answers": case.answers.prefetch_related("files").select_related("case"), **_files(case),
    }  # fmt: skip
    return render(request, "feedback/case.html", facts, status=status)


def _files(case: Case) -> dict[str, object]:
    """What came with the letter, where it is, and what belongs to the reply."""
    reply = Reply.objects.filter(case=case).first()
    answers = list(reply.files.all()) if reply else []
    letters = case.room.files.exclude(pk__in=[file.pk for file in answers])
    location = Location.objects.filter(case=case).first()
    return {"letter_files": list(letters), "reply_files": answers, "location": location}


def _work(request: HttpRequest, case: Case, typed: Any = None, **forms: object) -> dict[str, object]:
    reply = getattr(case, "reply", None)
    allowed = dict.fromkeys(powers_of(case, request.viewer), True)  # type: ignore[attr-defined]
    hide = str if allowed.get("personal") else partial(mask, names=names_in(case))
    return {
        "case": case, "may": allowed, "rooms": [room for room in (case.room, case.notes_room) if room],
        "steps": case.steps.all(), "reply": reply, "transcript": transcript(case, hide),
        "title": hide(case.title), "text": hide(case.text), "aim": case.aim(),
        "offices": Department.objects.exclude(parent=None) if allowed.get("dispatch") else (),
        "reply_form": ReplyForm(initial={"body": reply.body if reply else ""}), "approval": ApprovalForm(),
        "acts": acts_of(request, case, set(allowed), typed or {}), "parts": case.assignments.select_related("department", "answered_by"),
        "requests": case.requests.select_related("decided_by"), "answers": case.answers.select_related("drafter", "approver"),
        "return_form": ReturnForm(), "reviews": reply.reviews.select_related("by")[:10] if reply else (), 
        **(_publishing(case) if allowed.get("publish") else {}),
        "prepared": prepared_for(case) if allowed.get("draft") else (),
        "similar": similar_to(case) if allowed.get("draft") else (),
        "versions": case.versions() if reply else (), **_files(case), **orders_of(case, request.viewer), **forms,  # type: ignore[attr-defined]
    }  # fmt: skip


def prepared_for(case: Case) -> list[dict[str, Any]]:
    """The prepared paragraphs of its department, with the facts of the case filled in."""
    found = Paragraph.objects.fit_for(case)[:50]
    return [{"key": one.pk, "title": one.title, "body": one.filled(case)} for one in found]


def similar_to(case: Case) -> list[Publication]:
    """Published replies that may serve as a pattern for this one."""
    keys = [hit.key for hit in suggest(f"{case.title} {case.text}"[:200])]
    found = Publication.objects.filter(case__number__in=keys, withdrawn_at=None).select_related("case")
    return sorted(found, key=lambda one: keys.index(one.case.number))


def _publishing(case: Case) -> dict[str, object]:
    """Original and masked side by side, with each finding marked."""
    spots = spots_of(case)
    found = [spot.text for spot in spots]
    return {
        "publication_form": PublicationForm(initial=masked(case), spots=spots),
        "originals": {part: marked(text, found) for part, text in originals(case).items()},
    }


@require_POST
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One verb of a case; a right that is missing looks like a case that is missing."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    if found is None or verb not in {*VERBS, *ACTS} or found.belongs_to(viewer) or verb not in powers_of(found, viewer):
        raise Http404
    person = Person.objects.get(pk=viewer.person_id)
    try:
        refused = VERBS[verb](request, found, person) if verb in VERBS else _act(request, found, person, verb)
    except CaseError as error:
        messages.error(request, str(error.says))
        return refused_page(request, found)
    if refused is not None:
        return refused
    messages.success(request, _("Done."))
    again = Case.objects.visible_to(viewer).filter(pk=found.pk).exists()
    return redirect(found) if again else redirect("cases")


def refused_page(request: HttpRequest, case: Case, **forms: object) -> HttpResponse:
    """The page with what was typed still in it."""
    case.refresh_from_db()
    typed: dict[str, object] = {"note_text": request.POST.get("text", "")}
    if "question" in request.POST:
        typed["publication_form"] = PublicationForm(request.POST, spots=spots_of(case))
    for field, name, form in (
        ("body", "reply_form", ReplyForm),
        ("reason", "return_form", ReturnForm),
    ):
        if field in request.POST:
            typed[name] = form(request.POST)
    return render(request, "feedback/work.html", _work(request, case, **{**typed, **forms}), status=422)


def _act(request: HttpRequest, case: Case, person: Person, verb: str) -> HttpResponse | None:
    """A verb of the table of forms; what was typed stays through every refusal."""
    form = form_of(verb, case, request.viewer, request.POST)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            ACTS[verb].do(case, person, form.cleaned_data)
        except CaseError as error:
            form.add_error(None, str(error.says))
        else:
            return None
    return refused_page(request, case, typed={verb: form})


def _accept(request: HttpRequest, case: Case, person: Person) -> None:
    case.accept(by=person)


def _dispatch(request: HttpRequest, case: Case, person: Person) -> HttpResponse | None:
    code = request.POST.get("department", "")
    office = Department.objects.exclude(parent=None).filter(code=code).first()
    if office is None:
        messages.error(request, _("Choose a department."))
        return refused_page(request, case)
    case.dispatch(department=office, by=person)
    return None


def _sign(request: HttpRequest, case: Case, person: Person) -> None:
    case.sign(by=person)


def _note(request: HttpRequest, case: Case, person: Person) -> None:
    case.note(text=request.POST.get("text", ""), by=person)


def _draft(request: HttpRequest, case: Case, person: Person) -> HttpResponse | None:
    """Keeps the draft; the button "hand in" does both in one, and that of a prepared paragraph puts it at the end."""
    data = request.POST.copy()
    if key := data.get("paragraph", ""):
        chosen = Paragraph.objects.fit_for(case).filter(pk=key).first() if key.isdecimal() else None
        data["body"] = f"{data.get('body', '')}\n\n{chosen.filled(case)}".strip() if chosen else data.get("body", "")
    form = ReplyForm(data)
    if not form.is_valid():
        return refused_page(request, case, reply_form=form)
    case.draft(body=form.cleaned_data["body"], by=person, files=request.FILES.getlist("files"))
    if "submit" in request.POST:
        case.submit(by=person)
    return None


def _approve(request: HttpRequest, case: Case, person: Person) -> None:
    case.approve(checks=request.POST.getlist("checks"), by=person)


def _return(request: HttpRequest, case: Case, person: Person) -> HttpResponse | None:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return refused_page(request, case, return_form=form)
    case.send_back(by=person, **form.cleaned_data)
    return None


def head(request: HttpRequest, number: str) -> HttpResponse:
    """The number of the last step, by which an open page knows that it is old. Not a reading of the case."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = Case.objects.visible_to(viewer).filter(number=number).first() or own_case(request, number)
    return JsonResponse({"head": found.last_seq})


def autosave(request: HttpRequest, number: str) -> HttpResponse:
    """The draft as it is being typed; answers with the time at which it was kept."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    if request.method != "POST" or found is None or found.belongs_to(viewer) or "draft" not in powers_of(found, viewer):
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"code": "rejected"}, status=422)
    try:
        if Reply.objects.filter(case=found, handed_in_at__isnull=False).exists():
            raise NotNow  # a page that is still open takes nothing back that was handed in
        found.draft(body=form.cleaned_data["body"], by=Person.objects.get(pk=viewer.person_id))
    except CaseError:
        return JsonResponse({"code": "stale"}, status=409)
    return JsonResponse({"at": timezone.localtime().strftime("%H:%M:%S")})


def _publish(request: HttpRequest, case: Case, person: Person) -> HttpResponse | None:
    form = PublicationForm(request.POST, spots=spots_of(case))
    if not form.is_valid():
        return refused_page(request, case, publication_form=form)
    case.publish(by=person, **form.publication())
    return None


def _unpublish(request: HttpRequest, case: Case, person: Person) -> None:
    case.publication.withdraw(by=person)


VERBS: dict[str, Callable[[HttpRequest, Case, Person], HttpResponse | None]] = {
    "accept": _accept, "dispatch": _dispatch, "sign": _sign, "note": _note, "draft": _draft,
    "approve": _approve, "return": _return, "publish": _publish, "unpublish": _unpublish,
}  # fmt: skip
