"""Telling whoever decides that there is something to decide: by the code of her own case, and nothing of the other."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.accounts.roles import READING_ROLES, Role
from backend.cases.check_choices import Question
from backend.cases.check_models import Finding, MatchRequest
from backend.cases.choices import TeamRole
from backend.cases.models import Case
from backend.notifications.outbox import notify


def lead_of(case: Case) -> list[User]:
    """Whoever leads the case and still works in its organisation; nobody, or one."""
    return list(
        User.objects.filter(
            is_active=True,
            team_memberships__case=case,
            team_memberships__role=TeamRole.LEAD,
            team_memberships__ended_at=None,
            memberships__organisation=case.organisation_id,
            memberships__ended_at=None,
            memberships__role__in=READING_ROLES,
        ).distinct()
    )


def coordinators_of(case: Case) -> list[User]:
    return list(
        User.objects.filter(
            is_active=True,
            memberships__organisation=case.organisation_id,
            memberships__ended_at=None,
            memberships__role=Role.COORDINATOR,
        ).distinct()
    )


def speakers_for(case: Case) -> list[User]:
    """Who is asked when a match is to be opened: the lead, or the coordinators while there is none."""
    return lead_of(case) or coordinators_of(case)


def tell_of_findings(findings: Iterable[Finding], *, but: Any, at: datetime) -> None:
    """One message for each case, to those who may decide; a conflict goes to the coordinators too.

    Neither whoever set the check off nor the colleague whom a finding is about is told.
    """
    told: dict[tuple[Any, Any], tuple[User, Finding]] = {}
    for finding in findings:
        readers = speakers_for(finding.case)
        if finding.question != Question.REPEAT:
            readers = [*readers, *coordinators_of(finding.case)]
        for reader in readers:
            if reader.pk != finding.member_id and (but is None or reader.pk != but.pk):
                told.setdefault((finding.case_id, reader.pk), (reader, finding))
    for reader, finding in told.values():
        _tell(reader, finding.case, "check_undecided", f"finding:{finding.pk}:{at.isoformat()}", at)


def tell_of_held(case: Case, by: User, at: datetime) -> None:
    """Once a day: somebody has set off so many checks that further ones wait."""
    for reader in coordinators_of(case):
        if reader.pk != by.pk:
            _tell(reader, case, "checks_held", f"checks:{by.pk}:{at.date().isoformat()}", at)


def tell_of_request(request: MatchRequest, kind: str, case: Case, at: datetime) -> None:
    """Whoever speaks for `case`, one of the two, learns what became of a request to open a match."""
    for reader in speakers_for(case):
        _tell(reader, case, kind, f"match:{request.pk}:{request.state}", at)


def _tell(reader: User, case: Case, kind: str, key: str, at: datetime) -> None:
    notify(
        reader, kind=kind, params={"case_code": case.code, "case_id": str(case.pk)}, dedup_key=key, due_at=at,
        organisation_id=case.organisation_id,
    )  # fmt: skip
