"""The table of retention, for the administration; holds on single cases, for the supervisor."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.departments.rights import has_role

from ..errors import CaseError
from ..lifecycle import Kind
from ..models import Case, Hold, Retention
from ..models.retention import LONGEST, expired
from .ordering import supervises

HISTORY = 40


class MonthsForm(forms.Form):
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=1, max_value=LONGEST)


def retention(request: HttpRequest) -> HttpResponse:
    """What holds now, how many cases would lose their personal data today, and who changed what before."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not has_role(viewer, "admin"):
        raise Http404
    table = Retention.table()
    rows = [
        (kind, MonthsForm(request.POST or None, prefix=kind.value, initial={"months": table[kind]})) for kind in Kind
    ]
    if request.method == "POST" and all([form.is_valid() for _kind, form in rows]):
        by = Person.objects.get(pk=viewer.person_id)
        changed = sum(Retention.set(kind=kind.value, by=by, **form.cleaned_data) for kind, form in rows)
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("retention")
    facts = {
        "rows": rows,
        "due": expired(Case.objects.all(), timezone.localdate()).count(),
        "history": Retention.objects.select_related("by")[:HISTORY],
    }
    return render(request, "feedback/retention.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def hold(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a case from erasure, with a reason; `undo` lifts it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    case = Case.objects.visible_to(viewer).filter(number=number).first()
    if case is None or not supervises(viewer):
        raise Http404
    by = Person.objects.get(pk=viewer.person_id)
    try:
        if "undo" in request.POST:
            for one in case.holds.filter(lifted_at=None):
                one.lift(by=by)
        else:
            Hold.put(case=case, words=request.POST.get("words", ""), by=by)
    except CaseError as error:
        messages.error(request, str(error.says))
    return redirect(case)
