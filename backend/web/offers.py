"""Offering a case to a volunteer, and her answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.models import LANGUAGES
from backend.cases.choices import ViolenceKind
from backend.cases.models import Case
from backend.cases.offers import accept_offer, decline_offer, offer_case, withdraw_offer
from backend.cases.policies import may_manage_team
from backend.cases.team_models import Offer
from backend.deadlines.frames import Frame, frame_of
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.people.choices import REGIONS
from backend.web.answers import put_on_form
from backend.web.forms.team import OfferForm, YesForm
from backend.web.forms.work import ReasonForm
from backend.web.moments import full_day
from backend.web.once import do_once
from backend.web.rows import one
from backend.web.shown import route_title, stage_title
from backend.web.team_answers import team_form, to_the_case_or_day, working_colleagues

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def offer_make(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user), pk)
    if not may_manage_team(request.user, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    form = OfferForm(request.POST or None, colleagues=working_colleagues(request.user, case))
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        user, role = told.pop("user"), told.pop("role")
        try:
            do_once(request, form, lambda: offer_case(case, user, role, by=request.user, at=now(), **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:team", case.pk)
    return team_form(request, "web/offer_make.html", form, case=case)


@login_required
@GET_OR_POST
def offer_page(request: HttpRequest, pk: Any) -> HttpResponse:
    """The offer with the frame of the case, while it is open; to her who was asked, with the answer."""
    offer, moment = _offer(request, pk), now()
    form = YesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: accept_offer(offer, by=request.user, at=moment))
        except RuleBroken as error:
            offer = _offer(request, pk)
            put_on_form(form, error)
        else:
            return to_the_case_or_day(request.user, offer.case)
    is_open = offer.is_open and offer.expires_at > moment
    is_hers = offer.to_user_id == request.user.pk
    context = {
        "offer": offer,
        "case": offer.case,
        "is_open": is_open,
        "is_over": offer.is_open and not is_open,
        "is_hers": is_hers,
        "manages": may_manage_team(request.user, offer.case),
        "facts": shown_frame(frame_of(offer.case, moment), offer) if is_open or not is_hers else (),
    }
    return team_form(request, "web/offer.html", form, **context)


@login_required
@GET_OR_POST
def offer_decline(request: HttpRequest, pk: Any) -> HttpResponse:
    offer = _offer(request, pk)
    if offer.to_user_id != request.user.pk:
        raise NotAllowed(_("Only the colleague to whom it was offered may answer."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            do_once(request, form, lambda: decline_offer(offer, reason=reason, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:day")
    return team_form(request, "web/decline.html", form, case=offer.case, back=offer_address(offer))


@login_required
@require_POST
def offer_withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    offer = withdraw_offer(_offer(request, pk), by=request.user, at=now())
    return redirect("web:team", offer.case_id)


def offer_address(offer: Offer) -> str:
    return f"/offers/{offer.pk}/"


def shown_frame(frame: Frame, offer: Offer) -> list[tuple[str, str]]:
    """The facts of the frame and of the offer, as label and words."""
    kinds, regions = dict(ViolenceKind.choices), dict(REGIONS)
    tracks = [f"{route_title(track.route)}: {stage_title(track)}" for track in frame.tracks]
    facts = [
        (_("Place on the team"), str(offer.get_role_display())),
        (_("Region"), str(regions.get(frame.region, ""))),
        (_("What was done"), ", ".join(str(kinds[kind]) for kind in frame.kinds if kind in kinds)),
        (_("Proceedings"), "; ".join(tracks)),
        (_("Next date of the case"), full_day(frame.next_on) if frame.next_on else _("none is known")),
        (_("Language"), ", ".join(dict(LANGUAGES).get(code, code) for code in frame.languages)),
    ]
    if offer.hours_a_week:
        facts.append((_("Hours a week, roughly"), str(offer.hours_a_week)))
    return [(label, words or "—") for label, words in facts]


def _offer(request: HttpRequest, pk: Any) -> Offer:
    rows = Offer.objects.visible_to(request.user)
    found: Offer = one(rows.select_related("case__survivor", "case__organisation", "to_user", "offered_by"), pk)
    return found
