"""What a person follows: handed out on request, gone when the account closes."""

from typing import Any

from collab.accounts import erasures, exports
from collab.accounts.guests import keys_of
from collab.accounts.models import Person
from collab.notifications.models import Letter

from .models import Follower


def register() -> None:
    exports.register("follows", follows)
    erasures.register(forget_follows)


def follows(person: Person) -> list[dict[str, Any]]:
    own = Follower.objects.filter(party__in=keys_of(person.pk)).select_related("case__publication").order_by("pk")
    return [
        {
            "title": one.case.publication.title,
            "since": one.since,
            "stopped_at": one.stopped_at,
            "language": one.language,
        }
        for one in own
    ]


def forget_follows(person: Person) -> None:
    own = Follower.objects.filter(party__in=keys_of(person.pk))
    for email, number in own.values_list("email", "case__number"):
        Letter.objects.filter(to=email, about=f"follow {number}").delete()
    own.delete()
