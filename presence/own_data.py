"""What a person chose to show of themselves: handed out on request, gone when the account closes."""

from typing import Any

from django.db.models import Q

from collab.accounts import erasures, exports
from collab.accounts.models import Person

from .models import Alert, Availability, Beat, Contact


def register() -> None:
    exports.register("presence", presence)
    erasures.register(forget_presence)


def presence(person: Person) -> list[dict[str, Any]]:
    mine = Availability.objects.filter(person=person)
    chosen = [dict(row) for row in mine.values("chosen", "status_text", "until", "visible_to")]
    return [*chosen, *_contacts(person)]


def _contacts(person: Person) -> list[dict[str, Any]]:
    return [{"contact": one.person.name, "group": one.group} for one in person.contacts.select_related("person")]


def forget_presence(person: Person) -> None:
    Availability.objects.filter(person=person).delete()
    Beat.objects.filter(party=person.key).delete()
    for model in (Contact, Alert):
        model.objects.filter(Q(owner=person) | Q(person=person)).delete()
