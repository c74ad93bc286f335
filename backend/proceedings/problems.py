"""What the kernel found wrong with an event, as a sentence for the person who typed it."""

from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from backend.kernel.clock import ALMATY
from backend.law.queries import law_book
from backend.procedure.replay import Problem
from backend.proceedings.models import Proceeding

NOT_NOW = {"not_at_this_stage", "before_its_cause", "breaks_later"}


def not_now(problem: Problem) -> bool:
    """Whether the event is possible in itself and only does not fit what else happened."""
    return problem.code in NOT_NOW


def title(titles: Any) -> str:
    """A title of the law book in the reader's language."""
    return str(titles.get(translation.get_language() or "ru") or titles["ru"])


def sentence(problem: Problem, proceeding: Proceeding) -> str:
    """What is wrong and how to mend it, in the reader's language."""
    route = law_book().routes[proceeding.route]
    said = dict(problem.params)
    kind = route.find_event(said.get("kind", ""))
    words = {
        "event": title(kind.titles) if kind else said.get("kind", ""),
        "stage": title(route.stage(said["stage"]).titles) if "stage" in said else "",
        "field": title(said["titles"]) if "titles" in said else said.get("field", ""),
        "value": said.get("value", ""),
        "day": formats.date_format(said["at"].astimezone(ALMATY).date(), "SHORT_DATE_FORMAT") if "at" in said else "",
    }
    return _SENTENCES[problem.code]() % words


_SENTENCES = {
    "unknown_event": lambda: _("There is no event “%(event)s” on this route."),
    "in_the_future": lambda: _("An event is recorded once it has happened; %(day)s is still to come."),
    "not_at_this_stage": lambda: _("“%(event)s” is not possible while the proceeding stands at: %(stage)s."),
    "before_its_cause": lambda: _(
        "“%(event)s” cannot have happened before its cause: on that day the stage was: %(stage)s."
    ),
    "breaks_later": lambda: _("“%(event)s” of %(day)s would become impossible. Take it back first."),
    "missing_field": lambda: _("Fill in “%(field)s”."),
    "unknown_field": lambda: _("This event has no field “%(field)s”."),
    "bad_choice": lambda: _("Choose “%(field)s” from the list; “%(value)s” is not on it."),
    "bad_date": lambda: _("“%(field)s” must be a date like 28.10.2026."),
    "bad_number": lambda: _("“%(field)s” must be a whole number."),
}
