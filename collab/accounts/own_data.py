"""The part of a person's data that accounts themselves keep: what is handed out, and what goes when the account closes."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from . import erasures, exports
from .models import Guest, Person, Token


def register() -> None:
    exports.register("profile", profile)
    exports.register("sessions", sessions)
    erasures.register(erase_ways_in)


def profile(person: Person) -> dict[str, Any]:
    return {
        "email": person.email,
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "time_zone": person.time_zone,
        "joined_at": person.joined_at,
        "second_factors": list(Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")),
        "tokens": list(person.tokens.values("name", "scopes", "created_at", "expires_at", "revoked_at")),
        "guest_names": list(Guest.objects.filter(person=person).values("name", "created_at")),
    }


def sessions(person: Person) -> list[dict[str, Any]]:
    """Where the person is signed in now; never the keys by which they are."""
    mine = UserSession.objects.filter(user=person).order_by("created_at")
    return list(mine.values("ip", "user_agent", "created_at", "last_seen_at"))


def erase_ways_in(person: Person) -> None:
    person.end_sessions()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Token.objects.filter(person=person).delete()
    Guest.objects.filter(person=person).update(name="")
