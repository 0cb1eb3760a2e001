"""Pages of a long list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class Pages(Paginator):  # type: ignore[type-arg]
    """Puts only the keys in order; the wide rows are read for the one page that is shown."""

    def __init__(self, found: QuerySet[Any], rows: QuerySet[Any], per_page: int) -> None:
        """`found` chooses and orders; `rows` is how the rows of a page are read."""
        super().__init__(found, per_page)
        self.found, self.rows = found, rows

    def page(self, number: int | str) -> Page[Any]:
        """Raises what the paginator raises for a number that is none."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = list(self.found.values_list("pk", flat=True)[start : start + self.per_page])
        rows = self.rows.in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)
