"""Whom a member of staff works with: their own list, in groups of their own, and wishes to be told when somebody is there."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

GROUP_CHARS = 40
CONTACTS = 500  # of one person


class Contact(models.Model):
    """`group` is the owner's word for a part of their list; offices are groups of everybody and stand in the directory."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="contacts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    group = models.CharField(_("Group"), max_length=GROUP_CHARS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "person"], name="one_contact")]

    @classmethod
    def keep(cls, *, by: Any, person: Any, group: str = "") -> "Contact":
        """Into the list of `by`, or into another group of it. Raises ValidationError when the list is full or the word too long."""
        if len(group.strip()) > GROUP_CHARS:
            raise ValidationError(_("A group's name has at most 40 characters."))
        known = cls.objects.filter(owner=by)
        if known.count() >= CONTACTS and not known.filter(person=person).exists():
            raise ValidationError(_("Your list is full."))
        return cls.objects.update_or_create(owner=by, person=person, defaults={"group": group.strip()})[0]


class Alert(models.Model):
    """A wish to be told when somebody becomes available: once, or each time. `armed` while they are not."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alerts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lasting = models.BooleanField(default=False)
    armed = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "person"], name="one_alert")]

    @classmethod
    def ask(cls, *, by: Any, person: Any, lasting: bool = False) -> "Alert":
        """Told at once when the person is already there."""
        return cls.objects.update_or_create(owner=by, person=person, defaults={"lasting": lasting, "armed": True})[0]

    def spend(self) -> bool:
        """True for one caller alone; a wish for once ends with it."""
        if not self.lasting:
            return bool(Alert.objects.filter(pk=self.pk, armed=True).delete()[0])
        return bool(Alert.objects.filter(pk=self.pk, armed=True).update(armed=False))
