"""What may be asked for: a kind of matter, for the city or for one of its offices. The code is kind and office: `complaint-D10`."""

from dataclasses import dataclass
from typing import Any

from collab.departments.models import Department

from ..lifecycle import CHOSEN, Kind

NOT_HERE = {Kind.PRAISE, Kind.PERSONAL}  # no service, and what asks for proof of who asks


@dataclass(frozen=True, slots=True)
class Service:
    kind: str
    office: Department | None

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.office.code}" if self.office else self.kind

    @property
    def name(self) -> str:
        label = str(Kind(self.kind).label)
        return f"{label}: {self.office.name}" if self.office else label

    def plain(self) -> dict[str, Any]:
        """As the standard lists it."""
        return {
            "service_code": self.code, "service_name": self.name,
            "description": self.office.duties if self.office else self.name, "metadata": True, "type": "realtime",
            "keywords": ",".join([self.kind, *([self.office.code] if self.office else [])]),
            "group": str(Kind(self.kind).label),
        }  # fmt: skip


def kinds() -> list[str]:
    return [kind for kind, _label in CHOSEN if kind not in NOT_HERE]


def services() -> list[Service]:
    """One query."""
    offices = list(Department.objects.exclude(parent=None).filter(closed_at=None).order_by("code"))
    return [Service(kind, office) for kind in kinds() for office in (None, *offices)]


def service_of(code: str) -> Service | None:
    kind, _dash, office = code.partition("-")
    if kind not in kinds():
        return None
    if not office:
        return Service(kind, None)
    found = Department.objects.exclude(parent=None).filter(closed_at=None, code=office).first()
    return Service(kind, found) if found else None


def definition(service: Service) -> dict[str, Any]:
    """What is asked beside place and description: a title, and whether it may be published."""
    yes_no = [{"key": key, "name": key} for key in ("yes", "no")]
    title = {"code": "title", "datatype": "string", "datatype_description": "60", "order": 1, "description": "title"}
    consent = {
        "code": "consent", "datatype": "singlevaluelist", "datatype_description": "", "order": 2,
        "description": "publication", "values": yes_no,
    }  # fmt: skip
    asked = [{"variable": True, "required": False, **one} for one in (title, consent)]
    return {"service_code": service.code, "attributes": asked}
