"""What was spoken and written down wrongly: 公鸡金 sounds like 公积金. Compared by sound, without the tone."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

SHORTEST = 3  # characters; of two, too many words sound alike


@cache
def _sounds() -> dict[str, str]:
    lines = Path(__file__).with_name("sounds.tsv").read_text("utf-8").splitlines()
    return {sign: sound for sound, signs in (line.split() for line in lines[1:]) for sign in signs}


def sounds_of(text: str) -> tuple[str, ...]:
    """The sound of each character; what has none known stands for itself."""
    table = _sounds()
    return tuple(table.get(sign, sign) for sign in text)


def meant(text: str, terms: Iterable[str]) -> dict[str, str]:
    """What stands in the text in place of a term that is not there but sounds like it: {"公鸡金": "公积金"}."""
    spoken, found = sounds_of(text), {}
    for term in terms:
        size = len(term)
        if size < SHORTEST or term.isascii() or term in text:
            continue
        wanted = sounds_of(term)
        for start in range(len(text) - size + 1):
            if spoken[start] == wanted[0] and spoken[start : start + size] == wanted:
                found[text[start : start + size]] = term
                break
    return found
