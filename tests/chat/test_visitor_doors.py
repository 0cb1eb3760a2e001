"""A visitor's pages, as a browser without script uses them."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chat.models import Conversation, Desk, Seat, State
from collab.accounts.models import Guest
from collab.feedback.models import Case
from tests.chat.conftest import Present

NEVER: dict[str, list[list[str]]] = {}
QUESTION = "社保断缴了四个月,能不能补?"


def test_the_list_of_desks_says_who_is_there(town: SimpleNamespace, browse: object, present: Present) -> None:
    present.discard(town.ann.pk)
    Desk.objects.create(slug="night", department=town.offices["D00"], name_zh="夜间台", name_en="Night", hours=NEVER)
    page = browse().get("/desks/").content.decode()
    for state in ("available", "away", "offline"):
        assert f'data-state="{state}"' in page


def test_a_guest_reaches_the_desk_and_rates(town: SimpleNamespace, browse: object) -> None:
    guest, agent = browse(), browse(town.bo)
    page = guest.get("/desks/social/?page=/replies/").content.decode()
    assert 'value="/replies/"' in page and 'name="name"' in page
    answer = guest.post("/desks/social/", {"question": QUESTION, "name": "小林", "page_url": "/replies/"})
    visit = Conversation.objects.get()
    assert answer["Location"] == f"/conversations/{visit.pk}/"
    assert (visit.visitor_name, visit.page_url, visit.visitor[0]) == ("小林", "/replies/", "g")
    assert "guest" in guest.cookies and guest.cookies["guest"]["httponly"]
    page = guest.get(f"/conversations/{visit.pk}/").content.decode()
    assert QUESTION in page and 'http-equiv="refresh"' in page
    assert 'data-state="queued"' in guest.get(f"/conversations/{visit.pk}/queue").content.decode()

    page = agent.get("/desk/").content.decode()
    assert QUESTION in page and "小林" in page
    assert agent.post(f"/desk/conversations/{visit.pk}/take").status_code == 302
    assert agent.post(f"/conversations/{visit.pk}/messages", {"body": "可以在年底前补"}).status_code == 302
    guest.post(f"/conversations/{visit.pk}/messages", {"body": "谢谢"})
    assert "可以在年底前补" in guest.get(f"/conversations/{visit.pk}/").content.decode()
    assert "谢谢" in agent.get("/desk/").content.decode()

    agent.post(f"/desk/conversations/{visit.pk}/end", {"e-outcome": "solved", "e-summary": ""})
    page = guest.get(f"/conversations/{visit.pk}/").content.decode()
    assert 'name="level"' in page
    guest.post(f"/conversations/{visit.pk}/rating", {"level": "5", "words": "很好"})
    guest.post(f"/conversations/{visit.pk}/rating", {"level": "1", "words": "again"})
    visit.refresh_from_db()
    assert (visit.state, visit.outcome, visit.rating, visit.rating_words) == (State.WRAPPED_UP, "solved", 5, "很好")
    kept = guest.get(f"/conversations/{visit.pk}/transcript?as=txt")
    assert "attachment" in kept["Content-Disposition"] and "可以在年底前补" in kept.content.decode()
    assert guest.get("/conversations/").status_code == 200


def test_the_same_form_leaves_word_at_a_closed_desk(town: SimpleNamespace, browse: object) -> None:
    Desk.objects.filter(slug="social").update(hours=NEVER)
    stranger = browse()
    page = stranger.get(f"/desks/social/?question={QUESTION}").content.decode()
    assert QUESTION in page and 'name="contact_email"' in page
    answer = stranger.post(
        "/desks/social/", {"question": QUESTION, "name": "小林", "contact_email": "a@b.test", "word": "1"}
    )
    case = Case.objects.get()
    assert (case.channel, case.text, case.department, case.contact_email) == (
        "word", QUESTION, town.offices["D01"], "a@b.test",
    )  # fmt: skip
    assert case.number in stranger.get(answer["Location"]).content.decode()
    assert not Conversation.objects.exists() and not Guest.objects.exclude(pk=town.gus.pk).exists()


def test_nobody_there_leaves_word_too(town: SimpleNamespace, browse: object, present: Present) -> None:
    for person in (town.bo, town.bea):
        present.discard(person.pk)
    visitor = browse()
    page = visitor.post("/desks/social/", {"question": QUESTION}).content.decode()
    assert QUESTION in page and 'name="contact_email"' in page and not Case.objects.exists()
    visitor.post("/desks/social/", {"question": QUESTION, "word": "1"})
    assert Case.objects.get().channel == "word"


def test_word_instead_of_waiting_keeps_the_text(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    guest = browse(town.gus)
    page = guest.post(f"/conversations/{visit.pk}/leave-word").content.decode()
    assert visit.question in page
    answer = guest.post(f"/conversations/{visit.pk}/leave-word", {"text": visit.question + "急"})
    visit.refresh_from_db()
    case = Case.objects.get()
    assert (visit.state, visit.case_number, case.text) == (State.WORD_LEFT, case.number, visit.question + "急")
    assert case.first_contact_at == visit.started_at
    assert case.number in guest.get(answer["Location"]).content.decode()


def test_leave_word_instead_keeps_the_text_before_asking(town: SimpleNamespace, browse: object) -> None:
    answer = browse().post("/desks/social/?word=1", {"question": QUESTION, "look": "1"})
    assert QUESTION in answer.content.decode() and 'name="consent"' in answer.content.decode()
    assert not Case.objects.exists() and not Conversation.objects.exists()


def test_danger_shows_the_numbers_before_anything_is_sent(town: SimpleNamespace, browse: object) -> None:
    visitor, text = browse(), "楼道里煤气泄漏了"
    answer = visitor.post("/desks/social/", {"question": text})
    page = answer.content.decode()
    assert 'href="tel:119"' in page and text in page and not Conversation.objects.exists()
    visitor.post("/desks/social/", {"question": text, "not_urgent": "1"})
    assert Conversation.objects.get().question == text


@pytest.mark.parametrize("question", ["", "   ", "长" * 2001])
def test_bad_questions_keep_what_was_typed(town: SimpleNamespace, browse: object, question: str) -> None:
    answer = browse().post("/desks/social/", {"question": question, "name": "小林"})
    assert answer.status_code == 422 and "小林" in answer.content.decode()


def test_foreign_addresses_are_not_shown_to_staff(town: SimpleNamespace, browse: object) -> None:
    browse().post("/desks/social/", {"question": QUESTION, "page_url": "javascript:alert(1)"})
    assert Conversation.objects.get().page_url == ""


def test_asking_twice_leads_to_the_same_conversation(
    visit: Conversation, town: SimpleNamespace, browse: object
) -> None:
    answer = browse(town.gus).post("/desks/social/", {"question": "again"})
    assert answer["Location"] == f"/conversations/{visit.pk}/"
    assert Conversation.objects.count() == 1


def test_staff_do_not_stand_in_line(town: SimpleNamespace, browse: object) -> None:
    for who in (town.bo, town.olga, town.mo, town.han, town.adam, town.audrey, town.ed):
        assert browse(who).post("/desks/social/", {"question": QUESTION}).status_code == 404
        assert browse(who).get("/desks/social/").status_code == 200
    for who in (town.ada, town.eva):
        assert browse(who).post("/desks/social/", {"question": QUESTION}).status_code == 302


def test_what_was_not_solved_becomes_a_case(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    visit.take(by=town.bo)
    guest = browse(town.gus)
    assert visit.question in guest.post(f"/conversations/{visit.pk}/case").content.decode()
    guest.post(f"/conversations/{visit.pk}/case", {"summary": "请核实", "contact_email": ""})
    case = Case.objects.get()
    visit.refresh_from_db()
    assert (visit.state, case.transcript_room_id, case.channel) == (State.CONVERTED, visit.room_id, "chat")
    assert case.number in guest.get(f"/conversations/{visit.pk}/").content.decode()
    assert guest.post(f"/conversations/{visit.pk}/case", {"summary": "again"}).status_code == 302
    assert Case.objects.count() == 1


def test_another_device_by_a_link_that_works_once(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    page = browse(town.gus).post(f"/conversations/{visit.pk}/link").content.decode()
    address = page.split('class="code" href="http://testserver')[1].split('"')[0]
    phone, thief = browse(), browse()
    assert phone.get(address).status_code == 200
    assert phone.post(address)["Location"] == f"/conversations/{visit.pk}/"
    assert visit.question in phone.get(f"/conversations/{visit.pk}/").content.decode()
    assert thief.get(address).status_code == thief.post(address).status_code == 404
    assert thief.get(f"/conversations/{visit.pk}/").status_code == 404


def test_a_link_ends_after_a_quarter_of_an_hour(
    visit: Conversation, town: SimpleNamespace, browse: object, later: object
) -> None:
    page = browse(town.gus).post(f"/conversations/{visit.pk}/link").content.decode()
    address = page.split('class="code" href="http://testserver')[1].split('"')[0]
    later(minutes=16)
    assert browse().get(address).status_code == 404


def test_files_are_sent_and_read_by_those_in_the_room(
    visit: Conversation, town: SimpleNamespace, browse: object
) -> None:
    visit.take(by=town.bo)
    guest = browse(town.gus)
    form = SimpleUploadedFile("表.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    guest.post(f"/conversations/{visit.pk}/messages", {"body": "请看", "file": form})
    entry = visit.room.log.get(kind="file")
    assert entry.body["name"] == "表.pdf"
    address = entry.html.split('href="')[1].split('"')[0]
    assert browse(town.bo).get(address).status_code == 200
    assert browse(town.eve).get(address).status_code == browse().get(address).status_code == 404
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    guest.post(f"/conversations/{visit.pk}/messages", {"file": bad})
    assert visit.room.log.filter(kind="file").count() == 1


def test_a_form_sent_twice_says_it_once(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    visit.take(by=town.bo)
    form = {"body": "once", "cid": "7d444840-9dc0-11d1-b245-5ffdce74fad2"}
    for _time in (1, 2):
        browse(town.gus).post(f"/conversations/{visit.pk}/messages", form)
    assert visit.room.log.filter(kind="message", body="once").count() == 1


def test_the_visitor_ends_the_talk(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    visit.take(by=town.bo)
    guest = browse(town.gus)
    guest.post(f"/conversations/{visit.pk}/end")
    visit.refresh_from_db()
    assert (visit.state, visit.outcome) == (State.WRAPPED_UP, "visitor")
    assert guest.post(f"/conversations/{visit.pk}/messages", {"body": "x"}).status_code == 302
    assert visit.room.log.filter(kind="message").count() == 1


def test_leaving_the_line(visit: Conversation, town: SimpleNamespace, browse: object) -> None:
    browse(town.gus).post(f"/conversations/{visit.pk}/end")
    visit.refresh_from_db()
    assert visit.state == State.ABANDONED


def test_an_estimate_needs_five_visits(town: SimpleNamespace, browse: object) -> None:
    assert Seat.objects.count() == 3
    assert "分钟" not in browse().get("/desks/social/").content.decode().split("aside")[1]
