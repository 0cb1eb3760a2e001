"""The published replies as an Atom feed."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from collab.departments.models import Department
from collab.text.excerpt import excerpt

from ..lifecycle import Kind
from ..models import Leader, Publication

LENGTH = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the published replies; empty is all."""

    department: Department | None = None
    leader: Leader | None = None
    kind: str = ""

    @property
    def query(self) -> str:
        """As it stands in the address of the feed and of the list."""
        department = self.department.code if self.department else ""
        leader = self.leader.slug if self.leader else ""
        chosen = {"department": department, "leader": leader, "kind": self.kind}
        return urlencode({name: value for name, value in chosen.items() if value})


class Replies(Feed):  # type: ignore[type-arg]
    """The newest first; `?department=D01`, `?leader=mayor`, `?kind=complaint` narrow it, also together. What does not
    exist is 404."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Chosen:
        asked = {name: request.GET.get(name, "")[:40] for name in ("department", "leader", "kind")}
        if asked["kind"] and asked["kind"] not in Kind.values:
            raise Http404
        return Chosen(
            get_object_or_404(Department, code=asked["department"]) if asked["department"] else None,
            get_object_or_404(Leader.objects.shown(), slug=asked["leader"]) if asked["leader"] else None,
            asked["kind"],
        )

    def title(self, chosen: Chosen) -> str:
        kind = str(Kind(chosen.kind).label) if chosen.kind else ""
        parts = [str(part) for part in (chosen.leader, chosen.department, kind) if part]
        return " · ".join([_("Published replies"), *parts])

    def link(self, chosen: Chosen) -> str:
        return chosen.leader.get_absolute_url() if chosen.leader else reverse("replies")

    def feed_url(self, chosen: Chosen) -> str:
        return f"{reverse('replies_feed')}?{chosen.query}".rstrip("?")

    def items(self, chosen: Chosen) -> QuerySet[Publication]:
        shown = Publication.objects.filter(withdrawn_at=None, case__consent=True).select_related("case__department")
        for name, value in (("department", chosen.department), ("leader", chosen.leader), ("kind", chosen.kind)):
            shown = shown.filter(**{f"case__{name}": value}) if value else shown
        return shown[:LENGTH]

    def item_title(self, item: Publication) -> str:
        return item.title

    def item_description(self, item: Publication) -> str:
        return excerpt(item.answer, 300)

    def item_pubdate(self, item: Publication) -> datetime:
        return item.at

    def item_author_name(self, item: Publication) -> str:
        return str(item.case.department or "")
