"""Which papers fit a case as it stands, and what each still lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from backend.documents.catalogue import Paper, papers
from backend.documents.gathering import gather_facts
from backend.documents.services import missing_facts
from backend.kernel.errors import MissingFact
from backend.law.queries import law_book
from backend.proceedings.problems import title
from backend.web.steps import document_url


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be made now. `missing` names the facts it needs and the case does not hold; `url` then leads to
    where the first of them is set."""

    key: str
    title: str
    url: str
    track: str
    missing: list[str]


def fitting_papers(tracks: Sequence[Any], user: Any, moment: datetime, language: str) -> list[Offer]:
    """The papers of the present stages. The facts of a proceeding are gathered once for all its papers."""
    offers: list[Offer] = []
    for track in tracks:
        fitting = list(_fitting(track))
        if not fitting:
            continue
        facts = gather_facts(track.proceeding, "kk" if language == "kk" else "ru", {}, by=user, now=moment)
        for paper in fitting:
            missing = [fact for fact in missing_facts(paper, facts, track.proceeding) if fact.area != "answers"]
            url = _where(missing[0], track.proceeding) if missing else document_url(track.proceeding.pk, paper.key)
            offers.append(Offer(paper.key, title(paper.titles), url, track.route, [fact.title for fact in missing]))
    return offers


def _where(fact: MissingFact, proceeding: Any) -> str:
    """The page on which a missing fact is set: hers, the other person's, the incident's, or the event that tells it."""
    if fact.area == "survivors":
        return reverse("web:survivor-edit", args=[proceeding.case_id])
    if fact.area == "cases":
        return reverse("web:incidents" if fact.key.startswith("incident.") else "web:people", args=[proceeding.case_id])
    return reverse("web:event-record", args=[proceeding.pk])


def _fitting(track: Any) -> Iterator[Paper]:
    """Those a step of the law book offers, then those that the events possible now are filed with."""
    known, route = papers(), law_book().routes[track.proceeding.route]
    offered = (
        [each.step.target for each in track.state.next_steps if each.step.kind == "document"] if track.state else []
    )
    possible = [kind.document for kind in route.possible_events(track.proceeding.stage)]
    for key in dict.fromkeys([*offered, *possible]):
        paper = known.get(key)
        if paper and track.proceeding.route in paper.routes and not track.is_over:
            yield paper
