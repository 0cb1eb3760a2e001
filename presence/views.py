"""Choosing one's own state."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from collab.live import outlet

from .models import Availability


class ChoiceForm(forms.ModelForm):
    class Meta:
        model = Availability
        fields = ["chosen", "status_text", "visible_to"]


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    row, _made = Availability.objects.get_or_create(person=request.user)
    form = ChoiceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        outlet.presence(request.user.pk)
        return redirect("presence")
    return render(request, "presence/choose.html", {"form": form}, status=422 if form.errors else 200)
