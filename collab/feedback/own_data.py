"""A person's own cases: handed out on request; when the account closes the record stays, the name is masked."""

from typing import Any

from collab.accounts import erasures, exports
from collab.accounts.guests import keys_of
from collab.accounts.models import Person
from collab.notifications.models import Letter
from collab.text.masks import mask_name

from .codes import spaced
from .models import Case, Location
from .models.step import Step


def register() -> None:
    exports.register("cases", cases)
    erasures.register(mask_names)


def cases(person: Person) -> list[dict[str, Any]]:
    """As the citizen's own page shows them, with the code by which a case is followed without an account."""
    own = Case.objects.filter(party__in=keys_of(person.pk)).select_related("department", "location")
    return [_case(case) for case in own.prefetch_related("steps", "answers").order_by("pk")]


def _case(case: Case) -> dict[str, Any]:
    answers = [{"at": answer.at, "text": answer.body} for answer in case.answers.all()]
    return {
        "number": case.number,
        "query_code": spaced(case.secret),
        "title": case.title,
        "text": case.text,
        "kind": case.kind,
        "state": case.seen_state,
        "department": case.department.name if case.department else "",
        "contact": {"name": case.contact_name, "email": case.contact_email, "phone": case.contact_phone},
        "where": str(case.location) if hasattr(case, "location") else "",
        "consent_to_publication": case.consent,
        "received_at": case.received_at,
        "due_on": case.due_on,
        "answered_at": case.answered_at,
        "reply": answers[-1]["text"] if answers else "",
        "replies": answers,
        "rating": case.rating,
        "rating_words": case.rating_words,
        "steps": [{"at": step.at, "what": str(step.tells), "words": step.words} for step in case.steps.all() if step.public],
    }  # fmt: skip


def mask_names(person: Person) -> None:
    """Contact and place go, the mail about the case too; number and code go on opening it."""
    keys = keys_of(person.pk)
    for case in Case.objects.filter(party__in=keys).only("pk", "number", "contact_name"):
        Letter.objects.filter(about=f"case {case.number}").delete()
        masked = mask_name(case.contact_name) if case.contact_name else ""
        Case.objects.filter(pk=case.pk).update(contact_name=masked, contact_email="", contact_phone="")
    Location.objects.filter(case__party__in=keys).delete()
    Step.objects.filter(case__party__in=keys, actor__in=keys).update(actor_name=mask_name(person.name))
