"""The old office formats, told by what lies in them: a compound file is a small file system (MS-CFB)."""

import struct
from collections.abc import Iterator

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # numbers from here on are marks, not sectors
ENTRY = 128  # bytes of a name in the directory
MOST = 4_000  # names; ordinary documents have some dozens
STREAMS = {
    "worddocument": ("application/msword", ".doc"),
    "workbook": ("application/vnd.ms-excel", ".xls"),
    "book": ("application/vnd.ms-excel", ".xls"),
    "powerpoint document": ("application/vnd.ms-powerpoint", ".ppt"),
}
MACROS = frozenset({"macros", "_vba_project_cur", "_vba_project", "vba", "vbaproject"})


def names_in(data: bytes) -> set[str]:
    """The names of all streams and storages, in small letters. Raises ValueError for what is no compound file."""
    if len(data) < 512 or not data.startswith(SIGN):
        raise ValueError("no compound file")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError("no compound file")
    names: set[str] = set()
    for count, sector in enumerate(_chain(data, 1 << shift, struct.unpack_from("<I", data, 48)[0])):
        if count * (1 << shift) // ENTRY > MOST:
            raise ValueError("too many names")
        names.update(_names(sector))
    return names


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Media type and ending, or None for a compound file of another kind. Raises ValueError."""
    names = names_in(data)
    return next((kind for stream, kind in STREAMS.items() if stream in names), None)


def has_macros(data: bytes) -> bool:
    """Raises ValueError."""
    return bool(names_in(data) & MACROS)


def _names(sector: bytes) -> Iterator[str]:
    for start in range(0, len(sector) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", sector, start + 64)
        if kind in (1, 2, 5) and 2 <= length <= 64:
            yield sector[start : start + length - 2].decode("utf-16-le", "replace").lower()


def _chain(data: bytes, size: int, first: int) -> Iterator[bytes]:
    """The sectors that belong together, through the table of sectors; ends at a loop."""
    table = [place for place in struct.unpack_from("<109I", data, 76) if place < END]
    seen: set[int] = set()
    while first < END:
        if first in seen:
            raise ValueError("a loop of sectors")
        seen.add(first)
        sector = _sector(data, size, first)
        yield sector
        part, place = divmod(first, size // 4)
        if part >= len(table):
            raise ValueError("a sector outside of the table")
        (first,) = struct.unpack_from("<I", _sector(data, size, table[part]), place * 4)


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    if start + size > len(data) + size - 1 or start >= len(data):
        raise ValueError("a sector outside of the file")
    return data[start : start + size].ljust(size, b"\0")
