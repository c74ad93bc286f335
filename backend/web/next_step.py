"""The one thing to do next in a case, chosen out of what the law book offers, and the rest of it below."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.documents.catalogue import papers
from backend.law.queries import law_book
from backend.proceedings.hearings import needs_result
from backend.proceedings.problems import title
from backend.web.moments import brief_day, clock_time, days, end_time, local_day
from backend.web.shown import ShownDeadline, route_title
from backend.web.steps import step_url
from backend.web.terms import TermRuler


@dataclass(frozen=True, slots=True)
class Link:
    """One step as a link, with the track it belongs to and its legal basis."""

    title: str
    url: str
    track: str
    basis: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """What stands in the panel. `above` and `figure` are the due moment as words and a big numeral."""

    title: str
    button: str
    link: Link
    further: list[Link]
    above: str = ""
    figure: str = ""
    is_late: bool = False
    deadline: ShownDeadline | None = None
    ruler: TermRuler | None = None
    hearing: Any = None


Candidate = tuple[tuple[int, float], Link, ShownDeadline | None]


def next_step(
    tracks: Sequence[Any],
    running: Sequence[ShownDeadline],
    hearings: Sequence[Any],
    complained: Collection[Any],
    moment: datetime,
) -> Step | None:
    """A hearing without its result first, then answers to what is late, then what of ours is due soonest, then the rest;
    last of all a complaint that has been filed already and still runs."""
    offered = list(_candidates(tracks, running, complained))
    found = sorted([*offered, *_of_terms(running, offered)], key=lambda each: each[0])
    waiting = next((row for row in hearings if needs_result(row, moment)), None)
    if waiting is not None:
        return _result_of(waiting, [link for _rank, link, _line in found])
    if not found:
        return None
    _rank, link, line = found[0]
    above, figure = _due(line, moment) if line else ("", "")
    return Step(
        title=link.title,
        button=link.title,
        link=link,
        further=[other for _rank, other, _line in found[1:]],
        above=above,
        figure=figure,
        is_late=bool(line and line.mark == "overdue"),
        deadline=line,
        ruler=line.ruler if line else None,
    )


def _candidates(
    tracks: Sequence[Any], running: Sequence[ShownDeadline], complained: Collection[Any]
) -> Iterator[Candidate]:
    for place, track in enumerate(tracks):
        seen: set[tuple[str, str]] = set()
        for each in track.state.next_steps if track.state else ():
            url = step_url(track.proceeding, each.step)
            if not url or (each.step.kind, each.step.target) in seen or _is_done(each.step, track):
                continue
            seen.add((each.step.kind, each.step.target))
            link = Link(title(each.step.titles), url, track.route, each.step.basis, each.step.kind)
            line = _deadline_of(each, track, running)
            paper = papers().get(each.step.target)
            again = bool(paper and paper.files_on) and track.proceeding.pk in complained
            yield (3, place) if again else _rank(line, place), link, None if again else line


def _of_terms(running: Sequence[ShownDeadline], offered: Sequence[Candidate]) -> Iterator[Candidate]:
    """Terms of ours that no step of the law book answers at this stage: they press all the same."""
    answered = {line.row.pk for _place, _link, line in offered if line}
    for line in running:
        if line.row.obligor == "us" and line.end and line.action and line.row.pk not in answered:
            link = Link(line.title, line.action.url, route_title(line.proceeding.route), line.row.article, "event")
            yield _rank(line, 0), link, line


def _is_done(step: Any, track: Any) -> bool:
    """Whether a step only records what is recorded already. One that leads to another stage may come again."""
    if step.kind != "event":
        return False
    kind = law_book().routes[track.proceeding.route].event(step.target)
    leads_on = kind.to_stage is not None or bool(kind.to_stage_by)
    return not leads_on and any(event.kind == step.target for event in track.events)


def _deadline_of(each: Any, track: Any, running: Sequence[ShownDeadline]) -> ShownDeadline | None:
    """The late deadline a step answers, or the one of ours that the step would meet."""
    lines = [line for line in running if line.row.proceeding_id == track.proceeding.pk]
    if each.deadline:
        return next((line for line in lines if line.row.rule_key == each.deadline.rule.key), None)
    paper = papers().get(each.step.target)
    event = paper.event if paper else each.step.target
    return next((line for line in lines if line.row.obligor == "us" and event in line.rule.satisfied_by), None)


def _rank(line: ShownDeadline | None, place: int) -> tuple[int, float]:
    if line is None:
        return 2, place
    if line.end is None:
        return 2, place
    return (0 if line.mark == "overdue" else 1), line.end.timestamp()


def _due(line: ShownDeadline, moment: datetime) -> tuple[str, str]:
    if line.end is None:
        return "", ""
    last = line.end - timedelta(microseconds=1)
    if line.mark == "overdue":
        return _("Late by"), days(max(1, (local_day(moment) - local_day(last)).days))
    if line.mark == "today":
        return _("Today until"), end_time(line.end)
    return _("Last day"), brief_day(local_day(last))


def _result_of(hearing: Any, further: list[Link]) -> Step:
    link = Link(_("Record the result"), reverse("web:hearing-result", args=[hearing.pk]), "", "", "hearing")
    return Step(
        title=_("Record the result of the hearing"),
        button=_("Record the result"),
        link=link,
        further=further,
        above=brief_day(local_day(hearing.starts_at)),
        figure=clock_time(hearing.starts_at),
        hearing=hearing,
    )
