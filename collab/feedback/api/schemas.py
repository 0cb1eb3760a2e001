"""What the API takes and shows of a case."""

from datetime import date, datetime

from ninja import Field, Schema

from ..lifecycle import Ground, Kind, Reason

EMAIL = r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$"


class Letter(Schema):
    """`not_urgent`: the caller has been shown 110, 119 and 120 and confirms that nobody is in danger now."""

    kind: Kind = Kind.ENQUIRY
    title: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1, max_length=2000)
    department: str = ""
    contact_name: str = Field("", max_length=60)
    contact_email: str = Field("", max_length=254, pattern=EMAIL)
    contact_phone: str = Field("", max_length=30)
    consent: bool = False
    confidential: bool = False
    not_urgent: bool = False


class Code(Schema):
    number: str = Field(max_length=20)
    code: str = Field(max_length=20)


class Receipt(Schema):
    """`code` opens the case together with its number; it is shown here and nowhere else."""

    number: str
    code: str
    due_on: date | None


class CaseOut(Schema):
    number: str
    title: str
    kind: str
    state: str
    department: str
    received_at: datetime
    due_on: date | None
    overdue: bool
    answered_at: datetime | None


class StepOut(Schema):
    at: datetime
    verb: str
    state: str
    words: str


class StatusOut(CaseOut):
    """As the citizen sees it: `state` and steps are those that are told, `reply` is empty until it is answered."""

    reply: str
    steps: list[StepOut]


class CaseOpened(StatusOut):
    """As staff see it: personal data masked, unless their role has them; `may` are the verbs open now."""

    text: str
    contact_name: str
    contact_email: str
    contact_phone: str
    may: list[str]


class Words(Schema):
    text: str = Field(min_length=1, max_length=20_000)


class Refusal(Schema):
    """Both are read by the citizen."""

    ground: Ground
    words: str = Field(min_length=1, max_length=1000)


class Return(Schema):
    """`fails`: the points of the check list that do not hold."""

    reason: Reason
    words: str = Field("", max_length=500)
    fails: list[str] = Field(default_factory=list, max_length=20)


class Office(Schema):
    department: str = Field(max_length=20)


class Checks(Schema):
    checks: list[str] = Field(max_length=20)


class Level(Schema):
    level: int = Field(ge=1, le=5)
    words: str = Field("", max_length=500)


class Consent(Schema):
    consent: bool


class Masked(Schema):
    """`unmasked`: what resembles personal data and stays readable, each with the reason."""

    title: str = Field(min_length=1, max_length=60)
    question: str = Field(min_length=1, max_length=8000)
    answer: str = Field(min_length=1, max_length=20_000)
    checked: bool = False
    secrecy: bool = False
    unmasked: dict[str, str] = Field(default_factory=dict, max_length=100)


class ReplyOut(Schema):
    """The five things that are published (PU-01), and the address of the page."""

    number: str
    title: str
    question: str
    answer: str
    department: str
    received_on: date
    answered_on: date | None
    url: str


class Suggestion(Schema):
    title: str
    url: str
    text: str
    department: str


class Suggestions(Schema):
    """`urgent`: the text sounds like danger now; show 110, 119 and 120 first."""

    replies: list[Suggestion]
    urgent: bool
