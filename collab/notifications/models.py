"""Mail that the city owes somebody: written with the verb that causes it, sent by a chore, once."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .announcements import Announcement

__all__ = ["Announcement", "Letter"]

CLAIM = timedelta(minutes=5)
PAUSES = [1, 5, 30, 120, 720]  # minutes between tries


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> "LetterQuerySet":
        """Unsent, not being sent by anybody right now, and not paused after a failure."""
        return self.filter(Q(not_before=None) | Q(not_before__lte=timezone.now()), sent_at=None, tries__lt=len(PAUSES))


class Letter(models.Model):
    """`about` names the matter ("case 2026-000412") and nothing personal."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=10)
    about = models.CharField(max_length=80, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def write(cls, *, to: str, language: str, template: str, context: dict[str, Any], about: str) -> "Letter | None":
        """Render `template` + `.subject.txt` and `.txt` in that language, within the caller's transaction. None without address."""
        if not to:
            return None
        with translation.override(language):
            facts = {**context, "site": settings.PUBLIC_URL}
            subject = " ".join(render_to_string(f"{template}.subject.txt", facts).split())
            text = render_to_string(f"{template}.txt", facts)
        return cls.objects.create(
            to=to, subject=subject[:200], text=text.strip() + "\n", language=language, about=about
        )

    def claim(self) -> bool:
        """True for one process alone; the claim ends by itself if that process dies."""
        until = timezone.now() + CLAIM
        return bool(Letter.objects.due().filter(pk=self.pk).update(not_before=until, tries=models.F("tries") + 1))

    def send(self) -> None:
        """Raises what the mail server raises; the pause until the next try is then already set."""
        pause = timedelta(minutes=PAUSES[min(self.tries, len(PAUSES) - 1)])
        Letter.objects.filter(pk=self.pk).update(not_before=timezone.now() + max(pause, CLAIM))
        EmailMessage(" ".join(self.subject.split()), self.text, settings.DEFAULT_FROM_EMAIL, [self.to]).send()
        Letter.objects.filter(pk=self.pk).update(sent_at=timezone.now())
