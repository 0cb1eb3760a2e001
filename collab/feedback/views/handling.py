"""The staff's forms for the verbs beyond the straight way: each verb with its fields, its words and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.departments.models import Department
from collab.live.viewer import Viewer

from ..forms import RefusalForm
from ..lifecycle import REDIRECTS, Ground
from ..models import Assignment, Case, Publication, Request, Wish
from ..models.callback import Outcome
from ..powers import offices_helped


class PlainForm(forms.Form):
    """A button without questions."""


class WordsForm(forms.Form):
    words = forms.CharField(label=_("In your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RedirectForm(WordsForm):
    ground = forms.ChoiceField(
        label=_("Who is in charge"), choices=[("", "—"), *[(one, Ground(one).label) for one in REDIRECTS]]
    )
    field_order = ["ground", "words"]


class OfficeForm(WordsForm):
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.exclude(parent=None))
    field_order = ["department", "words"]


class UntilForm(WordsForm):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ["until", "words"]


class TimeForm(UntilForm):
    basis = forms.CharField(label=_("Rule that allows it"), max_length=200)


class HelperForm(OfficeForm):
    due_on = forms.DateField(
        label=_("Answer by"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: by the due date of the case."),
    )  # fmt: skip


class PartChoice(forms.ModelChoiceField):
    def label_from_instance(self, part: Any) -> str:
        return f"{part.department}: {part.question[:80]}"


class PartForm(forms.Form):
    part = PartChoice(label=_("Department"), queryset=Assignment.objects.none())


class HelpForm(WordsForm):
    part = PartChoice(label=_("Question"), queryset=Assignment.objects.none())
    field_order = ["part", "words"]


class CallForm(WordsForm):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices)
    field_order = ["outcome", "words"]


class NumberForm(forms.Form):
    number = forms.CharField(label=_("Number of the other case"), max_length=20)


class SourceForm(forms.Form):
    number = forms.CharField(label=_("Number of the published reply"), max_length=20)
    words = forms.CharField(
        label=_("Words before it, if you like"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


type Do = Callable[[Case, Person, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """`grave` acts wear the colour of danger; `folded` ones open on demand."""

    label: str | Promise
    form: type[forms.Form]
    do: Do
    hint: str | Promise = ""
    grave: bool = False
    folded: bool = True


def _merge(case: Case, by: Person, data: dict[str, Any]) -> None:
    viewer = Viewer(key=by.key, name=by.name, person_id=by.pk)
    case.merge(into=Case.objects.visible_to(viewer).filter(number=data["number"].strip()).first(), by=by)


def _answer_now(case: Case, by: Person, data: dict[str, Any]) -> None:
    source = Publication.objects.filter(case__number=data["number"].strip(), withdrawn_at=None).first()
    case.answer_now(source=source, words=data["words"], by=by)


def _deny(case: Case, by: Person, data: dict[str, Any]) -> None:
    request = Request.objects.filter(case=case, decided_at=None).exclude(wish=Wish.REVIEW).first()
    case.deny(wish=request.wish if request else "", words=data["words"], by=by)


ACTS: dict[str, Act] = {
    "answer_now": Act(
        _("Answer at once"), SourceForm, _answer_now,
        _("With a reply that is already published: two others stand behind it."),
    ),
    "refuse": Act(
        _("Propose not to accept"), RefusalForm, lambda case, by, data: case.refuse(by=by, **data),
        _("A second person confirms it. The citizen then reads both, and where to turn instead."), grave=True,
    ),
    "reject": Act(_("Confirm: do not accept"), PlainForm, lambda case, by, data: case.reject(by=by), grave=True, folded=False),
    "redirect": Act(
        _("Send to the office in charge"), RedirectForm, lambda case, by, data: case.redirect(by=by, **data),
        _("The citizen reads your words and where to turn."), grave=True,
    ),
    "merge": Act(
        _("Handle together with another case"), NumberForm, _merge, _("Whoever asked gets the same answer, and is told now."),
    ),
    "unmerge": Act(_("Handle it by itself again"), PlainForm, lambda case, by, data: case.unmerge(by=by), folded=False),
    "ask_info": Act(
        _("Ask the citizen for something"), WordsForm, lambda case, by, data: case.ask_info(by=by, **data),
        _("The citizen reads it and has seven days; meanwhile the clock stands still."),
    ),
    "rule": Act(
        _("Rule which department it is"), OfficeForm, lambda case, by, data: case.rule(by=by, **data),
        _("It has been handed back three times; your ruling binds."), folded=False,
    ),
    "hand_back": Act(
        _("Hand back to the centre"), WordsForm, lambda case, by, data: case.hand_back(by=by, **data),
        _("Within two working days. Say why it is not your task, and whose it may be."),
    ),
    "ask_helper": Act(
        _("Ask another department"), HelperForm,
        lambda case, by, data: case.ask_helper(
            department=data["department"], question=data["words"], due_on=data["due_on"], by=by
        ),
    ),
    "help": Act(_("Answer for your department"), HelpForm, lambda case, by, data: case.help(by=by, **data), folded=False),
    "recall": Act(_("Take a question back"), PartForm, lambda case, by, data: case.recall(by=by, **data)),
    "ask_time": Act(
        _("Ask for more time"), TimeForm, lambda case, by, data: case.ask_time(by=by, **data),
        _("Once, before the due date. The citizen reads the old date, the new one and the reason."),
    ),
    "extend": Act(_("Grant more time"), PlainForm, lambda case, by, data: case.extend(by=by), folded=False),
    "ask_pause": Act(
        _("Ask to wait for somebody else"), UntilForm, lambda case, by, data: case.ask_pause(by=by, **data),
        _("At most 30 days; the clock stands still and the citizen reads why."),
    ),
    "suspend": Act(_("Grant the pause"), PlainForm, lambda case, by, data: case.suspend(by=by), folded=False),
    "deny": Act(_("Do not grant it"), WordsForm, _deny, grave=True),
    "resume": Act(_("Go on with the work"), PlainForm, lambda case, by, data: case.resume(by=by), folded=False),
    "release": Act(_("Pass on to the reviewer"), PlainForm, lambda case, by, data: case.release(by=by), folded=False),
    "call_back": Act(
        _("Note the call-back"), CallForm, lambda case, by, data: case.call_back(by=by, **data),
        _("Ask what is still missing. Worked on anew, it goes to another handler."), folded=False,
    ),
    "reopen": Act(_("Follow the objection"), WordsForm, lambda case, by, data: case.reopen(by=by, **data)),
    "uphold": Act(_("Do not follow the objection"), WordsForm, lambda case, by, data: case.uphold(by=by, **data), grave=True),
}  # fmt: skip


def form_of(verb: str, case: Case, viewer: Viewer, data: Any = None) -> forms.Form:
    """The form of a verb for this case; what is chosen from lies within what the viewer may."""
    form = ACTS[verb].form(data, auto_id=f"{verb}_%s")
    if verb == "help":
        form.fields["part"].queryset = Assignment.objects.filter(  # type: ignore[attr-defined]
            pk__in=[part.pk for part in offices_helped(case, viewer)]
        )
    elif verb == "recall":
        form.fields["part"].queryset = Assignment.objects.open().filter(case=case)  # type: ignore[attr-defined]
    return form


def acts_of(request: HttpRequest, case: Case, allowed: set[str], typed: dict[str, forms.Form]) -> list[dict[str, Any]]:
    """What the page offers beyond the straight way, in the order of the table."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if "recall" in allowed and not Assignment.objects.open().filter(case=case).exists():
        allowed = allowed - {"recall"}
    return [
        {"verb": verb, "act": act, "form": typed.get(verb) or form_of(verb, case, viewer)}
        for verb, act in ACTS.items()
        if verb in allowed
    ]
