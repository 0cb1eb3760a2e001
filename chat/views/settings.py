"""Settings of a desk, by an official of its department: hours, texts, seats, prepared answers."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.audit.models import log
from collab.live import outlet

from .. import standing
from ..doors import person_of
from ..models import Desk, PreparedAnswer, Seat
from ..setup import DeskForm, PreparedForm, SeatForm
from .supervising import overseen


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    desk = overseen(request, slug)
    form = DeskForm(request.POST or None, instance=desk)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            log(person_of(request), "desk.changed", desk, fields=sorted(form.changed_data))
        standing.forget()
        messages.success(request, _("Saved."))
        return redirect("desk_settings", slug)
    return _page(request, desk, form=form, status=422 if form.errors else 200)


def _page(request: HttpRequest, desk: Desk, *, status: int = 200, **forms: object) -> HttpResponse:
    facts = {
        "desk": desk,
        "form": forms.get("form") or DeskForm(instance=desk),
        "seat_form": forms.get("seat_form") or SeatForm(desk=desk, prefix="s"),
        "prepared_form": forms.get("prepared_form") or PreparedForm(prefix="p"),
        "seats": desk.seats.select_related("person", "desk").order_by("person__name"),
        "prepared": PreparedAnswer.objects.filter(desk=desk),
    }
    return render(request, "chat/settings.html", facts, status=status)


@require_POST
def seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody with the role of service staff a seat, or change it."""
    desk = overseen(request, slug)
    form = SeatForm(request.POST, desk=desk, prefix="s")
    if not form.is_valid():
        return _page(request, desk, seat_form=form, status=422)
    given = form.cleaned_data
    with transaction.atomic():
        facts = {"capacity": given["capacity"], "languages": given["languages"]}
        seat, _made = Seat.objects.update_or_create(desk=desk, person=given["person"], defaults=facts)
        log(person_of(request), "desk.seat_given", desk, person=seat.person_id)
        outlet.recheck(seat.person.key)
    standing.forget()
    return redirect("desk_settings", slug)


@require_POST
def unseat(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = overseen(request, slug)
    seat = get_object_or_404(desk.seats.select_related("person"), pk=pk)
    with transaction.atomic():
        log(person_of(request), "desk.seat_taken", desk, person=seat.person_id)
        outlet.recheck(seat.person.key)
        seat.delete()
    standing.forget()
    return redirect("desk_settings", slug)


@require_POST
def prepared(request: HttpRequest, slug: str) -> HttpResponse:
    """A new wording, or another one for the same `/short` and language."""
    desk = overseen(request, slug)
    form = PreparedForm(request.POST, prefix="p")
    if not form.is_valid():
        return _page(request, desk, prepared_form=form, status=422)
    given = form.cleaned_data
    with transaction.atomic():
        PreparedAnswer.objects.update_or_create(
            desk=desk,
            short=given["short"],
            language=given["language"],
            defaults={"title": given["title"], "body": given["body"]},
        )
        log(person_of(request), "desk.prepared_answer", desk, short=given["short"])
    messages.success(request, _("Saved."))
    return redirect("desk_settings", slug)


@require_POST
def unprepared(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = overseen(request, slug)
    wording = get_object_or_404(PreparedAnswer, desk=desk, pk=pk)
    with transaction.atomic():
        log(person_of(request), "desk.prepared_answer_removed", desk, short=wording.short)
        wording.delete()
    return redirect("desk_settings", slug)
