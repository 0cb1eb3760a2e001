"""Hands on a keyboard: `reach` goes with Tab to what fits, as somebody without a mouse does."""

from typing import Any

from playwright.sync_api import Page

FARTHEST = 150  # so many stops of Tab at most: a page on which more are needed cannot be used


class Hands:
    """At one page, with nothing but keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> "Hands":
        """Tab until what has the focus fits the selector and shows it; raises AssertionError when it is never reached."""
        for _stop in range(FARTHEST):
            self.press("Tab")
            if self._at(selector):
                assert self.page.evaluate("document.activeElement.checkVisibility()"), selector
                return self
        raise AssertionError(f"{selector} is not reached with Tab on {self.page.url}")

    def _at(self, selector: str) -> bool:
        return bool(self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector))

    def press(self, *keys: str) -> "Hands":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, text: str) -> "Hands":
        """In place of what stands in the field."""
        self.press("Control+A")
        self.page.keyboard.insert_text(text)
        return self

    def choose(self, words: str) -> "Hands":
        """The option of a list whose label begins so, with the arrow keys."""
        for _option in range(FARTHEST):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label").startswith(words):
                return self
            before = self.page.evaluate("document.activeElement.selectedIndex")
            self.press("ArrowDown")
            if self.page.evaluate("document.activeElement.selectedIndex") == before:
                break
        raise AssertionError(f"no option {words} on {self.page.url}")

    def follow(self, selector: str, key: str = "Enter") -> None:
        """Reach it, press, and wait for the page that comes."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.press(key)

    def stay(self, selector: str, **options: Any) -> None:
        self.page.wait_for_selector(selector, **options)
