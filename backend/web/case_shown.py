"""All that a case's page shows, read in a number of queries that does not grow with what has happened in the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F

from backend.audit.queries import entries_of_case
from backend.cases.policies import may_work_on
from backend.deadlines.models import Deadline
from backend.documents.catalogue import papers
from backend.documents.models import Document
from backend.law.models import Article
from backend.law.queries import law_book
from backend.procedure.replay import State
from backend.proceedings.models import Event, Hearing
from backend.proceedings.problems import title
from backend.proceedings.replaying import state_of
from backend.web.case_line import line_of
from backend.web.days_off import days_off_ahead
from backend.web.moments import days, local_day
from backend.web.next_step import next_step
from backend.web.papers_shown import fitting_papers
from backend.web.shown import route_title, shown_deadline, stage_title
from backend.web.steps import complained_in
from backend.web.timeline import lane_of


@dataclass(frozen=True, slots=True)
class Track:
    """One proceeding: its names in words, its standing events, and what the law book makes of them."""

    proceeding: Any
    route: str
    stage: str
    is_over: bool
    articles: str
    lane: int
    events: Sequence[Any]
    state: State | None


def shown_case(case: Any, user: Any, moment: datetime, language: str, *, open_to_user: bool) -> dict[str, Any]:
    """The page's context. Whoever sees only the frame gets stages, hearings and deadlines, and no content."""
    proceedings = list(case.proceedings.select_related("agency"))
    for proceeding in proceedings:
        proceeding.case = case
    may_work = open_to_user and may_work_on(user, case)
    tracks = _tracks(proceedings, _standing_events(user, case, proceedings) if open_to_user else {}, moment)
    hearings = _hearings(user, case, proceedings)
    rows = _deadlines(user, case, proceedings)
    complained, days_off = complained_in(proceedings), days_off_ahead(user, moment)
    running = [
        shown_deadline(row, moment, with_action=may_work, with_why=True, complained=complained, days_off=days_off)
        for row in rows
        if row.state == "open"
    ]
    documents = _documents(user, case) if open_to_user else []
    step = next_step(tracks, running, hearings, complained, moment) if may_work else None
    first = min((event.happened_at for track in tracks for event in track.events), default=None)
    return {
        "may_work": may_work,
        "tracks": tracks,
        "step": step,
        "stops": line_of(tracks, hearings, rows, running, documents, moment),
        "lasts": days(max(1, (local_day(moment) - local_day(first)).days)) if first else "",
        "deadlines": running,
        "documents": documents,
        "offers": fitting_papers(tracks, user, moment, language) if may_work else [],
        "articles": list(dict.fromkeys(track.articles for track in tracks if track.articles)),
        "closed_hearing": any(row.closed_to_public and row.status == "scheduled" for row in hearings),
        "today": local_day(moment),
        "ahead": [row for row in hearings if row.status == "scheduled" and row.starts_at > moment],
    }


def who_looked(case: Any, moment: datetime) -> dict[str, int]:
    """Of the last seven days: how many people opened the case, and how often a hidden field was shown."""
    rows = entries_of_case(case.pk).filter(
        at__gte=moment - timedelta(days=7), verb__in=["case.viewed", "person.revealed"]
    )
    counted: dict[str, dict[str, int]] = {
        row["verb"]: {"times": row["times"], "people": row["people"]}
        for row in rows.order_by().values("verb").annotate(times=Count("pk"), people=Count("by", distinct=True))
    }
    return {
        "people": counted.get("case.viewed", {}).get("people", 0),
        "reveals": counted.get("person.revealed", {}).get("times", 0),
    }


def _standing_events(user: Any, case: Any, proceedings: Sequence[Any]) -> dict[Any, list[Any]]:
    """The events that count, by proceeding; all proceedings in one query."""
    by_pk = {proceeding.pk: proceeding for proceeding in proceedings}
    rows = list(Event.objects.content_visible_to(user).filter(proceeding__case=case))
    annulled = {row.annuls_id for row in rows if row.annuls_id}
    found: dict[Any, list[Any]] = {}
    for row in rows:
        if row.kind != Event.ANNULMENT and row.pk not in annulled:
            row.proceeding = by_pk[row.proceeding_id]
            found.setdefault(row.proceeding_id, []).append(row)
    return found


def _tracks(proceedings: Sequence[Any], events: dict[Any, list[Any]], moment: datetime) -> list[Track]:
    routes = law_book().routes
    keys = {key for proceeding in proceedings for key in proceeding.articles}
    cited = dict(Article.objects.filter(key__in=keys).values_list("key", "citation")) if keys else {}
    return [
        Track(
            proceeding=proceeding,
            route=route_title(proceeding.route),
            stage=stage_title(proceeding),
            is_over=routes[proceeding.route].stage(proceeding.stage).final,
            articles=", ".join(dict.fromkeys(cited[key] for key in proceeding.articles if key in cited)),
            lane=lane_of(place),
            events=events.get(proceeding.pk, []),
            state=state_of(proceeding, moment, events.get(proceeding.pk, [])) if events else None,
        )
        for place, proceeding in enumerate(proceedings)
    ]


def _hearings(user: Any, case: Any, proceedings: Sequence[Any]) -> list[Any]:
    rows = Hearing.objects.visible_to(user).filter(proceeding__case=case).select_related("court", "attendee")
    return _with_proceedings(rows.defer("note"), proceedings)


def _deadlines(user: Any, case: Any, proceedings: Sequence[Any]) -> list[Any]:
    rows = Deadline.objects.visible_to(user).filter(proceeding__case=case).exclude(state="cancelled")
    return _with_proceedings(rows.annotate(started_at=F("trigger__happened_at")), proceedings)


def _with_proceedings(rows: Any, proceedings: Sequence[Any]) -> list[Any]:
    by_pk = {proceeding.pk: proceeding for proceeding in proceedings}
    found = list(rows)
    for row in found:
        row.proceeding = by_pk[row.proceeding_id]
    return found


def _documents(user: Any, case: Any) -> list[Any]:
    """The papers of the case with their titles; the templates' contents stay in the database."""
    rows = Document.objects.content_visible_to(user).filter(case=case).select_related("template")
    found = list(rows.defer("answers", "template__content"))
    known = papers()
    for row in found:
        row.title = title(known[row.template.key].titles) if row.template.key in known else row.template.key
    return found
