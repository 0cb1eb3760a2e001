"""Who may open the pages of administration: administrators, who change, and auditors, who read. Others find nothing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from collab.accounts.models import Person

from ..models import Role
from ..rights import roles_of


def administrator(request: HttpRequest) -> Person:
    """Raises Http404 for everybody else."""
    return _holder(request, Role.ADMIN)


def auditor(request: HttpRequest) -> Person:
    """Raises Http404 for everybody else."""
    return _holder(request, Role.AUDITOR)


def reader(request: HttpRequest) -> bool:
    """Whether who looks may also change. Raises Http404 for those who may not even look."""
    roles = roles_of(request.user if isinstance(request.user, Person) else None)
    if not roles & {Role.ADMIN, Role.AUDITOR}:
        raise Http404
    return Role.ADMIN in roles


def told(request: HttpRequest, error: PermissionDenied | ValidationError) -> None:
    """Why a verb refused, on the next page."""
    refused = [_("This is not for you to do, or it has been done already.")]
    for sentence in error.messages if isinstance(error, ValidationError) else refused:
        messages.error(request, sentence)


def _holder(request: HttpRequest, role: str) -> Person:
    person = request.user
    if not isinstance(person, Person) or role not in roles_of(person):
        raise Http404
    return person
