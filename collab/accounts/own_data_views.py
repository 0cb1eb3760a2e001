"""A person's own data: to take away, and the end of the account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from collab.audit.models import log
from collab.limits.allowance import spend

from . import exports
from .forms import CloseForm
from .signed_in import signed_in

A_DAY = 24 * 3600


@never_cache
@login_required
@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """What the archive holds, and on POST the archive itself: three times a day at most, each time in the audit trail."""
    person = signed_in(request)
    if request.method != "POST":
        return render(request, "accounts/export.html")
    if spend("export", person.key, limit=3, seconds=A_DAY):
        messages.error(request, _("You have taken your data three times today. Please come back tomorrow."))
        return render(request, "accounts/export.html", status=429)
    log(person, "person.exported", person)
    name = f"townhall-{timezone.localdate().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(exports.archive(person), content_type="application/zip", headers=headers)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; with the password, the end of the account. Staff are told whom to ask."""
    person = signed_in(request)
    if person.is_employed:
        return render(request, "accounts/close_staff.html")
    form = CloseForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person.close(by=person)
        logout(request)
        messages.success(request, _("Your account is closed. Thank you for having been here."))
        return redirect("home")
    return render(request, "accounts/close.html", {"form": form}, status=422 if form.errors else 200)
