"""The people of an organisation, and letting in more of them by invitation."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.models import Invitation, Membership, Organisation
from backend.accounts.oath import awaiting_oath
from backend.accounts.policies import may_change_settings, may_invite, may_switch_off_in
from backend.accounts.services import invite, withdraw_invitation
from backend.kernel.clock import now, today
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.accounts import InviteForm
from backend.web.rows import one


@login_required
@require_http_methods(["GET", "POST"])
def colleagues(request: HttpRequest) -> HttpResponse:
    """Who belongs to the organisation; for whoever may invite also the open invitations, and a link told once."""
    organisation = _organisation(request)
    moment, invites = now(), may_invite(request.user, organisation.pk)
    form = InviteForm(request.POST or None)
    link, invited = "", None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            invited, secret = invite(organisation, told["email"], told["role"], by=request.user, at=moment)
        except NotAllowed:
            raise
        except RuleBroken as error:
            put_on_form(form, error)
        else:  # no redirect: the link is nowhere but in this answer
            link, form = request.build_absolute_uri(reverse("web:join", args=[secret])), InviteForm()
    open_ones = Invitation.objects.visible_to(request.user).open(moment).filter(organisation=organisation)
    members = list(_members(request.user, organisation))
    context = {
        "organisation": organisation,
        "organisations": Organisation.objects.visible_to(request.user),
        "members": members,
        "awaiting": awaiting_oath(members, on=today()),
        "invites": invites,
        "sets": may_change_settings(request.user, organisation.pk),
        "switches_off": may_switch_off_in(request.user, organisation.pk),
        "invitations": open_ones.select_related("invited_by").order_by("expires_at") if invites else (),
        "form": form,
        "link": link,
        "invited": invited,
    }
    return render(request, "web/colleagues.html", context, status=status_of(form))


def _members(user: Any, organisation: Organisation) -> Any:
    rows = Membership.objects.visible_to(user).current().filter(organisation=organisation)
    return rows.select_related("user").order_by("user__full_name")


@login_required
@require_POST
def invitation_withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    invitation = one(Invitation.objects.visible_to(request.user), pk)
    withdraw_invitation(invitation, by=request.user, at=now())
    answer = redirect("web:colleagues")
    answer["Location"] += f"?in={invitation.organisation_id}"
    return answer


def _organisation(request: HttpRequest) -> Any:
    """The organisation asked for with `?in=`, else the first that the user belongs to."""
    rows = Organisation.objects.visible_to(request.user)
    asked = request.GET.get("in")
    if asked:
        try:
            return one(rows, uuid.UUID(asked))
        except ValueError:
            raise Http404 from None
    found = rows.first()
    if found is None:
        raise Http404
    return found
