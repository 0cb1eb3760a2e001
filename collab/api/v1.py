"""The JSON API of the city, put together: each hall brings its routes, `refusals` says how they refuse."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI

from chat import api as chat
from collab.accounts.access import Access
from collab.feedback import api as feedback
from collab.live import api as live

from . import me, refusals
from .parser import StorableParser


class TownApi(NinjaAPI):
    """Names operations by file and function, and says which scope each asks for."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        view = operation.view_func
        return f"{view.__module__.rsplit('.', 1)[-1]}_{view.__name__}"

    def operations(self) -> Iterator[Any]:
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                yield from view.operations


api = TownApi(
    title=_("Townhall: interface for programs"),  # type: ignore[arg-type]
    version="1",
    description=_("The verbs of the pages, with the same rights."),  # type: ignore[arg-type]
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    parser=StorableParser(),
    servers=[{"url": settings.PUBLIC_URL}],
)
refusals.register(api)
api.add_router("", me.router)
api.add_router("", live.router, auth=Access("rooms:read", writing="rooms:write"))
for router in (*chat.ROUTERS, *feedback.ROUTERS):
    api.add_router("", router)


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI document; its words take the reader's language when it is written out."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    access = {api.get_openapi_operation_id(one): one.auth_callbacks[0] for one in api.operations()}
    for methods in document["paths"].values():
        for method, one in methods.items():
            asks = access[one["operationId"]]
            one["security"] = [{"token": [asks.scope_of(method)]}, *([{}] if asks.public else [])]
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return document


def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return api.create_response(request, schema(), status=200)
