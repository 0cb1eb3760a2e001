import random
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from collab.text import render
from collab.text.render import _too_hard, marked, render_safe

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


SLOW = [
    "[", "> ", "*a ", "- ", "a\n", "`", "![a](b", "1. a\n", "| a ", "<b ", "**", "(", "_a_", "\n\n    x", "[a](", "&", "|\n", "1-", "a\n===\n",
    "===\n", "# a\n", "\n- a\n", "|a|b|\n|-|-|\n", "```\n", "\\", "1. ", "+ ---\n1. ", "[\n- a\n+ ", "![a](b<b 1.\n", "a@b.cn ", "www.", "\x00> ", "https://a.cn ",
    "- - - a\n", "> > - a\n", "###### a\n", "www.a.cn ", "a: b\n", "~", "|a|b|c|d|\n|-|-|-|-|\n|e|f|g|h|\n\n",
]  # fmt: skip


def _longest_parsed(unit: str) -> str:
    """As many of the unit as the limits still let into the parser."""
    most = max((count for count in range(0, 20_000 // len(unit), 20) if not _too_hard(unit * count)), default=0)
    return unit * most


def test_text_made_to_be_slow_is_not():
    """Full length and just below the limits; the middle of three, so that a busy machine does not decide."""
    spent = {}
    for unit in SLOW:
        for text in ((unit * 20_000)[:20_000], _longest_parsed(unit)):
            times = []
            for _turn in range(3):
                begun = time.process_time()
                render_safe(text)
                times.append(time.process_time() - begun)
            spent[unit, len(text)] = sorted(times)[1]
    assert max(spent.values()) < 0.5, max(spent, key=spent.get)
    assert sorted(spent.values())[len(spent) * 9 // 10] < 0.1


def test_an_ordinary_long_answer_is_within_the_limits():
    steps = "".join(f"{number}. 请到窗口{number}办理。\n" for number in range(1, 60))
    table = "|事项|材料|\n|-|-|\n" + "|落户|户口簿|\n" * 60
    html = render_safe(f"# 办理指南\n\n{steps}\n\n---\n\n{table}\n详见 https://a.cn/x 。" + "说明。" * 2000)
    assert html.count("<li>") == 59 and html.count("<tr>") == 61 and "<h3>" in html and "<hr>" in html and "<a " in html


def test_what_cannot_be_parsed_is_shown_as_written():
    assert render_safe("[" * 20_000).count("[") == 20_000
    assert render_safe("<b>" * 300).startswith("<p>&lt;b&gt;")


@pytest.mark.parametrize(
    ("text", "link", "after"),
    [
        ("请看https://a.cn/办事。谢谢", "https://a.cn/", "办事。谢谢"),
        ("详见http://www.gov.cn,好", "http://www.gov.cn", ",好"),
        ("(https://a.cn/x?a=1)", "https://a.cn/x?a=1", ")"),
        ("网址www.gov.cn。", "http://www.gov.cn", "。"),
    ],
)
def test_addresses_in_chinese_text_end_where_the_words_begin(text, link, after):
    html = render_safe(text)
    assert f'<a href="{link}" rel="nofollow noopener">' in html
    assert f"</a>{after}" in html


def test_foreign_links_lend_no_reputation():
    for target in ("https://a.cn", "//a.cn", "HTTPS://a.cn"):
        assert 'rel="nofollow noopener"' in render_safe(f"[x]({target})")
    assert "rel" not in render_safe("[x](/replies/)")


def test_the_parsers_own_place_holders_cannot_be_typed():
    assert render_safe("a\x02amp\x03b\x02wzxhzdk:0\x03") == "<p>aampbwzxhzdk:0</p>"


def test_search_words_are_marked_and_nothing_else():
    assert marked("<b>社保</b>", ["社保"]) == "&lt;b&gt;<mark>社保</mark>&lt;/b&gt;"


def test_many_at_once_do_not_mix_their_texts():
    texts = [f"**{number}** https://x{number}.example/ and `c{number}`\n\n- a{number}\n- b" for number in range(8)]
    alone = [render_safe(text) for text in texts]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(texts)) as threads:
            assert list(threads.map(render_safe, texts * 10)) == alone * 10
    finally:
        sys.setswitchinterval(usual)


def test_plain_text_is_rendered_as_the_parser_would(monkeypatch):
    signs = "ab1W. ,!?;，。！？；：、（）…—“”《》www望厅é²Ⅷ１"
    chance = random.Random(7)
    texts = {"".join(chance.choices(signs, k=chance.randint(1, 12))) for _each in range(3000)}
    plain = [text for text in sorted(texts) if render._PLAIN.fullmatch(text)]
    assert len(plain) > 300
    short = [render_safe(text) for text in plain]
    monkeypatch.setattr(render, "SHORT", 0)
    assert [render_safe(text) for text in plain] == short
