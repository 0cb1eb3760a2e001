"""Forms about oneself."""

import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from collab.limits.allowance import spend

from .models import Person
from .scopes import SCOPES

ZONES = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "UTC",
]


class SignupExtra(forms.Form):
    """What sign-up asks beyond address and password."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    agreed = forms.BooleanField(label=_("I have read and accept the privacy notice."))

    field_order = ["name", "email", "password1", "agreed"]

    def signup(self, request: HttpRequest, user: Person) -> None:
        """allauth asks for this hook; the adapter has already kept the name."""


class ProfileForm(forms.ModelForm):
    """What a person says about themselves; office and role are not among it."""

    class Meta:
        model = Person
        fields = ["name", "phone", "language", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[("zh-hans", "简体中文"), ("en", "English")]
        )
        zones = sorted({*ZONES, self.instance.time_zone or "Asia/Shanghai"})
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in zones])

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        if zone not in zoneinfo.available_timezones():
            raise ValidationError(_("This time zone is not known."))
        return zone


class TokenForm(forms.Form):
    """A new personal token. Nothing is ticked beforehand: whoever makes it says what the program needs."""

    name = forms.CharField(
        label=_("Name of the token"), max_length=60, help_text=_("For what program it is, so that you know it again.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=30,
    )


class CloseForm(forms.Form):
    """The password once more, so that an open page is not enough."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Raises ValidationError for a wrong one, and after five tries in a quarter of an hour for any."""
        if spend("close-account", self.person.key, limit=5, seconds=900):
            raise ValidationError(_("Too many tries. Please wait a quarter of an hour."))
        if not self.person.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This password is not right."))
        return self.cleaned_data["password"]
