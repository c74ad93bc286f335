"""What it means for a case that somebody in it is known elsewhere. Reads fingerprints and roles, opens nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from backend.cases.check_choices import HER_SIDE, HIS_SIDE, SIDE_UNCLEAR, Question, Strength
from backend.cases.checks.members import colleagues_like
from backend.cases.choices import PartyRole
from backend.cases.models import Case, Party
from backend.people.fingerprints import Met, people_like
from backend.people.models import Person, Survivor

MIRRORED = {
    Question.CLIENT: Question.AGAINST,
    Question.SIDE: Question.AGAINST,
    Question.REPEAT: Question.REPEAT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to one question: who was met, in which case, as what. `back` is the question it raises over there."""

    question: str
    strength: str
    other_case: Case | None = None
    other_person: Person | None = None
    other_survivor: Survivor | None = None
    member: Any = None
    back: str = ""

    @property
    def other_id(self) -> Any:
        other = self.other_person or self.other_survivor or self.member
        return other.pk


def candidates(case: Case, subject: Person | Survivor) -> list[Candidate]:
    """All that `subject`, who appears in `case`, raises; each other case and person once for each question."""
    roles = _roles(case, subject)
    if not roles and isinstance(subject, Person):
        return []
    met = people_like(subject)
    found = [*_among_parties(case, subject, roles, met)]
    if isinstance(subject, Person) and roles & set(HIS_SIDE):
        found += _among_survivors(case, roles, met)
        found += [Candidate(Question.MEMBER, Strength.POSSIBLE, member=user) for user in colleagues_like(subject, case)]
    return _strongest(found)


def _roles(case: Case, subject: Person | Survivor) -> set[str]:
    if isinstance(subject, Survivor):
        return set()
    return set(Party.objects.filter(case=case, person=subject).values_list("role", flat=True))


def _among_parties(
    case: Case, subject: Person | Survivor, roles: Collection[str], met: list[Met]
) -> Iterator[Candidate]:
    sure = {one.person_id: one.sure for one in met if one.person_id}
    his, hers = bool(set(roles) & set(HIS_SIDE)), isinstance(subject, Survivor) or bool(set(roles) & set(HER_SIDE))
    parties = Party.objects.filter(person__in=sure).exclude(case=case).select_related("case__survivor", "person")
    for party in parties:
        same_house = party.case.organisation_id == case.organisation_id
        told: dict[str, Any] = {"other_case": party.case, "other_person": party.person}
        strength = _strength(sure[party.person_id], roles if his else (), [party.role])
        if PartyRole.RESPONDENT in roles and party.role == PartyRole.RESPONDENT:
            yield Candidate(Question.REPEAT, strength, back=Question.REPEAT, **told)
        if his and same_house and party.role in HER_SIDE:
            yield Candidate(Question.SIDE, strength, back=Question.AGAINST, **told)
        if hers and same_house and party.role in HIS_SIDE and party.case.survivor_id != _own_survivor(subject):
            back = Question.CLIENT if isinstance(subject, Survivor) else Question.SIDE
            yield Candidate(Question.AGAINST, strength, back=back, **told)


def _own_survivor(subject: Person | Survivor) -> Any:
    return subject.pk if isinstance(subject, Survivor) else None


def _among_survivors(case: Case, roles: Collection[str], met: list[Met]) -> Iterator[Candidate]:
    sure = {one.survivor_id: one.sure for one in met if one.survivor_id}
    rows = Survivor._default_manager.filter(pk__in=sure, organisation=case.organisation_id).exclude(pk=case.survivor_id)
    for survivor in rows.prefetch_related("cases"):
        strength = _strength(sure[survivor.pk], roles, ())
        back = Question.AGAINST
        for other in survivor.cases.all() or [None]:
            if other is not None:
                other.survivor = survivor
            yield Candidate(
                Question.CLIENT, strength, other_case=other, other_survivor=survivor, back=back if other else ""
            )


def _strength(is_sure: bool, own: Collection[str], other: Collection[str]) -> str:
    """Somebody whose side is not said is no more than a possible conflict."""
    unclear = any(set(roles) & set(HIS_SIDE) == {SIDE_UNCLEAR} for roles in (own, other))
    return Strength.MATCH if is_sure and not unclear else Strength.POSSIBLE


def _strongest(found: list[Candidate]) -> list[Candidate]:
    best: dict[Any, Candidate] = {}
    for one in found:
        key = (one.question, one.other_id, one.other_case.pk if one.other_case else None)
        if key not in best or one.strength == Strength.MATCH:
            best[key] = one
    return list(best.values())
