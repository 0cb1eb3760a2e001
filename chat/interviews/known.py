"""Who stands behind a question, as the case needs it."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

from collab.accounts.models import Person
from collab.feedback.codes import spaced
from collab.feedback.models import Case
from collab.live.viewer import Viewer

CODE_KEPT = 24 * 3600  # seconds


def viewer_of(party: str, name: str, language: str) -> Viewer:
    person = int(party[1:]) if party.startswith("p") else None
    guest = int(party[1:]) if party.startswith("g") else None
    return Viewer(key=party, name=name, person_id=person, guest_id=guest, language=language)


def email_of(party: str) -> str:
    if not party.startswith("p"):
        return ""
    return Person.objects.filter(pk=int(party[1:]), is_active=True).values_list("email", flat=True).first() or ""


def people(parties: Iterable[str]) -> list[Viewer]:
    """Those with an account that still exists."""
    ids = [int(party[1:]) for party in parties if party.startswith("p")]
    found = Person.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    return [Viewer(key=one.key, name=one.name, person_id=one.pk, language=one.language) for one in found]


def keep_code(question: Any, case: Case) -> None:
    """The query code for the asker's own page alone; it rests in no table and in no log."""
    cache.set(f"question-code-{question.pk}", spaced(case.secret), CODE_KEPT)


def code_of(question: Any) -> str:
    return str(cache.get(f"question-code-{question.pk}", ""))
