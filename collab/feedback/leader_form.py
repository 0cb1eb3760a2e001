"""The form of a letter to a leader, and the form by which a letter box is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import LetterForm
from .models import Leader


class LeaderLetterForm(LetterForm):
    """As long as this letter box allows; the limits stand on the page (GI-12). Counted in characters, not bytes."""

    def __init__(self, *args: Any, leader: Leader, **kwargs: Any) -> None:
        self.leader = leader
        super().__init__(*args, **kwargs)

    def narrow(self) -> None:
        long = _("At most %(most)d characters. Please no passwords or bank details.") % {"most": self.leader.text_most}
        short = _("At most %(most)d characters.") % {"most": self.leader.title_most}
        self.fields["title"] = forms.CharField(
            label=_("In a few words"), max_length=self.leader.title_most, help_text=short
        )
        self.fields["text"] = forms.CharField(
            label=_("Your question or matter"), max_length=self.leader.text_most, help_text=long,
            widget=forms.Textarea(attrs={"rows": 7}),
        )  # fmt: skip


class LetterBoxForm(forms.ModelForm):  # type: ignore[type-arg]
    """Checked by the model; kept by its verb."""

    class Meta:
        model = Leader
        fields = [
            "slug", "name", "title_zh", "title_en", "remit_zh", "remit_en", "department", "order", "shown_until",
            "title_most", "text_most",
        ]  # fmt: skip
        widgets = {
            "remit_zh": forms.Textarea(attrs={"rows": 3}),
            "remit_en": forms.Textarea(attrs={"rows": 3}),
            "shown_until": forms.DateInput(attrs={"type": "date"}),
        }

    card = forms.EmailField(label=_("E-mail of the person whose business card lends the portrait"), required=False)
