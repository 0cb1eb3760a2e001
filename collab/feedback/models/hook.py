"""Web hooks: another server is told when something public happens to a case; signed, repeated, recorded."""

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.accounts.sealing import sealed, unsealed
from collab.audit.models import log
from collab.departments.models import Department
from collab.notifications.models import Letter
from collab.outside.fetching import NotAllowed, Unreachable, fetch

from ..errors import Incomplete
from ..lifecycle import OPEN

PAUSES = (1, 5, 30, 120, 720)  # minutes between tries
GIVES_UP = 20  # deliveries in a row that never arrived: then the hook is switched off
KEPT = timedelta(days=30)
CLAIM = timedelta(minutes=2)


class HookQuerySet(models.QuerySet["Hook"]):
    def on(self) -> "HookQuerySet":
        return self.filter(disabled_at=None)


class Hook(models.Model):
    """`department` empty: of the whole city. The secret is shown once and rests sealed."""

    url = models.URLField(_("Address"), max_length=500)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Department")
    )
    secret = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lost = models.PositiveSmallIntegerField(default=0)
    disabled_at = models.DateTimeField(null=True, blank=True)

    objects = HookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def add(cls, *, url: str, department: Department | None, by: Person) -> tuple["Hook", str]:
        """With its secret, which is told once. Raises Incomplete for an address that is not https."""
        if not url.startswith("https://") and urlsplit(url).netloc not in settings.OUTSIDE_ALLOWED:
            raise Incomplete(_("The address begins with https://."))
        secret = f"whsec_{secrets.token_urlsafe(32)}"
        with transaction.atomic():
            hook = cls.objects.create(url=url, department=department, secret=sealed(secret), by=by)
            log(by, "hook.added", hook)
        return hook, secret

    def disable(self, *, by: Person | None) -> None:
        """Ended by somebody, or by itself after GIVES_UP losses, of which whoever added it is told."""
        with transaction.atomic():
            if not Hook.objects.on().filter(pk=self.pk).update(disabled_at=timezone.now()):
                return
            log(by, "hook.disabled", self)
            if by is None:
                Letter.write(
                    to=self.by.email, language=self.by.language, template="feedback/mail/hook_lost",
                    context={"hook": self}, about=f"hook {self.pk}",
                )  # fmt: skip

    @classmethod
    def tell(cls, case: Any, verb: str) -> None:
        """In the transaction of the verb: what everybody may know of it, to every hook of its office and of the city."""
        office = Q(department=None) | Q(department=case.department_id)
        hooks = list(cls.objects.on().filter(office)) if not case.confidential else []
        if hooks:
            body = json.dumps(_public(case, verb), ensure_ascii=False, sort_keys=True)
            Delivery.objects.bulk_create([Delivery(hook=hook, verb=verb, body=body) for hook in hooks])

    def ping(self) -> "Delivery":
        """One delivery to try it."""
        said = {"event": "ping", "at": timezone.now().isoformat(timespec="seconds")}
        return Delivery.objects.create(hook=self, verb="ping", body=json.dumps(said))


def _public(case: Any, verb: str) -> dict[str, Any]:
    publication = getattr(case, "publication", None)
    shown = publication is not None and publication.withdrawn_at is None
    return {
        "event": f"case.{verb}",
        "at": timezone.now().isoformat(timespec="seconds"),
        "number": case.number,
        "status": "open" if case.state in OPEN else "closed",
        "kind": case.kind,
        "department": case.department.code if case.department else None,
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "url": settings.PUBLIC_URL + publication.get_absolute_url() if shown else None,
    }


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> "DeliveryQuerySet":
        waits = Q(not_before=None) | Q(not_before__lte=timezone.now())
        return self.filter(waits, arrived_at=None, tries__lt=len(PAUSES), hook__disabled_at=None).order_by("pk")


class Delivery(models.Model):
    """`status` is what the other server answered last, 0 where nothing came back."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    verb = models.CharField(max_length=24)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    def send(self) -> bool:
        """By one process at a time; the body is signed with the second in which it is sent. True where it arrived."""
        facts = {"not_before": timezone.now() + CLAIM, "tries": F("tries") + 1}
        if not Delivery.objects.due().filter(pk=self.pk).update(**facts):
            return False
        self.tries += 1
        status, error = self._post()
        arrived = 200 <= status < 300
        pause = timedelta(minutes=PAUSES[min(self.tries, len(PAUSES)) - 1])
        now = timezone.now()
        Delivery.objects.filter(pk=self.pk).update(
            status=status,
            error=error[:40],
            arrived_at=now if arrived else None,
            not_before=None if arrived else now + pause,
        )
        self._count(arrived)
        return arrived

    def _post(self) -> tuple[int, str]:
        moment, body = str(int(timezone.now().timestamp())), self.body.encode()
        try:
            secret = unsealed(self.hook.secret)
        except InvalidToken:
            return 0, "secret lost"
        headers = {
            "Content-Type": "application/json", "X-Townhall-Delivery": str(self.pk),
            "X-Townhall-Signature": f"t={moment},v1={signature(secret, moment, body)}",
        }  # fmt: skip
        try:
            return fetch(self.hook.url, method="POST", body=body, headers=headers, redirects=0).status, ""
        except (NotAllowed, Unreachable) as error:
            return 0, f"{type(error).__name__} {error}"

    def _count(self, arrived: bool) -> None:
        if arrived:
            Hook.objects.filter(pk=self.hook_id).update(lost=0)
        elif self.tries >= len(PAUSES):
            Hook.objects.filter(pk=self.hook_id).update(lost=F("lost") + 1)
            self.hook.refresh_from_db()
            if self.hook.lost >= GIVES_UP:
                self.hook.disable(by=None)


def signature(secret: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 of `<moment>.<body>`, in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
