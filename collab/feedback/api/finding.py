"""Finding the case that the caller may see, and doing a verb that the caller may do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from collab.accounts.models import Person
from collab.live.viewer import Viewer
from collab.text.masks import mask

from ..lifecycle import State
from ..models import Case, Reply
from ..powers import powers_of

router = Router(tags=["cases"])
TOLD = {
    State.REPLY_RETURNED: State.IN_PROGRESS,
    State.EXTENSION: State.IN_PROGRESS,
}  # what happens between two desks stays there


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def own(request: HttpRequest, number: str) -> Case:
    """Raises Http404."""
    case = Case.objects.own(viewer_of(request)).select_related("department").filter(number=number).first()
    if case is None:
        raise Http404
    return case


def seen(request: HttpRequest, number: str) -> Case:
    """Raises Http404."""
    case = Case.objects.visible_to(viewer_of(request)).select_related("department").filter(number=number).first()
    if case is None:
        raise Http404
    return case


def act(request: HttpRequest, number: str, verb: str, do: Callable[[Case, Person], object]) -> dict[str, Any]:
    """A right that is missing looks like a case that is missing. Raises Http404, CaseError."""
    case, viewer = seen(request, number), viewer_of(request)
    if case.belongs_to(viewer) or verb not in powers_of(case, viewer):
        raise Http404
    do(case, Person.objects.get(pk=viewer.person_id))
    return plain(Case.objects.select_related("department").get(pk=case.pk))


def plain(case: Case) -> dict[str, Any]:
    names = ("number", "title", "kind", "state", "received_at", "due_on", "answered_at")
    office = case.department.code if case.department else ""
    return {name: getattr(case, name) for name in names} | {"department": office, "overdue": case.is_overdue}


def told(case: Case) -> dict[str, Any]:
    """As the citizen sees it."""
    answer = case.answers.last()
    steps = [
        {"at": step.at, "verb": step.verb, "state": step.after, "words": step.words}
        for step in case.steps.filter(public=True)
    ]
    state = TOLD.get(State(case.state), case.state)
    return plain(case) | {"state": state, "reply": answer.body if answer else "", "steps": steps}


def worked(case: Case, viewer: Viewer) -> dict[str, Any]:
    """As staff see it, with what their role shows of the person."""
    powers, reply = powers_of(case, viewer), Reply.objects.filter(case=case).first()
    personal = "personal" in powers
    contact = personal and not case.confidential
    steps = [{"at": step.at, "verb": step.verb, "state": step.after, "words": step.words} for step in case.steps.all()]
    return plain(case) | {
        "text": case.text if personal else mask(case.text),
        "contact_name": case.contact_name if contact else case.masked_name,
        "contact_email": case.contact_email if contact else "",
        "contact_phone": case.contact_phone if contact else "",
        "reply": reply.body if reply else "",
        "steps": steps,
        "may": sorted(powers - {"personal"}),
    }
