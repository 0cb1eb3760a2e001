"""Text becomes markup in one place, and no page needs an inline script or style."""

import re

import pytest

from tests.house.tree import files, named

pytestmark = pytest.mark.once

SAFE = re.compile(r"\bmark_safe\b|\bSafeString\(|\|\s*safe\b|\|\s*safeseq\b")
SAFE_PLACES = {"collab/text/render.py"}
RAW = re.compile(
    r"\.(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|document\.write\b|setHTMLUnsafe|\beval\("
)
RAW_PLACES = {"collab/live/static/live/fragment.js"}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
# data blocks are not run; mail is not a page of ours
INERT = re.compile(r"<script[^>]*type=\"application/(ld\+)?json\"", re.IGNORECASE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _offences(pattern: re.Pattern[str], *endings: str, places: set[str] = frozenset()) -> list[str]:
    return [
        f"{named(path)}:{number}: {line.strip()[:120]}"
        for path in files(*endings)
        if named(path) not in places
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line) and not INERT.search(line)
    ]


def test_one_place_says_that_text_is_safe():
    assert _offences(SAFE, ".py", ".html", places=SAFE_PLACES) == []


def test_pages_escape():
    assert _offences(re.compile(r"autoescape\s+off"), ".html") == []


def test_one_place_turns_text_of_the_server_into_elements():
    assert _offences(RAW, ".js", places=RAW_PLACES) == []


def test_no_inline_script_or_style():
    assert _offences(INLINE, ".html") == []


def test_scripts_hold_no_text_of_their_own():
    assert _offences(CHINESE, ".js") == []


def test_templates_hold_chinese_only_where_they_say_so():
    # the names that a state's register of sites asks for in the head are Chinese everywhere
    said = ('lang="zh', '<meta name="')
    assert [line for line in _offences(CHINESE, ".html", ".txt") if not any(word in line for word in said)] == []


def test_forms_that_change_something_carry_their_token():
    missing = [
        f"{named(path)}: {form[0][:80]}"
        for path in files(".html")
        for form in re.finditer(r"<form\b[^>]*>.*?</form>", path.read_text(), re.DOTALL)
        if re.search(r"method=[\"']?post", form[0], re.IGNORECASE) and "csrf_token" not in form[0]
    ]
    assert missing == []
