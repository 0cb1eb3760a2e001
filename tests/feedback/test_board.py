"""The public board: kept up by the verbs, equal to what is counted from scratch, quick to show."""

import random

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from collab.feedback.board.release import release
from collab.feedback.errors import CaseError
from collab.feedback.models import CHECKS, Case, Figure
from collab.feedback.models.figure import recount
from collab.live.viewer import STRANGER
from tests.chat.conftest import as_viewer


def one(world, *, office="D01", kind="enquiry", channel="web"):
    return Case.open(
        title="路灯不亮", text="书院巷的路灯坏了。", kind=kind, channel=channel, party=as_viewer(world.ada), consent=True,
        language="en", department=world.offices[office],
    )  # fmt: skip


def answered(world, **how):
    case = one(world, **how)
    case.accept(by=world.otto)
    case.dispatch(department=case.department, by=world.otto)
    case.sign(by=world.han)
    case.draft(body="可以。", by=world.han)
    case.submit(by=world.han)
    case.release(by=world.olga)
    case.approve(checks=CHECKS, by=world.otto)
    return case


def acts(world, dice, case, other):
    """Everything that anybody may do to a case, the way it is done."""
    ada = as_viewer(world.ada)
    office = world.offices[dice.choice(["D01", "D06"])]
    return [
        lambda: case.accept(by=world.otto),
        lambda: case.dispatch(department=office, by=world.otto),
        lambda: case.hand_back(words="x", by=world.han),
        lambda: case.redirect(ground="elsewhere", words="x", by=world.otto),
        lambda: case.refuse(ground="unclear", words="x", by=world.otto),
        lambda: case.ask_info(words="x", by=world.otto),
        lambda: case.supply(words="x", by=ada),
        lambda: case.merge(into=other, by=world.otto),
        lambda: case.unmerge(by=world.otto),
        lambda: case.sign(by=world.han),
        lambda: case.draft(body="可以。", by=world.han),
        lambda: case.submit(by=world.han),
        lambda: case.release(by=world.olga),
        lambda: case.approve(checks=CHECKS, by=world.otto),
        lambda: case.rate(level=dice.randrange(1, 6), words="", by=ada),
        lambda: case.call_back(outcome="rework", words="x", by=world.otto),
        lambda: case.ask_back(words="x", by=ada),
        lambda: case.close(by=ada),
        lambda: case.contest(words="x", by=ada),
        lambda: case.withdraw(by=ada),
    ]


def some_act(dice, able):
    """The first of them, in any order, that the state of its case allows."""
    for act in dice.sample(able, len(able)):
        try:
            act()
        except CaseError:
            continue
        return True
    return False


@pytest.mark.parametrize("seed", range(4))
def test_the_kept_up_figures_are_those_counted_from_scratch(world, seed):
    dice = random.Random(seed)
    cases = [one(world, kind=dice.choice(["enquiry", "help", "praise"])) for _number in range(4)]
    cases.append(answered(world))
    done = 0
    for turn in range(25):
        cases = [Case.objects.get(pk=case.pk) for case in cases]
        some = dice.sample(cases, 3)
        done += any(some_act(dice, acts(world, dice, case, cases[0])) for case in some)
        if turn % 8 == 7:
            cases.append(one(world, kind="complaint"))
            Figure.fold(beyond=0)
    assert done > 15
    assert recount(Case.objects.all(), mend=False) == []


def test_what_a_case_is_counted_as(world):
    case = answered(world)
    case.rate(level=1, words="", by=as_viewer(world.ada))
    case.call_back(outcome="rework", words="x", by=world.otto)
    month = timezone.localdate().strftime("%Y-%m")
    office = str(world.offices["D01"].pk)
    counts = Figure.sums()["om", office, month]
    assert {word for word, number in counts.items() if number} == {
        "received", "answered", "in_time", "open", "reopened", "r1", "d0",
    }  # fmt: skip
    assert set(Figure.sums()) >= {("ok", office, "enquiry"), ("km", "enquiry", month), ("cm", "web", month)}


def test_the_first_answer_counts_whatever_comes_after_it(world):
    case = answered(world)
    Case.objects.filter(pk=case.pk).update(promised_on="2020-01-01")
    case = Case.objects.get(pk=case.pk)
    case.ask_back(words="x", by=as_viewer(world.ada))
    assert case.due_on > timezone.localdate()
    assert release().whole.counts["answered"] == 1
    assert "in_time" not in case.__class__.objects.get(pk=case.pk).counted, "late, though the second date is far off"


def test_folding_changes_nothing_but_the_number_of_rows(world):
    for _number in range(6):
        one(world)
    Case.objects.first().withdraw(by=as_viewer(world.ada))
    before, rows = Figure.sums(), Figure.objects.count()
    assert Figure.fold(beyond=rows) == 0
    assert Figure.fold(beyond=0) > 0
    assert Figure.objects.count() == 4, "one in each table: all are with the centre, of one kind, door and month"
    assert Figure.sums() == {place: counts for place, counts in before.items() if +counts}


def test_a_change_behind_the_verbs_is_found_and_mended(world, capsys):
    case = answered(world)
    call_command("recount_figures", "--check")
    Case.objects.filter(pk=case.pk).update(kind="help", rating=5)
    Figure.objects.order_by("pk").last().delete()
    with pytest.raises(CommandError):
        call_command("recount_figures", "--check")
    call_command("recount_figures")
    assert "differed" in capsys.readouterr().out
    call_command("recount_figures", "--check")
    assert Case.objects.get(pk=case.pk).counted.startswith(f"{case.department_id} help web ")


def test_a_small_group_hides_behind_a_larger_one(world):
    for _number in range(3):
        answered(world)
    for _number in range(7):
        one(world, kind="help")
    shown = release()
    assert shown.whole.counts["received"] == 10
    assert shown.whole.shown("answered") == 3 and shown.whole.median_days is None
    assert {code: cell.shown("received") for code, cell in shown.lines["office"].items()} == {
        "D01": None, "unassigned": None,
    }  # fmt: skip
    assert all(cell.shown("received") is None for cell in shown.lines["kind"].values())
    assert {cell.shown("received") for cell in shown.lines["month"].values()} == {10}


@pytest.mark.parametrize("how_many", [2, 30])
def test_the_board_costs_the_same_queries(world, client, how_many, django_assert_max_num_queries):
    for number in range(how_many):
        one(world, office=["D01", "D06"][number % 2])
    cache.clear()
    with django_assert_max_num_queries(10):
        page = client.get(reverse("board"))
    assert page.status_code == 200
    cache.clear()
    with django_assert_max_num_queries(10):
        assert client.get(reverse("board"), {"department": "D01", "kind": "help"}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"department": "D99", "kind": "x", "since": "2026-13", "until": "x"},
        {"since": "2099-01"}, {"until": "1999-01"}, {"since": "2026-12", "until": "2026-01"}, {"kind": "praise"},
    ],
)  # fmt: skip
def test_a_choice_of_what_does_not_exist_is_answered(world, client, query):
    one(world)
    assert client.get(reverse("board"), query).status_code == 200


def test_a_city_without_cases_has_a_board(world, client):
    assert client.get(reverse("board")).status_code == 200
    assert client.get(reverse("board_csv")).content.decode().count("\n") == 2


def test_praise_is_not_counted(world):
    one(world, kind="praise")
    assert release().whole.counts == {}
    assert STRANGER.key == ""
