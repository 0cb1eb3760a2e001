"""A text as a set of numbers, of which similar texts share many."""

import re
from hashlib import blake2b

from ..routing.words import FILLERS, plain, words_of

READ = 600  # characters of a text that are compared
KEPT = 64  # numbers of a text that are kept in the index; always the same ones of the same words
_PLACE = re.compile(r"(?=([㐀-鿿]{2}(?:大道|小区|新村|花园|广场|公园|路|街|巷|苑|村|站|桥)))")


def traits_of(title: str, text: str) -> list[str]:
    """What is compared of a matter."""
    return words_of(f"{title}\n{text[:READ]}")


def mark_of(word: str) -> int:
    """A number of 63 bits, the same in every process."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) >> 1


def kept_of(title: str, text: str) -> list[int]:
    return sorted(map(mark_of, traits_of(title, text)))[:KEPT]


def places_in(text: str) -> set[str]:
    """书院巷, 临江路: two characters and what makes them a place."""
    return {place for place in _PLACE.findall(plain(text)) if not FILLERS & {*place}}


def shared_words(text: str, shared: set[str]) -> list[str]:
    """Neighbouring shared pairs joined as they stand in the text: 凌晨, 打桩, 夜间施工; the longest first."""
    runs: list[str] = []
    for word in words_of(text):
        if word in shared:
            joined = runs and len(word) == 2 and not word.isascii() and runs[-1].endswith(word[0])
            if joined and (runs[-1] + word[1]) in plain(text):
                runs[-1] += word[1]
            else:
                runs.append(word)
    return sorted(dict.fromkeys(runs), key=len, reverse=True)


def likeness(one: set[str], other: set[str]) -> float:
    """0 to 1: the part of all words that both have."""
    return len(one & other) / len(one | other) if one and other else 0.0
