"""The only way a proceeding changes: an event is recorded, or annulled by another one that says why."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import working_team_only
from backend.cases.services import note
from backend.kernel.errors import FieldError, InvalidInput, NotAtThisStage
from backend.law.models import Agency
from backend.law.queries import law_book
from backend.procedure.replay import HappenedEvent, Problem, check_event
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.opening import respondents_of
from backend.proceedings.problems import not_now, sentence
from backend.proceedings.replaying import as_happened, standing_events, state_of, store_state
from backend.proceedings.signals import event_recorded


@transaction.atomic
def record_event(
    proceeding: Proceeding,
    kind: str,
    *,
    happened_at: datetime,
    fields: Mapping[str, Any] | None = None,
    by: User,
    at: datetime,
) -> Event:
    """Record what happened in a proceeding, and bring stage, outcomes and (by news) deadlines in line.

    `happened_at` and `at` are aware moments; `fields` are those the event kind declares in its route, with
    dates as ISO strings and a respondent as the id of a party. Raises NotAtThisStage when the route does not
    allow the event then, InvalidInput when the event itself is wrong; in both cases nothing is written.
    """
    proceeding = lock(proceeding)
    team_only(by, proceeding)
    fields = {name: value for name, value in (fields or {}).items() if value not in (None, "")}
    route = law_book().routes[proceeding.route]
    events = standing_events(proceeding)
    told = HappenedEvent(id=str(uuid.uuid4()), kind=kind, happened_at=happened_at, fields=dict(fields))
    _refuse(check_event(route, [as_happened(event) for event in events], told, at), proceeding)
    _check_references(proceeding, kind, fields)
    event = Event.objects.create(
        proceeding=proceeding,
        kind=kind,
        happened_at=happened_at,
        fields=fields,
        recorded_at=at,
        recorded_by=by,
    )
    if proceeding.agency_id is None and fields.get("addressee"):
        proceeding.agency_id = uuid.UUID(str(fields["addressee"]))  # whoever the first paper went to handles it
        proceeding.save(update_fields=["agency"])
    bring_in_line(proceeding, by=by, at=at)
    note(proceeding.case, "event.recorded", by=by, at=at, subject=event.pk, kind=kind, on=proceeding.route)
    return event


@transaction.atomic
def annul_event(event: Event, *, reason: str, by: User, at: datetime) -> Event:
    """Take an event back, saying why; the state is then as if it had never been.

    Raises NotAtThisStage, naming them, when later events would become impossible without it.
    """
    proceeding = lock(event.proceeding)
    team_only(by, proceeding)
    reason = reason.strip()
    if not reason:
        raise InvalidInput(_("Say why the event is taken back."), field="reason")
    events = standing_events(proceeding)
    if event.pk not in {standing.pk for standing in events}:
        raise NotAtThisStage(_("This event has already been taken back."))
    remaining = [standing for standing in events if standing.pk != event.pk]
    _refuse(state_of(proceeding, at, remaining).problems, proceeding)
    annulment = Event.objects.create(
        proceeding=proceeding,
        kind=Event.ANNULMENT,
        happened_at=event.happened_at,
        fields={"reason": reason},
        annuls=event,
        recorded_at=at,
        recorded_by=by,
    )
    bring_in_line(proceeding, by=by, at=at)
    note(proceeding.case, "event.annulled", by=by, at=at, subject=event.pk, kind=event.kind, on=proceeding.route)
    return annulment


def lock(proceeding: Proceeding) -> Proceeding:
    """The row, held until the transaction ends: two people recording at once take turns."""
    held: Proceeding = (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("case__survivor", "agency")
        .get(pk=proceeding.pk)
    )
    return held


def bring_in_line(proceeding: Proceeding, *, by: User, at: datetime) -> None:
    """Replay, store what follows, and send the news. The caller holds the lock and writes the log after it."""
    events = standing_events(proceeding)
    state = state_of(proceeding, at, events)
    store_state(proceeding, state, events)
    event_recorded.send(sender=Proceeding, proceeding=proceeding, state=state, by=by, at=at)


def team_only(by: User, proceeding: Proceeding) -> None:
    """Refuse whoever is not on the team of the open case, and hold the case open until the transaction ends."""
    working_team_only(by, proceeding.case)


def _refuse(problems: tuple[Problem, ...] | list[Problem], proceeding: Proceeding) -> None:
    if not problems:
        return
    problems = sorted(problems, key=lambda problem: not not_now(problem))  # what stands in the way first
    errors = [FieldError(str(problem.params.get("field", "")), sentence(problem, proceeding)) for problem in problems]
    if not_now(problems[0]):
        raise NotAtThisStage(errors[0].message, errors=errors)
    raise InvalidInput(errors[0].message, errors=errors)


def _check_references(proceeding: Proceeding, kind: str, fields: Mapping[str, Any]) -> None:
    """Agencies and respondents are rows: what the pure kernel cannot know is asked here."""
    declared = {field.key: field.type for field in law_book().routes[proceeding.route].event(kind).fields}
    for name, value in fields.items():
        found: Any = True
        if declared.get(name) == "agency":
            found = _is_uuid(value) and Agency.objects.filter(pk=value).exists()
            message = _("There is no such body in the list of agencies.")
        elif declared.get(name) == "respondent":
            found = _is_uuid(value) and respondents_of(proceeding).filter(pk=value).exists()
            message = _("This person is not a respondent in the case.")
        if not found:
            raise InvalidInput(message, field=name)


def _is_uuid(value: Any) -> bool:
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True
