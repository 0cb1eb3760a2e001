"""The business card of staff."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log

from .. import photos
from .department import Department

if TYPE_CHECKING:
    from collab.accounts.models import Person

LANGUAGES = {
    "zh-hans": _("Mandarin Chinese"),
    "yue": _("Cantonese"),
    "en": _("English"),
    "ru": _("Russian"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "fr": _("French"),
    "de": _("German"),
    "es": _("Spanish"),
    "ar": _("Arabic"),
    "csl": _("Chinese sign language"),
}


class Position(models.Model):
    """Set by administrators; nobody declares their own office. `photo` is a random name, `languages` keys of LANGUAGES."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="position")
    department = models.ForeignKey(Department, models.PROTECT, related_name="positions", verbose_name=_("Department"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=80)
    title_en = models.CharField(_("Title in English"), max_length=80)
    duties_zh = models.TextField(_("Duties in Chinese"), blank=True)
    duties_en = models.TextField(_("Duties in English"), blank=True)
    phone = models.CharField(_("Office phone"), max_length=40, blank=True)
    room = models.CharField(_("Office room"), max_length=40, blank=True)
    languages = models.JSONField(default=list, blank=True)
    photo = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh

    @property
    def duties(self) -> str:
        return self.duties_en if (get_language() or "").startswith("en") else self.duties_zh

    @property
    def spoken(self) -> list[str]:
        """The languages by name."""
        return [str(LANGUAGES[code]) for code in self.languages if code in LANGUAGES]

    @property
    def photo_url(self) -> str:
        return reverse("photo", args=[self.person_id, self.photo]) if self.photo else ""

    @classmethod
    def assign(
        cls, *, person: "Person", by: "Person", picture: bytes | None = None, no_photo: bool = False, **facts: Any
    ) -> "Position":
        """The card of this person, new or changed; `picture` is drawn anew.

        Raises PermissionDenied for one's own, ValidationError for what does not fit or is no picture.
        """
        if by.pk == person.pk:
            raise PermissionDenied
        card = cls.objects.filter(person=person).first() or cls(person=person)
        before = card.photo
        changed = sorted(name for name, value in facts.items() if getattr(card, name, None) != value)
        for name in changed:
            setattr(card, name, facts[name])
        if picture is not None:
            card.photo = photos.keep(picture)
        elif no_photo:
            card.photo = ""
        card.full_clean()
        with transaction.atomic():
            card.save()
            fields = [*changed, *(["photo"] if card.photo != before else [])]
            log(by, "position.assigned", card, person=person.pk, fields=fields)
            if before and before != card.photo:
                transaction.on_commit(lambda: photos.forget(before), robust=True)
        return card
