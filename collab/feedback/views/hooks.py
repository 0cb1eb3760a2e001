"""Where administrators add web hooks and see what became of each delivery."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from collab.departments.administration.doors import administrator
from collab.departments.models import Department

from ..errors import CaseError
from ..models import Hook

SHOWN = 50


class HookForm(forms.ModelForm):
    class Meta:
        model = Hook
        fields = ["url", "department"]

    department = forms.ModelChoiceField(
        label=Hook._meta.get_field("department").verbose_name,
        queryset=Department.objects.exclude(parent=None),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def hooks(request: HttpRequest) -> HttpResponse:
    """The secret of a new one is shown once, on the page that answers."""
    by = administrator(request)
    form, secret = HookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _hook, secret = Hook.add(by=by, **form.cleaned_data)
            form = HookForm()
        except CaseError as error:
            form.add_error("url", str(error.says))
    facts = {"form": form, "secret": secret, "hooks": Hook.objects.select_related("department", "by")}
    response = render(request, "feedback/hooks.html", facts, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def hook(request: HttpRequest, pk: int) -> HttpResponse:
    administrator(request)
    one = get_object_or_404(Hook, pk=pk)
    return render(request, "feedback/hook.html", {"hook": one, "deliveries": one.deliveries.all()[:SHOWN]})


@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    by = administrator(request)
    get_object_or_404(Hook, pk=pk).disable(by=by)
    return redirect("hooks")


@require_POST
def ping(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent at once, so that whoever sets it up sees the answer."""
    administrator(request)
    one = get_object_or_404(Hook.objects.on(), pk=pk)
    if one.ping().send():
        messages.success(request, _("It has arrived."))
    else:
        messages.error(request, _("It has not arrived; see below."))
    return redirect("hook", pk)
