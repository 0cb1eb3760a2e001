"""The catalogue by which matters are routed, kept by the centre."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.accounts.models import Person
from collab.departments.models import Department
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..lifecycle import Ground
from ..models import Hint
from ..models.hint import STRONGEST, USUAL, Sort
from ..models.matter import works_at_centre
from ..routing.proposing import propose

HISTORY = 40


class HintForm(forms.Form):
    """The word of a kind of matter is the name of the kind, such as `complaint`."""

    sort = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Sort.choices, initial=Sort.WORD)
    word = forms.CharField(label=gettext_lazy("Word, place or kind"), max_length=40)
    to = forms.ChoiceField(label=gettext_lazy("It speaks for"))
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"), min_value=0, max_value=STRONGEST, initial=USUAL,
        help_text=gettext_lazy("1 is a hint, 4 is usual, 9 decides; 0 takes the word away."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in Department.objects.open().exclude(parent=None)}
        to: Any = self.fields["to"]
        to.choices = [
            (_("Departments"), [(code, str(office)) for code, office in self.offices.items()]),
            (_("Not accepted here"), Ground.choices),
        ]

    def facts(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        to = data.pop("to")
        return {**data, "department": self.offices[to]} if to in self.offices else {**data, "ground": to}


def must_be_centre(viewer: Viewer) -> None:
    """Raises Http404 for whoever does not dispatch for the whole city."""
    if not works_at_centre(viewer):
        raise Http404


def routing(request: HttpRequest) -> HttpResponse:
    """What holds now, by department; who changed what before; and a letter to try it on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    must_be_centre(viewer)
    form = HintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = Hint.put(by=Person.objects.get(pk=viewer.person_id), **form.facts())
        except CaseError as error:
            form.add_error(None, str(error.says))
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("case_routing")
    tried = request.GET.get("try", "").strip()[:2000]
    facts = {
        "form": form, "groups": _groups(), "tried": tried, "proposal": propose("", tried) if tried else None,
        "history": Hint.objects.exclude(by=None).select_related("department", "by")[:HISTORY],
    }  # fmt: skip
    return render(request, "feedback/routing.html", facts, status=422 if request.method == "POST" else 200)


def _groups() -> list[tuple[str, list[Hint]]]:
    groups: dict[str, list[Hint]] = defaultdict(list)
    current = sorted(Hint.current(), key=lambda hint: (hint.department is None, hint.department_id or 0, hint.ground))
    for hint in current:
        groups[str(hint.department or hint.get_ground_display())].append(hint)
    return list(groups.items())
