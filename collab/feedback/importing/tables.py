"""A CSV or XLSX file as rows of text."""

import csv
import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from ..errors import Incomplete

COLUMNS = (
    "external_number", "title", "text", "kind", "received_on", "department", "contact_name", "contact_email",
    "contact_phone", "address", "consent", "confidential", "language",
)  # fmt: skip
NEEDED = COLUMNS[:5]
LARGEST, UNPACKED, MOST = 20 * 1024 * 1024, 200 * 1024 * 1024, 20_000  # bytes, bytes, rows
UNREADABLE = _("This is neither a CSV nor an XLSX table that can be read.")


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is its number as a spreadsheet shows it."""

    line: int
    cells: dict[str, str]


def rows_of(data: bytes) -> list[Row]:
    """Empty rows are left out. Raises Incomplete for what is no table, too large, or lacks a column that is needed."""
    if len(data) > LARGEST:
        raise Incomplete(_("The file is larger than 20 MB."))
    lines = _sheet(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    head = [cell.strip().lower() for cell in (lines[0] if lines else [])]
    if missing := [name for name in NEEDED if name not in head]:
        raise Incomplete(_("These columns are missing: %(names)s") % {"names": ", ".join(missing)})
    rows = [
        Row(number, {name: cell.strip() for name, cell in zip(head, line, strict=False) if name in COLUMNS})
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]
    if len(rows) > MOST:
        raise Incomplete(_("At most %(most)s rows at once.") % {"most": MOST})
    return rows


def _csv(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        try:
            return list(csv.reader(io.StringIO(text), strict=True))
        except csv.Error as error:
            raise Incomplete(UNREADABLE) from error
    raise Incomplete(UNREADABLE)


def _sheet(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise Incomplete(UNREADABLE)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return [
            [_text(cell) for cell in line[: 2 * len(COLUMNS)]]
            for line in sheet.iter_rows(max_row=MOST + 2, values_only=True)
        ]
    except Incomplete:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of a file makes it stumble over
        raise Incomplete(UNREADABLE) from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return str(getattr(cell, "isoformat", lambda: cell)())[:10_000]
