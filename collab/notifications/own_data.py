"""The mail that a person got from the city: handed out on request, gone when the account closes."""

from typing import Any

from collab.accounts import erasures, exports
from collab.accounts.models import Person

from .models import Letter


def register() -> None:
    exports.register("mail", mail)
    erasures.register(forget_mail)


def mail(person: Person) -> list[dict[str, Any]]:
    mine = Letter.objects.filter(to__iexact=person.email).order_by("pk")
    return [dict(row) for row in mine.values("subject", "text", "created_at", "sent_at")]


def forget_mail(person: Person) -> None:
    Letter.objects.filter(to__iexact=person.email).delete()
