"""The tree of offices, the roles that people hold in them, and their business cards."""

from ..calendar import CalendarYear, WorkingDay
from .department import Department
from .grant import Grant, Role
from .position import Position
from .proposal import Proposal

__all__ = ["CalendarYear", "Department", "Grant", "Position", "Proposal", "Role", "WorkingDay"]
