"""The orders on a case, as the page shows them on which it is worked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from collab.departments.rights import grants_of
from collab.live.viewer import Viewer

from ..models import Case
from ..models.matter import is_centre
from ..powers import is_root, standing_of


class OrderForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=gettext_lazy("By"), widget=forms.DateInput(attrs={"type": "date"}))


class SayForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("In your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


def watched_by(grants: list[tuple[str, str]]) -> bool:
    """The queue as a whole is watched by the centre, officials of the whole city, and auditors."""
    return any(
        role == "auditor" or is_centre(role, path) or (role == "official" and is_root(path)) for role, path in grants
    )


def supervises(viewer: Viewer) -> bool:
    return any(role == "official" and is_root(path) for role, path in grants_of(viewer))


def orders_of(case: Case, viewer: Viewer) -> dict[str, Any]:
    """Of the orders on a case, for the page on which it is worked."""
    orders = list(case.orders.select_related("by", "receipt_by", "reported_by", "closed_by"))
    standing = next((one for one in orders if one.closed_at is None), None)
    roles = standing_of(case, viewer).roles
    return {
        "orders": orders,
        "order": standing,
        "may_order": supervises(viewer) and standing is None and case.is_open and case.department is not None,
        "may_judge": supervises(viewer) and standing is not None and standing.reported_at is not None,
        "may_report": standing is not None and bool(roles & {"handler", "lead"}),
        "may_hold": supervises(viewer),
        "held": case.holds.filter(lifted_at=None).select_related("by").first() if supervises(viewer) else None,
        "order_form": OrderForm(),
        "say_form": SayForm(),
    }
