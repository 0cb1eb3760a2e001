"""One's own availability, and that of others for pages without sockets."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .forms import ChoiceForm
from .models import Availability, Beat, Chosen
from .states import states_of

PEOPLE_AT_ONCE = 200
PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")


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


@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """One of the words, until it is changed; what else was chosen stays. 204 for a page that asked with `X-Fragment`."""
    viewer, word = request.viewer, request.POST.get("chosen", "")  # type: ignore[attr-defined]
    if viewer.person_id is None or word not in Chosen.values:
        raise Http404
    mine = Availability.of(viewer.person_id)
    text = mine.status_text if mine.holds else ""
    mine.choose(chosen=word, status_text=text, until=None, visible_to=mine.visible_to)
    return HttpResponse(status=204) if request.headers.get("X-Fragment") == "1" else redirect(_back(request))


@never_cache
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """A picture that only browsers without script load: for some minutes its reader counts as present."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.person_id is None or not viewer.staff:
        raise Http404
    Beat.of_page(viewer)
    return HttpResponse(PIXEL, content_type="image/gif")


@require_GET
def people(request: HttpRequest) -> JsonResponse:
    """`?id=3&id=4`: the states that the reader may see, as the `people` frame carries them."""
    wanted = [one for one in request.GET.getlist("id")[:PEOPLE_AT_ONCE] if one.isascii() and one.isdigit()]
    found = states_of([int(one) for one in wanted if len(one) < 16], request.viewer)  # type: ignore[attr-defined]
    return JsonResponse({"people": {str(person): state.frame() for person, state in found.items()}})


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/presence/"
