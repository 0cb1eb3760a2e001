"""What citizens and staff write about a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collab.departments.models import Department

from .lifecycle import CHECK_LABELS, CHECKS, CHOSEN, Ground, Kind, Reason
from .masking import Spot, readable, without
from .models import CODE_LENGTH

TITLE, TEXT = 60, 2000  # characters; told on the form (GI-12)


class LetterForm(forms.Form):
    """The plain form "write to us". Consent is never ticked beforehand (PI-03)."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CHOSEN, initial=Kind.ENQUIRY)
    title = forms.CharField(label=_("In a few words"), max_length=TITLE, help_text=_("At most 60 characters."))
    text = forms.CharField(
        label=_("Your question or matter"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("At most 2,000 characters. Please no passwords or bank details."),
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label=_("Department, if you know it"), queryset=Department.objects.exclude(parent=None), required=False,
        empty_label=_("I do not know"),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Where is it?"), max_length=200, required=False,
        help_text=_("Street, estate, bus stop: so that it finds the right office. It is not published."),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("Your name"), max_length=60)
    contact_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We write to you at every step. Without it, use your query code."),
    )
    contact_phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    consent = forms.BooleanField(
        label=_("The question and the reply may be published, without my name and personal data."), required=False
    )
    confidential = forms.BooleanField(label=_("Keep my identity secret from the department concerned."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow()
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def narrow(self) -> None:
        """For the limits of another door, before anything is read."""


class StatusForm(forms.Form):
    """A case without account."""

    number = forms.CharField(label=_("Case number"), max_length=20)
    code = forms.CharField(label=_("Query code"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "").replace("-", "").upper()
        if len(code) != CODE_LENGTH:
            raise ValidationError(_("The query code has 12 letters and digits."))
        return code


class ReplyForm(forms.Form):
    body = forms.CharField(
        label=_("Reply"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10, "data-key": "r"})
    )


class ApprovalForm(forms.Form):
    checks = forms.MultipleChoiceField(
        label=_("Check list"), choices=[(check, CHECK_LABELS[check]) for check in CHECKS],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices)
    words = forms.CharField(label=_("What should be better"), max_length=500, required=False)
    fails = forms.MultipleChoiceField(
        label=_("What does not hold"), choices=[(check, CHECK_LABELS[check]) for check in CHECKS],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip


class RefusalForm(forms.Form):
    """Both are read by the citizen."""

    ground = forms.ChoiceField(label=_("Ground"), choices=[("", "—"), *Ground.choices])
    words = forms.CharField(label=_("In your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PublicationForm(forms.Form):
    """The masked texts; a decision on each finding, with a reason for what stays readable; what else is to be masked."""

    MASK, LEAVE = "mask", "leave"
    CHOICES = [(MASK, _("masked")), (LEAVE, _("stays readable"))]
    title = forms.CharField(label=_("Title"), max_length=TITLE)
    question = forms.CharField(label=_("Question, masked"), widget=forms.Textarea(attrs={"rows": 6}))
    answer = forms.CharField(label=_("Reply, masked"), widget=forms.Textarea(attrs={"rows": 8}))
    more = forms.CharField(
        label=_("Mask this as well"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One word or passage a line; it is masked wherever it stands."),
    )  # fmt: skip
    secrecy = forms.BooleanField(label=_("Nothing secret is published."), required=False)

    def __init__(self, *args: Any, spots: Sequence[Spot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spots = spots
        for spot in spots:
            self.fields[f"do_{spot.key}"] = forms.ChoiceField(
                label=str(spot.label), choices=self.CHOICES, widget=forms.RadioSelect,
                error_messages={"required": _("Decide on this finding.")},
            )  # fmt: skip
            self.fields[f"why_{spot.key}"] = forms.CharField(
                label=_("Reason, if it stays readable"), max_length=200, required=False
            )

    @property
    def decisions(self) -> list[tuple[Spot, forms.BoundField, forms.BoundField]]:
        return [(spot, self[f"do_{spot.key}"], self[f"why_{spot.key}"]) for spot in self.spots]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for spot in self.spots:
            if data.get(f"do_{spot.key}") == self.LEAVE and not data.get(f"why_{spot.key}"):
                self.add_error(f"why_{spot.key}", _("Say why this may be read by everybody."))
        return data

    def publication(self) -> dict[str, Any]:
        """What `Case.publish` takes, once the form is valid: every finding has then been decided on."""
        data = self.cleaned_data
        more = [line.strip() for line in data["more"].splitlines() if line.strip()]
        left = [spot for spot in self.spots if data[f"do_{spot.key}"] == self.LEAVE]
        unmasked = {spot.text: data[f"why_{spot.key}"] for spot in left}
        texts = {
            part: without(readable(data[part], [spot for spot in self.spots if spot.part == part], left), more)
            for part in ("title", "question", "answer")
        }
        return {**texts, "unmasked": unmasked, "checked": True, "secrecy": data["secrecy"]}


class RatingForm(forms.Form):
    LEVELS = [
        (5, _("Very satisfied")), (4, _("Satisfied")), (3, _("Fair")), (2, _("Dissatisfied")), (1, _("Very dissatisfied")),
    ]  # fmt: skip
    level = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=LEVELS, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In your words, if you like"), max_length=500, required=False)
