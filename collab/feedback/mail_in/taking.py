"""One mail is taken in, once."""

import hashlib
import re
from contextlib import suppress

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from collab.accounts.models import digest
from collab.files.errors import Refused
from collab.files.kinds import examine
from collab.files.models import File
from collab.limits.allowance import spend
from collab.live.viewer import Viewer
from collab.notifications.models import Letter
from collab.text.excerpt import excerpt

from ..errors import CaseError
from ..lifecycle import State
from ..models import Case, Fate, ReceivedMail
from ..models.tidy import tidy
from .reading import FILES, Mail, Unreadable, read

A_DAY, DAY = 20, 24 * 3600  # mails of one sender
_CHINESE = re.compile(r"[㐀-鿿]")


def take(data: bytes) -> str:
    """What became of it. The same mail again does nothing."""
    try:
        mail = read(data)
    except Unreadable:
        return _note(hashlib.sha256(data).hexdigest(), Fate.UNREADABLE)
    if known := ReceivedMail.objects.filter(mark=mail.mark).first():
        return known.fate
    if mail.automatic or mail.sender == settings.DEFAULT_FROM_EMAIL.lower():
        return _note(mail.mark, Fate.AUTOMATIC)
    if not mail.text and not mail.files:
        return _note(mail.mark, Fate.EMPTY)
    if spend("mail-in", mail.sender, limit=A_DAY, seconds=DAY):
        return _note(mail.mark, Fate.TOO_MANY)
    try:
        with transaction.atomic():
            row = ReceivedMail.objects.create(mark=mail.mark, fate=Fate.OPENED)
            row.case = _continued(mail)
            row.fate = Fate.ADDED if row.case else Fate.OPENED
            row.case = row.case or _opened(mail)
            row.save(update_fields=["case", "fate"])
    except IntegrityError:
        return ReceivedMail.objects.get(mark=mail.mark).fate  # somebody else took it at the same time
    return row.fate


def _note(mark: str, fate: Fate) -> str:
    with suppress(IntegrityError), transaction.atomic():
        ReceivedMail.objects.create(mark=mark, fate=fate)
    return fate


def _continued(mail: Mail) -> Case | None:
    """The case whose number and code stand in the mail, where its writer's address sent it and it waits for a word."""
    if not mail.number:
        return None
    case = Case.objects.filter(number=mail.number, code=digest(mail.code)).first()
    if case is None or not case.contact_email or case.contact_email.lower() != mail.sender:
        return None
    writer = Viewer(key=case.party, name=case.contact_name)
    try:
        with transaction.atomic():
            if case.state == State.NEED_INFO:
                case.supply(words=mail.text, by=writer)
            else:
                case.ask_back(words=mail.text, by=writer)
            _attach(mail, case)
    except CaseError:
        return None
    return case


def _opened(mail: Mail) -> Case:
    """The sender's name and address are what they say: nobody's account is meant by them, and nothing is published."""
    text = mail.text or mail.title or "–"
    case = Case.open(
        title=mail.title or excerpt(text, 60), text=text, kind="enquiry", channel="email", party=Viewer(name=mail.name),
        consent=False, language=_language(text), contact_name=mail.name, contact_email=mail.sender,
        origin_title=mail.number,
    )  # fmt: skip
    _attach(mail, case)
    return case


def _attach(mail: Mail, case: Case) -> None:
    """What cannot be taken is named to the sender."""
    refused = []
    for number, (name, data) in enumerate(mail.files):
        try:
            if number >= FILES:
                raise Refused(f"> {FILES}")
            examine(data)
            File.receive(SimpleUploadedFile(name, data), room=case.room, owner=case.party)
        except Refused as error:
            refused.append(f"{tidy(name)}: {error.reason}")
    if refused:
        Letter.write(
            to=mail.sender, language=case.language, template="feedback/mail/files_refused", context={"case": case, "files": refused},
            about=f"case {case.number}",
        )  # fmt: skip


def _language(text: str) -> str:
    return "zh-hans" if _CHINESE.search(text) else "en"
