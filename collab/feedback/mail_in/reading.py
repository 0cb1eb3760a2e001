"""What a mail says: whoever sent it may have written anything."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LARGEST = 26 * 1024 * 1024  # bytes, with everything attached
TEXT = 8000
FILES = 5
BULK = {"bulk", "junk", "list", "auto_reply"}
_CODE = re.compile(r"(\d{4}-\d{6})[+\s:#/-]+([2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4})", re.IGNORECASE)
_QUOTED = re.compile(
    r"^\s*(>|On .{0,200} wrote:$|在.{0,200}写道[::]$|-{2,}\s*(Original Message|原始邮件)\s*-{2,})", re.MULTILINE
)
SKIPPED = {"script", "style", "head", "title", "template"}


class Unreadable(Exception):
    """No mail, larger than LARGEST, or without a usable sender."""


@dataclass(slots=True)
class Mail:
    """`mark` names this mail for ever; `number` and `code` are of the case that it goes on with."""

    mark: str
    sender: str
    name: str
    title: str
    text: str
    automatic: bool
    number: str = ""
    code: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(data: bytes) -> Mail:
    """Raises Unreadable."""
    if not data or len(data) > LARGEST:
        raise Unreadable
    try:
        return _mail(message_from_bytes(data, policy=policy.default), data)
    except Unreadable:
        raise
    except Exception as error:  # the parser of the standard library trips over many kinds of broken headers
        raise Unreadable from error


def _mail(message: EmailMessage, data: bytes) -> Mail:
    name, sender = parseaddr(str(message.get("From", "")))
    try:
        validate_email(sender)
    except ValidationError as error:
        raise Unreadable from error
    subject = " ".join(str(message.get("Subject", "")).split())
    code = _CODE.search(" ".join([subject, *_to(message)]))
    text = _text(message)
    return Mail(
        mark=_mark(message, data), sender=sender.lower(), name=" ".join(name.split())[:60], title=subject[:60],
        text=(_own(text) if code else text)[:TEXT], automatic=_is_automatic(message, sender),
        number=code[1] if code else "", code=code[2].replace("-", "").upper() if code else "", files=_files(message),
    )  # fmt: skip


def _mark(message: EmailMessage, data: bytes) -> str:
    known = str(message.get("Message-ID", "")).strip()
    return hashlib.sha256(known.encode() if known else data).hexdigest()


def _to(message: EmailMessage) -> list[str]:
    """Plus-addresses: letters+2026-000412-ABCDEFGHJKLM@city.example."""
    named = ("To", "Cc", "Delivered-To", "X-Original-To")
    return [address.split("@")[0] for _name, address in getaddresses([str(message.get(one, "")) for one in named])]


def _is_automatic(message: EmailMessage, sender: str) -> bool:
    """Answering machines, lists and returned mail (RFC 3834): to answer them would begin a loop."""
    said = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    returned = str(message.get("Return-Path", "")).strip() == "<>"
    bulk = str(message.get("Precedence", "")).strip().lower() in BULK or message.get("List-Id") is not None
    machine = sender.split("@")[0].lower() in {"mailer-daemon", "postmaster", "noreply", "no-reply"}
    return said != "no" or returned or bulk or machine or message.get("X-Autoreply") is not None


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = str(body.get_content())
    if body.get_content_subtype() == "html":
        reader = _Words()
        reader.feed(text)
        text = "".join(reader.words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()


def _own(text: str) -> str:
    """Without what is quoted below."""
    quoted = _QUOTED.search(text)
    return (text[: quoted.start()] if quoted else text).strip() or text


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            found.append((str(part.get_filename() or "file")[:120], data))
    return found


class _Words(HTMLParser):
    """The text of a page; nothing of it is ever shown as HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.deep += 1
        elif tag in {"p", "div", "br", "tr", "li", "h1", "h2", "h3"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.deep = max(0, self.deep - 1)

    def handle_data(self, data: str) -> None:
        if not self.deep:
            self.words.append(data)
