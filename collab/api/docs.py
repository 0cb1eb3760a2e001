"""The page that describes the API, made from its OpenAPI document: no script, nothing from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from collab.accounts.scopes import SCOPES

from .problems import DETAILS
from .v1 import schema

METHODS = ("get", "post", "put", "delete")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    document = schema()
    shapes = document["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                one = methods[method]
                groups.setdefault(one["tags"][0], []).append(_route(path, method, one, shapes))
    facts = {"groups": groups.items(), "scopes": SCOPES.items(), "problems": DETAILS.items()}
    return render(request, "api/docs.html", facts)


def _route(path: str, method: str, one: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    done = {status: answer for status, answer in one["responses"].items() if int(status) < 300}
    answers = [content["schema"] for answer in done.values() for content in answer.get("content", {}).values()][:1]
    return {
        "id": one["operationId"], "method": method.upper(), "path": path, "summary": one["summary"],
        "description": one.get("description", ""), "scope": one["security"][0]["token"][0], "public": {} in one["security"],
        "parameters": [_field(item["name"], item["schema"], item["required"]) for item in one.get("parameters", ())],
        "body": _fields(body, shapes) if body else [], "answer": _fields(answers[0], shapes) if answers else [],
        "statuses": ", ".join(str(status) for status in done),
    }  # fmt: skip


def _fields(schema: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object, or of the objects of a list or of the first of several kinds."""
    for wrapper in ("anyOf", "oneOf"):
        schema = schema[wrapper][0] if wrapper in schema else schema
    schema = schema["items"] if schema.get("type") == "array" else schema
    if "$ref" in schema:
        schema = shapes[schema["$ref"].rsplit("/", 1)[-1]]
    needed = schema.get("required", [])
    return [_field(name, shape, name in needed) for name, shape in schema.get("properties", {}).items()]


def _field(name: str, shape: dict[str, Any], required: bool) -> dict[str, Any]:
    kinds = [part for part in shape.get("anyOf", [shape]) if part.get("type") != "null"]
    kind = kinds[0] if kinds else {}
    word = kind.get("format") or kind.get("type") or kind.get("$ref", "").rsplit("/", 1)[-1]
    if kind.get("type") == "array":
        items = kind.get("items", {})
        word = f"[{items.get('type') or items.get('$ref', '').rsplit('/', 1)[-1]}]"
    bounds = {"maxLength": "≤ %s", "minLength": "≥ %s", "maximum": "≤ %s", "minimum": "≥ %s"}
    limits = ", ".join(text % kind[bound] for bound, text in bounds.items() if bound in kind)
    return {"name": name, "kind": f"{word} {limits}".strip(), "required": required}
