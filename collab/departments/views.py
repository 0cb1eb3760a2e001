"""What everybody may know about the people who serve the city."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from collab.accounts.models import Person


@require_safe
def card(request: HttpRequest, person: int) -> HttpResponse:
    """The business card of staff: a page, or the bare card for `X-Fragment: 1`. Citizens and those who left have none."""
    staff = Person.objects.filter(is_active=True, position__isnull=False).select_related("position__department")
    found = get_object_or_404(staff, pk=person)
    if not found.grants.current().exists():
        raise Http404
    template = "departments/_card.html" if request.headers.get("X-Fragment") == "1" else "departments/card.html"
    return render(request, template, {"person": found, "position": found.position})
