"""Who the caller is to the city."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from collab.accounts.access import Access
from collab.departments.models import Grant

router = Router(tags=["me"])


class Role(Schema):
    role: str
    department: str


class TokenOut(Schema):
    name: str
    scopes: list[str]
    expires_at: datetime


class Me(Schema):
    """`kind` is person, guest or stranger; `csrf_token` is for the header X-CSRFToken of callers with a cookie."""

    kind: str
    key: str
    name: str
    language: str
    roles: list[Role]
    token: TokenOut | None
    csrf_token: str | None


@router.get("/me", response=Me, auth=Access("me:read", public=True), summary=_("Who am I"))
def me(request: HttpRequest) -> dict[str, Any]:
    viewer, token = request.viewer, getattr(request, "token", None)  # type: ignore[attr-defined]
    kind = "person" if viewer.person_id else "guest" if viewer.guest_id else "stranger"
    grants = Grant.objects.current().filter(person_id=viewer.person_id).select_related("department")
    roles = [{"role": one.role, "department": one.department.code} for one in grants] if viewer.person_id else []
    facts = {"kind": kind, "key": viewer.key, "name": viewer.name, "language": viewer.language, "roles": roles}
    return {**facts, "token": token, "csrf_token": None if token else get_token(request)}
