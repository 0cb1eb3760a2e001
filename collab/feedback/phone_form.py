"""What the hotline's staff write down while somebody calls."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from collab.departments.models import Department

from .forms import TEXT, TITLE
from .lifecycle import CHOSEN, Kind

LONGEST_CALL = 4 * 3600  # seconds: an older opening of the form is not the start of this call
_signer = Signer(salt="call")


class CallForm(forms.Form):
    """`begun` is when the form was opened, signed: the clock of the case counts from the start of the call."""

    begun = forms.CharField(widget=forms.HiddenInput)
    contact_phone = forms.CharField(label=_("Number of the caller"), max_length=30)
    contact_name = forms.CharField(label=_("Name of the caller"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=CHOSEN, initial=Kind.ENQUIRY)
    title = forms.CharField(label=_("In a few words"), max_length=TITLE, help_text=_("At most 60 characters."))
    text = forms.CharField(
        label=_("What the caller says"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("At most 2,000 characters; the caller reads it on the page of the case."),
    )  # fmt: skip
    notes = forms.CharField(
        label=_("Notes on the call, for colleagues only"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    confidential = forms.BooleanField(label=_("The caller wishes to stay unknown to the department."), required=False)
    consent = forms.BooleanField(
        label=_("The caller agrees that question and reply are published without name and personal data."),
        required=False,
    )
    department = forms.ModelChoiceField(
        label=_("Accept, and send at once to"), queryset=Department.objects.open().exclude(parent=None),
        required=False, empty_label=_("Not yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("begun", _signer.sign(timezone.now().isoformat()))

    def clean_begun(self) -> Any:
        """Now, where what comes back is not what the page gave out."""
        now = timezone.now()
        try:
            begun = parse_datetime(_signer.unsign(self.cleaned_data["begun"]))
        except (BadSignature, ValueError):
            return now
        return begun if begun and 0 <= (now - begun).total_seconds() <= LONGEST_CALL else now
