"""The audit trail, for auditors alone: read, filter, verify. Nobody writes."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from collab.accounts.models import Guest, Person
from collab.audit.models import LogEntry, faults
from collab.limits.allowance import spend

from .doors import auditor

PER_PAGE = 50
VERBS_FRESH = 600  # seconds
VERIFIED = "audit-verified"


class TrailForm(forms.Form):
    """`who` is a name, a mail address or a key such as p12; the others match from the beginning."""

    who = forms.CharField(label=gettext_lazy("Who"), max_length=100, required=False)
    verb = forms.CharField(label=gettext_lazy("Act"), max_length=60, required=False)
    thing = forms.CharField(label=gettext_lazy("Thing"), max_length=80, required=False)
    first = forms.DateField(
        label=gettext_lazy("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(label=gettext_lazy("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def found(self) -> QuerySet[LogEntry]:
        """Newest first; nothing for a form that is not right."""
        if not self.is_valid():
            return LogEntry.objects.none()
        wish, entries = self.cleaned_data, LogEntry.objects.order_by("-pk")
        if wish["who"]:
            entries = entries.filter(actor__in=_keys(wish["who"]))
        if wish["verb"]:
            entries = entries.filter(verb__startswith=wish["verb"])
        if wish["thing"]:
            entries = entries.filter(object__startswith=wish["thing"])
        if wish["first"]:
            entries = entries.filter(at__gte=timezone.make_aware(datetime.combine(wish["first"], time.min)))
        if wish["last"]:
            entries = entries.filter(at__lte=timezone.make_aware(datetime.combine(wish["last"], time.max)))
        return entries


def _keys(who: str) -> list[str]:
    people = Person.objects.filter(Q(name__icontains=who) | Q(email__iexact=who))[:200]
    return [who, *(f"p{pk}" for pk in people.values_list("pk", flat=True))]


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, older ones by number (`?before=`); so that no page is slower than another."""
    auditor(request)
    form = TrailForm(request.GET)
    entries = form.found()
    if (before := request.GET.get("before", "")).isdecimal() and len(before) < 19:
        entries = entries.filter(pk__lt=int(before))
    page = list(entries[: PER_PAGE + 1])
    names = _names(page)
    rows = [(entry, names.get(entry.actor, "")) for entry in page[:PER_PAGE]]
    facts = {
        "form": form,
        "rows": rows,
        "older": page[PER_PAGE - 1].pk if len(page) > PER_PAGE else None,
        "verbs": _verbs(),
        "verified": cache.get(VERIFIED),
    }
    return render(request, "departments/administration/trail.html", facts, status=422 if form.errors else 200)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain; once a minute at most."""
    auditor(request)
    if spend("verify-audit", "all", limit=1, seconds=60):
        messages.error(request, _("The chain was verified within the last minute."))
    else:
        wrong = faults()
        cache.set(VERIFIED, {"at": timezone.now(), "count": LogEntry.objects.count(), "wrong": wrong}, None)
    return redirect("audit")


def _names(entries: list[LogEntry]) -> dict[str, str]:
    """Of the parties behind the keys: one query each for people and guests."""
    keys = {entry.actor for entry in entries if entry.actor[1:].isdecimal()}
    found: dict[str, Any] = {}
    people = Person.objects.filter(pk__in=[key[1:] for key in keys if key[0] == "p"])
    found |= {person.key: str(person) for person in people.only("name", "closed_at")}
    guests = Guest.objects.filter(pk__in=[key[1:] for key in keys if key[0] == "g"]).only("name")
    return found | {guest.key: guest.name for guest in guests}


def _verbs() -> list[str]:
    """Those that occur, for the field to offer."""
    return cache.get_or_set(  # type: ignore[return-value]
        "audit-verbs", lambda: sorted(set(LogEntry.objects.order_by().values_list("verb", flat=True).distinct())), VERBS_FRESH
    )  # fmt: skip
