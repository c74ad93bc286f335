"""Whom a check keeps off a case: a colleague who seems to be the respondent, or of his family, until others have decided.

Asked wherever somebody would come closer to a case: a place on its team, an offer, a look by a reason, a say in it.
"""

from typing import Any
from uuid import UUID

from backend.cases.check_choices import HARMLESS, HIS_SIDE, Question
from backend.cases.check_models import Finding
from backend.cases.models import Case
from backend.people.fingerprints import marks_of_names
from backend.people.models import Fingerprint


def stands_on_the_other_side(user: Any, case: Case) -> bool:
    """Whether a colleague is kept off a case: she seems to be of the respondent's side, and nobody has said otherwise."""
    about_her = {
        finding.person_id: finding.decision in HARMLESS
        for finding in Finding.objects.standing().filter(case=case, question=Question.MEMBER, member=user.pk)
    }
    if not all(about_her.values()):
        return True
    return bool(_persons_like(user, case) - about_her.keys())


def _persons_like(user: Any, case: Case) -> set[UUID]:
    """Who of the respondent's side has a name like hers: she may have joined after they were compared."""
    of_his_side = Fingerprint.objects.filter(
        kind="name", person__parties__case=case, person__parties__role__in=HIS_SIDE
    )
    if not of_his_side.exists():
        return set()
    marks = {mark.token: mark for mark in marks_of_names([user.full_name], case.organisation_id)[0]}
    rows = of_his_side.filter(token__in=list(marks))
    return {row.person_id for row in rows if row.whole or marks[bytes(row.token)].whole}
