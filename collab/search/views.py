"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from collab.text.excerpt import excerpt
from collab.text.render import marked

from .models import find

PER_PAGE = 20


def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    number = request.GET.get("page", "1")
    offset = (max(1, int(number)) - 1) * PER_PAGE if number.isdigit() and len(number) < 5 else 0
    found = find(query, request.viewer, limit=PER_PAGE, offset=offset)  # type: ignore[attr-defined]
    words = [word for word in query.split() if word]
    hits = [
        {"title": marked(hit.title, words), "text": marked(excerpt(hit.text), words), "url": hit.url, "at": hit.at}
        for hit in found.hits
    ]
    page = Paginator(range(found.total), PER_PAGE).get_page(number)
    return render(request, "search/search.html", {"query": query, "hits": hits, "total": found.total, "page": page})
