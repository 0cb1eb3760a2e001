"""What administrators fill in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..hours import DAYS
from ..models import Department, Position, Role
from ..models.position import LANGUAGES
from ..written_hours import NAMES, read_spans, written


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    """An office with its week; the code only when it is founded."""

    class Meta:
        model = Department
        fields = ["code", "parent", "name_zh", "name_en", "duties_zh", "duties_en", "phone", "address_zh", "address_en"]
        widgets = {"duties_zh": forms.Textarea(attrs={"rows": 3}), "duties_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.instance
        if office.pk:
            del self.fields["code"]
        offices = Department.objects.open()
        below = offices.exclude(path__startswith=office.path) if office.pk else offices
        root = bool(office.pk and office.parent_id is None)
        self.fields["parent"] = forms.ModelChoiceField(below, label=_("Belongs to"), required=not root)
        for day in DAYS:
            self.fields[day] = forms.CharField(
                label=NAMES[day], required=False, max_length=80, initial=written(office.hours.get(day, []))
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hours = {}
        for day in DAYS:
            try:
                if spans := read_spans(data.pop(day, "")):
                    hours[day] = spans
            except ValidationError as error:
                self.add_error(day, error)
        return {**data, "hours": hours}

    def _post_clean(self) -> None:
        """The verb checks and keeps; the form's own instance stays as it was read."""


class DissolveForm(forms.Form):
    successor = forms.ModelChoiceField(Department.objects.none(), label=_("Its duties go to"))

    def __init__(self, office: Department, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = forms.ModelChoiceField(
            Department.objects.open().exclude(pk=office.pk), label=_("Its duties go to")
        )


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    department = forms.ModelChoiceField(Department.objects.open(), label=_("At"))
    until = forms.DateField(
        label=_("Until, if it ends by itself"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_until(self) -> datetime | None:
        """The end of that day."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class CardForm(forms.ModelForm):  # type: ignore[type-arg]
    """The business card; everything on it is public."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})
    )
    no_photo = forms.BooleanField(label=_("Show no photo"), required=False)

    class Meta:
        model = Position
        fields = ["department", "title_zh", "title_en", "duties_zh", "duties_en", "phone", "room", "languages"]
        widgets = {"duties_zh": forms.Textarea(attrs={"rows": 3}), "duties_en": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The verb checks and keeps."""


class DayForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    is_working = forms.TypedChoiceField(
        label=_("This day is"),
        choices=[("no", _("a day off")), ("yes", _("a working day"))],
        coerce=lambda value: value == "yes",
    )
    note = forms.CharField(label=_("Reason"), max_length=60)


class DeclareForm(forms.Form):
    source = forms.CharField(label=_("Notice that the table follows"), max_length=200)
