"""A session that its person ends elsewhere takes its open sockets along."""

from collections.abc import Iterable

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession

from collab.audit.models import log
from collab.live import outlet

from .identify import session_mark


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        for session in ended:
            log(session.user, "person.session_ended", session.user)
            outlet.revoke(session=session_mark(session.session_key))
        super().end_sessions(ended)
