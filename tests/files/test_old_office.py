"""The old office formats: known by what lies in them, refused with macros, never a reason to fall over."""

import random

import pytest
from django.utils.translation import override

from collab.files.errors import Refused
from collab.files.kinds import examine
from tests.files.compound import compound


@pytest.mark.parametrize(
    ("streams", "ending"),
    [
        (["WordDocument", "1Table"], ".doc"), (["Workbook"], ".xls"), (["Book"], ".xls"), (["PowerPoint Document"], ".ppt"),
        (["x1", "x2", "x3", "x4", "x5", "WordDocument"], ".doc"),
    ],
)  # fmt: skip
def test_the_kind_follows_from_the_streams(streams, ending):
    data = compound(*streams)
    media_type, found, kept, _pixels = examine(data)
    assert found == ending and kept == data
    assert media_type.startswith("application/")


@pytest.mark.parametrize("macros", ["Macros", "VBA", "_VBA_PROJECT_CUR", "_VBA_PROJECT"])
def test_macros_are_refused(macros):
    with override("en"), pytest.raises(Refused, match="macros"):
        examine(compound("WordDocument", macros))


@pytest.mark.parametrize(
    "data",
    [
        compound("Property Set"),  # an installer, a picture archive
        compound("WordDocument")[:512],
        compound("WordDocument")[:600],
        compound("WordDocument", first=77),
        compound("WordDocument", links=[0xFFFFFFFD, 1]),  # a sector that follows itself
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
    ],
)
def test_what_is_broken_or_something_else_is_refused(data):
    with pytest.raises(Refused):
        examine(data)


def test_damaged_files_never_raise_anything_else():
    dice, whole = random.Random(5), compound("WordDocument", "1Table", "Data")
    for _try in range(400):
        data = bytearray(whole)
        for _change in range(dice.randint(1, 30)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        try:
            examine(bytes(data))
        except Refused:
            continue
