"""A person's own page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from collab.audit.models import log

from .forms import ProfileForm


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone; the ways to sessions, second factor and mail address."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        log(person, "person.changed", person, fields=form.changed_data)
        messages.success(request, _("Your details are saved."))
        response = redirect("me")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax", secure=settings.SECURE)
        return response
    return render(request, "accounts/me.html", {"form": form}, status=422 if form.errors else 200)
