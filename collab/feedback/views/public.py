"""What everybody reads: published replies, suggestions while typing, the board."""

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from collab.departments.models import Department
from collab.limits.allowance import spend
from collab.live.viewer import Viewer
from collab.search.models import find, suggest
from collab.text.excerpt import excerpt

from ..alike.finding import own_alike
from ..lifecycle import Kind
from ..models import Follower, Publication
from ..pages import Pages
from ..urgent import is_urgent

PER_PAGE = 20
SHORTEST = 2  # characters; a word like 社保 says what it is about


def published(viewer: Viewer, query: str, office: str, kind: str) -> QuerySet[Publication]:
    """What everybody may read, the newest first; an unknown kind is no filter."""
    found = Publication.objects.filter(withdrawn_at=None)
    if office:
        found = found.filter(case__department__code=office)
    if kind in Kind.values:
        found = found.filter(case__kind=kind)
    if query:
        keys = [hit.key for hit in find(query, viewer, kinds=["reply"], limit=500).hits]
        found = found.filter(case__number__in=keys)
    return found


def replies(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    office = request.GET.get("department", "")[:20]
    kind = request.GET.get("kind", "")
    found = published(request.viewer, query, office, kind)  # type: ignore[attr-defined]
    rows = Publication.objects.select_related("case__department")
    page = Pages(found, rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/replies.html", {
        "page": page, "query": query, "kind": kind, "kinds": Kind.choices, "office": office,
        "offices": Department.objects.exclude(parent=None),
    })  # fmt: skip


def the_published(number: str) -> Publication:
    found = (
        Publication.objects.filter(case__number=number, withdrawn_at=None).select_related("case__department").first()
    )
    if found is None:
        raise Http404
    return found


def reply(request: HttpRequest, number: str) -> HttpResponse:
    publication = the_published(number)
    related = [hit for hit in suggest(publication.title, limit=4) if hit.key != number][:3]
    return render(
        request,
        "feedback/reply.html",
        {
            "publication": publication,
            "case": publication.case,
            "related": related,
            "followed": Follower.of_reader(request.viewer, publication.case_id),  # type: ignore[attr-defined]
        },
    )


@require_POST
def helped(request: HttpRequest, number: str) -> HttpResponse:
    """Counted once for each reader and day."""
    publication, viewer = the_published(number), request.viewer  # type: ignore[attr-defined]
    if not spend("helped", f"{number}:{viewer.key or viewer.address}", limit=1, seconds=24 * 3600):
        Publication.objects.filter(pk=publication.pk).update(helped=F("helped") + 1)
    return redirect(f"{publication.get_absolute_url()}?thanks=1")


def suggestions(request: HttpRequest) -> HttpResponse:
    """At most three published replies for a half-typed question, and whether it sounds like danger now."""
    text = request.GET.get("q", "").strip()[:200]
    viewer = request.viewer  # type: ignore[attr-defined]
    if spend("suggest", viewer.key or viewer.address, limit=120, seconds=60):
        return JsonResponse({"replies": [], "urgent": is_urgent(text)})
    own = [
        {"title": case.title, "url": case.get_absolute_url(), "text": case.number} for case in own_alike(text, viewer)
    ]
    return JsonResponse({**suggested(text), "own": own})


def suggested(text: str) -> dict[str, object]:
    found = [
        {"title": hit.title, "url": hit.url, "text": excerpt(hit.text, 120), "department": hit.department}
        for hit in (suggest(text) if len(text) >= SHORTEST else [])
    ]
    return {"replies": found, "urgent": is_urgent(text)}
