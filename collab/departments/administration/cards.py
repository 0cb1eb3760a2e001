"""The business card of somebody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import Person

from ..models import Position
from .doors import administrator, told
from .forms import CardForm
from .people import CARD, shown


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    by, this = administrator(request), get_object_or_404(Person, pk=pk, closed_at=None)
    form = CardForm(request.POST, request.FILES, instance=Position.objects.filter(person=this).first())
    if not form.is_valid():
        return shown(request, this, True, card=form)
    given = {name: form.cleaned_data[name] for name in CARD}
    photo = form.cleaned_data["photo"]
    try:
        Position.assign(
            person=this, by=by, picture=photo.read() if photo else None, no_photo=form.cleaned_data["no_photo"], **given
        )
    except ValidationError as error:
        form.add_error(None, error)
        return shown(request, this, True, card=form)
    except PermissionDenied as error:
        told(request, error)
    else:
        messages.success(request, _("The business card is saved."))
    return redirect("administration_person", pk)
