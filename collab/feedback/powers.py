"""Who may do what with a case, now: the one predicate that pages, sockets and the API ask."""

from collab.departments.rights import grants_of
from collab.live.viewer import Viewer

from .lifecycle import ACCUSING, MOVES, State
from .models import Case, Reply
from .models.matter import is_centre

CENTRE_VERBS = ("accept", "reject", "dispatch")
HANDLER_VERBS = ("sign", "draft", "submit")
OVER = (State.ANSWERED, State.CLOSED)


def powers_of(case: Case, viewer: Viewer) -> set[str]:
    """The verbs open to this member of staff in the state of the case. The citizen's own verbs are not among them."""
    grants = grants_of(viewer)
    path = case.department.path if case.department else ""
    centre = any(is_centre(role, at) for role, at in grants)
    roles = {role for role, at in grants if path and path.startswith(at)}
    verbs = set(CENTRE_VERBS if centre else ()) | set(HANDLER_VERBS if "handler" in roles else ())
    powers = {verb for verb in verbs if case.state in MOVES[verb].start}
    if centre and case.state == State.DISPATCHED:
        powers.add("dispatch")
    if "handler" in roles and case.state == State.REPLY_DRAFTED:
        powers.add("draft")
    if "official" in roles:
        powers |= _official(case, viewer)
    if centre or roles & {"handler", "official"}:
        powers |= {"note", "personal"}
    return powers


def _official(case: Case, viewer: Viewer) -> set[str]:
    if case.is_published:
        return {"unpublish"}
    reply = Reply.objects.filter(case=case).first()
    if reply is None or viewer.person_id in {
        reply.drafter_id, *reply.versions.values_list("by_id", flat=True)
    }:  # fmt: skip
        return set()
    if case.state == State.REPLY_SUBMITTED:
        return {"approve", "return"}
    shown = case.state in OVER and case.consent and not case.confidential
    third = case.kind not in ACCUSING or reply.approver_id != viewer.person_id
    return {"publish"} if shown and third else set()
