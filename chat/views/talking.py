"""The doors that visitor and staff share: messages without a socket, and the transcript."""

from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.audit.models import log
from collab.departments import rights
from collab.files.errors import Refused
from collab.files.models import File
from collab.limits.allowance import spend
from collab.live.errors import NotFound, RateLimited
from collab.live.models import Entry
from collab.live.viewer import Viewer
from collab.text.render import plain

from ..doors import answer, conversations, entered, person_of, refuse, viewer_of
from ..forms import MessageForm
from ..models import Conversation
from ..models.parts import Part

FILES, SPAN = 20, 600  # from one party in so many seconds


def _home(pk: int, part: Part) -> str:
    return reverse("conversation", args=[pk]) if part.role == "visitor" else f"{reverse('agent')}#c-{pk}"


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """A message, a file, or both, by a plain form. A form sent twice says it once."""
    visit, part = entered(request, pk)
    form, viewer, to = MessageForm(request.POST, request.FILES), viewer_of(request), _home(pk, part)
    if not part.writes:
        return refuse(request, _("The conversation has ended."), to=to, status=409)
    if not form.is_valid():
        return refuse(request, _("This is empty or too long."), to=to, status=422)
    body, upload = form.cleaned_data["body"], form.cleaned_data["file"]

    def act() -> None:
        if wait := spend("say", viewer.key, limit=30, seconds=60):
            raise RateLimited(wait)
        if body or not upload:
            visit.say(by=viewer, part=part, body=body, cid=_act_id(request))
        if upload:
            attach(visit, part, upload, viewer)

    try:
        return answer(request, act, to=to)
    except Refused as error:
        return refuse(request, str(error), to=to, status=422)


def _act_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("cid", ""))
    except ValueError:
        return uuid4()


def attach(visit: Conversation, part: Part, upload: UploadedFile, viewer: Viewer) -> Entry:
    """Raises NotFound for who may not write, RateLimited, Refused for a file that is not taken."""
    if not part.writes:
        raise NotFound
    if wait := spend("file", viewer.key, limit=FILES, seconds=SPAN):
        raise RateLimited(wait)
    file = File.receive(upload, room=visit.room, owner=viewer.key)
    return visit.attach(by=viewer, part=part, file=file)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """An internal note, for staff alone."""
    visit, part = entered(request, pk)
    if not part.notes:
        raise Http404
    body = request.POST.get("body", "")
    return answer(
        request,
        lambda: visit.note(by=viewer_of(request), part=part, body=body, cid=_act_id(request)),
        to=_home(pk, part),
    )


def transcript(request: HttpRequest, pk: int) -> HttpResponse:
    """To read or to keep (`?as=txt`): own, assigned, of a linked case; for the auditor, who is logged."""
    visit, part = _reader(request, pk)
    entries = visit.room.log.exclude(kind__in=["edited", "redacted"]).order_by("seq")
    names = dict(visit.room.participants.values_list("party", "name"))
    if request.GET.get("as") == "txt":
        return _text(visit, entries, names)
    notes = visit.notes_room.log.order_by("seq") if part.reads_notes else []
    facts = {"conversation": visit, "entries": entries, "notes": notes, "part": part}
    return render(request, "chat/transcript.html", facts)


def _reader(request: HttpRequest, pk: int) -> tuple[Conversation, Part]:
    """Raises Http404."""
    try:
        visit, part = entered(request, pk)
    except Http404:
        found = conversations().filter(pk=pk).first()
        if found is None or not rights.has_role(viewer_of(request), "auditor"):
            raise
        visit, part = found, Part("auditor", False)
    if part.role in {"auditor", "handler", "supervisor"}:
        log(person_of(request), "conversation.read", visit)
    return visit, part


def _text(visit: Conversation, entries: object, names: dict[str, str]) -> HttpResponse:
    """Plain text with a name and a time on every line."""
    lines = [f"{visit.desk.name} · {timezone.localtime(visit.started_at):%Y-%m-%d %H:%M}", ""]
    for entry in entries:  # type: ignore[attr-defined]
        at = f"{timezone.localtime(entry.at):%H:%M}"
        if entry.kind == "message":
            said = _("(taken back)") if entry.redacted_at else plain(str(entry.body))
            lines.append(f"[{at}] {names.get(entry.sender, '')}: {said}")
        elif entry.kind == "file":
            lines.append(f"[{at}] {names.get(entry.sender, '')}: {entry.body.get('name', '')}")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    name = slugify(f"{visit.desk.slug}-{visit.started_at:%Y-%m-%d}-{visit.pk}")
    response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    return response
