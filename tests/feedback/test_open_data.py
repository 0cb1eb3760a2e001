"""The board follows from the open data to the last digit, and neither tells of a small group."""

import csv
import io
import re

import pytest
from django.urls import reverse

from collab.feedback.board.release import release
from tests.feedback.past import lived
from tests.feedback.test_hiding import worked_out

ROW = re.compile(r'<tr><th scope="row">([^<]*)</th>(.*?)</tr>')
CELL = re.compile(r"<td[^>]*>([^<]*)</td>")
TABLE = re.compile(r'<table class="figures"><caption[^>]*>([^<]*)</caption>(.*?)</table>', re.DOTALL)
TILE = re.compile(r"<li><strong>([^<]*)</strong>([^<]*)</li>")
NUMBERS = [
    "received",
    "answered",
    "open",
    "refused",
    "ended",
    "merged",
    "reopened",
    "contested",
    "in_time",
    "bad_fixed",
]
RATED = ["rated_5", "rated_4", "rated_3", "rated_2", "rated_1"]


def downloaded(client):
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("board_csv")).content.decode())))
    for row in rows:
        row["sizes"] = {name: int(row[name]) if row[name] else None for name in [*NUMBERS, *RATED]}
    return rows


def middle(text):
    """The median, the long way: all lengths in a row."""
    lengths = sorted(int(part.split(":")[0]) for part in text.split() for _one in range(int(part.split(":")[1])))
    if not lengths:
        return "–"
    half = len(lengths) // 2
    value = lengths[half] if len(lengths) % 2 else (lengths[half - 1] + lengths[half]) / 2
    return f"{value:g}"


def said(value):
    return "–" if value is None else str(value)


def expected(row):
    """What the board must say of a row of the data, in the order of its columns."""
    sizes = row["sizes"]
    in_time = (
        round(100 * sizes["in_time"] / sizes["answered"])
        if sizes["in_time"] is not None and sizes["answered"]
        else None
    )
    hidden = sizes["rated_5"] is None
    rated, bad = sum(sizes[name] or 0 for name in RATED), (sizes["rated_2"] or 0) + (sizes["rated_1"] or 0)
    days = middle(row["working_days"]) if sizes["in_time"] is not None else "–"
    return [
        said(sizes["received"]), said(sizes["answered"]), said(sizes["open"]), "–" if in_time is None else f"{in_time} %", days,
        "–" if hidden else str(rated), "–" if hidden else str(bad), said(sizes["bad_fixed"]),
    ]  # fmt: skip


def shown(client, **query):
    """The tables of the board: caption, then cells by the name of the row; and the tiles."""
    page = client.get(reverse("board"), query, headers={"accept-language": "en"}).content.decode()
    page = page.replace("\n", "")
    tables = {
        caption: {name: CELL.findall(cells) for name, cells in ROW.findall(body)}
        for caption, body in TABLE.findall(page)
    }
    return tables, {name: number for number, name in TILE.findall(page)}


KINDS = {"enquiry": "Enquiry", "help": "Request for help", "complaint": "Complaint", "suggestion": "Suggestion", "site_error": "Error on these pages"}  # fmt: skip
OFFICES = {"D01": "Social Security", "D06": "Housing", "unassigned": "Not yet with a department"}
CHANNELS = {"web": "Form", "chat": "Desk", "phone": "Phone", "letter": "Letter to a leader"}


@pytest.mark.parametrize("count", [12, 60, 400])
def test_the_board_follows_from_the_open_data(world, client, count):
    lived(world, count, seed=count)
    rows = downloaded(client)
    tables, tiles = shown(client)
    city = next(row for row in rows if row["table"] == "city")
    numbers = expected(city)
    assert [tiles["received"], tiles["answered"], tiles["open"], tiles["in time"], tiles["working days, median"]] == [
        numbers[0], numbers[1], numbers[2], numbers[3] if numbers[3] != "–" else "– %", numbers[4],
    ]  # fmt: skip
    assert tiles["bad ratings / put right"] == f"{numbers[6]} / {numbers[7]}"
    for table, caption, names in (
        ("office", "Department", OFFICES), ("kind", "Kind", KINDS), ("channel", "Door", CHANNELS), ("month", "Month", None),
    ):  # fmt: skip
        told = {(names[row[table]] if names else row[table]): expected(row) for row in rows if row["table"] == table}
        seen = {name: cells[:8] for name, cells in tables[caption].items()}
        assert {name: cells for name, cells in seen.items() if name in told} == told
        assert all(set(cells) == {"0", "–"} for name, cells in seen.items() if name not in told), "only empty months"


