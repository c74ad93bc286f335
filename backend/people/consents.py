"""What a survivor agreed to, purpose by purpose, and what she took back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.audit.services import record
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.people.choices import ConsentPurpose
from backend.people.models import Consent, Survivor
from backend.people.policies import may_keep_people


@transaction.atomic
def give_consent(
    survivor: Survivor, purpose: str, *, given_on: date, by: User, at: datetime, case_id: Any = None
) -> Consent:
    """Record that the survivor agreed to one purpose."""
    _refuse_whoever_may_not(by, survivor)
    if purpose not in ConsentPurpose.values:
        raise InvalidInput(_("Choose what she agreed to."), field="purpose")
    if given_on > at.astimezone(ALMATY).date():
        raise InvalidInput(_("She cannot have agreed on a day still to come."), field="given_on")
    consent = Consent.objects.create(survivor=survivor, purpose=purpose, given_on=given_on)
    _note(survivor, "consent.given", by=by, at=at, case_id=case_id, purpose=purpose)
    return consent


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, by: User, at: datetime, withdrawn_on: date | None = None, case_id: Any = None
) -> Consent:
    """Record that the survivor took a consent back (by default today); the row stays, dated."""
    today = at.astimezone(ALMATY).date()
    withdrawn_on = withdrawn_on or today
    consent = Consent.objects.select_for_update(of=("self",)).select_related("survivor").get(pk=consent.pk)
    _refuse_whoever_may_not(by, consent.survivor)
    if consent.withdrawn_on is not None:
        raise NotAtThisStage(_("She has already taken this consent back."))
    if not consent.given_on <= withdrawn_on <= today:
        raise InvalidInput(
            _("A consent is taken back on the day it was given or later, and not in the future."), field="withdrawn_on"
        )
    consent.withdrawn_on = withdrawn_on
    consent.save(update_fields=["withdrawn_on"])
    _note(consent.survivor, "consent.withdrawn", by=by, at=at, case_id=case_id, purpose=consent.purpose)
    return consent


def _refuse_whoever_may_not(by: User, survivor: Survivor) -> None:
    if not may_keep_people(by, survivor.organisation_id):
        raise NotAllowed(_("Only those who work on cases of this organisation may write down what is known of people."))


def _note(survivor: Survivor, verb: str, *, by: User, at: datetime, case_id: Any, purpose: str) -> None:
    record(
        f"organisation:{survivor.organisation_id}", verb, by=by, at=at, organisation_id=survivor.organisation_id,
        case_id=case_id, subject=str(survivor.pk), purpose=purpose,
    )  # fmt: skip
