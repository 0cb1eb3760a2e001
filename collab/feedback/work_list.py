"""The work list: what a member of staff may see of the queue, narrowed by what was asked for. Page and table ask it alike."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.departments.rights import departments_of, within
from collab.live.viewer import Viewer

from .lifecycle import ANSWERED, OPEN, Kind, State
from .models import Assignment, Case, Request

TABS: dict[str, str | Promise] = {
    "open": _("Open"), "mine": _("Mine"), "new": _("To accept and dispatch"), "check": _("To approve"),
    "parts": _("Asked of us"), "asked": _("To decide"), "calls": _("To call back"), "publish": _("To publish"),
    "all": _("All"),
}  # fmt: skip
ASKED = ("tab", "q", "kind", "state", "overdue")  # what a filter is made of


@dataclass(frozen=True, slots=True)
class WorkList:
    """One view of the queue; `asked` are the known words of the address, checked."""

    viewer: Viewer
    tab: str
    asked: dict[str, str]

    @classmethod
    def of(cls, viewer: Viewer, given: QueryDict) -> "WorkList":
        """Unknown tabs, kinds and states are left out as if they had not been asked for."""
        asked = {name: given.get(name, "").strip()[:100] for name in ASKED}
        known = {"tab": TABS, "kind": Kind.values, "state": State.values, "overdue": ("1",)}
        asked = {name: value for name, value in asked.items() if value and value in known.get(name, (value,))}
        return cls(viewer, asked.get("tab", "open"), asked)

    @property
    def address(self) -> str:
        """The query of the address that shows it again."""
        return urlencode({"tab": self.tab, **self.asked})

    def found(self) -> QuerySet[Case]:
        """The earliest due first."""
        chosen = self._part(Case.objects.visible_to(self.viewer))
        if query := self.asked.get("q"):
            chosen = chosen.filter(Q(title__icontains=query) | Q(number__icontains=query))
        for name in ("kind", "state"):
            if name in self.asked:
                chosen = chosen.filter(**{name: self.asked[name]})
        if "overdue" in self.asked:
            chosen = chosen.overdue()
        return chosen.by_due()

    def _part(self, seen: "QuerySet[Case]") -> "QuerySet[Case]":
        parts: dict[str, Q] = {
            "open": Q(state__in=OPEN),
            "mine": Q(handler_id=self.viewer.person_id, state__in=OPEN),
            "new": Q(state__in=[State.SUBMITTED, State.ACCEPTED, State.RETURNED]),
            "check": Q(state=State.REPLY_SUBMITTED) | Q(state=State.REPLY_DRAFTED, reply__handed_in_at__isnull=False),
            "asked": Q(pk__in=Request.objects.filter(decided_at=None).values("case")),
            "calls": Q(state=State.CALLBACK),
            "publish": Q(state__in=ANSWERED, consent=True, confidential=False, publication=None),
            "all": Q(),
        }
        return seen.filter(parts[self.tab] if self.tab in parts else self._asked_of_us())

    def _asked_of_us(self) -> Q:
        """Where a department of the viewer has been asked and has not answered."""
        paths = departments_of(self.viewer, "handler", "official")
        open_parts = Assignment.objects.open().filter(within(paths, "department__path"))
        return Q(pk__in=open_parts.values("case") if paths else [])
