"""A compound file (MS-CFB) as the old office programs write it, small enough to be made in a test."""

import struct

FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(*names: str, first: int = 1, links: list[int] | None = None) -> bytes:
    """One sector with the table of sectors, then the directory with a root and a stream for each name."""
    entries = b"".join(_entry(name, 5 if name == "Root Entry" else 2) for name in ("Root Entry", *names))
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(entries) // 512
    if links is None:
        links = [TABLE, *range(2, sectors + 1), LAST]
    table = struct.pack("<128I", *(links + [FREE] * (128 - len(links))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<II", 1, first)
    header = header.ljust(76, b"\0") + struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + entries


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text), kind).ljust(64, b"\0")
