"""The citizen's doors: write, follow, rate, withdraw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import digest
from collab.limits.allowance import spend

from ..codes import spaced
from ..errors import CaseError
from ..forms import LetterForm, RatingForm, StatusForm
from ..models import Case
from ..urgent import is_urgent

TRIES, LOCK = 5, 15 * 60  # wrong query codes, seconds (GI-11)
FILES = 5  # with one letter
LETTERS, SHARED, DAY = 20, 400, 24 * 3600  # of one party, and of one address, which a whole office may share, in a day


def write(request: HttpRequest) -> HttpResponse:
    """The plain form. What was typed stays through every error."""
    viewer = request.viewer  # type: ignore[attr-defined]
    start = {
        "contact_name": viewer.name,
        "kind": request.GET.get("kind", "enquiry"),
        "text": request.GET.get("text", "")[:2000],
    }
    form = LetterForm(request.POST or None, initial=start)
    urgent = is_urgent(f"{request.POST.get('title', '')} {request.POST.get('text', '')}")
    confirmed = not urgent or request.POST.get("not_urgent")
    if request.method == "POST" and form.is_valid() and confirmed:
        if spend("letter", viewer.key or viewer.address, limit=LETTERS if viewer.key else SHARED, seconds=DAY):
            form.add_error(None, _("Too many letters from here today. Please come back tomorrow."))
        else:
            try:
                case = Case.open(
                    channel="web", party=viewer, language=viewer.language, files=request.FILES.getlist("files")[:FILES],
                    **form.cleaned_data,
                )  # fmt: skip
            except CaseError as error:
                form.add_error(None, str(error.says))
            else:
                remember(request, case)
                request.session["receipt"] = [case.number, case.secret]
                return redirect("receipt")
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/write.html", {"form": form, "urgent": urgent}, status=status)


def receipt(request: HttpRequest) -> HttpResponse:
    """Number and code, shown while the session keeps them."""
    number, code = request.session.get("receipt", ("", ""))
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise Http404
    return render(request, "feedback/receipt.html", {"case": case, "code": spaced(code)})


def status(request: HttpRequest) -> HttpResponse:
    """Number and code open a case; five wrong tries lock the number for a quarter of an hour."""
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"].strip(), form.cleaned_data["code"]
        address = request.viewer.address  # type: ignore[attr-defined]
        if spend("code", f"{number}:{address}", limit=TRIES, seconds=LOCK):
            form.add_error(None, _("Too many tries. Please wait a quarter of an hour."))
        elif case := Case.objects.filter(number=number, code=digest(code)).first():
            remember(request, case)
            return redirect(case)
        else:
            form.add_error(None, _("Number and code do not fit together."))
    return render(request, "feedback/status.html", {"form": form}, status=422 if form.errors else 200)


def remember(request: HttpRequest, case: Case) -> None:
    """The session may read this case from now on."""
    known = request.session.get("cases", [])
    request.session["cases"] = [*known, case.pk][-50:]


def own_case(request: HttpRequest, number: str) -> Case:
    """The citizen's own, by account, guest's cookie or code. Raises Http404."""
    case = Case.objects.select_related("department").filter(number=number).first()
    viewer = request.viewer  # type: ignore[attr-defined]
    if case is None or not (case.belongs_to(viewer) or case.pk in request.session.get("cases", [])):
        raise Http404
    return case


def mine(request: HttpRequest) -> HttpResponse:
    cases = Case.objects.own(request.viewer) | Case.objects.filter(pk__in=request.session.get("cases", []))  # type: ignore[attr-defined]
    return render(request, "feedback/mine.html", {"cases": cases.select_related("department").distinct()[:100]})


@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    case, form = own_case(request, number), RatingForm(request.POST)
    if form.is_valid():
        _attempt(request, lambda: case.rate(by=request.viewer, **form.cleaned_data), _("Thank you for your rating."))  # type: ignore[attr-defined]
    else:
        messages.error(request, _("Choose one of the five levels."))
    return redirect(case)


@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    case = own_case(request, number)
    _attempt(request, lambda: case.withdraw(by=request.viewer), _("Your matter is withdrawn."))  # type: ignore[attr-defined]
    return redirect(case)


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """The citizen needs nothing more."""
    case = own_case(request, number)
    _attempt(request, lambda: case.close(by=request.viewer), _("The case is closed."))  # type: ignore[attr-defined]
    return redirect(case)


@require_POST
def consent(request: HttpRequest, number: str) -> HttpResponse:
    case = own_case(request, number)
    wanted = request.POST.get("consent") == "yes"
    _attempt(request, lambda: case.change_consent(consent=wanted, by=request.viewer), _("Your choice is recorded."))  # type: ignore[attr-defined]
    return redirect(case)


def _attempt(request: HttpRequest, verb: object, success: str) -> bool:
    """Call a verb and tell the person how it went."""
    try:
        verb()  # type: ignore[operator]
    except CaseError as error:
        messages.error(request, str(error.says))
        return False
    messages.success(request, success)
    return True
