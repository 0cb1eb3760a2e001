"""What of a text counts: neighbouring Chinese characters, and words of Latin script."""

import re
import unicodedata

_CHINESE = re.compile(r"[㐀-鿿]+")
_LATIN = re.compile(r"[a-z][a-z'-]+")
_SLOT = re.compile(r"\{\w+\}")
# characters that say how something is said, not what it is about
FILLERS = frozenset(
    "的了是在我有和就不也都到要去你会着没看好自己这吗呢怎么请问可以什多少能把被给让从还又说很一二三两个们他她它那哪吧啊而但如果为因所"
)
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "must",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "please",
        "first",
    ]
)
LONGEST = 4000  # characters that are read


def plain(text: str) -> str:
    """One form for signs of full and half width, small letters, without what a template left open."""
    return _SLOT.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST])).lower()


def words_of(text: str) -> list[str]:
    """Each once, in the order of the text: 公积金提取 gives 公积, 积金, 金提, 提取; permits gives permit."""
    text = plain(text)
    found: dict[str, None] = {}
    for run in _CHINESE.findall(text):
        found.update(
            dict.fromkeys(pair for pair in map("".join, zip(run, run[1:], strict=False)) if not FILLERS & {*pair})
        )
    found.update(dict.fromkeys(_stem(word) for word in _LATIN.findall(text) if len(word) > 2 and word not in SMALL))
    return list(found)


def _stem(word: str) -> str:
    """The plural stands for the singular; no more grammar than that."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
