"""A one-time link by which a visitor goes on with a conversation on another device."""

import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone

from collab.accounts.models import digest


class Doorway(models.Model):
    """Opens once, within `LIFE`. The secret stands in the link alone; here rests its digest."""

    LIFE = timedelta(minutes=15)

    conversation = models.ForeignKey("chat.Conversation", models.CASCADE, related_name="doorways")
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"doorway {self.pk}"

    @classmethod
    def open(cls, conversation: models.Model) -> str:
        """A new secret for the link. Earlier links of the conversation end."""
        secret = secrets.token_urlsafe(24)
        cls.objects.filter(conversation=conversation, used_at=None).update(used_at=timezone.now())
        cls.objects.create(conversation=conversation, token=digest(secret))
        return secret

    @classmethod
    def behind(cls, secret: str) -> "Doorway | None":
        """The doorway that still opens, or None."""
        since = timezone.now() - cls.LIFE
        return cls.objects.filter(token=digest(secret), used_at=None, created_at__gt=since).first()

    def pass_through(self) -> bool:
        """True for the first to come."""
        return bool(Doorway.objects.filter(pk=self.pk, used_at=None).update(used_at=timezone.now()))
