"""The board of the official: how the desk does, looking in, taking over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from collab.departments import rights

from ..doors import answer, conversations, entered, person_of, viewer_of
from ..figures import figures_of
from ..models import Conversation, Desk


def overseen(request: HttpRequest, slug: str) -> Desk:
    """The desk, for an official of its department. Raises Http404."""
    desk = Desk.objects.select_related("department", "board").filter(slug=slug).first()
    if desk is None or not rights.has_role(viewer_of(request), "official", desk.department):
        raise Http404
    return desk


def boards(request: HttpRequest) -> HttpResponse:
    """The desks that an official oversees, which may be none."""
    paths = rights.departments_of(viewer_of(request), "official")
    if not paths:
        raise Http404
    desks = list(Desk.objects.filter(rights.within(paths, "department__path")))
    if len(desks) == 1:
        return redirect("desk_board", desks[0].slug)
    return render(request, "chat/boards.html", {"desks": desks})


def board(request: HttpRequest, slug: str) -> HttpResponse:
    desk = overseen(request, slug)
    piece = request.headers.get("X-Requested-With") == "fetch"
    template = "chat/_board.html" if piece else "chat/board.html"
    return render(request, template, {"desk": desk, "figures": figures_of(desk)})


def overseen_visit(request: HttpRequest, pk: int) -> Conversation:
    """Raises Http404 unless the official's department has the desk and the conversation runs."""
    visit = conversations().filter(pk=pk).first()
    if visit is None or not visit.is_open or not rights.has_role(viewer_of(request), "official", visit.desk.department):
        raise Http404
    return visit


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Written to the audit trail, shown to the agent."""
    visit = overseen_visit(request, pk)
    return answer(request, lambda: visit.look(by=person_of(request)), to=reverse("watch", args=[pk]))


def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """The conversation as it goes on, for the official who looks in."""
    visit, part = entered(request, pk, "supervisor")
    facts = {
        "conversation": visit,
        "part": part,
        "entries": visit.room.log.order_by("seq")[:500],
        "notes": visit.notes_room.log.order_by("seq")[:200],
    }
    return render(request, "chat/watch.html", facts)


@require_POST
def look_away(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "supervisor")
    to = reverse("desk_board", args=[visit.desk.slug])
    return answer(request, lambda: visit.look_away(by=person_of(request)), to=to)


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "supervisor")
    overseen_visit(request, pk)
    return answer(request, lambda: visit.take_over(by=person_of(request)), to=f"{reverse('agent')}#c-{pk}")
