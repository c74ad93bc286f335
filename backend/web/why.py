"""Why a deadline falls on its day, in sentences: the law book's own steps, told to a person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from backend.language.citations import short_citation
from backend.law.queries import work_calendar
from backend.procedure.lawbook import Rule
from backend.procedure.terms import count, explain
from backend.web.moments import clock_time, local_day, short_day


def why_this_date(rule: Rule, started: datetime, due_at: datetime | None) -> list[str]:
    """The article in its wording, then each step of the count, in the page's language.

    A deadline that does not follow from `started` by the rule alone (something later lengthened it) is not explained
    away: then only its last day is told.
    """
    if due_at is None:
        return [_article(rule), _without_a_day(rule)]
    if rule.term.unit == "by_hand":
        return [_article(rule), _last_day({"day": local_day(due_at - timedelta(microseconds=1))})]
    counted = count(rule.term, started, rule.convention, work_calendar(), continuous=rule.continuous)
    if counted.due_at != due_at:
        return [_article(rule), _last_day({"day": local_day(due_at - timedelta(microseconds=1))})]
    steps = explain(rule.term, started, rule.convention, work_calendar(), continuous=rule.continuous)
    return [_article(rule), *(_SENTENCES[step.code](step.params) for step in steps if step.code in _SENTENCES)]


def _without_a_day(rule: Rule) -> str:
    if rule.term.unit == "by_hand":
        return _("The law sets no number of days here: whoever leads the case names the day.")
    return _("The clock stands still; the days that pass meanwhile are added when it runs on.")


def _article(rule: Rule) -> str:
    told = {
        "article": short_citation(rule.article, get_language() or "ru"),
        "day": _full(rule.effective_from) if rule.effective_from else "",
    }
    if rule.effective_from:
        return _("%(article)s, in the wording in force since %(day)s.") % told
    return _("%(article)s.") % told


def _full(day: date) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))


def _started(said: dict[str, Any]) -> str:
    told = {"day": short_day(local_day(said["at"])), "time": clock_time(said["at"])}
    return _("The term runs from what happened on %(day)s at %(time)s.") % told


def _to_the_minute(said: dict[str, Any]) -> str:
    told = {"day": short_day(local_day(said["at"])), "time": clock_time(said["at"])}
    return _("It is counted in hours and ends on %(day)s at %(time)s.") % told


def _counting_starts_hour(said: dict[str, Any]) -> str:
    return _("The hour it begins in does not count: counting starts at %(time)s.") % {"time": clock_time(said["at"])}


def _last_hour(said: dict[str, Any]) -> str:
    told = {"day": short_day(local_day(said["at"])), "time": clock_time(said["at"])}
    return _("It ends on %(day)s at %(time)s.") % told


def _same_day(said: dict[str, Any]) -> str:
    return _("It must be done at once; late is who has not done it by the end of %(day)s.") % {
        "day": short_day(said["day"])
    }


def _counting_starts(said: dict[str, Any]) -> str:
    return _("That day itself does not count: counting starts on %(day)s.") % {"day": short_day(said["day"])}


def _last_day(said: dict[str, Any]) -> str:
    return _("The last day is %(day)s.") % {"day": short_day(said["day"])}


def _moved(said: dict[str, Any]) -> str:
    return _("That is a day off, so the term ends on the next working day, %(day)s.") % {"day": short_day(said["day"])}


def _safe(said: dict[str, Any]) -> str:
    told = {"day": short_day(said["day"]), "act_by": short_day(said["act_by"])}
    return _("Safe reading, by calendar days: the last is %(day)s; act by %(act_by)s.") % told


def _legal(said: dict[str, Any]) -> str:
    told = {"day": short_day(said["day"])}
    return _("Reading of КоАП 739(3) by working days only: until %(day)s, 24:00.") % told


def _unconfirmed(said: dict[str, Any]) -> str:
    told = {"day": _full(said["until"])}
    return _("The list of days off is confirmed until %(day)s only; beyond it this is an estimate.") % told


_SENTENCES = {
    "started": _started,
    "to_the_minute": _to_the_minute,
    "counting_starts_hour": _counting_starts_hour,
    "last_hour": _last_hour,
    "same_day": _same_day,
    "counting_starts": _counting_starts,
    "last_day": _last_day,
    "moved_to_working_day": _moved,
    "safe_reading": _safe,
    "legal_reading": _legal,
    "calendar_unconfirmed": _unconfirmed,
}
