"""The table of working days, month by month."""

import calendar
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import seeding
from ..calendar import CalendarYear, Table, WorkingDay
from .doors import administrator, reader
from .forms import DayForm, DeclareForm

AROUND = 3  # years before and after this one that can be looked at


@require_safe
def days(request: HttpRequest, year: int = 0) -> HttpResponse:
    changes = reader(request)
    return shown(request, year or timezone.localdate().year, changes)


def shown(
    request: HttpRequest, year: int, changes: bool, *, mark: DayForm | None = None, declare: DeclareForm | None = None
) -> HttpResponse:
    """Raises Http404 for a year that is far away."""
    now = timezone.localdate().year
    if abs(year - now) > AROUND:
        raise Http404
    table, row = Table(date(year, 1, 1), date(year, 12, 31)), CalendarYear.objects.filter(year=year).first()
    weeks = calendar.Calendar()
    facts = {
        "year": year,
        "years": range(now - AROUND, now + AROUND + 1),
        "row": row,
        "can_load": row is None and year in seeding.known_years(),
        "months": [
            (date(year, month, 1), [[_day(table, day, month) for day in week] for week in weeks.monthdatescalendar(year, month)])
            for month in range(1, 13)
        ],
        "exceptions": WorkingDay.objects.filter(date__year=year),
        "mark": mark or DayForm(),
        "declare": declare or DeclareForm(),
        "changes": changes,
    }  # fmt: skip
    status = 422 if mark or declare else 200
    return render(request, "departments/administration/days.html", facts, status=status)


def _day(table: Table, day: date, month: int) -> tuple[date, str] | None:
    """The day and what it is: plain, off, holiday (a weekday that is off), extra (a weekend day that is worked)."""
    if day.month != month:
        return None
    working, weekday = table.day(day).working, day.weekday() < 5
    return day, ("plain" if weekday else "extra") if working else ("holiday" if weekday else "off")


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    by, form = administrator(request), DayForm(request.POST)
    year = timezone.localdate().year
    if not form.is_valid():
        return shown(request, year, True, mark=form)
    day = form.cleaned_data["day"]
    if abs(day.year - year) > AROUND:
        form.add_error("day", _("This day is too far away."))
        return shown(request, year, True, mark=form)
    WorkingDay.mark(day=day, is_working=form.cleaned_data["is_working"], note=form.cleaned_data["note"], by=by)
    messages.success(request, _("The day is marked. Deadlines that were told before stay as they were told."))
    return redirect("administration_days_of", day.year)


@require_POST
def load(request: HttpRequest, year: int) -> HttpResponse:
    """The official table, where the city has one to load."""
    by = administrator(request)
    if year not in seeding.known_years():
        raise Http404
    if seeding.load(year):
        CalendarYear.declare(year=year, source=seeding.SOURCE, by=by)
        messages.success(request, _("The table of this year is loaded."))
    return redirect("administration_days_of", year)


@require_POST
def declare(request: HttpRequest, year: int) -> HttpResponse:
    """The days were marked by hand and are complete."""
    by, form = administrator(request), DeclareForm(request.POST)
    if not form.is_valid() or abs(year - timezone.localdate().year) > AROUND:
        return shown(request, year, True, declare=form)
    CalendarYear.declare(year=year, source=form.cleaned_data["source"], by=by)
    messages.success(request, _("The table of this year is complete."))
    return redirect("administration_days_of", year)
