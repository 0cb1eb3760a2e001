"""The tree of offices."""

from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import outlet

from .. import obstacles
from ..hours import WeeklyHours

if TYPE_CHECKING:
    from collab.accounts.models import Person

CODE = RegexValidator(r"^[A-Za-z0-9-]+$", _("Letters, digits and hyphens only."))


class DepartmentQuerySet(models.QuerySet["Department"]):
    def open(self) -> "DepartmentQuerySet":
        return self.filter(closed_at=None)


class Department(models.Model):
    """An office. `path` is the chain of codes from the root, `/D/D06/`, so that "this and below" is a prefix.

    The code is its address and stands in what was written down about it, so it never changes. `hours` as in `WeeklyHours`.
    """

    code = models.CharField(_("Code of the office"), max_length=20, unique=True, validators=[CODE])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to")
    )
    path = models.CharField(max_length=200, unique=True)
    name_zh = models.CharField(_("Name in Chinese"), max_length=80)
    name_en = models.CharField(_("Name in English"), max_length=120)
    duties_zh = models.TextField(_("Duties in Chinese"), blank=True)
    duties_en = models.TextField(_("Duties in English"), blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    address_zh = models.CharField(_("Address in Chinese"), max_length=200, blank=True)
    address_en = models.CharField(_("Address in English"), max_length=200, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def duties(self) -> str:
        return self.duties_en if (get_language() or "").startswith("en") else self.duties_zh

    @property
    def address(self) -> str:
        """In the reader's language where it was written down, else in the other."""
        both = (self.address_zh, self.address_en)
        return next(filter(None, reversed(both) if (get_language() or "").startswith("en") else both), "")

    @property
    def depth(self) -> int:
        """0 at the root."""
        return self.path.count("/") - 2

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def found(cls, *, by: "Person", **facts: Any) -> Self:
        """A new office. Raises ValidationError for what does not fit, and without an office that it belongs to."""
        office = cls(**facts)
        if office.parent is None or office.parent.closed_at:
            raise ValidationError({"parent": _("Choose the office that it belongs to.")})
        office._check()
        with transaction.atomic():
            office.save()
            log(by, "department.founded", office, code=office.code)
        return office

    def change(self, *, by: "Person", **facts: Any) -> None:
        """Other names, hours, or another place in the tree: whoever holds a role here then holds it there, at once.

        Raises ValidationError, also for a new code and a place below itself.
        """
        with transaction.atomic():
            before = type(self).objects.select_for_update().get(pk=self.pk)
            changed = sorted(name for name, value in facts.items() if getattr(before, name) != value)
            for name in changed:
                setattr(self, name, facts[name])
            self._check_place(before)
            self._check()
            self.save()
            if self.path != before.path:
                self._move_below(before.path)
            log(by, "department.changed", self, fields=changed)

    def dissolve(self, *, by: "Person", successor: "Department") -> None:
        """No longer an office; its page names who took over. Raises ValidationError while something still stands on it."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            if found := self.obstacles():
                raise ValidationError(found)
            if successor.pk == self.pk or successor.closed_at or self.closed_at:
                raise ValidationError(_("Choose an office that goes on."))
            self.closed_at, self.successor = timezone.now(), successor
            self.save()
            log(by, "department.dissolved", self, code=self.code, successor=successor.code)

    def obstacles(self) -> list[str]:
        """Why it cannot be dissolved yet, in the reader's language."""
        found = [str(_("It has offices below it."))] if self.children.filter(closed_at=None).exists() else []
        if self.parent_id is None:
            found.append(str(_("It is the root of the tree.")))
        if self.grants.current().exists():
            found.append(str(_("People still hold roles here.")))
        if self.positions.filter(person__is_active=True).exists():
            found.append(str(_("People still have their business card here.")))
        return found + obstacles.of(self)

    def _check(self) -> None:
        WeeklyHours.parse(self.hours)
        self.full_clean(exclude=["path"])

    def _check_place(self, before: "Department") -> None:
        if self.code != before.code:
            raise ValidationError({"code": _("The code of an office does not change.")})
        if self.parent_id == before.parent_id:
            return
        if self.parent is None or self.parent.closed_at or self.parent.path.startswith(before.path):
            raise ValidationError({"parent": _("An office cannot belong to itself or to one below it.")})

    def _move_below(self, old: str) -> None:
        for office in type(self).objects.filter(path__startswith=old).exclude(pk=self.pk):
            type(self).objects.filter(pk=office.pk).update(path=self.path + office.path[len(old) :])
        holders = self.grants.model.objects.current().filter(department__path__startswith=self.path)
        for person in set(holders.values_list("person_id", flat=True)):
            outlet.recheck(f"p{person}")
