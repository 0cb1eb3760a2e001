"""Text that people wrote, as safe HTML. The only place of the project that marks a string as safe."""

import re
import threading
from html import escape
from typing import Any

import bleach
import markdown
from bleach.linkifier import LinkifyFilter
from django.utils.safestring import SafeString, mark_safe

TAGS = frozenset(
    [
        "p",
        "br",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
    ]
)
ATTRIBUTES = {"a": ["href", "title", "rel"], "ol": ["start"]}
PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
EXTENSIONS = ["nl2br", "fenced_code", "tables", "sane_lists"]
LONGEST = 20_000  # characters; longer text is shown escaped
SHORT = 500  # characters; up to these it is tried whether a text is plain
LINES = 800  # the parser's cost grows with the square of the blocks; a text of more lines is shown escaped
DEEPEST = 12  # nesting of quotes and lists a line may ask for
BRACKETS = 250  # of one kind in a text; the parser's cost grows with their square
MARKS = 400  # signs of quotes, lists and headings at the beginnings of lines, nested ones included
CELLS = 600  # of tables
LINKS = 500
_BEGIN = re.compile(r"^[ \t]*(?:(?:>|#+|\*+|\++|-+|[0-9]{1,9}\.)[ \t]*)+", re.M)
_MARK = re.compile(r">|#+|\*+|\++|-+|[0-9]+\.")
_DEEP = re.compile(rf"^[ \t]*(?:(?:[>*+-]|[0-9]{{1,9}}\.)[ \t]*){{{DEEPEST},}}", re.M)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # among them the parser's own place holders
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@])(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]{1,2000}", re.I
)  # ends where Chinese begins
_PLAIN = re.compile(
    r"(?![0-9]*\.)(?!.*www\.)[^\W_](?:[^\W_]|[ ,.!?;，。！？；：、（）…—“”《》])*(?<! )", re.I
)  # most of what is said at a desk: nothing in it means anything to the parser
_HEADING = re.compile(r"<(/?)h([12])>")


def _follow(attrs: dict, new: bool = False) -> dict | None:
    href = attrs.get((None, "href"), "")
    if href.lower().startswith(("http:", "https:", "//")):
        attrs[(None, "rel")] = "nofollow noopener"
    return attrs


class _Tools(threading.local):
    """One parser and one cleaner a thread: neither may be used by two at once, and both are dear to make."""

    def __init__(self) -> None:
        self.parser = markdown.Markdown(extensions=EXTENSIONS, output_format="html")
        self.cleaner = bleach.Cleaner(
            tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True, filters=[_linked],
        )  # fmt: skip


def _linked(source: Any) -> LinkifyFilter:
    return LinkifyFilter(source, callbacks=[_follow], skip_tags={"pre", "code"}, url_re=_ADDRESS)


_tools = _Tools()


def render_safe(text: str) -> SafeString:
    """Markdown as HTML of a closed list of tags. Never raises: what cannot be rendered is shown as written."""
    text = _CONTROL.sub("", text)
    if len(text) < SHORT and _PLAIN.fullmatch(text):
        return _as_written(text)
    if _too_hard(text):
        return _as_written(text)
    try:
        source = text.replace("&", "&amp;").replace("<", "&lt;")
        html = _tools.parser.reset().convert(source)
        html = _HEADING.sub(r"<\1h3>", html).replace("&amp;lt;", "&lt;").replace("&amp;amp;", "&amp;")
        return mark_safe(_tools.cleaner.clean(html))
    except (RecursionError, ValueError, KeyError, IndexError, AttributeError, AssertionError):
        return _as_written(text)


def _too_hard(text: str) -> bool:
    return (
        len(text) > LONGEST
        or text.count("\n") > LINES
        or any(text.count(sign) > BRACKETS for sign in "[]<`*_!(&\\")
        or bool(_DEEP.search(text))
        or text.count("\n    ") > BRACKETS
        or text.count("|") > CELLS
        or text.count("www.") + text.count("://") > LINKS
        or sum(len(_MARK.findall(begin)) for begin in _BEGIN.findall(text)) > MARKS
    )


def _as_written(text: str) -> SafeString:
    return mark_safe("<p>" + escape(text).replace("\n", "<br>") + "</p>")


def plain(text: str) -> str:
    """The words of a Markdown text on one line, for mail subjects, excerpts and the search index."""
    words = re.sub(r"[`*_>#|]+|!?\[([^\]]*)\]\([^)]*\)", lambda found: found.group(1) or " ", text)
    return re.sub(r"\s+", " ", words).strip()


def marked(text: str, words: list[str]) -> SafeString:
    """Escaped text in which the words stand in <mark>; for search results."""
    if not words:
        return mark_safe(escape(text))
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.I)
    out, last = [], 0
    for hit in pattern.finditer(text):
        out += [escape(text[last : hit.start()]), "<mark>", escape(hit.group()), "</mark>"]
        last = hit.end()
    return mark_safe("".join([*out, escape(text[last:])]))


def finished(html: str) -> SafeString:
    """A fragment that a verb rendered from templates and stored in a room's log: shown again as it is."""
    return mark_safe(html)
