"""A view of the work list that somebody keeps under a name; one of them may be where the list opens."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person

from ..errors import Incomplete
from .tidy import tidy

MOST = 30  # of one person


class SavedFilter(models.Model):
    """`asked` is the query of the address. Nobody but the person sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=40)
    asked = models.CharField(max_length=400)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_filter_named"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(is_default=True), name="saved_filter_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, *, name: str, asked: str, is_default: bool, by: Person) -> "SavedFilter":
        """Under a name that is there already the new one takes its place. Raises Incomplete."""
        name = tidy(name)[:40]
        if not name:
            raise Incomplete(_("Give it a name."))
        with transaction.atomic():
            mine = cls.objects.select_for_update().filter(person=by)
            if mine.exclude(name=name).count() >= MOST:
                raise Incomplete(_("There are thirty already; remove one first."))
            if is_default:
                mine.update(is_default=False)
            kept, _made = cls.objects.update_or_create(
                person=by, name=name, defaults={"asked": asked[:400], "is_default": is_default}
            )
        return kept
