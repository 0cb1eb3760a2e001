"""What agents and officials do with a visitor, door by door."""

from types import SimpleNamespace

import pytest

from chat.models import Conversation, Desk, PreparedAnswer, Seat, State
from collab.accounts.models import Guest
from collab.audit.models import LogEntry
from collab.feedback.models import Case
from tests.chat.conftest import Present, as_viewer

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def talk(visit: Conversation, town: SimpleNamespace) -> Conversation:
    visit.take(by=town.bo)
    visit.say(by=as_viewer(town.bo), part=visit.part_of(as_viewer(town.bo)), body="您好")
    return visit


def act(client: object, talk: Conversation, what: str, **form: str) -> int:
    return client.post(f"/desk/conversations/{talk.pk}/{what}", form, headers=FETCH).status_code


def test_the_screen_takes_at_most_12_queries(
    talk: Conversation, town: SimpleNamespace, browse: object, django_assert_max_num_queries: object
) -> None:
    client = browse(town.bo)
    for number in range(4):
        guest = Guest.welcome(name=f"G{number}", language="zh-hans")[0]
        one = Conversation.start(desk=town.desk, by=as_viewer(guest), question="?")
        if number < 2:
            one.take(by=town.bo)
    with django_assert_max_num_queries(12):
        assert client.get("/desk/").status_code == 200


