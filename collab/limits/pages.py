"""How much of a list a program may ask for at once."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

MOST, FARTHEST = 200, 1_000_000


class Paged(LimitOffsetPagination):
    """`?limit=&offset=`; answers `{items, count}`, where `count` is the whole list."""

    class Input(Schema):
        limit: int = Field(50, ge=1, le=MOST)
        offset: int = Field(0, ge=0, le=FARTHEST)

    class Output(Schema):
        items: list[Any]
        count: int


class Shown:
    """A list whose rows are made ready only for the page that is asked for."""

    def __init__(self, rows: QuerySet[Any], show: Callable[[Any], dict[str, Any]]) -> None:
        self.rows, self.show = rows, show

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return [self.show(row) for row in self.rows[part]]

    def all(self) -> "Shown":
        return self

    def count(self) -> int:
        return int(self.rows.count())
