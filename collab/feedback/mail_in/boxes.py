"""Where mail waits: a folder on this machine (maildir) or a box on a mail server (IMAP over TLS)."""

import imaplib
import logging
import mailbox
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)
type Take = Callable[[bytes], object]
AT_ONCE = 200
PATIENCE = 20  # seconds


def empty(address: str, take: Take) -> int:
    """Hand each new mail over; one is marked as read only after it was taken. How many. Raises OSError, imaplib's errors."""
    parts = urlsplit(address)
    if parts.scheme == "maildir":
        return _maildir(unquote(parts.path), take)
    if parts.scheme in {"imaps", "imap"}:
        return _imap(address, take)
    raise ImproperlyConfigured("TOWNHALL_MAIL_IN must start with maildir:///, imaps:// or imap://.")


def _taken(take: Take, data: bytes) -> bool:
    """One that cannot be taken now stays unread for the next time, and lets the others go on."""
    try:
        take(data)
    except Exception:
        logger.exception("a mail was not taken in")
        return False
    return True


def _maildir(path: str, take: Take) -> int:
    if not Path(path).is_dir():
        raise ImproperlyConfigured(f"TOWNHALL_MAIL_IN: there is no folder {path}.")
    box, count = mailbox.Maildir(path, create=False), 0
    for key in sorted(box.keys())[: 10 * AT_ONCE]:
        message = box.get_message(key)
        if "S" in message.get_flags():
            continue
        if not _taken(take, box.get_bytes(key)):
            continue
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message
        count += 1
        if count >= AT_ONCE:
            break
    return count


def _imap(address: str, take: Take) -> int:
    parts = urlsplit(address)
    secure = parts.scheme == "imaps"
    kind = imaplib.IMAP4_SSL if secure else imaplib.IMAP4
    server = kind(parts.hostname or "", parts.port or (993 if secure else 143), timeout=PATIENCE)
    count = 0
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        server.select(unquote(parts.path.strip("/")) or "INBOX")
        _ok, found = server.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split()[:AT_ONCE]:
            _ok, told = server.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
            data = next((part[1] for part in told if isinstance(part, tuple)), b"")
            if _taken(take, data):
                server.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)")
                count += 1
    finally:
        server.logout()
    return count