def test_take_the_next_is_the_oldest(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    guest = Guest.welcome(name="Gil", language="en")[0]
    Conversation.start(desk=town.desk, by=as_viewer(guest), question="later")
    browse(town.bo).post("/desk/next")
    visit.refresh_from_db()
    assert visit.agent == town.bo


def test_the_second_agent_is_told_that_a_colleague_was_faster(
    visit: Conversation, town: SimpleNamespace, browse: object
) -> None:
    assert act(browse(town.bo), visit, "take") == 200
    answer = browse(town.bea).post(f"/desk/conversations/{visit.pk}/take", headers=FETCH)
    assert answer.status_code == 409 and answer.json()["ok"] is False and answer.json()["words"]


def test_transfer_to_a_colleague_tells_the_visitor_and_nothing_twice(
    talk: Conversation, town: SimpleNamespace, browse: object
) -> None:
    bo, bea = browse(town.bo), browse(town.bea)
    assert act(bo, talk, "transfer", **{"t-person": town.bea.pk, "t-note": "养老问题"}) == 200
    talk.refresh_from_db()
    assert (talk.state, talk.agent) == (State.TRANSFERRED, town.bea)
    assert "Bea" in browse(town.gus).get(f"/conversations/{talk.pk}/").content.decode()
    assert bo.get(f"/conversations/{talk.pk}/transcript").status_code == 404
    assert act(bea, talk, "accept") == 200
    page = bea.get(f"/desk/conversations/{talk.pk}/context").content.decode()
    assert "养老问题" in page
    page = bea.get("/desk/").content.decode()
    assert "您好" in page and talk.question in page
    assert "养老问题" not in browse(town.gus).get(f"/conversations/{talk.pk}/").content.decode()


def test_a_transfer_that_nobody_accepts_returns_to_the_line(
    talk: Conversation, town: SimpleNamespace, browse: object, later: object
) -> None:
    act(browse(town.bo), talk, "transfer", **{"t-person": town.bea.pk})
    talk.refresh_from_db()
    later(seconds=61)
    talk.return_to_line()
    assert (talk.state, talk.precedence) == (State.QUEUED, 1)


def test_transfer_to_another_desk(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    assert act(browse(town.bo), talk, "transfer", **{"t-desk": town.housing.pk, "t-note": "租房提取"}) == 200
    talk.refresh_from_db()
    assert (talk.state, talk.desk, talk.agent) == (State.QUEUED, town.housing, None)
    assert act(browse(town.bea), talk, "take") == 404
    assert act(browse(town.ann), talk, "take") == 200
    assert "您好" in browse(town.ann).get("/desk/").content.decode()


def test_transfer_needs_one_target_who_is_there(
    talk: Conversation, town: SimpleNamespace, browse: object, present: Present
) -> None:
    bo = browse(town.bo)
    assert act(bo, talk, "transfer") == 422
    assert act(bo, talk, "transfer", **{"t-person": town.bea.pk, "t-desk": town.housing.pk}) == 422
    present.discard(town.bea.pk)
    assert act(bo, talk, "transfer", **{"t-person": town.bea.pk}) == 422


def test_an_invited_colleague_joins_visibly_and_leaves(
    talk: Conversation, town: SimpleNamespace, browse: object
) -> None:
    ann = browse(town.ann)
    assert act(browse(town.bo), talk, "invitation", **{"i-person": town.ann.pk}) == 200
    assert "Ann" in talk.room.log.last().html
    assert ann.post(f"/conversations/{talk.pk}/messages", {"body": "住房方面"}).status_code == 302
    assert act(ann, talk, "end", **{"e-outcome": "solved"}) == 404
    talk.refresh_from_db()
    assert talk.conference
    assert act(ann, talk, "leave") == 200
    assert ann.get(f"/conversations/{talk.pk}/transcript").status_code == 404


def test_handing_over_makes_a_dispatched_case_with_the_transcript(
    talk: Conversation, town: SimpleNamespace, browse: object
) -> None:
    form = {"h-department": town.offices["D06"].pk, "h-summary": "电梯问题,请核实"}
    assert act(browse(town.bo), talk, "case", **form) == 200
    case = Case.objects.get()
    talk.refresh_from_db()
    assert (case.state, case.department.code, case.transcript_room_id) == ("dispatched", "D06", talk.room_id)
    assert (talk.state, talk.outcome, talk.case_number) == (State.CONVERTED, "case", case.number)
    page = browse(town.gus).get(f"/conversations/{talk.pk}/").content.decode()
    assert case.number in page and 'class="code"' in page
    assert browse(town.hugo).get(f"/conversations/{talk.pk}/transcript").status_code == 200
    assert browse(town.han).get(f"/conversations/{talk.pk}/transcript").status_code == 404


def test_notes_are_for_staff(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    note = f"/conversations/{talk.pk}/notes"
    assert browse(town.bo).post(note, {"body": "内部备注"}).status_code == 302
    for who in (town.gus, town.eve, town.bea, town.olga, town.adam, None):
        assert browse(who).post(note, {"body": "x"}).status_code == 404
    assert "内部备注" not in browse(town.gus).get(f"/conversations/{talk.pk}/transcript").content.decode()


def test_an_outcome_is_needed_and_can_be_corrected(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    bo = browse(town.bo)
    assert act(bo, talk, "end", **{"e-outcome": "nonsense"}) == 422
    assert act(bo, talk, "end", **{"e-outcome": "informed"}) == 200
    assert act(bo, talk, "end", **{"e-outcome": "referred", "e-summary": "改"}) == 200
    talk.refresh_from_db()
    assert (talk.outcome, talk.summary) == ("referred", "改")


def test_a_break_takes_the_seats_off_duty(town: SimpleNamespace, browse: object) -> None:
    browse(town.bo).post("/desk/duty", {"off": "1"})
    assert not Seat.objects.get(person=town.bo).on_duty
    browse(town.bo).post("/desk/duty", {"on": "1"})
    assert Seat.objects.get(person=town.bo).on_duty
    assert browse(town.eve).post("/desk/duty", {"on": "1"}).status_code == 404


def test_the_official_looks_in_and_takes_over(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    olga = browse(town.olga)
    assert olga.get(f"/desk/conversations/{talk.pk}/watch").status_code == 404
    assert act(olga, talk, "take-over") == 404
    olga.post(f"/desk/conversations/{talk.pk}/look")
    assert "您好" in olga.get(f"/desk/conversations/{talk.pk}/watch").content.decode()
    assert "Olga" in talk.notes_room.log.last().html
    assert "Olga" not in "".join(entry.html for entry in talk.room.log.all())
    assert LogEntry.objects.filter(verb="conversation.looked_into", actor=town.olga.key).exists()
    assert olga.post(f"/conversations/{talk.pk}/messages", {"body": "x"}).status_code == 302
    assert not talk.room.log.filter(sender=town.olga.key).exists()
    assert act(olga, talk, "take-over") == 200
    talk.refresh_from_db()
    assert talk.agent == town.olga and talk.conference
    assert "Olga" in olga.get("/desk/").content.decode()
    assert olga.post(f"/conversations/{talk.pk}/messages", {"body": "我来"}).status_code == 302
    assert talk.room.log.filter(sender=town.olga.key).exists()


def test_looking_away_ends_it(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    olga = browse(town.olga)
    olga.post(f"/desk/conversations/{talk.pk}/look")
    olga.post(f"/desk/conversations/{talk.pk}/look/undo")
    assert olga.get(f"/desk/conversations/{talk.pk}/watch").status_code == 404


def test_the_board_counts(talk: Conversation, town: SimpleNamespace, browse: object, later: object) -> None:
    guest = Guest.welcome(name="Gil", language="en")[0]
    Conversation.start(desk=town.desk, by=as_viewer(guest), question="?").finish(by=as_viewer(guest))
    page = browse(town.olga).get("/desk/social/board").content.decode()
    assert "50 %" in page and "Gus" in page
    piece = browse(town.olga).get("/desk/social/board", headers=FETCH).content.decode()
    assert "<html" not in piece


def test_the_board_of_a_busy_desk_takes_a_fixed_number_of_queries(
    town: SimpleNamespace, browse: object, django_assert_max_num_queries: object
) -> None:
    olga = browse(town.olga)
    for number in range(6):
        guest = Guest.welcome(name=f"G{number}", language="zh-hans")[0]
        Conversation.start(desk=town.desk, by=as_viewer(guest), question="?")
    with django_assert_max_num_queries(12):
        olga.get("/desk/social/board")


def settings_form(desk: Desk, **more: str) -> dict[str, str]:
    form = {"name_zh": desk.name_zh, "name_en": desk.name_en, "assignment": "offer", "capacity": "2"}
    return form | {"hours_mon": "08:30-12:00 13:30-17:30", "closed": "2026-12-24 盘点"} | more


def test_settings_of_the_desk(town: SimpleNamespace, browse: object) -> None:
    olga, address = browse(town.olga), "/desk/social/settings"
    assert olga.get(address).status_code == 200
    assert olga.post(address, settings_form(town.desk)).status_code == 302
    desk = Desk.objects.get(pk=town.desk.pk)
    assert desk.hours == {"mon": [["08:30", "12:00"], ["13:30", "17:30"]]}
    assert desk.closed_days == {"2026-12-24": "盘点"} and desk.assignment == "offer" and desk.capacity == 2
    for wrong in ({"hours_mon": "nine to five"}, {"hours_mon": "12:00-08:00"}, {"closed": "soon"}, {"capacity": "0"}):
        assert olga.post(address, settings_form(town.desk, **wrong)).status_code == 422
    assert LogEntry.objects.filter(verb="desk.changed").count() == 1


def test_seats_and_prepared_answers(town: SimpleNamespace, browse: object) -> None:
    olga = browse(town.olga)
    assert olga.post("/desk/social/seats", {"s-person": town.bo.pk, "s-capacity": "1"}).status_code == 302
    assert Seat.objects.get(person=town.bo).limit == 1
    assert olga.post("/desk/social/seats", {"s-person": town.eve.pk}).status_code == 422
    olga.post(f"/desk/social/seats/{Seat.objects.get(person=town.bea).pk}/undo")
    assert not Seat.objects.filter(person=town.bea).exists()
    form = {"p-short": "docs", "p-language": "en", "p-title": "Papers", "p-body": "Bring them."}
    for body in ("Bring them.", "Bring both."):
        assert olga.post("/desk/social/prepared", form | {"p-body": body}).status_code == 302
    answer = PreparedAnswer.objects.get()
    assert answer.body == "Bring both."
    assert "Bring both." in browse(town.bo).get("/desk/").content.decode()
    olga.post(f"/desk/social/prepared/{answer.pk}/undo")
    assert not PreparedAnswer.objects.exists()


def test_the_auditor_reads_and_is_logged(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    talk.end(by=town.bo, outcome="solved")
    assert browse(town.audrey).get(f"/conversations/{talk.pk}/transcript").status_code == 200
    assert LogEntry.objects.filter(verb="conversation.read", actor=town.audrey.key).count() == 1
    assert browse(town.audrey).post(f"/conversations/{talk.pk}/notes", {"body": "x"}).status_code == 404


STRANGERS = ["eve", "bea", "ann", "adam", "mo", "han", "ed", "eva", None]
GETS = [
    "/conversations/{}/",
    "/conversations/{}/queue",
    "/conversations/{}/transcript",
    "/desk/conversations/{}/context",
    "/desk/conversations/{}/watch",
]
POSTS = [
    "/conversations/{}/leave-word", "/conversations/{}/case", "/conversations/{}/end", "/conversations/{}/rating",
    "/conversations/{}/link", "/conversations/{}/messages", "/conversations/{}/notes",
    "/desk/conversations/{}/take", "/desk/conversations/{}/accept", "/desk/conversations/{}/decline",
    "/desk/conversations/{}/transfer", "/desk/conversations/{}/invitation", "/desk/conversations/{}/leave",
    "/desk/conversations/{}/case", "/desk/conversations/{}/end", "/desk/conversations/{}/look",
    "/desk/conversations/{}/look/undo", "/desk/conversations/{}/take-over",
]  # fmt: skip


def test_what_a_stranger_may_not_see_does_not_exist(talk: Conversation, town: SimpleNamespace, browse: object) -> None:
    for name in STRANGERS:
        client = browse(getattr(town, name) if name else None)
        for pk in (talk.pk, 999_999):
            for address in GETS:
                assert client.get(address.format(pk)).status_code == 404, (name, address)
            for address in POSTS:
                if (name, address, pk) == ("bea", POSTS[7], talk.pk):
                    continue  # a colleague at the same desk, who is told that somebody was faster
                assert client.post(address.format(pk), {"body": "x"}).status_code == 404, (name, address)


def test_pages_for_staff_do_not_exist_for_others(town: SimpleNamespace, browse: object) -> None:
    for who in (town.ada, town.adam, town.mo, town.ed, town.audrey, None):
        assert browse(who).get("/desk/").status_code == 404
    for who in (town.ada, town.bo, town.ann, town.han, town.adam, town.audrey, None):
        client = browse(who)
        assert client.get("/desk/boards").status_code == 404
        for address in ("/desk/social/board", "/desk/social/settings"):
            assert client.get(address).status_code == 404
        for address in ("settings", "seats", "seats/1/undo", "prepared", "prepared/1/undo"):
            assert client.post(f"/desk/social/{address}").status_code == 404
    assert browse(town.olga).get("/desk/housing/board").status_code == 404
