"""The week's brief as a PDF."""

import io
from html import escape

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .brief import Brief
from .themes import Theme

FONT = "STSong-Light"  # every reader of PDF brings it along: nothing has to be embedded
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=15, wordWrap="CJK")
HEAD = ParagraphStyle(
    "head", parent=TEXT, fontSize=13, leading=20, spaceBefore=6 * mm, textColor=colors.HexColor("#0f5257")
)
TITLE = ParagraphStyle("title", parent=TEXT, fontSize=19, leading=26)


def paper(week: Brief) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=A4, title=_title(week), leftMargin=20 * mm, rightMargin=20 * mm)
    page.build([*_first(week), *_offices(week), *_themes(week), *_late(week)])
    return out.getvalue()


def _title(week: Brief) -> str:
    return f"{_('Weekly brief')} {week.name}"


def _say(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(escape(text), style)


def _table(rows: list[list[str]], widths: list[float]) -> Table:
    table = Table(
        [[_say(cell) for cell in row] for row in rows], colWidths=[width * mm for width in widths], repeatRows=1
    )
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#dcdfd9")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e4efee")),
        ])
    )  # fmt: skip
    return table


def _shown(value: object, unit: str = "") -> str:
    return "–" if value is None else f"{value}{unit}"


def _first(week: Brief) -> list[object]:
    now, before = week.whole, week.before
    rows = [
        ["", _("This week"), _("The week before")],
        [_("received"), str(now.received), str(before.received)],
        [_("answered"), str(now.answered), str(before.answered)],
        [_("in time"), _shown(now.percent_in_time, " %"), _shown(before.percent_in_time, " %")],
        [_("working days, mean"), _shown(now.mean_days), _shown(before.mean_days)],
        [_("nine of ten within, working days"), _shown(now.p90_days), _shown(before.p90_days)],
        [_("not dissatisfied"), _shown(now.percent_content, " %"), _shown(before.percent_content, " %")],
        [_("right office at once"), _shown(now.percent_first_right, " %"), _shown(before.percent_first_right, " %")],
    ]
    return [
        _say(_title(week), TITLE),
        _say(f"{week.start} – {week.last}"),
        Spacer(1, 4 * mm),
        _table(rows, [80, 45, 45]),
    ]


def _offices(week: Brief) -> list[object]:
    rows = [[_("Department"), _("received"), _("answered"), _("in time")]]
    rows += [
        [office.name, str(one.received), str(one.answered), _shown(one.percent_in_time, " %")]
        for office, one in week.offices
    ]
    return [_say(_("Departments"), HEAD), _table(rows, [80, 30, 30, 30])]


def _themes(week: Brief) -> list[object]:
    found: list[object] = []
    for head, themes in ((_("Words that rise"), week.words), (_("Places that come up"), week.places)):
        found += [_say(head, HEAD), _say("; ".join(map(_theme, themes)) or "–")]
    return found


def _theme(theme: Theme) -> str:
    return f"{theme.word} {theme.count} ({_('usual')} {theme.usual:g})"


def _late(week: Brief) -> list[object]:
    cases = [f"{case.number} {case.department or ''} {case.due_on}" for case in week.late]
    orders = [f"{order.case.number} {order.case.department or ''} {order.due_on}" for order in week.orders]
    parts: list[object] = [_say(_("Overdue now"), HEAD), _say("; ".join(cases) or "–")]
    return [*parts, _say(_("Orders that stand"), HEAD), _say("; ".join(orders) or "–")]
