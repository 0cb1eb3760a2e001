"""Personal data in a text: found by shape, masked so that a reader still sees what kind of thing stood there (PU-08, PI-10)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
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
_SURNAMES = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈彭吕苏卢蒋"
    "蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚庞樊殷施陶洪翟倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦柳邢岳齐梅莫庄"
    "辛祝左涂谷祁耿牟卜詹关柯凌霍房闵解韶鲍]"
)
_TITLES = "先生|女士|小姐|老师|医生|大夫|师傅|律师|阿姨|大爷|大妈|同志|经理|主任|局长|科长|处长|所长|警官|队长"
_LABELS = (
    "姓名|联系人|申请人|投诉人|举报人|当事人|经办人|收件人|收货人|户主|业主|房东|租客|患者|家属"
    "|监护人|法定代表人|法人代表|负责人|本人|[Nn]ame"
)
# a name stands after a label and a colon, after "I am called", or before a title; the group is the name
NAMES = [
    re.compile(rf"(?:{_LABELS})\s?[:]\s?((?:{_SURNAMES})[·一-鿿]{{1,3}}|[A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}})"),
    re.compile(rf"(?:我叫|名叫|叫做|我的名字[是叫])((?:{_SURNAMES})[一-鿿]{{1,2}})(?=[,,。;;.、!?\s]|$)"),
    re.compile(rf"((?:{_SURNAMES})(?:(?!{_TITLES})[一-鿿]){{1,2}})(?=(?:{_TITLES}))"),
]
_STREET = re.compile(r"(?:路|街|巷|道|里|弄|胡同|小区|花园|新村|家园|苑|村|镇|公寓|单元|室|栋|幢)")


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count characters of the text as it was given."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def hidden(self) -> str:
        """As it is shown when masked."""
        return _hide(self)


def find_personal(text: str, kinds: Iterable[str] | None = None, *, names: Iterable[str] = ()) -> list[Finding]:
    """What looks like personal data, in order, without overlaps. A human confirms: shapes cannot know everything.

    `names` are found wherever they stand: of people who are known to be concerned.
    """
    flat, places = _flat(text)
    wanted = set(kinds) if kinds is not None else None
    found: list[Finding] = []
    for start, end in _names(flat, names) if wanted is None or "name" in wanted else ():
        if not _overlaps(found, (start, end)):
            found.append(Finding("name", start, end, ""))
    for kind, pattern in PATTERNS:
        for hit in pattern.finditer(flat):
            if (wanted is None or kind in wanted) and _holds(kind, hit.group()) and not _overlaps(found, hit.span()):
                end = hit.start() + len(hit.group().rstrip(", 、"))
                found.append(Finding(kind, hit.start(), end, ""))
    return [_as_given(finding, places, text) for finding in sorted(found, key=lambda finding: finding.start)]


def mask(text: str, kinds: Iterable[str] | None = None, *, names: Iterable[str] = ()) -> str:
    """The text with every finding masked: 138****0001."""
    for finding in reversed(find_personal(text, kinds, names=names)):
        text = text[: finding.start] + finding.hidden + text[finding.end :]
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


def _names(flat: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in known:
        if len(name) > 1:
            yield from (hit.span() for hit in re.finditer(re.escape(name), flat))
    for pattern in NAMES:
        yield from (hit.span(1) for hit in pattern.finditer(flat))


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
    if finding.kind == "name":
        return mask_name(text)
    keep = {"phone": (3, 4), "id_number": (3, 2), "plate": (2, 1), "bank_card": (4, 4)}[finding.kind]
    return f"{text[: keep[0]]}{'*' * 4}{text[-keep[1] :]}"
