"""Whom citizens may write to, kept by the administration of the site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from collab.accounts.models import Person
from collab.departments.rights import has_role

from ..leader_form import LetterBoxForm
from ..models import Leader


def letter_boxes(request: HttpRequest) -> HttpResponse:
    """All, also those not shown any more: letters to them stay."""
    _administrator(request)
    return render(request, "feedback/letter_boxes.html", {"leaders": Leader.objects.all()})


def new(request: HttpRequest) -> HttpResponse:
    return _kept(request, _administrator(request), None)


def change(request: HttpRequest, key: int) -> HttpResponse:
    by = _administrator(request)
    if key >= 2**31:
        raise Http404
    return _kept(request, by, get_object_or_404(Leader.objects.select_related("person"), pk=key))


def _administrator(request: HttpRequest) -> Person:
    viewer = request.viewer  # type: ignore[attr-defined]
    if not has_role(viewer, "admin"):
        raise Http404
    return Person.objects.get(pk=viewer.person_id)


def _kept(request: HttpRequest, by: Person, leader: Leader | None) -> HttpResponse:
    card = leader.person.email if leader and leader.person else ""
    form = LetterBoxForm(request.POST or None, instance=leader, initial={"card": card})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        email = facts.pop("card")
        person = Person.objects.filter(email__iexact=email, position__isnull=False, is_active=True).first()
        if email and person is None:
            form.add_error("card", _("Nobody of the staff with a business card has this address."))
        else:
            row = Leader.objects.get(pk=leader.pk) if leader else Leader()
            try:
                row.keep(by=by, person=person, **facts)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("letter_boxes")
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/letter_box.html", {"form": form, "leader": leader}, status=status)
