"""The msgids that code and templates use, found without gettext's tools; one with a context is `context\x04msgid`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

NAMES = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "both",
}
CALL = re.compile(r"""\b(n?p?gettext|_)\(\s*((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*)+)""")
LITERAL = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")


def of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in NAMES:
            parts = node.args[:2] if name.startswith("pgettext") else node.args[:1]
            if all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts):
                yield "\x04".join(part.value for part in parts)


def of_template(path: Path) -> Iterator[str]:
    for name, arguments in CALL.findall(templatize(path.read_text(), origin=str(path))):
        literals = [ast.literal_eval(literal) for literal in LITERAL.findall(arguments)]
        yield "\x04".join(literals[:2] if "pgettext" in name else literals[:1])
