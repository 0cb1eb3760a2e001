"""The forms of a page, as a browser without script would send them, with a text of our choice in every field for text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = {"text", "search", "email", "tel", "url", "textarea", "number", "date", "time", "datetime-local", ""}


@dataclass
class Form:
    action: str
    method: str
    files: bool
    fields: dict[str, Any] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    def filled(self, text: str) -> dict[str, Any]:
        return {**self.fields, **dict.fromkeys(self.typed, text)}


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = "multipart" in given.get("enctype", "")
            self._open = Form(given.get("action", ""), given.get("method", "get").upper(), multipart)
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._open is not None
        name, kind = given.get("name", ""), "textarea" if tag == "textarea" else given.get("type", "").lower()
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self._open.fields.setdefault(self._select, given["value"])
        elif tag == "button" and name:
            self._open.fields[name] = given.get("value", "")
        elif tag in ("input", "textarea") and name:
            if kind in TYPED:
                self._open.typed.append(name)
            elif kind == "checkbox":
                self._open.fields[name] = [*self._open.fields.get(name, []), given.get("value", "on")]
            elif kind == "radio":
                self._open.fields.setdefault(name, given.get("value", ""))
            elif kind not in ("file", "submit", "password"):
                self._open.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""


def forms_of(page: str) -> list[Form]:
    parser = Forms()
    parser.feed(page)
    return [one for one in parser.forms if one.typed]
