"""What a person may choose to show of themselves."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import TEXT_CHARS, Audience, Availability, Chosen

MINUTES = [("", _("Until I change it")), ("30", _("30 minutes")), ("60", _("1 hour")), ("240", _("4 hours"))]


class ChoiceForm(forms.Form):
    chosen = forms.ChoiceField(label=_("Availability"), choices=Chosen.choices)
    status_text = forms.CharField(label=_("Your own words"), max_length=TEXT_CHARS, required=False)
    minutes = forms.ChoiceField(label=_("For how long"), choices=MINUTES, required=False)
    visible_to = forms.ChoiceField(label=_("Who may see it"), choices=Audience.choices)

    @classmethod
    def showing(cls, availability: Availability) -> "ChoiceForm":
        """With what was chosen before."""
        return cls(
            auto_id="presence_%s",
            initial={
                "chosen": availability.chosen,
                "status_text": availability.status_text,
                "visible_to": availability.visible_to or Audience.SIGNED_IN,
            },
        )

    def apply(self, availability: Availability) -> None:
        facts: dict[str, Any] = self.cleaned_data
        minutes = facts["minutes"]
        availability.choose(
            chosen=facts["chosen"],
            status_text=facts["status_text"],
            until=timezone.now() + timedelta(minutes=int(minutes)) if minutes else None,
            visible_to=facts["visible_to"],
        )
