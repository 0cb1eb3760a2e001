"""Personal data in a text: found by shape, masked so that a reader still sees what kind of thing stood there (PU-08, PI-10)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼望"
UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_END = r"(?![0-9])"
PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("email", re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")),
    (
        "id_number",
        re.compile(r"(?<![0-9])[1-9][0-9]{5}[- ]?(?:1[89]|20)[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])"),
    ),
    ("bank_card", re.compile(r"(?<![0-9])(?:[0-9]{4}[ -]?){3,4}[0-9]{1,7}" + _END)),
    (
        "phone",
        re.compile(
            r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9]"
            r"(?:[-. ]?[0-9]{4}[-. ]?[0-9]{4}|[-. ][0-9]{3}[-. ][0-9]{5}|[-. ]?[0-9]{5}[-. ]?[0-9]{3})" + _END
        ),
    ),
    ("phone", re.compile(r"(?<![0-9])\(?0[0-9]{2,3}[)-]?[- ]?[0-9]{3,4}[- ]?[0-9]{4}" + _END)),
    ("plate", re.compile(rf"[{PROVINCES}][A-Za-z][ ·.・-]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![0-9A-Za-z])")),
    (
        "address",
        re.compile(
            r"(?:[一-鿿]{2,12}?(?:路|街|巷|道|里|弄|胡同|小区|花园|新村|家园|苑|村|镇|广场|公寓))?"
            r"(?:[0-9一二三四五六七八九十百]{1,5}(?:号楼|号院|号|弄|栋|幢|座|楼|组)[, 、]?)+"
            r"(?:[0-9一二三四五六七八九十]{1,3}(?:单元|门|层)[, 、]?)?(?:[0-9A-Za-z]{1,5}(?:室|房|号|户)?)?"
        ),
    ),
]
_STREET = re.compile(r"(?:路|街|巷|道|里|弄|胡同|小区|花园|新村|家园|苑|村|镇|公寓|单元|室|栋|幢)")


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count characters of the text as it was given."""

    kind: str
    start: int
    end: int
    text: str


def find_personal(text: str, kinds: Iterable[str] | None = None) -> list[Finding]:
    """What looks like personal data, in order, without overlaps. A human confirms: shapes cannot know everything."""
    flat, places = _flat(text)
    wanted = set(kinds) if kinds is not None else None
    found: list[Finding] = []
    for kind, pattern in PATTERNS:
        for hit in pattern.finditer(flat):
            if (wanted is None or kind in wanted) and _holds(kind, hit.group()) and not _overlaps(found, hit.span()):
                end = hit.start() + len(hit.group().rstrip(", 、"))
                found.append(Finding(kind, hit.start(), end, ""))
    return [_as_given(finding, places, text) for finding in sorted(found, key=lambda finding: finding.start)]


def mask(text: str, kinds: Iterable[str] | None = None) -> str:
    """The text with every finding masked: 138****0001."""
    for finding in reversed(find_personal(text, kinds)):
        text = text[: finding.start] + _hide(finding) + text[finding.end :]
    return text


def mask_name(name: str) -> str:
    """张三 becomes 张*, Ada Lovelace becomes A***."""
    return f"{name[0]}{'*' * (min(len(name), 4) - 1)}" if len(name) > 1 else "*"


def _flat(text: str) -> tuple[str, list[int]]:
    """Full-width digits and letters as plain ones, invisible signs left out; with the place of each in the text."""
    signs, places = [], []
    for place, sign in enumerate(text):
        if sign not in UNSEEN:
            plain = unicodedata.normalize("NFKC", sign) if sign > "\x7f" else sign
            signs.append(plain if len(plain) == 1 else sign)
            places.append(place)
    return "".join(signs), places


def _as_given(finding: Finding, places: list[int], text: str) -> Finding:
    start, end = places[finding.start], places[finding.end - 1] + 1
    return Finding(finding.kind, start, end, text[start:end])


def _overlaps(found: list[Finding], span: tuple[int, int]) -> bool:
    return any(span[0] < other.end and other.start < span[1] for other in found)


def _holds(kind: str, text: str) -> bool:
    if kind == "bank_card":
        return _luhn([int(sign) for sign in text if sign.isdigit()])
    if kind == "address":
        return bool(_STREET.search(text))
    return True


def _luhn(digits: list[int]) -> bool:
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return 13 <= len(digits) <= 19 and sum(doubled) % 10 == 0


def _hide(finding: Finding) -> str:
    text = finding.text
    if finding.kind == "email":
        return f"{text[0]}***@***"
    if finding.kind == "address":
        return "***"
    keep = {"phone": (3, 4), "id_number": (3, 2), "plate": (2, 1), "bank_card": (4, 4)}[finding.kind]
    return f"{text[: keep[0]]}{'*' * 4}{text[-keep[1] :]}"
