"""What to do next about a deadline or a proceeding, as a link: a document to fill, an event to record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.documents.catalogue import papers
from backend.law.queries import law_book
from backend.procedure.lawbook import Rule
from backend.proceedings.models import Proceeding
from backend.proceedings.problems import title


@dataclass(frozen=True, slots=True)
class Action:
    """One button: where it leads, what it says, and whether it answers somebody's delay."""

    url: str
    label: str
    answers_delay: bool = False


def document_url(proceeding_id: Any, key: str) -> str:
    return reverse("web:document-generate", args=[proceeding_id, key])


def event_url(proceeding_id: Any, kind: str) -> str:
    return f"{reverse('web:event-record', args=[proceeding_id])}?kind={kind}"


def step_url(proceeding: Any, step: Any) -> str:
    """Where a step of the law book is taken; empty for a step that has no page yet."""
    if step.kind == "proceeding":
        return f"{reverse('web:proceeding-open', args=[proceeding.case_id])}?route={step.target}"
    if step.kind == "document" and step.target in papers():
        return document_url(proceeding.pk, step.target)
    return event_url(proceeding.pk, step.target) if step.kind == "event" else ""


def complained_about(user: Any, proceeding_ids: Iterable[Any]) -> frozenset[Any]:
    """Those of the proceedings that a complaint of ours already speaks of, while it runs."""
    return complained_in(Proceeding.objects.visible_to(user).filter(parent__in=list(proceeding_ids)))


def complained_in(proceedings: Iterable[Any]) -> frozenset[Any]:
    """What the running complaints among some proceedings speak of."""
    routes = law_book().routes
    return frozenset(
        row.parent_id
        for row in proceedings
        if row.parent_reason == "complaint_about" and not routes[row.route].stage(row.stage).final
    )


def action_for(deadline: Any, rule: Rule, *, is_late: bool, complained: Collection[Any] = frozenset()) -> Action | None:
    """The one thing to do about a running deadline.

    A late authority is answered with the step the law book names, once: when the complaint is out, the case is
    opened instead. Otherwise what meets the term is written or recorded, if the proceeding's stage allows it.
    """
    proceeding = deadline.proceeding
    route = law_book().routes[proceeding.route]
    if is_late and deadline.obligor != "us":
        for step in route.steps:
            if step.when == "overdue" and deadline.rule_key in step.rules and (url := step_url(proceeding, step)):
                paper = papers().get(step.target)
                if paper and paper.files_on and proceeding.pk in complained:
                    return Action(reverse("web:case", args=[proceeding.case_id]), _("Complaint is filed"))
                return Action(url, title(paper.short_titles if paper else step.titles), answers_delay=True)
    for kind in route.possible_events(proceeding.stage):
        if kind.key in rule.satisfied_by:
            paper = papers().get(kind.document)
            if deadline.obligor == "us" and paper and proceeding.route in paper.routes:
                return Action(document_url(proceeding.pk, kind.document), title(paper.short_titles))
            return Action(event_url(proceeding.pk, kind.key), _("Record"))
    return None
