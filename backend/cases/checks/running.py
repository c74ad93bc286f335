"""Running a check: everything that was met is kept once, on both sides, and whoever decides is told by code alone.

Runs by itself whenever a person of a case is written down or corrected, in that very transaction; and when asked.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.cases.asking import withdraw_what_no_longer_holds
from backend.cases.check_choices import Because, Question, RequestState, Result, Strength
from backend.cases.check_models import Check, Finding, MatchRequest
from backend.cases.checks.comparing import Candidate, candidates
from backend.cases.checks.policies import may_ask_for_checks
from backend.cases.checks.telling import tell_of_findings, tell_of_held
from backend.cases.models import Case
from backend.cases.noting import lock, note
from backend.kernel.errors import NotAllowed, NotAtThisStage
from backend.people.models import Fingerprint, Person, Survivor

MANY = 40  # checks that one person may set off in a day; further ones wait until a coordinator lets them run
DAY = timedelta(days=1)
ASKED_AGAIN = 5  # times that the check of one case may be asked for in a day
RANK = (Strength.NONE, Strength.POSSIBLE, Strength.MATCH)


@transaction.atomic
def check_case(case: Case, *, by: Any, at: datetime) -> list[Check]:
    """Compare everybody of a case anew. Raises NotAllowed for who does not decide, NotAtThisStage when asked too often."""
    case = lock(case.pk)
    if not may_ask_for_checks(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may ask for the checks."))
    asked = case.checks.filter(because=Because.ASKED, made_at__gt=at - DAY).values("made_at").distinct().count()
    if asked >= ASKED_AGAIN:
        raise NotAtThisStage(_("The checks of this case have been asked for often today. Ask again tomorrow."))
    persons = Person._default_manager.filter(parties__case=case).select_related("survivor").distinct().order_by("pk")
    return [check_person(case, subject, because=Because.ASKED, by=by, at=at) for subject in [case.survivor, *persons]]


@transaction.atomic
def check_person(case: Case, subject: Person | Survivor, *, because: str, by: Any, at: datetime) -> Check:
    """Compare one person of a case with all that is on record; `by` is None where nobody set it off.

    Running it again finds the same and makes nothing twice. What no longer meets is marked as gone.
    """
    who = _who(subject)
    compared = sorted(set(Fingerprint.objects.filter(**who).values_list("kind", flat=True)))
    if _too_many(because, by, at):
        check = _keep(case, who, because, compared, Result.HELD, Result.HELD, by, at)
        tell_of_held(case, by, at)
        return check
    found = candidates(case, subject)
    fresh = _keep_findings(case, who, found, at)
    besides = [one for one in found if one.question != Question.MEMBER]
    check = _keep(case, who, because, compared, _strongest(found), _strongest(besides), by, at)
    if len(besides) < len(found):  # a colleague was met: what she has been asked about this case ends
        withdraw_what_no_longer_holds(lock(case.pk), at=at)
    if because != Because.INDEXED:
        tell_of_findings(fresh, but=by, at=at)
    return check


def _who(subject: Person | Survivor) -> dict[str, Any]:
    return {"survivor": subject} if isinstance(subject, Survivor) else {"person": subject}


def _too_many(because: str, by: Any, at: datetime) -> bool:
    """A person who writes down one man after another to see who is known is stopped, and seen by the coordinators."""
    if by is None or because not in (Because.ADDED, Because.CORRECTED):
        return False
    return Check.objects.filter(made_by=by, made_at__gt=at - DAY, made_at__lte=at).count() >= MANY


def _keep(
    case: Case, who: dict[str, Any], because: str, compared: list[str], result: str, besides: str, by: Any, at: datetime
) -> Check:
    check = Check.objects.create(
        case=case, because=because, compared=compared, result=result, result_but_members=besides, made_at=at,
        made_by=by, **who,
    )  # fmt: skip
    note(case, "check.made", by=by, at=at, subject=check.pk)
    return check


def _strongest(found: Iterable[Candidate]) -> str:
    return max((one.strength for one in found), key=RANK.index, default=Strength.NONE)


def _keep_findings(case: Case, who: dict[str, Any], found: list[Candidate], at: datetime) -> list[Finding]:
    """Keep what was found and its mirrors; returns those that nobody knew before."""
    kept, fresh = [], []
    for one in found:
        finding, is_fresh = _keep_one(
            case, who, one.question, one.strength, one.other_case, one.other_person, one.other_id, at, member=one.member
        )
        kept.append(finding.pk)
        fresh += [finding] if is_fresh else []
        if one.other_case is not None and one.back:
            there = {"person": one.other_person} if one.other_person else {"survivor": one.other_survivor}
            subject = who.get("person") or who["survivor"]
            mirror, is_fresh = _keep_one(
                one.other_case, there, one.back, one.strength, case, who.get("person"), subject.pk, at
            )
            fresh += [mirror] if is_fresh else []
            if is_fresh:
                note(one.other_case, "check.made", by=None, at=at, subject=mirror.pk)
            if finding.mirror_id != mirror.pk or mirror.mirror_id != finding.pk:
                Finding.objects.filter(pk=finding.pk).update(mirror=mirror)
                Finding.objects.filter(pk=mirror.pk).update(mirror=finding)
    _mark_gone(Finding.objects.standing().filter(case=case, **who).exclude(pk__in=kept), at)
    return fresh


def _keep_one(
    case: Case, who: dict[str, Any], question: str, strength: str, other_case: Any, other_person: Any, other_id: Any,
    at: datetime, member: Any = None,
) -> tuple[Finding, bool]:  # fmt: skip
    """The finding, and whether it is new or has come back after it was gone."""
    subject = who.get("person") or who["survivor"]
    key = f"{case.pk}|{subject.pk}|{question}|{other_id}|{other_case.pk if other_case else ''}"
    finding, made = Finding.objects.get_or_create(
        key=key,
        defaults={
            "case": case, "question": question, "strength": strength, "other_case": other_case,
            "other_person": other_person, "member": member, "found_at": at, **who,
        },
    )  # fmt: skip
    is_back = finding.gone_at is not None
    if is_back or finding.strength != strength:
        Finding.objects.filter(pk=finding.pk).update(strength=strength, gone_at=None)
    finding.case = case
    return finding, made or (is_back and not finding.decision)


def _mark_gone(rows: Any, at: datetime) -> None:
    """A correction has shown that they are two people: nothing of theirs is to be decided or shown any more."""
    gone = [pk for pair in rows.values_list("pk", "mirror") for pk in pair if pk]
    if not gone:
        return
    Finding.objects.filter(pk__in=gone).update(gone_at=at)
    requests = MatchRequest.objects.live().filter(finding__in=gone)
    requests.filter(state=RequestState.ACCEPTED).update(state=RequestState.ENDED, ended_at=at)
    requests.filter(state=RequestState.ASKED).update(state=RequestState.WITHDRAWN, ended_at=at)
