"""Sittings in court: scheduled, held, postponed with a reason and a new date, cancelled."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.services import note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAtThisStage, StaleVersion
from backend.law.models import Agency
from backend.law.queries import work_calendar
from backend.proceedings.models import Hearing, HearingStatus, Proceeding
from backend.proceedings.recording import team_only
from backend.proceedings.signals import hearing_changed

FURTHEST = timedelta(days=2 * 366)


@transaction.atomic
def schedule_hearing(
    proceeding: Proceeding,
    *,
    court: Agency | None,
    starts_at: datetime,
    by: User,
    at: datetime,
    room: str = "",
    attendee: User | None = None,
    closed_to_public: bool = False,
) -> Hearing:
    """Put a sitting into the calendar of the person who attends it (by default whoever leads the case)."""
    team_only(by, proceeding)
    if court is None or court.kind != "court":
        raise InvalidInput(_("Choose a court from the list of agencies."), field="court")
    if starts_at <= at:
        raise InvalidInput(_("A hearing is scheduled for a moment still to come."), field="starts_at")
    if starts_at > at + FURTHEST:
        raise InvalidInput(_("A hearing more than two years ahead must be a slip: check the year."), field="starts_at")
    if attendee and not proceeding.case.team.filter(user=attendee, ended_at=None).exists():
        raise InvalidInput(_("Only a member of the team can attend the hearing."), field="attendee")
    hearing = Hearing.objects.create(
        proceeding=proceeding,
        court=court,
        room=room,
        starts_at=starts_at,
        attendee=attendee or proceeding.case.lead,
        closed_to_public=closed_to_public,
    )
    note(proceeding.case, "hearing.scheduled", by=by, at=at, subject=hearing.pk)
    hearing_changed.send(sender=Hearing, hearing=hearing, by=by, at=at)
    return hearing


@transaction.atomic
def record_hearing_result(
    hearing: Hearing,
    status: str,
    *,
    expected_version: int | None,
    by: User,
    at: datetime,
    note_text: str = "",
    postponed_reason: str = "",
    next_starts_at: datetime | None = None,
) -> Hearing:
    """Say how a sitting went. A postponed one says why, and the new date if the court has named it."""
    hearing = (
        Hearing.objects.select_for_update(of=("self",)).select_related("proceeding__case", "court").get(pk=hearing.pk)
    )
    team_only(by, hearing.proceeding)
    if expected_version is not None and hearing.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    if hearing.status != HearingStatus.SCHEDULED:
        raise NotAtThisStage(_("The result of this hearing is already recorded."))
    if status not in (HearingStatus.HELD, HearingStatus.POSTPONED, HearingStatus.CANCELLED):
        raise InvalidInput(_("Say whether the hearing was held, postponed or cancelled."), field="status")
    if status == HearingStatus.HELD and hearing.starts_at > at:
        raise InvalidInput(_("This hearing has not begun yet."), field="status")
    if status == HearingStatus.POSTPONED and not postponed_reason.strip():
        raise InvalidInput(_("Say why the hearing was postponed."), field="postponed_reason")
    hearing.status, hearing.note, hearing.postponed_reason = status, note_text, postponed_reason.strip()
    hearing.version += 1
    if next_starts_at is not None:
        hearing.next_hearing = schedule_hearing(
            hearing.proceeding,
            court=hearing.court,
            starts_at=next_starts_at,
            by=by,
            at=at,
            room=hearing.room,
            attendee=hearing.attendee,
            closed_to_public=hearing.closed_to_public,
        )
    hearing.save()
    note(hearing.proceeding.case, "hearing.result_recorded", by=by, at=at, subject=hearing.pk, status=status)
    hearing_changed.send(sender=Hearing, hearing=hearing, by=by, at=at)
    return hearing


def falls_on_day_off(starts_at: datetime) -> bool:
    """Whether a sitting is set for a day on which courts are closed: allowed, and worth a question."""
    return not work_calendar().is_working(starts_at.astimezone(ALMATY).date())


def needs_result(hearing: Any, now: datetime) -> bool:
    """Whether the sitting has begun an hour ago or more and nobody has said how it went."""
    begun: bool = hearing.status == HearingStatus.SCHEDULED and hearing.starts_at + timedelta(hours=1) <= now
    return begun
