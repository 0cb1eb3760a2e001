"""What the desk must not forget while nobody clicks. Each act is a verb that claims by a conditional update."""

import contextlib
from collections.abc import Callable, Iterable

from django.db.models import F
from django.utils import timezone

from collab.live.chores import every
from presence.states import vanished

from . import standing
from .assignment import offer_waiting
from .attendance import open_parties
from .errors import DeskError
from .models import Conversation, Desk
from .models.ending import CLOSE_AFTER, WRAP_UP
from .models.states import OFFERED, TALKING, State
from .models.talking import REMIND_AFTER, WARN_AFTER
from .models.waiting import KEEPS_PLACE

AT_ONCE = 200


def _each(conversations: Iterable[Conversation], act: Callable[[Conversation], object]) -> None:
    """One that has moved on in the meantime needs nothing."""
    for conversation in conversations:
        with contextlib.suppress(DeskError):
            act(conversation)


def _those(**where: object) -> Iterable[Conversation]:
    related = ("desk__board", "desk__department", "room", "notes_room", "agent")
    return Conversation.objects.filter(**where).select_related(*related)[:AT_ONCE]


@every(3)
def look_around() -> None:
    """Every page shows whether anybody is there: it is looked up here, so that no page has to."""
    standing.look()


@every(5)
def serve_lines() -> None:
    """Untaken offers and visitors of vanished agents go back to the head of the line; then the next are offered."""
    _each(_those(state__in=OFFERED, offered_until__lt=timezone.now()), Conversation.return_to_line)
    served = list(_those(state__in=TALKING))
    gone = vanished({conversation.agent_id for conversation in served if conversation.agent_id})
    _each([one for one in served if one.agent_id in gone], Conversation.return_to_line)
    for desk in Desk.objects.filter(assignment="offer", conversations__state=State.QUEUED).distinct():
        offer_waiting(desk)


@every(10)
def clear_lines() -> None:
    """A closed page keeps its place for two minutes; an open socket of the visitor is as good as an open page."""
    lost = list(_those(state=State.QUEUED, seen_at__lt=timezone.now() - KEEPS_PLACE))
    connected = open_parties([conversation.visitor for conversation in lost])
    for conversation in lost:
        if conversation.visitor in connected:
            conversation.seen()
        else:
            _each([conversation], Conversation.abandon)


@every(10)
def mind_silence() -> None:
    """Reminder after 3 minutes of staff silence; warning after 8 of the visitor's, end after 10; wrapped up for 2."""
    now = timezone.now()
    late = {"visitor_spoke_at__lt": now - REMIND_AFTER, "reminded_at__lt": now - REMIND_AFTER}
    waits = [one for one in _those(state=State.ACTIVE, **late) if _staff_owes(one)]
    _each(waits, Conversation.remind)
    silent = {"agent_spoke_at__gt": F("visitor_spoke_at")}
    _each(_those(state=State.ACTIVE, agent_spoke_at__lt=now - WARN_AFTER, **silent), Conversation.warn_of_silence)
    _each(_those(state=State.IDLE, agent_spoke_at__lt=now - CLOSE_AFTER), Conversation.end_silent)
    _each(_those(state=State.WRAPPED_UP, ended_at__lt=now - WRAP_UP), Conversation.close)


def _staff_owes(conversation: Conversation) -> bool:
    """The visitor spoke last."""
    spoke = conversation.agent_spoke_at
    return spoke is None or spoke < conversation.visitor_spoke_at
