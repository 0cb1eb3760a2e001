"""What the citizen says on the own case beyond rating: what was missing, a question back, an objection."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..errors import CaseError
from ..models import Case
from .citizen import own_case
from .staff import citizen_page


def door(verb: str) -> Callable[[HttpRequest, str], HttpResponse]:
    """The address of one verb; what was typed stays on the page when it is refused."""

    @require_POST
    def say(request: HttpRequest, number: str) -> HttpResponse:
        case: Case = own_case(request, number)
        words = request.POST.get("words", "")
        try:
            getattr(case, verb)(words=words, by=request.viewer)  # type: ignore[attr-defined]
        except CaseError as error:
            messages.error(request, str(error.says))
            case.refresh_from_db()
            return citizen_page(request, case, typed=words, status=422)
        messages.success(request, _("Thank you, we have it."))
        return redirect(case)

    return say
