"""What the pages read of the people around a survivor: the rows behind a reveal, and the sections of the people page."""

from typing import Any

from backend.cases.models import Case
from backend.cases.queries import (
    corrections_visible_to,
    dependants_visible_to,
    needs_visible_to,
    other_cases,
    respondent_facts_visible_to,
    trusted_visible_to,
)
from backend.people.checking import doubts_of
from backend.proceedings.models import Official
from backend.web.shown import route_title

AROUND_HER = {
    "correction": corrections_visible_to,
    "dependant": dependants_visible_to,
    "trusted": trusted_visible_to,
    "facts": respondent_facts_visible_to,
    "needs": needs_visible_to,
}


def circle_of(case: Case, user: Any) -> dict[str, Any]:
    """Children, trusted contacts, needs, earlier names, officials and further cases, as the people page lists them."""
    parties = set(case.parties.values_list("person", flat=True))
    dependants = dependants_visible_to(user).filter(survivor=case.survivor_id).select_related("person")
    trusted = trusted_visible_to(user).filter(survivor=case.survivor_id, ended_at=None).select_related("person")
    corrections = corrections_visible_to(user).filter(survivor=case.survivor_id).select_related("corrected_by")
    return {
        "dependants": [
            {"row": row, "doubts": doubts_of(row.person), "appears": row.person_id in parties} for row in dependants
        ],
        "trusted": [{"row": row, "doubts": doubts_of(row.person)} for row in trusted],
        "needs": needs_visible_to(user).filter(survivor=case.survivor_id).first(),
        "hers_before": [row for row in corrections if row.person_id is None],
        "theirs_before": _by_person(row for row in corrections if row.person_id),
        "others": other_cases(case, user),
        "tracks": officials_of(case, user),
    }


def _by_person(rows: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def officials_of(case: Case, user: Any) -> list[dict[str, Any]]:
    """Each proceeding with who has it in hand, and who had it before."""
    rows = Official.objects.content_visible_to(user).filter(proceeding__case=case)
    of: dict[Any, list[Any]] = {}
    proceedings = {row.pk: row for row in case.proceedings.select_related("agency")}
    for row in rows.select_related("agency"):
        row.proceeding = proceedings[row.proceeding_id]
        row.proceeding.case = case
        of.setdefault(row.proceeding_id, []).append(row)
    return [
        {
            "proceeding": row,
            "route": route_title(row.route),
            "now": [each for each in of.get(pk, []) if not each.left],
            "before": [each for each in of.get(pk, []) if each.left][::-1],
        }
        for pk, row in proceedings.items()
    ]
