"""A personal token: with it a program acts as its person, within scopes and until a day."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log

from .digests import digest
from .scopes import SCOPES

if TYPE_CHECKING:
    from .models import Person

PREFIX = "tht_"  # by which a scanner finds a token that was left in a file
USED_EVERY = timedelta(minutes=1)  # `last_used_at` is no finer, so that a busy program does not write at each call


class TooManyTokens(Exception):
    """The person already has as many living tokens as one may have."""


class TokenQuerySet(models.QuerySet["Token"]):
    def living(self) -> "TokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class Token(models.Model):
    """The secret is shown once; here rests its digest. A token never has more rights than its person has at that moment."""

    LONGEST: ClassVar[timedelta] = timedelta(days=365)
    MOST: ClassVar[int] = 20  # living ones of one person

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("Name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, *, by: "Person", name: str, scopes: list[str], expires_at: datetime) -> tuple["Token", str]:
        """A new token and its secret, which is never stored.

        Raises ValueError without a scope, for an unknown one, or an end that is past or more than a year ahead;
        TooManyTokens above 20 living ones.
        """
        now = timezone.now()
        if not scopes or not set(scopes) <= set(SCOPES) or not now < expires_at <= now + cls.LONGEST:
            raise ValueError
        if cls.objects.living().filter(person=by).count() >= cls.MOST:
            raise TooManyTokens
        secret = PREFIX + secrets.token_urlsafe(32)
        with transaction.atomic():
            token = cls.objects.create(
                person=by, name=name[:60], digest=digest(secret), scopes=sorted(scopes), expires_at=expires_at
            )
            log(by, "token.issued", token, scopes=token.scopes, until=expires_at.isoformat(timespec="seconds"))
        return token, secret

    def revoke(self, *, by: "Person") -> None:
        """Worth nothing from now on; a second time changes nothing."""
        with transaction.atomic():
            if type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now()):
                log(by, "token.revoked", self, person=self.person_id)
        self.refresh_from_db(fields=["revoked_at"])

    @classmethod
    def behind(cls, secret: str) -> "Token | None":
        """The living token with this secret, of a person whose account is open; that it was used is written down."""
        living = cls.objects.living().filter(person__is_active=True)
        token = living.select_related("person").filter(digest=digest(secret)).first()
        now = timezone.now()
        if token and (token.last_used_at is None or token.last_used_at < now - USED_EVERY):
            cls.objects.filter(pk=token.pk).update(last_used_at=now)
        return token

    @property
    def is_living(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        return [str(SCOPES[scope]) for scope in self.scopes if scope in SCOPES]
