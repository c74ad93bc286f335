"""What stands on the line of a case: events, hearings, delays between them, long silences, and what lies ahead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.law.queries import cited_rule
from backend.proceedings.hearings import needs_result
from backend.proceedings.problems import title
from backend.web.moments import brief_day, clock_time, days, local_day
from backend.web.shown import ShownDeadline, body_of, shown_events
from backend.web.terms import term_ruler
from backend.web.timeline import LANES, Lane, Stop, with_cells

SILENCE = 30  # days without anything worth a row of their own
FAR = timedelta(days=60)  # a term that ends later is no news on the line
ACTORS = {
    "us": gettext_lazy("we"),
    "police": gettext_lazy("police"),
    "prosecutor": gettext_lazy("prosecutor's office"),
    "court": gettext_lazy("court"),
    "other": gettext_lazy("other side"),
}
Placed = tuple[datetime, int, Stop]  # when, which of two at one moment comes first, what


def line_of(
    tracks: Sequence[Any], hearings: Sequence[Any], deadlines: Sequence[Any], running: Sequence[ShownDeadline],
    documents: Sequence[Any], moment: datetime,
) -> list[Stop]:  # fmt: skip
    """All stops in the order of time, with the cells of their rails."""
    by_proceeding = {track.proceeding.pk: track for track in tracks}
    placed: list[Placed] = []
    for track in tracks:
        placed += _events(track, documents, moment, alone=len(tracks) == 1)
        placed += _nearest_term(track, running, moment, alone=len(tracks) == 1)
    placed += [_hearing(row, by_proceeding[row.proceeding_id], moment, alone=len(tracks) == 1) for row in hearings]
    placed += [gap for row in deadlines if (gap := _gap(row, by_proceeding[row.proceeding_id], moment))]
    placed.sort(key=lambda each: (each[2].ahead, each[0], each[1]))
    stops = _with_silences([stop for _at, _order, stop in placed])
    return with_cells(stops, [Lane(track.proceeding.route, track.is_over) for track in tracks[:LANES]])


def _when(at: datetime, moment: datetime) -> dict[str, Any]:
    day, today = local_day(at), local_day(moment)
    return {
        "day": day,
        "when": brief_day(day),
        "year": str(day.year) if day.year != today.year else "",
        "is_today": day == today,
    }


def _by(actor: str, track: Any, *, alone: bool = False) -> str:
    return str(ACTORS.get(actor, ACTORS["other"])) if alone else f"{ACTORS.get(actor, ACTORS['other'])} · {track.route}"


def _events(track: Any, documents: Sequence[Any], moment: datetime, *, alone: bool) -> list[Placed]:
    filed = {document.filed_event_id: document for document in documents if document.filed_event_id}
    placed: list[Placed] = []
    for shown in shown_events(track.proceeding, list(track.events)):
        at = shown.row.happened_at
        paper = filed.get(shown.row.pk)
        stop = Stop(
            kind="event", lane=track.lane, title=shown.title, actor=shown.actor,
            by=_by(shown.actor, track, alone=alone), facts=shown.facts, row=shown.row,
            papers=[paper] if paper else [], **_when(at, moment),
        )  # fmt: skip
        placed.append((at, 1, stop))
    return placed


def _hearing(row: Any, track: Any, moment: datetime, *, alone: bool) -> Placed:
    stop = Stop(
        kind="hearing", lane=track.lane, actor="court", by=_by("court", track, alone=alone), row=row,
        title=_("Hearing, %(time)s") % {"time": clock_time(row.starts_at)},
        ahead=row.starts_at > moment and row.status == "scheduled", needs_result=needs_result(row, moment),
        **_when(row.starts_at, moment),
    )  # fmt: skip
    return row.starts_at, 2, stop


def _nearest_term(track: Any, running: Sequence[ShownDeadline], moment: datetime, *, alone: bool) -> list[Placed]:
    """The next thing the law expects on this rail, if it is near."""
    ahead = [
        (line.end, place, line)
        for place, line in enumerate(running)
        if line.row.proceeding_id == track.proceeding.pk and line.end and moment < line.end < moment + FAR
    ]
    if not ahead:
        return []
    end, _place, line = min(ahead)
    last = end - timedelta(microseconds=1)
    told = _when(last, moment) | {"is_today": False}
    stop = Stop(
        kind="term", lane=track.lane, actor=line.body, by=_by(line.body, track, alone=alone), title=line.title, deadline=line,
        ahead=True, **told,
    )  # fmt: skip
    return [(last, 3, stop)]


def _gap(row: Any, track: Any, moment: datetime) -> Placed | None:
    """How late an authority was, or still is, between the two events."""
    until = row.met_at or moment
    if row.obligor not in ("authority", "court") or row.state not in ("open", "met_late"):
        return None
    if row.due_at is None or row.due_at > until:
        return None
    rule = cited_rule(row.rule_key, row.rule_version)
    late = max(1, (local_day(until) - local_day(row.due_at - timedelta(microseconds=1))).days)
    words = ngettext("late by %(n)d day", "late by %(n)d days", late) % {"n": late}
    ruler = term_ruler(rule, row.started_at, row.due_at, until, ours=False)
    stop = Stop(
        kind="gap", lane=track.lane, title=title(rule.titles), by=words, row=row, facts=[ruler] if ruler else [],
        actor="", day=local_day(until), deadline=body_of(row),
    )  # fmt: skip
    return until, 0, stop


def _with_silences(stops: Sequence[Stop]) -> list[Stop]:
    """A row between two stops that lie a month or more apart: silence is news in a case like these."""
    found: list[Stop] = []
    for stop in stops:
        before = next((each for each in reversed(found) if each.kind in ("event", "hearing")), None)
        if before and not stop.ahead and stop.kind in ("event", "hearing") and (stop.day - before.day).days >= SILENCE:
            found.append(
                Stop(
                    kind="pause",
                    day=stop.day,
                    lane=-1,
                    title=_("%(days)s later") % {"days": days((stop.day - before.day).days)},
                )
            )
        found.append(stop)
    return found
