"""The person behind a page that only those who are signed in can open."""

from django.http import HttpRequest

from .models import Person


def signed_in(request: HttpRequest) -> Person:
    """For views behind `login_required`; raises TypeError elsewhere."""
    if not isinstance(request.user, Person):
        raise TypeError("this view is open to strangers")
    return request.user
