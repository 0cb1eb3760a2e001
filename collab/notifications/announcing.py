"""Where administrators say something to everybody."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from collab.departments.administration.doors import administrator

from .announcements import Announcement

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AnnouncementForm(forms.ModelForm):
    class Meta:
        model = Announcement
        fields = ["text_zh", "text_en", "starts_at", "ends_at"]
        widgets = {
            "text_zh": forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
            "text_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
            "starts_at": MOMENT,
            "ends_at": MOMENT,
        }


@require_http_methods(["GET", "POST"])
def announcements(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Announcement.publish(by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It stands on every page now, or from its time on."))
            return redirect("announcements")
    ahead = Announcement.objects.ahead().select_related("by")
    facts = {"form": form, "ahead": ahead}
    return render(request, "notifications/announcements.html", facts, status=422 if form.is_bound else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    by = administrator(request)
    get_object_or_404(Announcement, pk=pk).end(by=by)
    return redirect("announcements")
