"""The centre takes over cases of another system: a template, a look at each row, then all or none."""

import csv

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.accounts.models import Person

from ..errors import CaseError
from ..importing.checking import Problem, check
from ..importing.tables import COLUMNS, NEEDED, rows_of
from ..lifecycle import CHOSEN
from ..models import Case, Takeover
from .routing import must_be_centre

SHOWN = 200  # problems


class ImportForm(forms.Form):
    table = forms.FileField(label=gettext_lazy("Table (CSV or XLSX)"))
    told = forms.BooleanField(
        label=gettext_lazy("Write to everybody whose address is given, with number and query code"), required=False
    )


def take_over(request: HttpRequest) -> HttpResponse:
    """`look` reports what would happen and changes nothing; `take` does it, where nothing is wrong."""
    must_be_centre(request.viewer)  # type: ignore[attr-defined]
    form = ImportForm(request.POST or None, request.FILES or None)
    facts: dict[str, object] = {"form": form, "columns": COLUMNS, "needed": NEEDED, "kinds": CHOSEN}
    if request.method != "POST":
        return render(request, "feedback/import.html", facts)
    if form.is_valid():
        try:
            right, wrong = check(rows_of(_bytes(form.cleaned_data["table"])))
            if request.POST.get("do") == "take" and right and not wrong:
                by = Person.objects.get(pk=request.viewer.person_id)  # type: ignore[attr-defined]
                opened = Takeover.take(Case, right, by=by, told=form.cleaned_data["told"])
                messages.success(request, _("%(number)s cases were taken over.") % {"number": len(opened)})
                return redirect("import")
        except CaseError as error:
            form.add_error("table", str(error.says))
        except IntegrityError:
            form.add_error("table", _("Somebody has just taken over the same cases."))
        else:
            facts |= {"right": len(right), "wrong": wrong[:SHOWN], "rows": _lines(wrong), "looked": True}
    return render(request, "feedback/import.html", facts, status=422 if form.errors or facts.get("wrong") else 200)


def _bytes(upload: UploadedFile) -> bytes:
    data: bytes = upload.read()
    return data


def _lines(wrong: list[Problem]) -> int:
    return len({problem.line for problem in wrong})


def template(request: HttpRequest) -> HttpResponse:
    """An empty table with one example."""
    must_be_centre(request.viewer)  # type: ignore[attr-defined]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cases.csv"'
    response.write("﻿")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    example = {"external_number": "A-1", "title": "路灯不亮", "text": "书院巷5号门前路灯不亮。", "kind": "complaint"}
    example |= {"received_on": "2026-11-02", "contact_name": "林女士", "address": "书院巷5号", "consent": "no"}
    writer.writerow([example.get(name, "") for name in COLUMNS])
    return response
