"""The table of deadlines, for the administration of the site."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.accounts.models import Person
from collab.departments.rights import has_role

from ..lifecycle import Kind
from ..models import Deadline

LONGEST, HISTORY = 250, 40  # working days; rows


class DeadlineForm(forms.Form):
    """One kind of matter. Empty days: no deadline."""

    days = forms.IntegerField(
        label=gettext_lazy("Working days until the reply"), min_value=1, max_value=LONGEST, required=False
    )
    target = forms.IntegerField(
        label=gettext_lazy("Aim inside the office"), min_value=1, max_value=LONGEST, required=False
    )
    longest = forms.IntegerField(
        label=gettext_lazy("With an extension at most"), min_value=1, max_value=LONGEST, required=False
    )
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        days, target = data.get("days"), data.get("target")
        if target and (not days or target > days):
            self.add_error("target", _("The aim lies inside the deadline."))
        longest = data.get("longest")
        if longest and (not days or longest <= days):
            self.add_error("longest", _("An extension leads beyond the deadline."))
        return data


def deadlines(request: HttpRequest) -> HttpResponse:
    """What holds now, and who changed what before. Open cases keep the date that they were promised."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not has_role(viewer, "admin"):
        raise Http404
    limits = Deadline.limits()
    rows = [
        (kind, DeadlineForm(request.POST or None, prefix=kind.value, initial=asdict(limits[kind.value])))
        for kind in Kind
    ]
    if request.method == "POST" and all([form.is_valid() for _kind, form in rows]):
        by = Person.objects.get(pk=viewer.person_id)
        changed = sum(Deadline.set(kind=kind.value, by=by, **form.cleaned_data) for kind, form in rows)
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("deadlines")
    history = Deadline.objects.select_related("by")[:HISTORY]
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/deadlines.html", {"rows": rows, "history": history}, status=status)
