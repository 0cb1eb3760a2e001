"""How long a matter may take, for each jurisdiction: tables of data, never arithmetic in the code (requirement groups 2.4, 7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from collab.departments.calendar import Due, add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Limit:
    """Days until the reply, the aim inside the office, and the rule; None is no deadline.

    `longest` is the most that one extension may lead to, counted like `days` from the start; None is no extension.
    `calendar` counts calendar days instead of working days.
    """

    days: int | None
    target: int | None = None
    basis: str = ""
    longest: int | None = None
    calendar: bool = False

    def due(self, start: date, days: int | None = None) -> Due | None:
        """The last day of the limit, or of `days` in its unit; the first day is not counted."""
        count = self.days if days is None else days
        if count is None:
            return None
        if self.calendar:
            return Due(start + timedelta(days=count), False)
        return add_working_days(start, count)

    def between(self, start: date, end: date) -> int:
        """Days of its unit after `start` up to and with `end`."""
        return (end - start).days if self.calendar else working_days_between(start, end)


type Limits = dict[str, Limit]

# what a city starts with (requirement group 2.4); the table `Deadline` overrides it. Praise has no deadline
CHINA: Limits = {
    "simple": Limit(5, 3, "国办秘函〔2019〕19号"), "enquiry": Limit(7, None, "国办发〔2014〕57号", 15),
    "help": Limit(5, None, "国办发〔2020〕53号", 15), "suggestion": Limit(7, None, "国办发〔2014〕57号", 15),
    "complaint": Limit(15, 7, "国办发〔2014〕57号", 25), "report": Limit(15, 7, "国办发〔2014〕57号", 25),
    "praise": Limit(None), "site_error": Limit(3, None, "国办发〔2017〕47号"),
    "interview": Limit(5, None, "国办秘函〔2019〕19号"),
    "personal": Limit(15, None, "个人信息保护法"),
}  # fmt: skip
CODE = "LGSCO Complaint Handling Code 2024"
BRITAIN: Limits = {
    **dict.fromkeys(("simple", "enquiry", "help", "suggestion", "site_error", "interview"), Limit(10, None, CODE, 20)),
    **dict.fromkeys(("complaint", "report"), Limit(10, None, CODE, 20)),
    "praise": Limit(None), "personal": Limit(30, None, "UK GDPR", 90, calendar=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of a jurisdiction. `from_acceptance`: the clock starts when the matter is acknowledged, not at first contact."""

    code: str
    limits: Limits
    from_acceptance: bool = False


PROFILES = {
    profile.code: profile
    for profile in (
        Profile("cn", CHINA),
        Profile("uk-lgsco", BRITAIN, from_acceptance=True),
    )
}


def profile() -> Profile:
    """The one this city has chosen (`TOWNHALL_JURISDICTION`)."""
    return PROFILES[settings.JURISDICTION]
