"""The lines of a conversation as finished HTML: rendered once by the verb, the same for every reader.

A fragment does not know its number; the page and the wire write it in (`id`, `data-seq`).
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

from collab.departments.models import Department
from collab.files.models import File
from collab.text.bilingual import both
from collab.text.render import render_safe

if TYPE_CHECKING:
    from collab.live.models import Entry


def pair(chinese: str, english: str) -> SafeString:
    """Two given texts, of which the style sheet shows the language of the page."""
    return format_html(
        '<span class="only-zh" lang="zh-Hans">{}</span><span class="only-en" lang="en">{}</span>',
        chinese or english,
        english or chinese,
    )


def message(
    *,
    role: str,
    sender: str,
    name: str,
    body: str,
    office: Department | None = None,
    at: datetime | None = None,
    edited: bool = False,
) -> str:
    """What somebody said. `role` is visitor, agent, colleague or note."""
    return _render(
        "message",
        role,
        sender,
        name,
        office,
        at,
        text=render_safe(body),
        edited=both(gettext_noop("changed")) if edited else "",
    )


def attachment(
    *, role: str, sender: str, name: str, file: File, office: Department | None = None, at: datetime | None = None
) -> str:
    """A file that somebody sent; pictures are shown."""
    return _render(
        "file", role, sender, name, office, at,
        file=file, picture=file.is_picture, url=file.get_absolute_url(), size=_kilobytes(file.size),
    )  # fmt: skip


def line(change: str, words: SafeString) -> str:
    """A change of state, told to everybody in the room."""
    return render_to_string(
        "chat/fragments/line.html", {"change": change, "words": words, "at": timezone.now(), "clock": _clock(None)}
    )


def _render(
    kind: str, role: str, sender: str, name: str, office: Department | None, at: datetime | None, **more: object
) -> str:
    facts = {
        "role": role,
        "sender": sender,
        "name": name,
        "person": sender[1:] if role in {"agent", "colleague", "note"} else "",
        "office": pair(office.name_zh, office.name_en) if office else "",
        "at": at or timezone.now(),
        "clock": _clock(at),
        **more,
    }
    return render_to_string(f"chat/fragments/{kind}.html", facts)


def _clock(at: datetime | None) -> str:
    """In the time of the city: one fragment is read by people of several zones."""
    return timezone.localtime(at or timezone.now(), timezone.get_default_timezone()).strftime("%H:%M")


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def numbered(entry: "Entry") -> str:
    """The stored fragment with its number, as the wire's element writes it for live entries."""
    if not entry.html:
        return ""
    number = f'<li id="m-{entry.room_id}-{entry.seq}" data-seq="{entry.seq}" '
    return entry.html.replace("<li ", number, 1)
