"""The public board and its open data."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.departments.models import Department

from ..board import charts, open_data
from ..board.cell import Cell
from ..board.hiding import SMALLEST
from ..board.release import CENTRE_CODE, Release, release
from ..board.selection import Choice, Selection, chosen
from ..lifecycle import Channel, Kind

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
COUNTED = [choice for choice in Kind.choices if choice[0] != Kind.PRAISE]


def board(request: HttpRequest) -> HttpResponse:
    """What is chosen in the address and unknown is no choice."""
    names = {office.code: office.name for office in Department.objects.exclude(parent=None).order_by("code")}
    published = release()
    selection = chosen(published, _choice(request, names, published))
    kinds, channels = dict(Kind.choices), dict(Channel.choices)
    names |= {CENTRE_CODE: _("Not yet with a department")}
    months = list(selection.months.items())
    facts = {
        "choice": selection.choice, "whole": selection.whole, "oldest": _age(selection),
        "offices": _rows(selection.offices, names), "kinds": _rows(selection.kinds, kinds),
        "channels": _rows(selection.channels, channels), "months": [(month, month, cell) for month, cell in months],
        "months_chart": charts.upright(
            [month for month, _cell in months], [cell.shown("received") for _month, cell in months],
            [cell.shown("answered") for _month, cell in months],
        ),
        "offices_chart": _shares(selection.offices, names), "ages": _ages(selection, names),
        "all_offices": [pair for pair in names.items() if pair[0] != CENTRE_CODE], "all_kinds": COUNTED,
        "all_months": published.months, "smallest": SMALLEST,
    }  # fmt: skip
    return render(request, "feedback/board.html", facts)


def _choice(request: HttpRequest, offices: Mapping[str, str], published: Release) -> Choice:
    asked = request.GET
    since, until = (
        month if MONTH.fullmatch(month) else "" for month in (asked.get("since", ""), asked.get("until", ""))
    )
    if since and until and since > until:
        since, until = until, since
    office, kind = asked.get("department", ""), asked.get("kind", "")
    return Choice(
        office=office if office in offices else "", kind=kind if kind in dict(COUNTED) else "", since=since, until=until
    )


def _rows(cells: Mapping[str, Cell], names: Mapping[str, Any]) -> list[tuple[str, str, Cell]]:
    """Key, name and figures; in the order of the names' own table."""
    found = [(key, str(names[key]), cells[key]) for key in names if key in cells]
    return [row for row in found if row[2].hidden or row[2].size("received")]


def _shares(cells: Mapping[str, Cell], names: Mapping[str, Any]) -> charts.Chart | None:
    rows = _rows(cells, names)
    return charts.lying([name for _key, name, _cell in rows], [cell.percent_in_time for _key, _name, cell in rows])


def _age(selection: Selection) -> int | None:
    """Days for which the oldest open case of the choice has waited."""
    day = selection.oldest.get(selection.choice.office)
    return (timezone.localdate() - day).days if day else None


def _ages(selection: Selection, names: Mapping[str, Any]) -> dict[str, int]:
    today = timezone.localdate()
    return {code: (today - day).days for code, day in selection.oldest.items() if code in names}


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/open_data.html", {"licence": open_data.LICENCE, "smallest": SMALLEST})


def as_csv(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(open_data.as_csv(release()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="board.csv"'
    return answer


def as_json(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("board_about"))
    return JsonResponse(
        open_data.as_json(release(), title=_("Figures of the feedback queue"), address=address),
        json_dumps_params={"ensure_ascii": False},
    )
