"""docs/protocol.md names what the code can say, and its examples are frames that the schema takes."""

import json
import re

import pytest

from collab.live import errors
from collab.live.frames import KINDS
from tests.house.tree import ROOT
from tests.live.tab import CLIENT, SCHEMA, SERVER

pytestmark = pytest.mark.once

TEXT = (ROOT / "docs/protocol.md").read_text()
WIRE = sorted((ROOT / "collab/live").glob("*.py"))
CODES = {"internal"} | {kind.code for kind in errors.LiveError.__subclasses__()}
CLOSES = {int(found) for path in WIRE for found in re.findall(r"\b(44\d\d|4503)\b", path.read_text())}
SAID = {found for path in WIRE for found in re.findall(r'"t": "(\w+)"', path.read_text())}


def _part(title: str) -> str:
    """One chapter, up to the next."""
    return re.split(r"^## ", TEXT.split(f"## {title}\n")[1], flags=re.MULTILINE)[0]


def _first_column(title: str) -> set[str]:
    cells = [line.split("|")[1] for line in _part(title).splitlines() if line.startswith("| ")]
    return {word for cell in cells for word in re.findall(r"`(\w+)`|\b(\d{4})\b", cell) for word in word if word}


def _examples(title: str) -> list[dict]:
    found = re.findall(r"```json\n(.*?)```", _part(title), re.DOTALL)[0]
    reader, frames, at = json.JSONDecoder(), [], 0
    while found[at:].strip():
        at += len(found[at:]) - len(found[at:].lstrip())
        frame, at = reader.raw_decode(found, at)
        frames.append(frame)
    return frames


@pytest.mark.parametrize(
    ("title", "kinds", "side"),
    [("Frames from the browser", set(KINDS), CLIENT), ("Frames from the server", SAID, SERVER)],
    ids=["browser", "server"],
)
def test_every_frame_is_told_with_an_example_that_fits(title, kinds, side):
    assert _first_column(title) == kinds
    examples = _examples(title)
    assert {frame["t"] for frame in examples} == kinds
    assert [frame for frame in examples if not side.is_valid(frame)] == []


def test_every_error_code_is_told():
    assert _first_column("Error codes") - {"code"} == CODES == set(SCHEMA["$defs"]["code"]["enum"])


def test_every_close_code_is_told():
    told = {int(word) for word in _first_column("Close codes") if word.isdigit()}
    assert told == CLOSES | {1000} == set(SCHEMA["$defs"]["closeCode"]["enum"])


def test_the_schema_lists_the_same_frames():
    for side, kinds in (("client", set(KINDS)), ("server", SAID)):
        names = [one["$ref"].rsplit("/", 1)[1] for one in SCHEMA["$defs"][side]["oneOf"]]
        assert {SCHEMA["$defs"][name]["properties"]["t"]["const"] for name in names} == kinds
