"""The tree of offices: found, change, dissolve."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..models import Department
from .doors import administrator, reader, told
from .forms import DissolveForm, OfficeForm


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """All of them, the dissolved ones too, in the order of the tree."""
    changes = reader(request)
    found = Department.objects.select_related("successor")
    return render(request, "departments/administration/offices.html", {"offices": found, "changes": changes})


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    parent = Department.objects.open().filter(code=request.GET.get("below", "")).first()
    form = OfficeForm(request.POST or None, initial={"parent": parent})
    if request.method == "POST" and form.is_valid():
        try:
            office = Department.found(by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The office is founded."))
            return redirect("administration_office", office.code)
    status = 422 if form.errors else 200
    return render(request, "departments/administration/office.html", {"form": form, "changes": True}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Read and change one office."""
    changes = reader(request)
    this = get_object_or_404(Department.objects.select_related("successor", "parent"), code=code)
    form = OfficeForm(request.POST or None, instance=this)
    if request.method == "POST":
        by = administrator(request)
        if form.is_valid():
            try:
                this.change(by=by, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The office is changed."))
                return redirect("administration_office", this.code)
    facts = {"form": form, "office": this, "changes": changes and this.closed_at is None}
    if facts["changes"]:
        facts |= {"dissolve": DissolveForm(this), "obstacles": this.obstacles()}
    return render(request, "departments/administration/office.html", facts, status=422 if form.errors else 200)


@require_POST
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    by, this = administrator(request), get_object_or_404(Department, code=code)
    form = DissolveForm(this, request.POST)
    if form.is_valid():
        try:
            this.dissolve(by=by, successor=form.cleaned_data["successor"])
            messages.success(request, _("The office is dissolved."))
        except ValidationError as error:
            told(request, error)
    else:
        messages.error(request, _("Choose an office that goes on."))
    return redirect("administration_office", this.code)
