"""Mail to the city: what becomes a case, what goes on with one, and what is left alone."""

import mailbox
import socket
import threading
from email.message import EmailMessage

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from collab.feedback.mail_in.boxes import empty
from collab.feedback.mail_in.taking import take
from collab.feedback.models import Case, ReceivedMail
from collab.notifications.models import Letter

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def mail(
    text="书院巷的路灯不亮,什么时候修?",
    subject="路灯",
    sender="林晓禾 <lin@mail.example>",
    mark="<1@mail.example>",
    **more,
):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, more.pop("to", "letters@city.example"), subject
    if mark:
        message["Message-ID"] = mark
    for name, value in more.pop("headers", {}).items():
        message[name] = value
    message.set_content(text, subtype=more.pop("subtype", "plain"))
    for name, data in more.pop("files", []):
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_mail_becomes_a_case_once_and_its_sender_is_told_number_and_code(world):
    assert take(mail(files=[("a.pdf", PDF), ("b.exe", b"MZ")])) == "opened"
    assert take(mail(files=[("a.pdf", PDF)])) == "opened"
    case = Case.objects.get()
    assert (case.title, case.channel, case.contact_name, case.contact_email, case.party, case.consent) == (
        "路灯", "email", "林晓禾", "lin@mail.example", "", False,
    )  # fmt: skip
    assert [file.name for file in case.room.files.all()] == ["a.pdf"]
    told, refused = Letter.objects.order_by("pk")
    assert case.number in told.subject and told.to == "lin@mail.example"
    assert "b.exe" in refused.text and "a.pdf" not in refused.text


def test_what_was_asked_for_comes_by_mail_with_number_and_code(world):
    take(mail())
    case = Case.objects.get()
    case.accept(by=world.otto)
    case.dispatch(department=world.offices["D06"], by=world.otto)
    case.sign(by=world.hugo)
    case.ask_info(words="哪一盏?", by=world.hugo)
    answer = "第三盏。\n\n在2026年写道:\n> 哪一盏?"
    stranger = mail(answer, f"回复 {case.number} {case.secret}", sender="eve@mail.example", mark="<2@x>")
    assert take(stranger) == "opened"
    assert take(mail(answer, f"回复 {case.number} AAAA-BBBB-CCCC", mark="<3@x>")) == "opened"
    case.refresh_from_db()
    assert case.state == "need_info"
    assert take(mail(answer, to=f"letters+{case.number}-{case.secret}@city.example", mark="<4@x>")) == "added"
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert case.steps.get(verb="supply").words == "第三盏。"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<x.y>"},
        {"Return-Path": "<>"},
        {"X-Autoreply": "yes"},
    ],
)
def test_machines_are_not_answered(world, headers):
    assert take(mail(headers=headers)) == "automatic"
    assert not Case.objects.exists() and not Letter.objects.exists()


def test_a_page_is_read_as_text(world):
    page = "<html><head><title>x</title><style>p{}</style></head><body><p>一</p><script>alert(1)</script><p>二 &lt;b&gt;</p></body></html>"
    take(mail(page, subtype="html"))
    assert Case.objects.get().text == "一\n二 <b>"


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"From: nobody\n\nx", b"Subject: x\n\nx", b"From: a@b.example\nContent-Type: multipart/mixed\n\nx",
     b"From: =?x?q?=?= <a@b.example>\nContent-Type: text/plain; charset=nonsense\n\n\xff", b"From: a@b.example\n\n" + b"x" * 27_000_000],
)  # fmt: skip
def test_broken_mail_never_stops_the_run(world, data):
    assert take(data) in {"unreadable", "empty", "opened"}


def test_one_sender_opens_so_many_in_a_day(world):
    fates = [take(mail(mark=f"<{number}@x>")) for number in range(21)]
    assert fates[-2:] == ["opened", "too_many"]


def test_a_folder_is_emptied_once(world, tmp_path, settings, capsys):
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(mail(mark="<a@x>"))
    box.add(b"broken")
    settings.MAIL_IN = f"maildir://{tmp_path / 'box'}"
    call_command("receive_mail")
    assert capsys.readouterr().out.strip() == "2 taken in: opened 1, unreadable 1"
    call_command("receive_mail")
    assert capsys.readouterr().out.strip() == "0 taken in"
    assert ReceivedMail.objects.count() == 2


@pytest.mark.parametrize("address", ["pop://x", "maildir:///nowhere/at/all"])
def test_a_wrong_address_is_told(address):
    with pytest.raises(ImproperlyConfigured):
        empty(address, take)


def test_a_box_on_a_server_is_emptied_and_marked(world):
    letters, marked = [mail(mark="<i@x>"), mail(mark="<j@x>", subject="公交")], []
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, letters, marked), daemon=True)
    thread.start()
    count = empty(f"imap://city:secret%40word@127.0.0.1:{listener.getsockname()[1]}/Letters", take)
    thread.join(5)
    assert (count, marked) == (2, ["login city secret@word", "Letters", "1", "2"])
    assert set(Case.objects.values_list("title", flat=True)) == {"路灯", "公交"}


def _serve(listener, letters, marked):
    """As much of IMAP (RFC 3501) as one visit takes."""
    line = listener.accept()[0].makefile("rwb")
    line.write(b"* OK IMAP4rev1\r\n"), line.flush()
    while asked := line.readline().decode().split():
        tag, verb, *rest = asked
        verb = f"{verb} {rest.pop(0)}".upper() if verb.upper() == "UID" else verb.upper()
        if verb == "CAPABILITY":
            line.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif verb == "LOGIN":
            marked.append(" ".join(["login", *(word.strip('"') for word in rest)]))
        elif verb == "SELECT":
            marked.append(rest[0].strip('"'))
            line.write(b"* 2 EXISTS\r\n")
        elif verb == "UID SEARCH":
            line.write(b"* SEARCH 1 2\r\n")
        elif verb == "UID FETCH":
            data = letters[int(rest[0]) - 1]
            line.write(f"* {rest[0]} FETCH (UID {rest[0]} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n")
        elif verb == "UID STORE":
            marked.append(rest[0])
        line.write(f"{tag} OK done\r\n".encode()), line.flush()
        if verb == "LOGOUT":
            return


def test_one_that_cannot_be_taken_lets_the_others_go_on(world, tmp_path):
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(mail(mark="<a@x>"))
    box.add(mail(mark="<b@x>", subject="公交"))
    broken = []

    def stumble(data):
        if not broken:
            broken.append(data)
            raise OSError
        return take(data)

    address = f"maildir://{tmp_path / 'box'}"
    assert (empty(address, stumble), empty(address, take), empty(address, take)) == (1, 1, 0)
    assert Case.objects.count() == 2
