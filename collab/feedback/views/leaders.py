"""Letters to a leader: whom one may write to, how letters were answered, and the form."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.limits.allowance import spend

from ..board.hiding import SMALLEST
from ..board.median import median_of
from ..errors import CaseError
from ..leader_form import LeaderLetterForm
from ..lifecycle import CHANNELS, Channel, Ground
from ..models import Case, Leader, Publication
from ..models.matter import PUNCTUAL
from ..urgent import is_urgent
from .citizen import DAY, FILES, LETTERS, SHARED, remember

REPLIES = 5  # shown on the page of a leader


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    found = Leader.objects.shown().select_related("person__position")
    return render(request, "feedback/leaders.html", {"leaders": found})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is not accepted here, and where to turn instead (GI-14)."""
    grounds = [(ground.label, CHANNELS[ground.value]) for ground in Ground]
    return render(request, "feedback/rules.html", {"grounds": grounds})


def leader(request: HttpRequest, slug: str) -> HttpResponse:
    """Remit, figures, latest replies and the form. What was typed stays through every error."""
    found = get_object_or_404(Leader.objects.shown().select_related("person__position", "department"), slug=slug)
    viewer = request.viewer  # type: ignore[attr-defined]
    form = LeaderLetterForm(request.POST or None, leader=found, initial={"contact_name": viewer.name})
    urgent = is_urgent(f"{request.POST.get('title', '')} {request.POST.get('text', '')}")
    if request.method == "POST" and form.is_valid() and (not urgent or request.POST.get("not_urgent")):
        case = _opened(request, found, form)
        if case is not None:
            remember(request, case)
            request.session["receipt"] = [case.number, case.secret]
            return redirect("receipt")
    shown = Publication.objects.filter(withdrawn_at=None, case__leader=found).select_related("case__department")
    facts = {
        "leader": found, "form": form, "urgent": urgent, "replies": shown[:REPLIES], **answers_of(found),
    }  # fmt: skip
    return render(request, "feedback/leader.html", facts, status=422 if request.method == "POST" else 200)


def _opened(request: HttpRequest, leader: Leader, form: LeaderLetterForm) -> Case | None:
    viewer = request.viewer  # type: ignore[attr-defined]
    if spend("letter", viewer.key or viewer.address, limit=LETTERS if viewer.key else SHARED, seconds=DAY):
        form.add_error(None, _("Too many letters from here today. Please come back tomorrow."))
        return None
    files = request.FILES.getlist("files")
    if len(files) > FILES:
        messages.warning(request, _("Only the first five files were taken."))
    try:
        return Case.open(
            channel=Channel.LETTER, party=viewer, language=viewer.language, files=files[:FILES], leader=leader,
            **form.cleaned_data,
        )  # fmt: skip
    except CaseError as error:
        form.add_error(None, str(error.says))
        return None


def answers_of(leader: Leader) -> dict[str, Any]:
    """How letters to this leader were answered; below five answers, only that there are few."""
    counted = Case.objects.filter(leader=leader).exclude(kind="praise").order_by()
    answered = Q(answered_on__isnull=False)
    sums = counted.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=answered),
        punctual=Count("pk", filter=PUNCTUAL),
    )
    days = counted.filter(answered).values_list("working_days").annotate(n=Count("pk"))
    few = sums["answered"] < SMALLEST
    return {
        "few": few, "received": sums["received"], "answered_letters": sums["answered"],
        "in_time": None if few else round(100 * sums["punctual"] / sums["answered"]),
        "median_days": None if few else median_of({taken or 0: n for taken, n in days}),
    }  # fmt: skip
