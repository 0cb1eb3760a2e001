"""The published replies as an Atom feed."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from collab.text.excerpt import excerpt

from ..models import Publication

LENGTH = 50


class Replies(Feed):  # type: ignore[type-arg]
    """The newest first; `?department=D01` those of one office."""

    feed_type = Atom1Feed
    title = _("Published replies")
    link = reverse_lazy("replies")

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> str:
        return request.GET.get("department", "")[:20]

    def items(self, office: str) -> QuerySet[Publication]:
        shown = Publication.objects.filter(withdrawn_at=None, case__consent=True).select_related("case__department")
        return (shown.filter(case__department__code=office) if office else shown)[:LENGTH]

    def item_title(self, item: Publication) -> str:
        return item.title

    def item_description(self, item: Publication) -> str:
        return excerpt(item.answer, 300)

    def item_pubdate(self, item: Publication) -> datetime:
        return item.at

    def item_author_name(self, item: Publication) -> str:
        return str(item.case.department or "")
