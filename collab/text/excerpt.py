"""The beginning of a text."""

from .render import plain


def excerpt(text: str, chars: int = 160) -> str:
    """At most `chars` characters of the words, with an ellipsis where more follows."""
    words = plain(text)
    return words if len(words) <= chars else words[: chars - 1].rstrip() + "…"
