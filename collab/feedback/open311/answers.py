"""An answer in either of the two formats of the standard."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

FORMATS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEMS = {
    "services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute",
    "values": "value", "formats": "format", "endpoints": "endpoint",
}  # fmt: skip


def answer(body: Any, *, form: str, root: str, status: int = 200) -> HttpResponse:
    """`root` is the element around everything in XML, which JSON does not have."""
    text = json.dumps(body, default=_plain, ensure_ascii=False) if form == "json" else _xml(root, body)
    response = HttpResponse(text, content_type=FORMATS[form], status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def _xml(root: str, body: Any) -> str:
    top = Element(root)
    _fill(top, body, ITEMS.get(root, "item"))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="unicode")


def _fill(parent: Element, value: Any, item: str) -> None:
    if isinstance(value, dict):
        for name, part in value.items():
            _fill(SubElement(parent, name), part, ITEMS.get(name, "item"))
    elif isinstance(value, list):
        for part in value:
            _fill(SubElement(parent, item), part, "item")
    elif isinstance(value, bool):
        parent.text = "true" if value else "false"
    elif value is not None:
        parent.text = _written(value if isinstance(value, str) else str(_plain(value)))


def _written(text: str) -> str:
    """Without signs that XML does not know."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 32 and not 0xFFFE <= ord(sign) <= 0xFFFF))
