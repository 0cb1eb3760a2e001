"""Prepared paragraphs of a department for its replies: kept by its lead, every version of them stays."""

import re
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department
from collab.departments.rights import departments_of, has_role, within
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow
from .case import Case
from .matter import CENTRE
from .tidy import tidy

PLACEHOLDERS = ("number", "department", "received", "due", "today")
_HOLDER = re.compile(r"\{([^{}\s]*)\}")


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    def current(self) -> "ParagraphQuerySet":
        return self.filter(ended_at=None)

    def fit_for(self, case: Case) -> "ParagraphQuerySet":
        """Those of its department and of the departments above, the nearest first."""
        path = case.department.path if case.department else ""
        codes = [part for part in path.split("/") if part] or [CENTRE]
        return self.current().filter(department__code__in=codes).order_by("-department__path", "title")

    def readable_by(self, viewer: Viewer) -> "ParagraphQuerySet":
        """Of the departments in which the viewer handles or leads, and of those above them."""
        paths = departments_of(viewer, "handler", "official")
        above = {code for path in paths for code in path.split("/") if code}
        return self.current().filter(within(paths, "department__path") | Q(department__code__in=above))


class Paragraph(models.Model):
    """One version. A change is a new row that `replaces` this one; words in braces are filled in from the case."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="paragraphs")
    title = models.CharField(max_length=60)
    body = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["department__path", "title", "pk"]
        indexes = [models.Index(fields=["department"], condition=Q(ended_at=None), name="paragraph_current")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def write(cls, *, department: Department, title: str, body: str, by: Person) -> Self:
        """A new one. Raises Incomplete, also for a placeholder that nobody fills in."""
        with transaction.atomic():
            made = cls.objects.create(department=department, by=by, **cls._checked(title, body))
            log(by, "paragraph.written", made, department=department.code)
        return made

    def change(self, *, title: str, body: str, by: Person) -> Self:
        """Another version takes its place; this one stays to be read. Raises Incomplete, NotNow."""
        facts = self._checked(title, body)
        if facts == {"title": self.title, "body": self.body}:
            return self
        with transaction.atomic():
            self.end(by=by)
            made = type(self).objects.create(department=self.department, by=by, replaces=self, **facts)
            log(by, "paragraph.written", made, department=self.department.code, replaces=self.pk)
        return made

    def end(self, *, by: Person) -> None:
        """Not offered any more. Raises NotNow where somebody was faster."""
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now()):
                raise NotNow
            log(by, "paragraph.ended", self, department=self.department.code)

    def may_be_changed_by(self, viewer: Viewer) -> bool:
        """By the lead of the department, or of one above it."""
        return has_role(viewer, "official", self.department)

    def versions(self) -> "list[Paragraph]":
        """Earlier ones, the latest first."""
        found, one = [], self.replaces
        while one is not None:
            found.append(one)
            one = one.replaces
        return found

    def filled(self, case: Case) -> str:
        """With the facts of the case in the place of the placeholders, in the language of the citizen."""
        with override(case.language):
            facts = {
                "number": case.number,
                "department": case.department.name if case.department else "",
                "received": date_format(timezone.localdate(case.received_at), "Y-m-d"),
                "due": date_format(case.due_on, "Y-m-d") if case.due_on else "",
                "today": date_format(timezone.localdate(), "Y-m-d"),
            }
        return _HOLDER.sub(lambda found: facts.get(found[1], found[0]), self.body)

    @staticmethod
    def _checked(title: str, body: str) -> dict[str, str]:
        title, body = tidy(title)[:60], tidy(body)[:4000]
        if not title or not body:
            raise Incomplete(_("A title and a text are needed."))
        unknown = sorted({name for name in _HOLDER.findall(body) if name not in PLACEHOLDERS})
        if unknown:
            raise Incomplete(_("Nobody fills in: %(names)s") % {"names": ", ".join(f"{{{name}}}" for name in unknown)})
        return {"title": title, "body": body}
