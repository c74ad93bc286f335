"""How rows are shown: deadlines with their mark and ruler, events with their titles. Plain data for templates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel.clock import ALMATY
from backend.law.queries import cited_rule, law_book
from backend.proceedings.problems import title


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One line of a work list."""

    row: Any
    title: str
    if_missed: str
    mark: str  # overdue | today | soon | later | done
    when: str
    day: str
    case: Any
    proceeding: Any


def shown_deadline(deadline: Any, now: datetime) -> ShownDeadline:
    rule = cited_rule(deadline.rule_key, deadline.rule_version)
    end = deadline.act_by if deadline.obligor == "us" else deadline.due_at
    last = (end - timedelta(microseconds=1)).astimezone(ALMATY)
    left = (last.date() - now.astimezone(ALMATY).date()).days
    if deadline.state != "open":
        mark, when = "done", str(deadline.get_state_display())
    elif end <= now:
        mark, when = "overdue", _late(max(1, -left))
    elif left <= 0:
        mark, when = "today", _("today until %(time)s") % {"time": _hour(end)}
    elif left == 1:
        mark, when = "soon", _("tomorrow")
    else:
        left_words = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
        mark, when = ("soon" if left <= 3 else "later"), left_words
    return ShownDeadline(
        deadline, title(rule.titles), title(rule.if_missed), mark, when, short_day(last.date()),
        deadline.proceeding.case, deadline.proceeding,
    )  # fmt: skip


def _late(days: int) -> str:
    return ngettext("late by %(n)d day", "late by %(n)d days", days) % {"n": days}


def _hour(end: datetime) -> str:
    local = end.astimezone(ALMATY)
    return "24:00" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"


def short_day(day: date) -> str:
    """«сб, 17 октября», in the language of the page."""
    return str(formats.date_format(day, "D, j E" if _is_ru() else "D, j F")).lower()


def _is_ru() -> bool:
    return formats.get_language() == "ru"


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
            facts.append((title(declared.titles), choices.get(str(value), str(value))))
        day = event.happened_at.astimezone(ALMATY).date()
        lines.append(ShownEvent(event, title(kind.titles), kind.actor, short_day(day), facts))
    return lines


def _shown_decision(event: Any) -> ShownEvent:
    """What was decided about a deadline, which no route knows of."""
    day = short_day(event.happened_at.astimezone(ALMATY).date())
    return ShownEvent(event, _("Deadline waived"), "us", day, [(_("Reason"), event.fields.get("reason", ""))])


def route_title(route: str) -> str:
    return title(law_book().routes[route].titles)


def stage_title(proceeding: Any) -> str:
    return title(law_book().routes[proceeding.route].stage(proceeding.stage).titles)
