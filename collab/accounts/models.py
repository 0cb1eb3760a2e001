"""People with an account, and guests without one."""

import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import outlet

from . import erasures
from .digests import digest
from .tokens import Token

__all__ = ["Guest", "Person", "Token", "digest"]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **facts)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody with an account: citizen or staff. What they may do comes from grants, never from here."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=60)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="zh-hans")
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Asia/Shanghai")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or str(_("Former user") if self.closed_at else _("Citizen"))

    @property
    def key(self) -> str:
        """The party key of rooms and logs: `p12`."""
        return f"p{self.pk}"

    @property
    def is_employed(self) -> bool:
        """Holds a role; such an account is closed by an administrator, never by its person."""
        return self.grants.current().exists()

    def close(self, *, by: "Person") -> None:
        """For good: whatever names the person goes, what they wrote to offices stays under no name. Open cases go on.

        Raises PermissionDenied for somebody else's account, for that of staff, and for one that is closed.
        """
        with transaction.atomic():
            still = type(self).objects.select_for_update().filter(pk=self.pk, closed_at=None).exists()
            if by.pk != self.pk or not still or self.is_employed:
                raise PermissionDenied
            erasures.erase(self)
            self.is_active, self.closed_at = False, timezone.now()
            self.email, self.name, self.phone = f"closed-{self.pk}@closed.invalid", "", ""
            self.set_unusable_password()
            self.save()
            log(self, "person.closed", self)
            outlet.revoke(party=self.key)

    def deactivate(self, *, by: "Person") -> None:
        """Nobody signs in with this account and no socket of it stays open; its grants rest. Raises PermissionDenied for one's own."""
        with transaction.atomic():
            self._switch(by, False)
            self.end_sessions()
            log(by, "person.deactivated", self)
            outlet.revoke(party=self.key, code=4403)

    def reactivate(self, *, by: "Person") -> None:
        """Raises PermissionDenied for one's own, and for an account that its person has closed."""
        with transaction.atomic():
            self._switch(by, True)
            log(by, "person.reactivated", self)

    def sign_out_everywhere(self, *, by: "Person") -> None:
        """Every session of theirs ends, with its sockets."""
        with transaction.atomic():
            ended = self.end_sessions()
            log(by, "person.sessions_ended", self, count=ended)
            outlet.revoke(party=self.key)

    def end_sessions(self) -> int:
        """How many there were. The sockets are closed by the verb that calls this."""
        listed = self.usersession_set.all()  # type: ignore[attr-defined]
        keys = list(listed.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        listed.delete()
        return len(keys)

    def _switch(self, by: "Person", on: bool) -> None:
        if by.pk == self.pk or self.closed_at:
            raise PermissionDenied
        self.is_active = on
        self.save(update_fields=["is_active"])


class Guest(models.Model):
    """A visitor without account, under a name of choice; known by a cookie whose secret is stored as a digest."""

    LIFE = timedelta(days=30)

    name = models.CharField(max_length=40)
    token = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, default="zh-hans")
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="once_guest")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The party key of rooms and logs: `g3`."""
        return f"g{self.pk}"

    @classmethod
    def welcome(cls, *, name: str, language: str) -> tuple["Guest", str]:
        """A new guest and the secret for its cookie, which is never stored."""
        token = secrets.token_urlsafe(32)
        guest = cls.objects.create(name=name, language=language, token=digest(token), ends_at=timezone.now() + cls.LIFE)
        return guest, token
