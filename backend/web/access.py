"""Access by stating a reason, and the log of access: who looked into a case, who had something shown, who took a file."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, reauthenticate_by_password
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.audit.queries import accesses_of_case, of_kind, people_in
from backend.cases.access import break_glass, end_access
from backend.cases.access_models import AccessGrant
from backend.cases.models import Case
from backend.cases.policies import may_break_glass, may_end_access, may_read_access_log
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.web.access_shown import shown_grants
from backend.web.answers import put_on_form, status_of
from backend.web.compressing import holds_no_name
from backend.web.cursor import page_of
from backend.web.forms.access import AccessForm, AccessLogForm
from backend.web.history import told
from backend.web.once import do_once
from backend.web.rows import is_on_team, one

SIZE = 50
GRANTS = 10


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def access_open(request: HttpRequest, pk: Any) -> HttpResponse:
    """State a reason and read the case for some hours. The password is asked for before, and again should it take long."""
    case = one(Case.objects.visible_to(request.user), pk)
    if not may_break_glass(request.user, case):
        raise NotAllowed(_("Only a coordinator of the organisation may open a case by stating a reason."))
    if is_on_team(request.user, case):
        return redirect("web:case", case.pk)
    fresh = did_recently_reauthenticate(request)
    if not fresh and request.method == "GET":
        raise ReauthenticationRequired  # a form that was sent is not: what is typed would be kept in the session
    form = AccessForm(request.POST or None, asks_for_password=not fresh)
    if request.method == "POST" and form.is_valid() and (fresh or _password_given(request, form)):
        try:
            do_once(request, form, lambda: break_glass(case, by=request.user, at=now(), **form.facts()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", case.pk)
    context = {"case": case, "form": form}
    return render(request, "web/access_open.html", context, status=status_of(form))


def _password_given(request: HttpRequest, form: AccessForm) -> bool:
    """Check the password beside the reason, with allauth's limit of tries; a wrong one is told at its field."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.add_error("password", _("Too many tries in a row. Wait five minutes and try again."))
        return False
    asked = ReauthenticateForm({"password": form.cleaned_data["password"]}, user=request.user)
    if not asked.is_valid():
        form.add_error("password", asked.errors["password"])
        return False
    reauthenticate_by_password(request)
    return True


@login_required
@require_POST
def access_end(request: HttpRequest, pk: Any) -> HttpResponse:
    """Give an access back, or end a colleague's; back to the page of the case, or to the log of access."""
    grant = one(AccessGrant.objects.visible_to(request.user).select_related("case"), pk)
    end_access(grant, by=request.user, at=now())
    return redirect("web:case" if grant.user_id == request.user.pk else "web:case-access", grant.case_id)


@login_required
@require_safe
@holds_no_name
def case_access(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who looked in, for the lead; a coordinator off the team sees who and when, and not at what."""
    case = one(Case.objects.visible_to(request.user), pk)
    if not may_read_access_log(request.user, case):
        raise NotAllowed(_("Who looked into a case is for its lead and the coordinators."))
    moment, open_to_user = now(), is_on_team(request.user, case)
    rows = accesses_of_case(case.pk)
    form = AccessLogForm(request.GET, people=people_in(rows))
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(of_kind(rows, **asked), request.GET, day="at", size=SIZE)
    kept = {name: value for name, value in asked.items() if value}
    grants = shown_grants(request.user, AccessGrant.objects.visible_to(request.user).filter(case=case)[:GRANTS], moment)
    for line in grants:
        line.may_end = line.is_open and may_end_access(request.user, case, line.row.user_id)
    context = {
        "case": case,
        "open_to_user": open_to_user,
        "form": form,
        "is_filtered": bool(kept),
        "grants": grants,
        "lines": told(page.rows, request.user, with_objects=open_to_user),
        "after": f"?{urlencode(kept | {'after': page.after})}" if page.after else "",
        "before": f"?{urlencode(kept | {'before': page.before})}" if page.before else "",
    }
    return render(request, "web/case_access.html", context)
