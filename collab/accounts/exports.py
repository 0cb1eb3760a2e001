"""What is handed to a person who asks for their own data: each app adds its part when the application starts."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from .models import Person

type Export = Callable[[Person], Any]

_exports: dict[str, Export] = {}


def register(name: str, export: Export) -> None:
    """`export` gives what can be written as JSON; it becomes `<name>.json` in the archive."""
    _exports[name] = export


def names() -> list[str]:
    return sorted(_exports)


def archive(person: "Person") -> bytes:
    """A zip with one JSON file for each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names():
            text = json.dumps(_exports[name](person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            package.writestr(f"{name}.json", text)
    return out.getvalue()
