"""Accounts: find one, give and take roles, end it."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer

from ..models import Grant, Position, Proposal, Role
from ..models.grant import TWO_HANDS
from .doors import administrator, reader, told
from .forms import CardForm, GrantForm

PER_PAGE = 50
CARD = ["department", "title_zh", "title_en", "duties_zh", "duties_en", "phone", "room", "languages"]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """By name or mail, role, and whether the account is open. Auditors search by name alone and see no address."""
    changes = reader(request)
    query, role, state = (request.GET.get(name, "").strip()[:100] for name in ("q", "role", "state"))
    found = Person.objects.filter(closed_at=None).order_by("name", "pk")
    if query:
        found = found.filter(Q(name__icontains=query) | (Q(email__icontains=query) if changes else Q(pk__in=[])))
    current = Grant.objects.current()
    if role in Role.values:
        found = found.filter(pk__in=current.filter(role=role).values("person"))
    elif role == "staff":
        found = found.filter(pk__in=current.values("person"))
    if state == "inactive":
        found = found.filter(is_active=False)
    held = Prefetch("grants", current.select_related("department"), to_attr="held")
    rows = found.select_related("position__department").prefetch_related(held)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "query": query, "role": role, "state": state, "roles": Role.choices, "changes": changes}
    return render(request, "departments/administration/people.html", facts)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account; that it was read is written down (SC-08)."""
    changes, this = reader(request), get_object_or_404(Person, pk=pk)
    log(_by(request), "person.read", this)
    return shown(request, this, changes)


def shown(
    request: HttpRequest, this: Person, changes: bool, *, grant: GrantForm | None = None, card: CardForm | None = None
) -> HttpResponse:
    """The page, with the form that was not right, if there is one."""
    position = Position.objects.filter(person=this).select_related("department").first()
    facts = {
        "person": this,
        "self": this.pk == request.user.pk,
        "changes": changes and this.pk != request.user.pk and this.closed_at is None,
        "grants": Grant.objects.filter(person=this).select_related("department", "by", "revoked_by").order_by("-pk")[:100],
        "current": set(Grant.objects.current().filter(person=this).values_list("pk", flat=True)),
        "proposals": Proposal.objects.waiting().filter(person=this).select_related("department", "by"),
        "sessions": UserSession.objects.filter(user=this).count(),
        "position": position,
        "grant": grant or GrantForm(),
        "card": card or CardForm(instance=position),
    }  # fmt: skip
    status = 422 if grant or card else 200
    return render(request, "departments/administration/person.html", facts, status=status)


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """A role at once, or for administrators and auditors a proposal that waits for a second hand."""
    by, this = administrator(request), get_object_or_404(Person, pk=pk, closed_at=None)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return shown(request, this, True, grant=form)
    given = form.cleaned_data
    try:
        if given["role"] in TWO_HANDS:
            Proposal.make(person=this, by=by, **given)
            messages.success(request, _("Proposed. Another administrator must confirm it."))
        else:
            Grant.give(person=this, by=by, **given)
            messages.success(request, _("The role is given."))
    except PermissionDenied:
        form.add_error(None, _("This role cannot be given here: see the note below."))
        return shown(request, this, True, grant=form)
    return redirect("administration_person", pk)


@require_POST
def revoke(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    held = get_object_or_404(Grant.objects.select_related("person"), pk=grant, person_id=pk)
    return _attempt(request, pk, lambda by: held.revoke(by=by), _("The role is taken back."))


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    this = get_object_or_404(Person, pk=pk)
    return _attempt(request, pk, lambda by: this.deactivate(by=by), _("Nobody signs in with this account any more."))


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    this = get_object_or_404(Person, pk=pk)
    return _attempt(request, pk, lambda by: this.reactivate(by=by), _("The account is open again."))


@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    this = get_object_or_404(Person, pk=pk)
    return _attempt(request, pk, lambda by: this.sign_out_everywhere(by=by), _("The sessions are ended."))


def _by(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def _attempt(request: HttpRequest, pk: int, verb: Callable[[Person], object], success: str) -> HttpResponse:
    """Call a verb as the administrator and tell how it went."""
    by = administrator(request)
    try:
        verb(by)
        messages.success(request, success)
    except PermissionDenied as error:
        told(request, error)
    return redirect("administration_person", pk)
