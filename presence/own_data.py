"""What a person chose to show of themselves: handed out on request, gone when the account closes."""

from typing import Any

from collab.accounts import erasures, exports
from collab.accounts.models import Person

from .models import Availability, Beat


def register() -> None:
    exports.register("presence", presence)
    erasures.register(forget_presence)


def presence(person: Person) -> list[dict[str, Any]]:
    mine = Availability.objects.filter(person=person)
    return list(mine.values("chosen", "status_text", "until", "visible_to"))


def forget_presence(person: Person) -> None:
    Availability.objects.filter(person=person).delete()
    Beat.objects.filter(party=person.key).delete()
