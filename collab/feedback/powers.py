"""Who may do what with a case, now: the one predicate that pages, sockets and the API ask (requirement groups 2.1, 2.2)."""

from dataclasses import dataclass

from collab.departments.models import Department
from collab.departments.rights import grants_of
from collab.live.viewer import Viewer

from .lifecycle import ACCUSING, ANSWERED, BEFORE_ANSWER, HAND_BACKS, IN_HAND, MOVES, By, State
from .models import Assignment, Case, Reply, Request, Wish
from .models.helping import AT_WORK
from .models.matter import is_centre
from .models.reply import writers


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to one case: the roles of requirement group 2.1 that the grants give at its department."""

    roles: frozenset[By]
    helps: frozenset[int]  # departments at which one may answer a part

    @property
    def works(self) -> bool:
        return bool(self.roles or self.helps)


def standing_of(case: Case, viewer: Viewer) -> Standing:
    grants = grants_of(viewer)
    path = case.department.path if case.department else ""
    roles: set[By] = set()
    if any(is_centre(role, at) for role, at in grants):
        roles |= {By.INTAKE, By.DISPATCHER, By.REVIEWER, By.CALLER}
    if any(role == "official" and is_root(at) for role, at in grants):
        roles |= {By.SUPERVISOR, By.REVIEWER, By.CALLER}
    here = {role for role, at in grants if path and path.startswith(at)}
    if "handler" in here:
        roles.add(By.HANDLER)
    if "official" in here:
        roles.add(By.LEAD)
    mine = [at for role, at in grants if role in ("handler", "official")]
    helping = Assignment.objects.open().filter(case=case).select_related("department") if mine else ()
    helps = {part.department_id for part in helping if any(part.department.path.startswith(at) for at in mine)}
    return Standing(frozenset(roles), frozenset(helps))


# what follows from role and state alone; the rest asks more of the case
PLAIN = (
    "accept", "ask_info", "redirect", "merge", "unmerge", "answer_now", "dispatch", "rule", "sign", "ask_time", "resume", "draft",
)  # fmt: skip


def is_root(path: str) -> bool:
    """Of the whole city: `/D/`."""
    return path.count("/") == 2


def powers_of(case: Case, viewer: Viewer) -> set[str]:
    """The verbs open to this member of staff in the state of the case. The citizen's own verbs are not among them."""
    here = standing_of(case, viewer)
    roles, person = here.roles, viewer.person_id
    powers = {verb for verb in PLAIN if case.state in MOVES[verb].start and roles & set(MOVES[verb].by)}
    if By.HANDLER in roles and case.state == State.REPLY_DRAFTED:
        powers |= {"draft", "submit"}
    if case.state == State.RETURNED and case.hand_backs > HAND_BACKS:
        powers.discard("dispatch")
    else:
        powers.discard("rule")
    if (
        roles & {By.HANDLER, By.LEAD}
        and case.state in MOVES["hand_back"].start
        and case.may_be_handed_back
        and not case.bound
    ):
        powers.add("hand_back")
    if powers & {"sign", "draft"} and case.is_barred(person):
        powers -= {"sign", "draft", "submit"}
    if "ask_time" in powers and (case.extended or case.longest_due() is None or case.is_overdue):
        powers.discard("ask_time")
    powers |= _requests(case, roles, viewer) | _help(case, here) | _second_hand(case, roles, person)
    if case.state == State.REPLY_DRAFTED and Reply.objects.filter(case=case, handed_in_at__isnull=False).exists():
        powers -= {"ask_info", "ask_time", "ask_pause", "hand_back", "submit"}
    if By.DISPATCHER in roles and case.state in BEFORE_ANSWER:
        powers.add("join")
    if case.state == State.CALLBACK and By.CALLER in roles and person not in (case.handler_id, *case.answered_by()):
        powers.add("call_back")
    if here.works:
        powers |= {"note", "personal"}
    return powers


def _requests(case: Case, roles: frozenset[By], viewer: Viewer) -> set[str]:
    powers: set[str] = set()
    if By.INTAKE in roles and case.state == State.SUBMITTED:
        powers.add("refuse")
    if By.LEAD in roles and case.state in IN_HAND:
        powers.add("ask_pause")
    for request in Request.objects.filter(case=case, decided_at=None):
        powers -= {{Wish.REFUSAL: "refuse", Wish.SUSPENSION: "ask_pause"}.get(Wish(request.wish), "")}
        if request.party == viewer.key:
            continue
        if request.wish == Wish.REFUSAL and roles & {By.INTAKE, By.SUPERVISOR}:
            powers |= {"reject", "deny"}
        elif request.wish in (Wish.EXTENSION, Wish.SUSPENSION) and By.DISPATCHER in roles:
            powers |= {"extend" if request.wish == Wish.EXTENSION else "suspend", "deny"}
        elif request.wish == Wish.REVIEW and By.SUPERVISOR in roles:
            powers |= {"reopen", "uphold"}
    return powers


def _help(case: Case, here: Standing) -> set[str]:
    powers: set[str] = set()
    if case.state in (*AT_WORK, State.DISPATCHED) and here.roles & {By.HANDLER, By.LEAD, By.DISPATCHER}:
        powers |= {"ask_helper", "recall"}
    return powers | ({"help"} if here.helps else set())


def _second_hand(case: Case, roles: frozenset[By], person: int | None) -> set[str]:
    """The lead and the reviewer, who have not written any of the reply; the publisher likewise."""
    if not roles & {By.LEAD, By.REVIEWER}:
        return set()
    if case.is_published:
        return {"unpublish"} if By.LEAD in roles else set()
    reply = Reply.objects.filter(case=case).first()
    if reply is None or person in (case.handler_id, *writers(reply), *case.answered_by()):
        return set()
    handed_in = reply.handed_in_at is not None
    if case.state == State.REPLY_DRAFTED and handed_in and By.LEAD in roles:
        return {"release", "return"} | ({"approve"} if By.REVIEWER in roles else set())
    if case.state == State.REPLY_SUBMITTED and By.REVIEWER in roles:
        return {"approve", "return"}
    shown = case.state in ANSWERED and case.consent and not case.confidential and By.LEAD in roles
    third = case.kind not in ACCUSING or reply.approver_id != person
    return {"publish"} if shown and third else set()


def offices_helped(case: Case, viewer: Viewer) -> list[Assignment]:
    """The open parts that this viewer may answer."""
    here = standing_of(case, viewer)
    parts = Assignment.objects.open().filter(case=case, department__in=Department.objects.filter(pk__in=here.helps))
    return list(parts.select_related("department"))