def test_an_office_a_kind_and_both_follow_from_it_too(world, client):
    lived(world, 400)
    rows = downloaded(client)
    tables, tiles = shown(client, department="D01")
    told = {
        KINDS[row["kind"]]: expected(row) for row in rows if (row["table"], row["office"]) == ("office_kind", "D01")
    }
    assert tables["Kind"] == told
    told = {row["month"]: expected(row) for row in rows if (row["table"], row["office"]) == ("office_month", "D01")}
    assert {name: cells for name, cells in tables["Month"].items() if name in told} == told
    tables, tiles = shown(client, kind="help")
    told = {
        OFFICES[row["office"]]: expected(row) for row in rows if (row["table"], row["kind"]) == ("office_kind", "help")
    }
    assert {name: cells[:8] for name, cells in tables["Department"].items()} == told
    _tables, tiles = shown(client, kind="help", department="D01")
    both = next(row for row in rows if (row["office"], row["kind"], row["month"]) == ("D01", "help", ""))
    assert tiles["received"] == expected(both)[0]


def test_a_range_of_months_is_the_sum_of_its_months(world, client):
    lived(world, 400)
    rows = downloaded(client)
    months = sorted(row["month"] for row in rows if row["table"] == "month")
    chosen = months[1:4]
    tables, tiles = shown(client, since=chosen[0], until=chosen[-1])
    cells = [row for row in rows if row["table"] == "month" and row["month"] in chosen]
    assert tiles["received"] == str(sum(row["sizes"]["received"] for row in cells))
    assert set(tables["Month"]) == set(chosen)
    whole = [row for row in rows if (row["table"], row["office"]) == ("office_month", "D01")]
    numbers = [row["sizes"]["received"] for row in whole if row["month"] in chosen]
    if None not in numbers:
        assert tables["Department"]["Social Security"][0] == str(sum(numbers))


@pytest.mark.parametrize("seed", range(6))
def test_no_small_group_follows_from_what_is_published(world, seed):
    """All cells and sums of each pair of sides, by elimination; and of each line what is hidden together."""
    lived(world, 80 + 40 * seed, seed=seed)
    published, true = release(), {}
    for name, (row, column) in {"om": ("office", "month"), "km": ("kind", "month"), "ok": ("office", "kind")}.items():
        cells = dict(published.tables[name])
        cells |= {(key, ""): cell for key, cell in published.lines[row].items()}
        cells |= {("", key): cell for key, cell in published.lines[column].items()}
        for group in ("received", "answered", "rated"):
            unknown = {at for at, cell in cells.items() if group in cell.hidden}
            lines = [{at for at in unknown if at[0] == key} for key in {at[0] for at in cells}]
            lines += [{at for at in unknown if at[1] == key} for key in {at[1] for at in cells}]
            assert not worked_out(unknown, [line for line in lines if line]), (name, group)
            true[name, group] = unknown
            assert all(not 0 < cell.size(group) < 5 for at, cell in cells.items() if at not in unknown)
    assert any(true.values()), "a city in which nothing had to be hidden proves nothing"


def test_nothing_of_a_hidden_cell_leaves_the_house(world, client):
    lived(world, 60)
    for cell in release().lines["office"].values():
        assert not (cell.hidden and set(cell.counts) & {"received"} and "received" in cell.hidden)
    answer = client.get(reverse("board_json")).json()
    assert answer["smallest_group"] == 5 and answer["licence"].startswith("https://creativecommons.org/")
    rows = downloaded(client)
    assert len(rows) == len(answer["rows"])
    for mine, theirs in zip(rows, answer["rows"], strict=True):
        assert [mine["sizes"][name] for name in NUMBERS] == [theirs[name] for name in NUMBERS]
        assert all(theirs[name] is None or theirs[name] >= 0 for name in NUMBERS)


def test_each_table_adds_up_to_the_city(world, client):
    """Where all of it is shown."""
    lived(world, 400)
    rows = downloaded(client)
    total = next(row["sizes"]["received"] for row in rows if row["table"] == "city")
    assert total == 400
    for table in ("office", "kind", "channel", "month"):
        parts = [row["sizes"]["received"] for row in rows if row["table"] == table]
        assert None in parts or sum(parts) == total


def test_the_page_about_the_data_names_every_column(world, client):
    page = client.get(reverse("board_about")).content.decode()
    for name in (
        "table",
        "office",
        "received",
        "ended",
        "in_time",
        "working_days",
        "rated_5",
        "bad_fixed",
        "oldest_open",
    ):
        assert name in page
    assert 'rel="license"' in page
