"""What citizens fill in, and the forms of those who run an interview."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.departments import rights
from collab.departments.models import Department

from .models import Assignment, Hand, Interview, Line, Material, Poll, Question
from .models.asking import QUESTION_CHARS
from .states import Duty, Reason

MOMENT = {"type": "datetime-local"}


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"), **more
    )  # fmt: skip


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"), max_length=QUESTION_CHARS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One matter, as briefly as you can. A moderator reads it first."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name that is shown"), max_length=40, required=False)
    anonymous = forms.BooleanField(label=_("Show no name"), required=False)
    consent = forms.BooleanField(
        label=_("My question and its answer may be published, without my contact"),
        help_text=_("An interview is public. What should not be public is better written to us as a letter."),
    )
    cid = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PlanForm(forms.ModelForm):
    starts_at = moment(_("Begins"), required=False, help_text=_("Empty: a plan without a date."))

    class Meta:
        model = Interview
        fields = ["title_zh", "title_en", "about_zh", "about_en", "starts_at", "minutes"]
        widgets = {
            "about_zh": forms.Textarea(attrs={"rows": 5, "lang": "zh-Hans"}),
            "about_en": forms.Textarea(attrs={"rows": 5, "lang": "en"}),
        }


class NewForm(PlanForm):
    department = forms.ModelChoiceField(label=_("Office"), queryset=Department.objects.none())
    field_order = ["department"]

    class Meta(PlanForm.Meta):
        pass

    def __init__(self, *args: Any, paths: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        offices = Department.objects.filter(rights.within(paths)).exclude(parent=None)
        department: Any = self.fields["department"]
        department.queryset = offices


class InterviewForm(forms.Form):
    """A form that knows the interview it is about, so that nothing of another one can be chosen."""

    def __init__(self, *args: Any, interview: Interview, **more: Any) -> None:
        super().__init__(*args, **more)
        self.interview = interview
        self.narrow()

    def narrow(self) -> None:
        """Fill the choices."""

    def choose(self, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
        """What may be chosen in this field, and how it is named."""
        field: Any = self.fields[name]
        field.queryset, field.label_from_instance = rows, label


class TopicForm(InterviewForm):
    title_zh = forms.CharField(label=_("Topic in Chinese"), max_length=80)
    title_en = forms.CharField(label=_("Topic in English"), max_length=120)


class UntilForm(InterviewForm):
    until = moment(_("Voting ends"))


class MoveForm(InterviewForm):
    starts_at = moment(_("New time"))
    reason = forms.CharField(label=_("Reason, which everybody reads"), max_length=300)


class ReasonForm(InterviewForm):
    reason = forms.CharField(label=_("Reason, which everybody reads"), max_length=300)


class BackForm(InterviewForm):
    reason = forms.CharField(label=_("What is to be mended"), max_length=300)


class DutyForm(InterviewForm):
    email = forms.EmailField(label=_("Official e-mail address"))
    duty = forms.ChoiceField(label=_("Part"), choices=Duty.choices)
    position_zh = forms.CharField(label=_("Position in Chinese"), max_length=80, required=False)
    position_en = forms.CharField(label=_("Position in English"), max_length=120, required=False)

    def clean_email(self) -> Person:
        person = Person.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None or not rights.is_staff(person):
            raise forms.ValidationError(_("No member of staff has this address."))
        return person


class AssignmentForm(InterviewForm):
    assignment = forms.ModelChoiceField(queryset=Assignment.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("assignment", self.interview.duties.select_related("person"))


class MinutesForm(InterviewForm):
    minutes = forms.IntegerField(label=_("Minutes more"), min_value=1, max_value=60, initial=10)


class QuestionForm(InterviewForm):
    question = forms.ModelChoiceField(queryset=Question.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("question", self.interview.questions.all())


class DeclineForm(QuestionForm):
    reason = forms.ChoiceField(label=_("Why it is not put"), choices=Reason.choices)
    words = forms.CharField(label=_("More for the asker"), max_length=300, required=False)


class MergeForm(QuestionForm):
    into = forms.ModelChoiceField(label=_("Same as"), queryset=Question.objects.none())

    def narrow(self) -> None:
        super().narrow()
        self.choose("into", self.interview.questions.approved(), lambda one: f"{one.text[:60]} ({one.votes})")


class OrderForm(QuestionForm):
    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999, required=False)


class AnswerForm(InterviewForm):
    speaker = forms.ModelChoiceField(label=_("Who speaks"), queryset=Assignment.objects.none())
    body = forms.CharField(label=_("Answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5}))
    cid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def narrow(self) -> None:
        guests = self.interview.duties.filter(duty=Duty.SPEAKER).select_related("person")
        self.choose("speaker", guests, lambda one: f"{one.person.name} {one.position}")
        if len(guests) == 1:
            self.initial.setdefault("speaker", guests[0].pk)


class HostForm(InterviewForm):
    body = forms.CharField(label=_("Words of the host"), max_length=8000, widget=forms.Textarea(attrs={"rows": 2}))
    cid = forms.UUIDField(required=False, widget=forms.HiddenInput)


class LineForm(InterviewForm):
    line = forms.ModelChoiceField(queryset=Line.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("line", self.interview.lines.all())


class CorrectForm(LineForm):
    body = forms.CharField(label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))
    offset = forms.IntegerField(label=_("Second of the hour"), min_value=0, required=False)


class MaterialForm(InterviewForm):
    picture = forms.FileField(label=_("Picture or slide"))
    caption = forms.CharField(label=_("What it shows, in words"), max_length=300)


class MaterialChoice(InterviewForm):
    material = forms.ModelChoiceField(queryset=Material.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("material", self.interview.materials.all())


class PollForm(InterviewForm):
    text = forms.CharField(label=_("Question of the poll"), max_length=200)
    options = forms.CharField(
        label=_("Answers, one in each line"), widget=forms.Textarea(attrs={"rows": 4}), max_length=800
    )

    def clean_options(self) -> list[str]:
        return str(self.cleaned_data["options"]).splitlines()


class PollChoice(InterviewForm):
    poll = forms.ModelChoiceField(queryset=Poll.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("poll", self.interview.polls.all())


class HandForm(InterviewForm):
    hand = forms.ModelChoiceField(queryset=Hand.objects.none(), widget=forms.HiddenInput)

    def narrow(self) -> None:
        self.choose("hand", self.interview.hands.up())


class SummaryForm(InterviewForm):
    summary = forms.CharField(label=_("Summary"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
