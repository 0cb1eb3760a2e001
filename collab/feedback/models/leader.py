"""To whom letters may be written by name or office: the mayor and those beside them."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department

TITLE, TEXT = 25, 600  # characters that a letter box starts with (GI-12)


class LeaderQuerySet(models.QuerySet["Leader"]):
    def shown(self) -> "LeaderQuerySet":
        """Those to whom one may write today."""
        return self.filter(Q(shown_until=None) | Q(shown_until__gte=timezone.localdate()))


class Leader(models.Model):
    """Kept by the administration of the site. `person` lends the portrait of the business card; a name alone will do."""

    slug = models.SlugField(_("Address on these pages"), max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    title_zh = models.CharField(_("Title in Chinese"), max_length=80)
    title_en = models.CharField(_("Title in English"), max_length=80)
    remit_zh = models.TextField(_("Remit in Chinese"), max_length=600, blank=True)
    remit_en = models.TextField(_("Remit in English"), max_length=600, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Card of")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Department")
    )
    order = models.PositiveSmallIntegerField(_("Place in the list"), default=10)
    shown_until = models.DateField(_("Shown until"), null=True, blank=True)
    title_most = models.PositiveSmallIntegerField(
        _("Longest title, in characters"), default=TITLE, validators=[MinValueValidator(10), MaxValueValidator(60)]
    )
    text_most = models.PositiveSmallIntegerField(
        _("Longest text, in characters"), default=TEXT, validators=[MinValueValidator(100), MaxValueValidator(2000)]
    )

    objects = LeaderQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"

    @property
    def title(self) -> str:
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh

    @property
    def remit(self) -> str:
        return self.remit_en if (get_language() or "").startswith("en") else self.remit_zh

    @property
    def photo_url(self) -> str:
        """The portrait of the card, while it is one of staff in service."""
        card = getattr(self.person, "position", None)
        return card.photo_url if self.person and self.person.is_active and card else ""

    @property
    def is_shown(self) -> bool:
        return self.shown_until is None or self.shown_until >= timezone.localdate()

    def get_absolute_url(self) -> str:
        return reverse("leader", args=[self.slug])

    def keep(self, *, by: Person, **facts: Any) -> None:
        """New or changed. Raises ValidationError for what does not fit."""
        changed = sorted(name for name, value in facts.items() if self.pk is None or getattr(self, name) != value)
        for name, value in facts.items():
            setattr(self, name, value)
        self.full_clean()
        with transaction.atomic():
            self.save()
            log(by, "leader.kept", self, fields=changed)
