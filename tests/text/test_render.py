import re
import time
from html import unescape

import pytest

from collab.text.render import marked, render_safe

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](data:text/html,x)", "<svg onload=alert(1)>", "<a href=# style=x>y</a>",
    "![x](https://a.cn/x.png)", "<iframe src=//a>", "<form action=x>", "[x]: javascript:alert(1)\n[x]", "<math><mi//xlink:href='data:x'>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs(text):
    html = render_safe(text).lower()
    assert not any(f"<{tag}" in html for tag in ("script", "img", "svg", "iframe", "form", "math"))
    targets = re.findall(r"<a [^>]*href=\"([^\"]*)", html)
    schemes = [unescape(target).strip().split(":")[0] for target in targets if ":" in unescape(target)]
    assert not {"javascript", "data", "vbscript"} & set(schemes)
    assert not re.search(r"<[^>]*\s(on\w+|style)=", html)


@pytest.mark.parametrize("text", [*HOSTILE, "**a** & < b", "1. a\n2. b", "`a<b`", "https://a.cn/?a=1&b=2"])
def test_cleaning_twice_changes_nothing(text):
    import bleach

    from collab.text.render import ATTRIBUTES, PROTOCOLS, TAGS

    html = render_safe(text)
    assert bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True) == html


@pytest.mark.parametrize(
    "unit", ["[", "> ", "*a ", "- ", "a\n", "`", "![a](b", "1. a\n", "| a ", "<b ", "**", "(", "_a_", "\n\n    x"]
)
def test_text_made_to_be_slow_is_not(unit):
    text = (unit * 20_000)[:20_000]
    begun = time.process_time()
    assert render_safe(text)
    assert time.process_time() - begun < 10  # a guard against endless work; bin/bench measures


def test_search_words_are_marked_and_nothing_else():
    assert marked("<b>社保</b>", ["社保"]) == "&lt;b&gt;<mark>社保</mark>&lt;/b&gt;"
