"""What two leads see of each other's cases once both have consented: who does what against the man, nothing of her."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.check_choices import Question
from backend.cases.check_models import Finding
from backend.cases.checks.opening import is_open_to
from backend.cases.models import Case
from backend.cases.noting import note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import NotAllowed
from backend.law.queries import law_book
from backend.proceedings.models import Outcome, Proceeding


@dataclass(frozen=True, slots=True)
class OpenedTrack:
    """One proceeding against him: keys of the law book, and how it ended for him."""

    route: str
    stage: str
    opened_on: date
    outcomes: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class OpenedMatch:
    """The other case. While nobody leads it, the contact is that of its organisation."""

    code: str
    organisation: str
    is_closed: bool
    lead_name: str
    lead_email: str
    lead_phone: str
    tracks: tuple[OpenedTrack, ...]


def opened_match(finding: Finding, *, by: User, at: datetime) -> OpenedMatch:
    """The other case of an open match; the look stands in the logs of both. Raises NotAllowed until both consent."""
    if not is_open_to(by, finding):
        raise NotAllowed(_("This match is not open: both leads must consent first."))
    other: Case = Case.objects.select_related("organisation").get(pk=finding.other_case_id)
    note(finding.case, "match.viewed", by=by, at=at, subject=finding.pk)
    note(other, "match.viewed", by=None, at=at, subject=finding.mirror_id)
    lead, house = other.lead, other.organisation
    return OpenedMatch(
        code=other.code,
        organisation=house.short_name,
        is_closed=other.closed_on is not None,
        lead_name=lead.full_name if lead else "",
        lead_email=lead.email if lead else house.email,
        lead_phone=lead.phone if lead else house.phone,
        tracks=_tracks(other, finding.other_person_id) if finding.question == Question.REPEAT else (),
    )


def _tracks(case: Case, person_id: Any) -> tuple[OpenedTrack, ...]:
    """Proceedings of the routes that know a respondent: a complaint about a body is nothing of his."""
    book = law_book()
    against_him = [
        key
        for key, route in book.routes.items()
        if any(field.type == "respondent" for event in route.events for field in event.fields)
    ]
    ended: dict[Any, list[tuple[str, date]]] = {}
    rows = Outcome.objects.filter(proceeding__case=case, respondent__person=person_id)
    for outcome in rows.order_by("happened_on"):
        ended.setdefault(outcome.proceeding_id, []).append((outcome.outcome, outcome.happened_on))
    proceedings = Proceeding.objects.filter(case=case, route__in=against_him).order_by("opened_at", "id")
    return tuple(
        OpenedTrack(row.route, row.stage, row.opened_at.astimezone(ALMATY).date(), tuple(ended.get(row.pk, ())))
        for row in proceedings
    )
