"""Who wants to be told of a published matter instead of writing the same again."""

from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.live.viewer import Viewer
from collab.notifications.models import Letter

from ..errors import Incomplete

SALT = "follower"


class FollowerQuerySet(models.QuerySet["Follower"]):
    def told(self) -> "FollowerQuerySet":
        """Those who have said that the address is theirs, and have not stopped."""
        return self.filter(confirmed_at__isnull=False, stopped_at=None)


class Follower(models.Model):
    """One address is told once, whoever typed it. An address without account is confirmed by its owner first."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="followers")
    party = models.CharField(max_length=24, blank=True, db_index=True)
    email = models.EmailField()
    language = models.CharField(max_length=10, default="zh-hans")
    since = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "email"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"

    @classmethod
    def follow(cls, *, case: Any, by: Viewer, email: str = "") -> Self:
        """Told from now on; who has no account is asked by mail first. Again is the same. Raises Incomplete."""
        person = Person.objects.filter(pk=by.person_id).first()
        email = person.email if person else email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise Incomplete(_("An e-mail address is needed.")) from error
        with transaction.atomic():
            one, _made = cls.objects.get_or_create(case_id=case.pk, email=email, defaults={"party": by.key})
            one.language, one.stopped_at = by.language, None
            if person:
                one.party, one.confirmed_at = by.key, one.confirmed_at or timezone.now()
            one.save()
            if one.confirmed_at is None:
                one._mail("follow_confirm")
        return one

    def confirm(self) -> None:
        self.confirmed_at, self.stopped_at = self.confirmed_at or timezone.now(), None
        self.save(update_fields=["confirmed_at", "stopped_at"])

    def stop(self) -> None:
        self.stopped_at = timezone.now()
        self.save(update_fields=["stopped_at"])

    @property
    def is_told(self) -> bool:
        return self.confirmed_at is not None and self.stopped_at is None

    @property
    def link(self) -> str:
        """Where the owner of the address confirms and stops, without signing in."""
        return settings.PUBLIC_URL + reverse("following", args=[signing.dumps(self.pk, salt=SALT)])

    @classmethod
    def of_link(cls, token: str) -> Self | None:
        try:
            return cls.objects.filter(pk=signing.loads(token, salt=SALT)).select_related("case__publication").first()
        except signing.BadSignature:
            return None

    @classmethod
    def of_reader(cls, reader: Viewer, case_id: int) -> Self | None:
        """Where somebody with an account follows it already."""
        return cls.objects.told().filter(case_id=case_id, party=reader.key).first() if reader.person_id else None

    @classmethod
    def tell(cls, case: Any, says: str | Promise) -> None:
        """Something has changed that everybody may know; in the caller's transaction."""
        for one in cls.objects.told().filter(case_id=case.pk).select_related("case__publication"):
            one._mail("followed", says=says)

    def _mail(self, what: str, **more: Any) -> None:
        facts = {
            "title": self.case.publication.title, "link": self.link,
            "address": settings.PUBLIC_URL + self.case.publication.get_absolute_url(), **more,
        }  # fmt: skip
        Letter.write(
            to=self.email, language=self.language, template=f"feedback/mail/{what}", context=facts,
            about=f"follow {self.case.number}",
        )  # fmt: skip
