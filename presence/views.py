"""One's own availability, and that of others for pages without sockets."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from .forms import ChoiceForm
from .models import Availability
from .states import states_of

PEOPLE_AT_ONCE = 200


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest) -> HttpResponse:
    """Choose what others see; GET is the same form as a page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.person_id is None:
        raise Http404
    mine = Availability.of(viewer.person_id)
    form = ChoiceForm(request.POST) if request.method == "POST" else ChoiceForm.showing(mine)
    if request.method == "POST" and form.is_valid():
        form.apply(mine)
        return redirect(_back(request))
    status = 422 if form.is_bound else 200
    return render(request, "presence/presence.html", {"form": form}, status=status)


@require_GET
def people(request: HttpRequest) -> JsonResponse:
    """`?id=3&id=4`: the states that the reader may see, as the `people` frame carries them."""
    wanted = [one for one in request.GET.getlist("id")[:PEOPLE_AT_ONCE] if one.isascii() and one.isdigit()]
    found = states_of([int(one) for one in wanted if len(one) < 16], request.viewer)  # type: ignore[attr-defined]
    return JsonResponse({"people": {str(person): state.frame() for person, state in found.items()}})


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/presence/"
