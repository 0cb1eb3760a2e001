"""What the administration tells everybody at once: maintenance, a storm, a closed hall. On every page, and at once to open ones."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import outlet
from presence.models import Beat

TEXT_CHARS = 300
SEEN = "announcements"  # in the cache, for as many seconds as a page may show an old one
FRESH = 5


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def running(self) -> "AnnouncementQuerySet":
        now = timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def ahead(self) -> "AnnouncementQuerySet":
        """Running or still to come."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))


class Announcement(models.Model):
    """Plain text in both languages; `ends_at` None runs until somebody ends it."""

    text_zh = models.CharField(_("Text in Chinese"), max_length=TEXT_CHARS)
    text_en = models.CharField(_("Text in English"), max_length=TEXT_CHARS)
    starts_at = models.DateTimeField(_("From"), default=timezone.now)
    ends_at = models.DateTimeField(_("Until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.text_en if (get_language() or "").startswith("en") else self.text_zh

    @classmethod
    def publish(
        cls, *, by: Any, text_zh: str, text_en: str, starts_at: datetime | None = None, ends_at: datetime | None = None
    ) -> "Announcement":
        """Raises ValidationError for an empty or long text and for an end before the beginning."""
        said = cls(text_zh=text_zh.strip(), text_en=text_en.strip(), ends_at=ends_at, by=by)
        said.starts_at = starts_at or said.starts_at
        said.full_clean(exclude=["by"])
        if ends_at and ends_at <= max(said.starts_at, timezone.now()):
            raise ValidationError({"ends_at": _("This time is over.")})
        with transaction.atomic():
            said.save()
            log(by, "announcement.published", said)
            transaction.on_commit(lambda: cache.delete(SEEN))
            if said.starts_at <= timezone.now():
                said._tell()
        return said

    def end(self, *, by: Any) -> None:
        """Ending twice is ending once."""
        with transaction.atomic():
            if Announcement.objects.ahead().filter(pk=self.pk).update(ends_at=timezone.now()):
                log(by, "announcement.ended", self)
            transaction.on_commit(lambda: cache.delete(SEEN))

    @property
    def line(self) -> str:
        shown = '<span class="only-zh" lang="zh-Hans">{}</span><span class="only-en" lang="en">{}</span>'
        return format_html(shown, self.text_zh, self.text_en)

    def _tell(self) -> None:
        for party in Beat.objects.living().values_list("party", flat=True).distinct():
            outlet.note(party, kind="announcement", count=self.pk, html=self.line)


def running() -> list[tuple[int, str]]:
    """(key, line in both languages) of what every page shows now; asked of the database every five seconds."""
    known = cache.get(SEEN)
    if known is None:
        known = [(said.pk, str(said.line)) for said in Announcement.objects.running()[:3]]
        cache.set(SEEN, known, FRESH)
    return known
