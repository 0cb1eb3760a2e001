"""Prepared paragraphs: read by whoever writes replies, kept by the leads of the departments."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.departments.models import Department
from collab.departments.rights import departments_of, within
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..models import Paragraph
from ..models.paragraph import PLACEHOLDERS


class ParagraphForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=60)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What stands in braces is filled in from the case."),
    )  # fmt: skip


class NewForm(ParagraphForm):
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=Department.objects.none(), empty_label=None
    )
    field_order = ["department", "title", "body"]


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def _new_form(viewer: Viewer, data: object = None) -> NewForm:
    form = NewForm(data)  # type: ignore[arg-type]
    led = Department.objects.filter(within(departments_of(viewer, "official")))
    form.fields["department"].queryset = led  # type: ignore[attr-defined]
    return form


def paragraphs(request: HttpRequest) -> HttpResponse:
    """Those of the own departments and of the ones above; leads may write new ones."""
    viewer = _viewer(request)
    leads = bool(departments_of(viewer, "official"))
    if not departments_of(viewer, "handler", "official") or (request.method == "POST" and not leads):
        raise Http404
    form = _new_form(viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            Paragraph.write(by=Person.objects.get(pk=viewer.person_id), **form.cleaned_data)
        except CaseError as error:
            form.add_error("body", str(error.says))
        else:
            messages.success(request, _("Saved."))
            return redirect("paragraphs")
    found, led = (
        Paragraph.objects.readable_by(viewer).select_related("department", "by"),
        departments_of(viewer, "official"),
    )
    rows = [(one, any(one.department.path.startswith(path) for path in led)) for one in found]
    facts = {"paragraphs": rows, "form": form, "leads": leads, "placeholders": PLACEHOLDERS}
    return render(request, "feedback/paragraphs.html", facts, status=422 if form.errors else 200)


def _own(request: HttpRequest, key: int) -> Paragraph:
    """Raises Http404 for whoever does not lead its department."""
    found = Paragraph.objects.current().select_related("department", "by").filter(pk=key).first()
    if found is None or not found.may_be_changed_by(_viewer(request)):
        raise Http404
    return found


def paragraph(request: HttpRequest, key: int) -> HttpResponse:
    """One of them, to be changed, with its earlier versions."""
    found = _own(request, key)
    form = ParagraphForm(request.POST or None, initial={"title": found.title, "body": found.body})
    if request.method == "POST" and form.is_valid():
        try:
            found.change(by=Person.objects.get(pk=_viewer(request).person_id), **form.cleaned_data)
        except CaseError as error:
            form.add_error("body", str(error.says))
        else:
            messages.success(request, _("Saved."))
            return redirect("paragraphs")
    facts = {"paragraph": found, "form": form, "versions": found.versions(), "placeholders": PLACEHOLDERS}
    return render(request, "feedback/paragraph.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    try:
        _own(request, key).end(by=Person.objects.get(pk=_viewer(request).person_id))
    except CaseError as error:
        messages.error(request, str(error.says))
    else:
        messages.success(request, _("Removed."))
    return redirect("paragraphs")
