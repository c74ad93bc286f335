"""How checks and findings are shown: whom they are about by role, what was met in a sentence, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from backend.cases.check_choices import Because, Result
from backend.cases.check_models import Check, Finding
from backend.cases.models import Case
from backend.law.queries import law_book
from backend.proceedings.matches import OpenedMatch
from backend.proceedings.problems import title
from backend.reports.outcomes import OUTCOME_TITLES
from backend.web.moments import short_day
from backend.web.shown import route_title


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding: whom of this case it is about, and what seems to be so."""

    row: Finding
    who: str
    what: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One run of a check; `result` is empty for who does not decide."""

    row: Check
    who: str
    compared: str
    because: str
    result: str


class Names:
    """The people of a case by what they are in it."""

    def __init__(self, case: Case) -> None:
        self.pseudonym = case.survivor.pseudonym
        self.roles: dict[Any, list[str]] = {}
        for party in case.parties.all():
            self.roles.setdefault(party.person_id, []).append(str(party.get_role_display()))

    def of(self, row: Check | Finding) -> str:
        if row.survivor_id:
            return self.pseudonym
        return ", ".join(dict.fromkeys(self.roles.get(row.person_id, ()))).capitalize() or _("A person of the case")


def shown_finding(row: Finding, names: Names) -> ShownFinding:
    mark = "done" if row.decision or row.gone_at else ("overdue" if row.strength == "match" else "soon")
    return ShownFinding(row, names.of(row), str(row.get_question_display()), mark)


def shown_checks(rows: Iterable[Any], names: Names, *, with_results: bool) -> list[ShownCheck]:
    """The runs with what came of each, as far as the reader is told of it."""
    fields = {"iin": _("IIN"), "born": _("name and birth date"), "name": _("name")}
    results = dict(Result.choices)
    return [
        ShownCheck(
            row,
            names.of(row),
            ", ".join(fields[kind] for kind in row.compared if kind in fields) or _("nothing to compare"),
            str(Because(row.because).label),
            str(results[row.shown_result]) if with_results else "",
        )
        for row in rows
    ]


def shown_tracks(opened: OpenedMatch) -> list[dict[str, Any]]:
    """The proceedings of an opened match in words."""
    book = law_book()
    return [
        {
            "route": route_title(track.route),
            "stage": title(book.routes[track.route].stage(track.stage).titles),
            "opened": short_day(track.opened_on),
            "outcomes": [f"{OUTCOME_TITLES.get(outcome, outcome)}, {short_day(on)}" for outcome, on in track.outcomes],
        }
        for track in opened.tracks
    ]
