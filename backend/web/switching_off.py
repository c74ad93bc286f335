"""Switching off a colleague who leaves: first what she holds, then who takes it, then one button."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.accounts.models import Membership
from backend.accounts.policies import may_switch_off
from backend.cases.leaving import switch_off, who_could_take
from backend.deadlines.holdings import holdings_of
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, NotAtThisStage, RuleBroken
from backend.web.answers import put_on_form
from backend.web.exports import after_the_password
from backend.web.forms.team import SwitchOffForm
from backend.web.once import do_once
from backend.web.rows import one
from backend.web.team_answers import team_form


@login_required
@require_http_methods(["GET", "POST"])
def member_switch_off(request: HttpRequest, pk: Any) -> HttpResponse:
    """For another coordinator of the organisation, after her password."""
    membership = one(Membership.objects.visible_to(request.user).select_related("user", "organisation"), pk)
    if not may_switch_off(request.user, membership):
        raise NotAllowed(_("Only another coordinator of the organisation may switch a colleague off."))
    return _after_the_password(request, membership)


@after_the_password
def _after_the_password(request: HttpRequest, membership: Membership) -> HttpResponse:
    moment = now()
    held = holdings_of(membership, moment)
    sent = request.POST if request.method == "POST" else None
    form = SwitchOffForm(sent, places=held.places, colleagues=who_could_take(membership))
    back = f"{reverse('web:colleagues')}?in={membership.organisation_id}"
    if request.method == "POST" and form.is_valid():
        takers = form.takers()
        try:
            do_once(request, form, lambda: _off(membership, takers, request.user, moment))
        except NotAtThisStage:
            raise
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect(back)
    elif membership.ended_at is not None:
        raise NotAtThisStage(_("This colleague has been switched off already."))
    lines = [(place, form.of_case(place.case)) for place in held.places]
    return team_form(request, "web/switch_off.html", form, membership=membership, held=held, lines=lines, back=back)


def _off(membership: Membership, takers: Any, by: Any, at: Any) -> Membership:
    switch_off(membership, takers=takers, by=by, at=at)
    return membership
