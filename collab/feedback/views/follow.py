"""Following a published reply instead of writing the same again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.limits.allowance import spend

from ..errors import CaseError
from ..models import Follower
from .public import the_published

FOLLOWS, SHARED, DAY = 30, 300, 24 * 3600  # of one party, and of one address, in a day


@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponse:
    publication, viewer = the_published(number), request.viewer  # type: ignore[attr-defined]
    if spend("follow", viewer.key or viewer.address, limit=FOLLOWS if viewer.key else SHARED, seconds=DAY):
        messages.error(request, _("Too many today. Please come back tomorrow."))
        return redirect(publication)
    try:
        one = Follower.follow(case=publication.case, by=viewer, email=request.POST.get("email", ""))
    except CaseError as error:
        messages.error(request, str(error.says))
        return redirect(publication)
    told = _("You are told when this reply changes.")
    messages.success(request, told if one.is_told else _("We have sent you a mail; please confirm it there."))
    return redirect(publication)


def following(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of a mail opens: one button to confirm or to stop."""
    follower = Follower.of_link(token)
    if follower is None:
        raise Http404
    if request.method == "POST":
        follower.stop() if request.POST.get("stop") else follower.confirm()
        messages.success(request, _("Done."))
        return redirect("following", token)
    return render(request, "feedback/following.html", {"follower": follower, "case": follower.case})
