"""The full-text index, built anew from the documents: after a restored backup, or when words are split differently."""

from typing import Any

from django.core.management.base import BaseCommand

from collab.search.models import refill


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{refill()} documents")
