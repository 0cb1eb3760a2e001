"""What an official may set at a desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.departments.hours import DAYS, WeeklyHours
from collab.departments.models import Grant
from collab.departments.written_hours import NAMES, read_spans, written

from .forms import offer
from .hours import read_days
from .models import Desk, PreparedAnswer


class DeskForm(forms.ModelForm):
    """Hours are one line of text for each day, closed days one line each."""

    closed = forms.CharField(
        label=_("Closed days"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One day a line: 2026-10-01 and the reason. Public holidays are closed without being listed."),
    )

    class Meta:
        model = Desk
        fields = [
            "name_zh",
            "name_en",
            "about_zh",
            "about_en",
            "greeting_zh",
            "greeting_en",
            "disclaimer_zh",
            "disclaimer_en",
            "assignment",
            "capacity",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("about_zh", "about_en", "greeting_zh", "greeting_en", "disclaimer_zh", "disclaimer_en")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk: Desk = self.instance
        for day in DAYS:
            self.fields[f"hours_{day}"] = forms.CharField(
                label=NAMES[day], required=False, max_length=120, initial=written(desk.hours.get(day, []))
            )
        self.initial["closed"] = "\n".join(f"{day} {why}".strip() for day, why in desk.closed_days.items())

    def clean_closed(self) -> dict[str, str]:
        return read_days(self.cleaned_data["closed"])

    def clean(self) -> dict[str, Any]:
        data, hours = super().clean() or self.cleaned_data, {}
        for day in DAYS:
            try:
                spans = read_spans(data.get(f"hours_{day}", ""))
                WeeklyHours.parse({day: spans})
            except ValidationError as error:
                self.add_error(f"hours_{day}", error)
            else:
                if spans:
                    hours[day] = spans
        self.hours = hours
        return data

    def save(self, commit: bool = True) -> Desk:
        self.instance.hours, self.instance.closed_days = self.hours, self.cleaned_data["closed"]
        return super().save(commit)

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[f"hours_{day}"] for day in DAYS]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]


class SeatForm(forms.Form):
    """Only those who hold the role of service staff at the desk's department, or below it, can be seated."""

    person = forms.ModelChoiceField(label=_("Member of staff"), queryset=Person.objects.none())
    capacity = forms.IntegerField(
        label=_("Visitors at once"), min_value=1, max_value=12, required=False, help_text=_("Empty: as the desk says.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Grant.objects.current().filter(role="agent", department__path__startswith=desk.department.path)
        people = Person.objects.filter(pk__in=staff.values("person"), is_active=True)
        offer(self, "person", people.order_by("name"))


class PreparedForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = PreparedAnswer
        fields = ["short", "language", "title", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 3})}
