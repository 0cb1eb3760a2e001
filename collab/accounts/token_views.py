"""A person's own tokens: make, list, revoke."""

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .forms import TokenForm
from .models import Token
from .signed_in import signed_in
from .tokens import TooManyTokens

SHOWN = 100


@never_cache
@login_required
@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list and the form; the secret of a new token stands on the answer to the form and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        # a minute short of the year, for the time until the verb looks at its own clock
        until = timezone.now() + timedelta(days=given["days"]) - timedelta(minutes=1)
        try:
            _token, secret = Token.issue(
                by=signed_in(request), name=given["name"], scopes=given["scopes"], expires_at=until
            )
            form = TokenForm()
        except TooManyTokens:
            form.add_error(None, _("You have as many tokens as one person may have. Revoke one first."))
    facts = {"form": form, "secret": secret, "tokens": Token.objects.filter(person=signed_in(request))[:SHOWN]}
    return render(request, "accounts/tokens.html", facts, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Token, pk=pk, person=signed_in(request)).revoke(by=signed_in(request))
    messages.success(request, _("The token is revoked."))
    return redirect("tokens")
