"""The work list as a table for a spreadsheet (XLSX): the rights of the list, and personal data only where somebody asks for it."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from collab.departments.rights import departments_of, grants_of, within
from collab.live.viewer import Viewer
from collab.text.masks import mask

from .masking import names_in
from .models import Assignment, Case
from .models.matter import is_centre

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # with which a spreadsheet begins to reckon
WIDTHS = (14, 42, 16, 10, 24, 14, 18, 18, 12, 18, 16, 18, 26)


def works_on(viewer: Viewer) -> Callable[[Case], bool]:
    """Whether the viewer works on a case, as `powers.standing_of` says it, for many cases at once."""
    grants = grants_of(viewer)
    paths = departments_of(viewer, "handler", "official")
    if any(is_centre(role, path) for role, path in grants) or any(path.count("/") == 2 for path in paths):
        return lambda case: True
    helped = set(Assignment.objects.open().filter(within(paths, "department__path")).values_list("case_id", flat=True))
    return lambda case: (
        case.pk in helped or bool(case.department and any(case.department.path.startswith(path) for path in paths))
    )


def sheet_of(cases: Iterable[Case], works: Callable[[Case], bool], *, contacts: bool) -> bytes:
    """With `contacts` those of the cases that the viewer works on, but of no citizen who asked for secrecy."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Cases"))
    for column, width in zip("ABCDEFGHIJKLM", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "C2"
    heads = [_("Number"), _("Title"), _("Kind"), _("Channel"), _("Department"), _("Handler"), _("State"), _("Received"),
             _("Due"), _("Answered"), _("Name"), _("Phone"), _("E-mail")]  # fmt: skip
    cells = [WriteOnlyCell(sheet, head) for head in (heads if contacts else heads[:10])]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for case in cases:
        sheet.append([_cell(sheet, value) for value in _row(case, works(case), contacts)])
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


def _row(case: Case, works: bool, contacts: bool) -> Sequence[object]:
    title = case.title if works else mask(case.title, names=names_in(case))
    row = [
        case.number, title, case.get_kind_display(), case.get_channel_display(), str(case.department or ""),
        case.handler.name if case.handler else "", case.get_state_display(), _moment(case.received_at), case.due_on,
        _moment(case.answered_at),
    ]  # fmt: skip
    if contacts:
        row += [case.contact_name, case.contact_phone, case.contact_email] if has_contact(case, works) else ["", "", ""]
    return row


def has_contact(case: Case, works: bool) -> bool:
    return works and not case.confidential


def _moment(at: object) -> object:
    """Times in the city's clock; a spreadsheet knows no zones."""
    return timezone.localtime(at).replace(tzinfo=None) if at else None  # type: ignore[arg-type]


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    """Words stay words: never a formula, whatever they begin with (CWE-1236)."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = WriteOnlyCell(sheet, f"'{value}" if value.startswith(FORMULA) else value)
        cell.data_type = "s"
        return cell
    return WriteOnlyCell(sheet, value)
