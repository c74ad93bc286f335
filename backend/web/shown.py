"""How rows are shown: deadlines with their mark, ruler and action, events with their titles. Plain data for templates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from backend.language.citations import short_citation
from backend.law.queries import cited_rule, law_book
from backend.procedure.lawbook import Rule
from backend.procedure.replay import DEADLINE_SET
from backend.proceedings.deciding import SET_BECAUSE
from backend.proceedings.problems import title
from backend.web.days_off import DaysOff, act_before
from backend.web.moments import end_time, local_day, short_day
from backend.web.steps import Action, action_for
from backend.web.terms import TermRuler, term_ruler
from backend.web.why import why_this_date

BODY_OF = {"us": "us", "court": "court", "other": "other"}  # an authority is what its agency is


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One line of a work list. `mark` is overdue, today, soon, later or done; `body` is who must act."""

    row: Any
    rule: Rule
    title: str
    if_missed: str
    mark: str
    when: str
    day: str
    end: datetime | None
    case: Any
    proceeding: Any
    body: str
    holder: str
    ruler: TermRuler | None
    action: Action | None
    why: list[str]
    safe: str = ""


def shown_deadline(
    deadline: Any,
    now: datetime,
    *,
    with_action: bool = True,
    with_why: bool = False,
    complained: Collection[Any] = (),
    days_off: DaysOff | None = None,
) -> ShownDeadline:
    """A deadline as a line. The row is annotated with `started_at`, the moment of its trigger.

    `complained` holds the proceedings that a running complaint of ours speaks of, `days_off` the days on which
    organisations do not work: a term of ours that ends on one is shown with the last day before it.
    """
    rule = cited_rule(deadline.rule_key, deadline.rule_version)
    ours = deadline.obligor == "us"
    end: datetime | None = deadline.act_by if ours else deadline.due_at
    mark, when = _mark(deadline, end, now) if end else _without_a_day(deadline, rule)
    started = deadline.started_at
    return ShownDeadline(
        row=deadline,
        rule=rule,
        title=title(rule.titles),
        if_missed=title(rule.if_missed),
        mark=mark,
        when=when,
        day=short_day(local_day(end - timedelta(microseconds=1))) if end else "",
        end=end,
        case=deadline.proceeding.case,
        proceeding=deadline.proceeding,
        body=body_of(deadline),
        holder=_holder(deadline),
        ruler=term_ruler(rule, started, end, now, ours=ours) if end and mark != "done" else None,
        action=_action(deadline, rule, mark, complained) if with_action and mark != "done" else None,
        why=why_this_date(rule, started, deadline.due_at) if with_why else [],
        safe=act_before(deadline, now, days_off) if ours and days_off and mark != "done" else "",
    )


def _mark(deadline: Any, end: datetime, now: datetime) -> tuple[str, str]:
    """The shape of urgency and the words beside it; a shape never stands alone."""
    left = (local_day(end - timedelta(microseconds=1)) - local_day(now)).days
    if deadline.state != "open":
        return "done", str(deadline.get_state_display())
    if end <= now:
        return "overdue", _late(max(1, -left))
    if left <= 0:
        return "today", _("today until %(time)s") % {"time": end_time(end)}
    if left == 1:
        return "soon", _("tomorrow")
    words = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    return ("soon" if left <= 3 else "later"), words


def _action(deadline: Any, rule: Rule, mark: str, complained: Collection[Any]) -> Action | None:
    if deadline.due_at is None and rule.term.unit == "by_hand":
        return Action(reverse("web:deadline-day", args=[deadline.pk]), _("Name the day"))
    return action_for(deadline, rule, is_late=mark == "overdue", complained=complained)


def _without_a_day(deadline: Any, rule: Rule) -> tuple[str, str]:
    """What stands where the day would: nobody has named it, or the clock stands still."""
    if deadline.state != "open":
        return "done", str(deadline.get_state_display())
    return "later", _("day not named yet") if rule.term.unit == "by_hand" else _("the clock stands still")


def _late(number: int) -> str:
    return ngettext("late by %(n)d day", "late by %(n)d days", number) % {"n": number}


def body_of(deadline: Any) -> str:
    """us, police, prosecutor, court or other: the shape and the word of who must act."""
    agency = deadline.proceeding.agency
    return BODY_OF.get(deadline.obligor) or (agency.kind if agency else "police")


def _holder(deadline: Any) -> str:
    if deadline.obligor == "authority" and deadline.proceeding.agency:
        return str(deadline.proceeding.agency)
    return "" if deadline.obligor == "us" else str(deadline.get_obligor_display())


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One point of a proceeding's line."""

    row: Any
    title: str
    actor: str
    day: str
    facts: list[tuple[str, str]]


def shown_events(proceeding: Any, events: list[Any]) -> list[ShownEvent]:
    """The standing events of a proceeding with what they tell; ids of people and bodies are left to their own places."""
    route = law_book().routes[proceeding.route]
    lines = []
    for event in events:
        kind = route.find_event(event.kind)
        if kind is None:
            lines.append(_shown_decision(event))
            continue
        facts = []
        for declared in kind.fields:
            value = event.fields.get(declared.key)
            if value in (None, "") or declared.type in ("agency", "respondent"):
                continue
            choices = {choice.value: title(choice.titles) for choice in declared.choices}
            words = choices.get(str(value), str(value))
            if declared.key == "article":
                words = short_citation(words, get_language() or "ru")
            facts.append((title(declared.titles), words))
        lines.append(ShownEvent(event, title(kind.titles), kind.actor, short_day(local_day(event.happened_at)), facts))
    return lines


def _shown_decision(event: Any) -> ShownEvent:
    """What was decided about a deadline, which no route knows of."""
    day = short_day(local_day(event.happened_at))
    facts = [(_("Reason"), event.fields.get("reason", ""))]
    if until := event.fields.get("until"):
        why = SET_BECAUSE.get(event.fields.get("why", ""), "")
        facts = [(_("Last day"), short_day(date.fromisoformat(until))), (_("How it came about"), str(why)), *facts]
    return ShownEvent(event, decision_title(event.kind), "us", day, facts)


def decision_title(kind: str) -> str:
    """What a decision about a deadline is called, which no route knows of."""
    return _("Day of the deadline named") if kind == DEADLINE_SET else _("Deadline waived")


def route_title(route: str) -> str:
    return title(law_book().routes[route].titles)


def stage_title(proceeding: Any) -> str:
    return title(law_book().routes[proceeding.route].stage(proceeding.stage).titles)
