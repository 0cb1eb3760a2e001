"""The screen for a working day of whoever serves at desks."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.departments import rights
from collab.feedback.models import Case
from collab.search.models import suggest
from presence.states import here

from .. import standing
from ..doors import answer, entered, person_of, viewer_of
from ..forms import EndForm, HandOverForm, InviteForm, TransferForm
from ..models import Conversation, Desk, PreparedAnswer, Seat
from ..models.conversation import STAFF_ROLES
from ..models.load import show_load
from ..screen import screen_of

EARLIER = 8


def agent(request: HttpRequest) -> HttpResponse:
    """Line, conversations, context. The script asks for this page again when something changed and takes the pieces."""
    person = person_of(request)
    roles = rights.roles_of(viewer_of(request))
    if not roles.intersection(STAFF_ROLES):
        raise Http404
    screen = screen_of(person)
    if not screen.seats and not screen.talks and "agent" not in roles:
        raise Http404
    return render(request, "chat/agent.html", {"screen": screen, "without_script": "plain" in request.GET})


@require_POST
def duty(request: HttpRequest) -> HttpResponse:
    """Begin or end to take visitors, at all desks of the person."""
    person = person_of(request)
    seats = Seat.objects.filter(person=person)
    if not seats.exists():
        raise Http404

    def act() -> None:
        seats.update(on_duty="on" in request.POST)
        show_load(person)
        standing.forget()

    return answer(request, act, to="/desk/")


def colleagues_of(conversation: Conversation, person: Person) -> QuerySet[Person]:
    """Staff with a seat somewhere, who are here now."""
    seated = Seat.objects.on_duty().exclude(person=person).values_list("person", flat=True).distinct()
    return Person.objects.filter(pk__in=here(seated)).order_by("name")


def context(request: HttpRequest, pk: int) -> HttpResponse:
    """What helps with this visitor. Earlier matters as rights allow; what the agent may not open is only counted by date."""
    conversation, part = entered(request, pk, "agent", "colleague")
    viewer, person = viewer_of(request), person_of(request)
    colleagues = colleagues_of(conversation, person)
    facts = {
        "conversation": conversation,
        "part": part,
        "notes": conversation.notes_room.log.order_by("seq")[:200],
        "earlier": conversation.earlier().visible_to(viewer).select_related("desk")[:EARLIER],
        "cases": Case.objects.visible_to(viewer).filter(party=conversation.visitor).order_by("-pk")[:EARLIER],
        "suggestions": suggest(conversation.question[:200], limit=3),
        "prepared": PreparedAnswer.objects.at([conversation.desk_id]),
        "transfer": TransferForm(colleagues=colleagues, prefix="t"),
        "invite": InviteForm(colleagues=colleagues, prefix="i"),
        "hand_over": HandOverForm(
            prefix="h", initial={"department": conversation.desk.department_id, "summary": conversation.question}
        ),
        "end": EndForm(prefix="e", initial={"outcome": conversation.outcome, "summary": conversation.summary}),
        "desks": Desk.objects.exclude(pk=conversation.desk_id),
    }
    piece = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "chat/_context.html" if piece else "chat/context.html", facts)
