"""Who is rung next, where a desk offers its visitors."""

from django.utils import timezone

from presence.states import here

from . import standing
from .errors import AlreadyTaken, AtCapacity
from .models import Conversation, Desk, Seat
from .models.desk import Assignment


def offer_waiting(desk: Desk) -> int:
    """Offer those in line, in order, each to whoever below capacity speaks the language and was free longest."""
    if desk.assignment != Assignment.OFFER:
        return 0
    offered = 0
    for conversation in Conversation.objects.filter(desk=desk).line().select_related("desk__board"):
        seat = _next_seat(desk, conversation)
        if seat is None:
            continue
        try:
            conversation.offer(to=seat.person)
        except (AlreadyTaken, AtCapacity):
            continue
        offered += 1
    return offered


def line_moved(desk: Desk) -> None:
    """After an act of staff: those who wait are told, and the next are offered."""
    standing.tell_line(desk)
    offer_waiting(desk)


def _next_seat(desk: Desk, conversation: Conversation) -> Seat | None:
    """Where everybody who could has let it pass, they are asked again."""
    seats = list(desk.seats.on_duty().with_load().select_related("person", "desk"))
    present = here(seat.person_id for seat in seats)
    free = [
        seat
        for seat in seats
        if seat.person_id in present and seat.load < seat.limit and seat.speaks(conversation.language)
    ]
    fresh = [seat for seat in free if seat.person_id not in conversation.passed_by]
    return min(
        fresh or free, key=lambda seat: (seat.freed_at or timezone.now().replace(year=1970), seat.pk), default=None
    )
