"""Every word that a person reads exists in Chinese and in English."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils import translation

from tests.house.extraction import of_python, of_template
from tests.house.tree import APPS, ROOT, files, named

pytestmark = pytest.mark.once

PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@cache
def _catalogues() -> dict[str, Catalog]:
    found = {}
    for app in APPS:
        for path in app.glob("locale/zh_Hans/LC_MESSAGES/*.po"):
            with path.open("rb") as file:
                found[named(path)] = read_po(file, locale="zh_Hans")
    return found


def _key(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{text}" if message.context else text


def _chinese(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _used() -> dict[str, str]:
    """Each msgid, with a file that uses it."""
    used = {}
    for path in files(".py"):
        used.update(dict.fromkeys(of_python(path), named(path)))
    for path in files(".html", ".txt"):
        if "templates" in path.parts:
            used.update(dict.fromkeys(of_template(path), named(path)))
    return used


def test_the_extraction_finds_words():
    assert len(_used()) > 100


def test_every_word_has_its_chinese():
    known = {
        _key(message)
        for catalogue in _catalogues().values()
        for message in catalogue
        if message.id and not message.fuzzy and all(_chinese(message))
    }
    with translation.override("zh-hans"):  # Django and allauth bring some words of their own
        missing = {
            text: where
            for text, where in _used().items()
            if text.strip() and text not in known and translation.gettext(text) == text
        }
    assert sorted(f"{where}: {text}" for text, where in missing.items()) == []


@pytest.mark.parametrize("app", [named(app) for app in APPS])
def test_chinese_keeps_the_places_of_the_english(app):
    wrong = []
    for name, catalogue in _catalogues().items():
        if not name.startswith(f"{app}/locale"):
            continue
        for message in catalogue:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            wanted = set(PLACE.findall(ids[-1]))
            wrong += [
                f"{name}: {ids[0]}"
                for text in _chinese(message)
                if message.id and text and not set(PLACE.findall(text)) <= wanted
            ]
    assert wrong == []


def test_one_word_has_one_translation():
    """Catalogues of all apps are merged, so a word with two meanings needs a context."""
    told: dict[str, set[str]] = {}
    for catalogue in _catalogues().values():
        for message in catalogue:
            if message.id:
                told.setdefault(_key(message), set()).add(_chinese(message)[0])
    assert {text: several for text, several in told.items() if len(several) > 1} == {}


def test_chinese_is_chinese():
    """A msgstr that repeats an English sentence was not translated."""
    same = [
        f"{name}: {message.id}"
        for name, catalogue in _catalogues().items()
        for message in catalogue
        if message.id and message.id == message.string and " " in str(message.id).strip()
    ]
    assert same == []


def test_catalogues_are_compiled_from_what_is_here():
    stale = [
        path for app in APPS for path in app.glob("locale/*/LC_MESSAGES/*.po") if not path.with_suffix(".mo").exists()
    ]
    assert [str(path.relative_to(ROOT)) for path in stale] == []
