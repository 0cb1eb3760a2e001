"""Every session is listed, however it began; one that its person ends elsewhere takes its open sockets along."""

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from collab.audit.models import log
from collab.live import outlet

from .identify import request_address, session_mark
from .models import Person

NOWHERE = "0.0.0.0"  # a session that did not begin in a browser


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        for session in ended:
            log(session.user, "person.session_ended", session.user)
            outlet.revoke(session=session_mark(session.session_key))
        super().end_sessions(ended)


def remember(sender: Any, request: HttpRequest, user: Person, **more: Any) -> None:
    """By Django's signal, since allauth lists only the sessions that began on its own pages."""
    if request.session.session_key is None:  # whoever signs in over somebody else's session begins an empty one
        request.session.save()
    facts = {"user": user, "ip": request_address(request) or NOWHERE, "user_agent": ""}
    UserSession.objects.get_or_create(session_key=request.session.session_key, defaults=facts)
