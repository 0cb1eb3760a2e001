"""Programs with a token of somebody, and the town's desks."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from collab.accounts.models import Guest, Person, Token
from collab.accounts.scopes import SCOPES
from tests.chat.conftest import browse, later, present, town, visit

__all__ = ["browse", "later", "present", "town", "visit"]


class Program:
    """Calls under /api/v1; `who` is a person with a token of all or these scopes, a guest's secret, or nobody."""

    def __init__(self, who: Person | str | None = None, *scopes: str, language: str = "en") -> None:
        self.client = Client(headers={"accept-language": language})
        self.headers: dict[str, str] = {}
        if isinstance(who, Person):
            until = timezone.now() + timedelta(days=1)
            _token, secret = Token.issue(by=who, name="test", scopes=list(scopes or SCOPES), expires_at=until)
            self.headers["Authorization"] = f"Bearer {secret}"
        elif who:
            self.client.cookies["guest"] = who

    def __call__(self, method: str, path: str, body: Any = None, *, key: object = None, **headers: str) -> Any:
        more = self.headers | headers | ({"Idempotency-Key": str(key)} if key else {})
        data = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
        return self.client.generic(method, f"/api/v1{path}", data, content_type="application/json", headers=more)

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self("POST", path, {} if body is None else body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        return self("PUT", path, body, **more)

    def delete(self, path: str, **more: Any) -> Any:
        return self("DELETE", path, **more)


@pytest.fixture
def program() -> type[Program]:
    return Program


def is_problem(answer: Any, status: int, code: str = "") -> dict[str, Any]:
    """The body of a problem, after a look at what every problem has."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(body) and body["status"] == status
    assert body["detail"] and (not code or body["code"] == code), body
    return body


def guest_program(town: Any) -> Program:
    assert isinstance(town.gus, Guest)
    return Program(town.gus_secret)


Make = Callable[..., Program]
