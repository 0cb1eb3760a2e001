"""What is not shown of a table cannot be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from collab.feedback.board.hiding import SMALLEST, hidden_of_line, hidden_of_table

pytestmark = pytest.mark.once


def worked_out(unknown, sums):
    """Those of the unknown that the sums (lists of what is in them) determine: by elimination, over all sums together."""
    order = sorted(unknown)
    rows = [[Fraction(int(at in one)) for at in order] for one in sums]
    at_row = 0
    for column in range(len(order)):
        pivot = next((row for row in range(at_row, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[at_row], rows[pivot] = rows[pivot], rows[at_row]
        rows[at_row] = [value / rows[at_row][column] for value in rows[at_row]]
        for row in range(len(rows)):
            if row != at_row and rows[row][column]:
                rows[row] = [mine - rows[row][column] * his for mine, his in zip(rows[row], rows[at_row], strict=True)]
        at_row += 1
    return {order[row.index(1)] for row in rows if sum(map(bool, row)) == 1}


TABLES = some.integers(2, 6).flatmap(
    lambda height: some.integers(2, 6).flatmap(
        lambda width: some.lists(
            some.lists(some.one_of(some.integers(0, 7), some.integers(0, 60)), min_size=width, max_size=width),
            min_size=height,
            max_size=height,
        )
    )
)


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_nothing_that_is_hidden_follows_from_the_rest(table):
    sizes = {(f"r{r}", f"c{c}"): size for r, line in enumerate(table) for c, size in enumerate(line)}
    keys = [sorted({at[side] for at in sizes}) for side in (0, 1)]
    sums = [{key: sum(size for at, size in sizes.items() if at[side] == key) for key in keys[side]} for side in (0, 1)]
    rows, columns = (hidden_of_line(one) for one in sums)
    if sum(sums[0].values()) < SMALLEST or any(len([1 for n in one.values() if n]) < 2 for one in sums):
        return  # one office, or one month: its cells are the sums
    hidden = hidden_of_table(sizes, rows, columns)
    assert {at for at, size in sizes.items() if 0 < size < SMALLEST} <= hidden
    unknown = hidden | {(row, "") for row in rows} | {("", column) for column in columns}
    lines = [{at for at in unknown if at[0] == row} for row in keys[0]]
    lines += [{at for at in unknown if at[1] == column} for column in keys[1]]
    lines += [{at for at in unknown if at[0] == ""}, {at for at in unknown if at[1] == ""}]
    found = worked_out(unknown, lines)
    group = sizes | {(row, ""): sums[0][row] for row in rows} | {("", column): sums[1][column] for column in columns}
    assert not {at for at in found if 0 < group[at] < SMALLEST}
    for side, open_sums in ((0, sums[0].keys() - rows), (1, sums[1].keys() - columns)):
        for key in open_sums:
            behind = [size for at, size in sizes.items() if at[side] == key and at in hidden]
            assert not behind or (len(behind) >= 2 and sum(behind) >= min(SMALLEST, sums[side][key]))


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": 9, "b": 8}, set()),
        ({"a": 9, "b": 1, "c": 7}, {"b", "c"}),
        ({"a": 9, "b": 2, "c": 2, "d": 0}, {"b", "c", "a"}),
        ({"a": 9, "b": 3, "c": 2}, {"b", "c"}),
        ({"a": 2, "b": 1}, {"a", "b"}),
        ({"a": 7, "b": 0}, set()),
    ],
)
def test_a_small_part_hides_behind_another(parts, hidden):
    assert hidden_of_line(parts) == hidden
