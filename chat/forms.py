"""What visitors, agents and officials write at a desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.accounts.models import Person
from collab.departments.models import Department
from collab.feedback.lifecycle import Kind

from .models import Desk
from .models.states import CHOSEN_BY_AGENT
from .models.waiting import QUESTION_CHARS


class KeepForm(forms.Form):
    """Marks what was refused, for those who cannot see colours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"


class AskForm(KeepForm):
    """Subject and question in one field (LD-04): nobody chooses from a menu before a person answers."""

    name = forms.CharField(
        label=_("How may we address you?"), max_length=40, required=False, help_text=_("A name of your choice.")
    )
    question = forms.CharField(
        label=_("What is it about?"),
        max_length=QUESTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Subject and question in your own words, at most 2,000 characters."),
    )
    page_title = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    page_url = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    def clean_page_url(self) -> str:
        """Own pages only: staff will click on it."""
        url = self.cleaned_data["page_url"]
        return url if url.startswith("/") and not url.startswith("//") else ""


class ContactForm(KeepForm):
    """How the answer reaches whoever leaves word. Consent is never ticked beforehand (PI-03)."""

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


class WordForm(AskForm, ContactForm):
    """A word left at a closed desk."""

    field_order = ["name", "question", "contact_email", "contact_phone", "consent", "confidential"]
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, initial=Kind.ENQUIRY, required=False)


class LeaveWordForm(ContactForm):
    """Instead of waiting on: the text is kept and may be changed."""

    field_order = ["text", "contact_email", "contact_phone", "consent", "confidential"]
    text = forms.CharField(
        label=_("Your question or matter"), max_length=QUESTION_CHARS, widget=forms.Textarea(attrs={"rows": 5})
    )


class MakeCaseForm(ContactForm):
    """The visitor turns the conversation into a case; its transcript goes with it."""

    confidential = None  # type: ignore[assignment]
    summary = forms.CharField(
        label=_("What should be done?"), max_length=QUESTION_CHARS, widget=forms.Textarea(attrs={"rows": 4})
    )


class MessageForm(forms.Form):
    """The plain form under a conversation, for browsers without script."""

    body = forms.CharField(max_length=settings.LIVE["message_chars"]["staff"], required=False, strip=True)
    file = forms.FileField(required=False)


class RatingForm(forms.Form):
    LEVELS = [
        (5, _("Very satisfied")),
        (4, _("Satisfied")),
        (3, _("Fair")),
        (2, _("Dissatisfied")),
        (1, _("Very dissatisfied")),
    ]
    level = forms.TypedChoiceField(
        label=pgettext_lazy("conversation", "How satisfied are you?"),
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In your words, if you like"), max_length=500, required=False)


def offer(form: forms.Form, name: str, people: QuerySet[Person]) -> None:
    """Whom a field lets choose."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people


class TransferForm(forms.Form):
    """To a colleague or to a desk: exactly one."""

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=Person.objects.none(), required=False)
    desk = forms.ModelChoiceField(label=_("Desk"), queryset=Desk.objects.all(), required=False)
    note = forms.CharField(
        label=_("Note for whoever takes over"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, colleagues: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues is not None:
            offer(self, "person", colleagues)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("person")) == bool(data.get("desk")):
            raise forms.ValidationError(_("Choose a colleague or a desk."))
        return data


class InviteForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Colleague"), queryset=Person.objects.none())

    def __init__(self, *args: Any, colleagues: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues is not None:
            offer(self, "person", colleagues)


class HandOverForm(forms.Form):
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.exclude(parent=None))
    summary = forms.CharField(label=_("Summary"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    consent = forms.BooleanField(label=_("The citizen agrees that question and reply are published."), required=False)


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[(choice.value, choice.label) for choice in CHOSEN_BY_AGENT]
    )
    summary = forms.CharField(
        label=_("Summary, if useful"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
