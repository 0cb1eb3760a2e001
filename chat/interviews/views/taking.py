"""An interview taken along: calendar, feed, text, captions."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from collab.text.excerpt import excerpt

from ..doors import found
from ..models import Interview
from ..states import DONE, State

LENGTH = 50


def calendar(request: HttpRequest) -> HttpResponse:
    """All that are announced, on air or were cancelled lately, to be subscribed to."""
    dated = Interview.objects.exclude(announced_at=None).select_related("department").order_by("-starts_at")
    return _calendar(list(dated[:LENGTH]))


def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Raises Http404 for one that was never announced."""
    one = found(pk)
    if one.announced_at is None:
        raise Http404
    return _calendar([one])


def _calendar(interviews: list[Interview]) -> HttpResponse:
    """RFC 5545; the UID stays, so that a moved or cancelled one replaces the earlier entry."""
    book = Calendar()
    book.add("prodid", "-//Townhall//Interviews//EN")
    book.add("version", "2.0")
    for one in interviews:
        book.add_component(_event(one))
    response = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return response


def _event(one: Interview) -> Event:
    entry = Event()
    entry.add("uid", f"interview-{one.pk}@{settings.PUBLIC_URL.split('//', 1)[-1]}")
    entry.add("summary", one.title)
    entry.add("dtstamp", one.announced_at)
    entry.add("dtstart", one.starts_at)
    entry.add("dtend", one.starts_at + timedelta(minutes=one.minutes))  # type: ignore[operator]
    entry.add("url", settings.PUBLIC_URL + one.get_absolute_url())
    entry.add("organizer", f"{settings.PUBLIC_URL}{reverse('interviews')}")
    entry.add("description", f"{one.department.name}\n{settings.PUBLIC_URL}{one.get_absolute_url()}")
    entry.add("status", "CANCELLED" if one.state == State.CANCELLED else "CONFIRMED")
    entry.add("sequence", 2 if one.state == State.CANCELLED else int(one.moved_from is not None))
    return entry


class Records(Feed):  # type: ignore[type-arg]
    """Announced interviews and published records, the newest first."""

    feed_type = Atom1Feed
    link = "/interviews/"

    def title(self) -> str:
        return _("Online interviews")

    def items(self) -> QuerySet[Interview]:
        told = Interview.objects.filter(state__in=(State.ANNOUNCED, State.LIVE, State.PAUSED, *DONE))
        return told.select_related("department").order_by("-announced_at")[:LENGTH]

    def item_title(self, item: Interview) -> str:
        return f"{item.title} ({item.get_state_display()})"

    def item_description(self, item: Interview) -> str:
        return excerpt(item.summary or item.about_zh, 300)

    def item_pubdate(self, item: Interview) -> datetime | None:
        return item.published_at or item.announced_at

    def item_author_name(self, item: Interview) -> str:
        return item.department.name


def _spoken(one: Interview) -> list[tuple[int, str, str]]:
    """(second, who, text) of everything said."""
    lines = one.lines.filter(removed_at=None).select_related("question")
    found = []
    for line in lines:
        if line.kind == "question" and line.question:
            found.append((line.offset, _("Question"), line.question.text))
        elif line.body:
            found.append((line.offset, line.speaker_zh, line.body))
    return found


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """As plain text; until it is published it says that nobody has checked it."""
    one = found(pk)
    if not (one.is_over or one.is_on_air):
        raise Http404
    head = [one.title, one.department.name, f"{settings.PUBLIC_URL}{one.get_absolute_url()}"]
    if not one.is_published:
        head.append(_("This is the provisional record. It has not been checked yet."))
    said = [f"[{at // 60:02}:{at % 60:02}] {who}: {text}" for at, who, text in _spoken(one)]
    return HttpResponse("\n\n".join(["\n".join(head), *said]) + "\n", content_type="text/plain; charset=utf-8")


def captions(request: HttpRequest, pk: int) -> HttpResponse:
    """WebVTT: what was said from its second on, until the next was said (WCAG 1.2.2)."""
    one = found(pk)
    said = _spoken(one)
    if not (one.is_over or one.is_on_air):
        raise Http404
    cues = ["WEBVTT"]
    for number, (at, who, text) in enumerate(said):
        end = said[number + 1][0] if number + 1 < len(said) else at + 30
        words = " ".join(text.split()).replace("-->", "→")
        cues.append(f"{number + 1}\n{_stamp(at)} --> {_stamp(max(end, at + 1))}\n<v {_plain(who)}>{_plain(words)}")
    return HttpResponse("\n\n".join(cues) + "\n", content_type="text/vtt; charset=utf-8")


def _stamp(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
