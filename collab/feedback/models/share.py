"""What one case adds to the figures of the city: where it is counted, and as what."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from ..lifecycle import BAD, OPEN, WITH_CENTRE, Kind

CENTRE_KEY = "0"  # of cases that are no department's; departments have the number of their row
TABLES = {"om": (0, 3), "km": (1, 3), "cm": (2, 3), "ok": (0, 1)}  # pairs of office, kind, channel, month
FIELDS = (
    "kind", "channel", "state", "department_id", "dispatched_on", "received_at", "answered_on", "promised_on", "working_days", "rating",
    "second_rating", "ground", "rounds", "contested", "merged_into_id",
)  # fmt: skip
type Row = Mapping[str, Any]  # a case by the names of FIELDS
type Place = tuple[str, str, str]  # table, row, column


def share_of(case: Row) -> str:
    """`12 help web 2026-11|received answered d3`; empty for praise, which nobody has to answer.

    The month is that of receipt by the city's clock. The first answer counts: what comes after it changes neither the
    working days (`d3`) nor whether it came in time.
    """
    if case["kind"] == Kind.PRAISE:
        return ""
    sent = case["dispatched_on"] is not None or case["answered_on"] is not None
    office = office_key(case["state"], case["department_id"], sent and not case["ground"])
    month = timezone.localtime(case["received_at"], timezone.get_default_timezone()).strftime("%Y-%m")
    return " ".join((office, case["kind"], case["channel"], month)) + "|" + " ".join(_counted(case))


def office_key(state: str, department: int | None, sent: bool) -> str:
    """What a citizen proposes is no department's yet."""
    return CENTRE_KEY if state in WITH_CENTRE or department is None or not sent else str(department)


def _counted(case: Row) -> list[str]:
    answered, still_open = case["answered_on"] is not None, case["state"] in OPEN
    bad = case["rating"] is not None and case["rating"] <= BAD
    words = {
        "received": True,
        "answered": answered,
        "open": still_open,
        "refused": bool(case["ground"]),
        "ended": not (answered or still_open or case["ground"] or case["merged_into_id"]),
        "merged": case["merged_into_id"] is not None,
        "reopened": case["rounds"] > 1,
        "contested": case["contested"],
        "in_time": answered and (case["promised_on"] is None or case["answered_on"] <= case["promised_on"]),
        f"d{case['working_days'] or 0}": answered,
        f"r{case['rating']}": case["rating"] is not None,
        "fixed": bad and (case["second_rating"] or 0) > BAD,
    }
    return [word for word, holds in words.items() if holds]


def places(share: str) -> list[Place]:
    """The cells of the four tables in which it is counted."""
    if not share:
        return []
    keys = share.split("|")[0].split(" ")
    return [(table, keys[row], keys[column]) for table, (row, column) in TABLES.items()]


def words_of(share: str) -> list[str]:
    return share.split("|")[1].split() if share else []
