"""Opening a match: one lead asks, the other consents or not, and either may end it. Until both consent, nobody sees.

Each step stands in the logs of both cases. In the other one it stands without a name: who leads the case that is not
open is nobody's business there.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.check_choices import RequestState
from backend.cases.check_models import Finding, MatchRequest
from backend.cases.checks.policies import may_decide, speaks_for
from backend.cases.checks.telling import tell_of_request
from backend.cases.models import Case
from backend.cases.noting import note
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage

ANSWER_WITHIN = timedelta(days=14)
PAUSE = timedelta(days=7)  # after a refusal, before the same side may ask again
LONGEST_NOTE = 1000


@transaction.atomic
def ask_to_open(finding: Finding, *, note_text: str = "", by: User, at: datetime) -> MatchRequest:
    """Ask the other lead to open a match. To ask is to consent for one's own side.

    `note_text` is read by whoever answers; names have no place in it.
    """
    finding = _locked(finding)
    _must_speak_for(by, finding)
    if not finding.can_be_opened:
        raise NotAtThisStage(_("There is nothing to open here."))
    if len(note_text.strip()) > LONGEST_NOTE:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_NOTE}, field="note")
    _expire(MatchRequest.objects.filter(pair=_pair(finding), answer_by__lte=at), at)
    if MatchRequest.objects.live().filter(pair=_pair(finding)).exists():
        raise NotAtThisStage(_("You have been asked already, or have asked: look at the request that stands."))
    declined = MatchRequest.objects.filter(finding=finding, state=RequestState.DECLINED, answered_at__gt=at - PAUSE)
    if declined.exists():
        raise NotAtThisStage(_("The other lead has declined lately. Ask again in a week."))
    request = MatchRequest.objects.create(
        finding=finding, answering=finding.mirror, pair=_pair(finding), note=note_text.strip() or None, asked_at=at, asked_by=by,
        answer_by=at + ANSWER_WITHIN,
    )  # fmt: skip
    _log(request, "match.asked", own=finding.case, by=by, at=at)
    tell_of_request(request, "match_asked", request.answering.case, at)
    return request


@transaction.atomic
def answer_request(request: MatchRequest, *, accept: bool, by: User, at: datetime) -> MatchRequest:
    """Consent to open the match, or decline. A second press of the same changes nothing."""
    request = _request(request)
    if not may_decide(by, request.answering) or not speaks_for(by, request.answering.case):
        raise NotAllowed(_("Only whoever leads the case that was asked may answer."))
    wanted = RequestState.ACCEPTED if accept else RequestState.DECLINED
    if request.state == wanted and request.answered_by_id == by.pk:
        return request
    if not request.is_open_at(at) or request.answering.gone_at is not None:
        raise NotAtThisStage(_("This request cannot be answered any more."))
    request.state, request.answered_at, request.answered_by = wanted, at, by
    _save(request, "answered_at", "answered_by")
    verb = "match.accepted" if accept else "match.declined"
    _log(request, verb, own=request.answering.case, by=by, at=at)
    tell_of_request(request, "match_accepted" if accept else "match_declined", request.finding.case, at)
    return request


@transaction.atomic
def withdraw_request(request: MatchRequest, *, by: User, at: datetime) -> MatchRequest:
    """Take back a request that nobody has answered."""
    request = _request(request)
    if not speaks_for(by, request.finding.case):
        raise NotAllowed(_("Only whoever leads the case that asked may take the request back."))
    if request.state == RequestState.WITHDRAWN:
        return request
    if request.state != RequestState.ASKED:
        raise NotAtThisStage(_("This request has been answered already."))
    return _end(request, RequestState.WITHDRAWN, "match.withdrawn", own=request.finding.case, by=by, at=at)


@transaction.atomic
def end_consent(request: MatchRequest, *, by: User, at: datetime) -> MatchRequest:
    """End a consent, on either side: from that moment neither sees the other's case."""
    request = _request(request)
    own = next((case for case in (request.finding.case, request.answering.case) if speaks_for(by, case)), None)
    if own is None:
        raise NotAllowed(_("Only the leads of the two cases may end this."))
    if request.state == RequestState.ENDED:
        return request
    if request.state != RequestState.ACCEPTED:
        raise NotAtThisStage(_("This match is not open."))
    request = _end(request, RequestState.ENDED, "match.ended", own=own, by=by, at=at)
    tell_of_request(request, "match_ended", _other(request, own), at)
    return request


def is_open_to(user: User, finding: Finding) -> bool:
    """Whether the user sees the other case of a finding now: both consent, and she speaks for hers."""
    if finding.gone_at is not None or not may_decide(user, finding) or not speaks_for(user, finding.case):
        return False
    return MatchRequest.objects.filter(pair=_pair(finding), state=RequestState.ACCEPTED).exists()


def latest_request(finding: Finding) -> MatchRequest | None:
    """What was last asked about a match, by either side."""
    rows = MatchRequest.objects.filter(pair=_pair(finding)).select_related("finding__case", "answering__case")
    return rows.first()


@transaction.atomic
def end_unanswered(now: datetime) -> int:
    """Let the requests end whose time to answer has passed; returns how many."""
    late = MatchRequest.objects.filter(state=RequestState.ASKED, answer_by__lte=now)
    return _expire(late.select_for_update(of=("self",), skip_locked=True), now)


def _expire(rows: Any, at: datetime) -> int:
    late = list(rows.filter(state=RequestState.ASKED).select_related("finding__case", "answering__case"))
    for request in late:
        request.state, request.ended_at = RequestState.EXPIRED, at
        _save(request, "ended_at")
        _log(request, "match.expired", own=request.finding.case, by=None, at=at)
        tell_of_request(request, "match_unanswered", request.finding.case, at)
    return len(late)


def _end(request: MatchRequest, state: str, verb: str, *, own: Case, by: User, at: datetime) -> MatchRequest:
    request.state, request.ended_at, request.ended_by = state, at, by
    _save(request, "ended_at", "ended_by")
    _log(request, verb, own=own, by=by, at=at)
    return request


def _save(request: MatchRequest, *changed: str) -> None:
    request.version += 1
    request.save(update_fields=["state", *changed, "version"])


def _log(request: MatchRequest, verb: str, *, own: Case, by: User | None, at: datetime) -> None:
    """A line in each of the two logs: with the name in the own one, without it in the other."""
    for finding in (request.finding, request.answering):
        is_own = finding.case_id == own.pk
        note(finding.case, verb, by=by if is_own else None, at=at, subject=finding.pk)


def _other(request: MatchRequest, own: Case) -> Case:
    return request.answering.case if request.finding.case_id == own.pk else request.finding.case


def _pair(finding: Finding) -> str:
    return "|".join(sorted([str(finding.pk), str(finding.mirror_id)]))


def _locked(finding: Finding) -> Finding:
    """Both findings, locked in one order, so that two leads who ask at once meet in one request."""
    pks = sorted(pk for pk in (finding.pk, finding.mirror_id) if pk)
    rows = Finding.objects.select_for_update(of=("self",)).select_related("case", "mirror__case").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=pks)}
    return found[finding.pk]


def _request(request: MatchRequest) -> MatchRequest:
    rows = MatchRequest.objects.select_for_update(of=("self",)).select_related("finding__case", "answering__case")
    current: MatchRequest = rows.get(pk=request.pk)
    return current


def _must_speak_for(user: User, finding: Finding) -> None:
    if not may_decide(user, finding) or not speaks_for(user, finding.case):
        raise NotAllowed(_("Only whoever leads this case may ask."))
