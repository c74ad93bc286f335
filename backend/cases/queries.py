"""Reads that cross from cases to people: who may see whom hangs on whose case it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from backend.accounts.roles import WORKING_ROLES
from backend.cases.models import Case, Party
from backend.people.life_models import Correction, Dependant, RespondentFacts, SurvivorNeeds, TrustedContact
from backend.people.models import Consent, Person, Survivor


def survivors_visible_to(user: Any) -> QuerySet[Survivor]:
    """The survivors of the cases whose content the user may read."""
    return Survivor._default_manager.filter(pk__in=Case.objects.content_visible_to(user).values("survivor"))


def survivors_known_to(user: Any) -> QuerySet[Survivor]:
    """Survivors the user may read of: those of the cases open to her, and those where she works who have no case yet."""
    return Survivor._default_manager.filter(Q(pk__in=survivors_visible_to(user).values("pk")) | _without_a_case(user))


def survivors_to_open_for(user: Any) -> QuerySet[Survivor]:
    """Survivors a new case can be opened for: those of the user's cases, and those where she works who have no case yet.

    A case she only looks into by stating a reason gives no right to open another.
    """
    of_her_cases = Case.objects.of_team_member(user).values("survivor")
    return Survivor._default_manager.filter(Q(pk__in=of_her_cases) | _without_a_case(user))


def _without_a_case(user: Any) -> Q:
    has_a_case = Exists(Case._default_manager.filter(survivor=OuterRef("pk")))
    return Q(~has_a_case & Q(organisation__in=user.organisations_as(*WORKING_ROLES)))


def persons_visible_to(user: Any) -> QuerySet[Person]:
    """The other persons of the cases whose content the user may read; of their survivors, those without a role in any
    case, those in her care and those she trusts."""
    has_a_role = Exists(Party._default_manager.filter(person=OuterRef("pk")))
    around_her = ~has_a_role | Q(dependant__isnull=False) | Q(trusted__isnull=False)
    without_a_role = around_her & Q(survivor__in=survivors_visible_to(user).values("pk"))
    return Person._default_manager.filter(
        Q(pk__in=Party.objects.content_visible_to(user).values("person")) | without_a_role
    )


def consents_visible_to(user: Any) -> QuerySet[Consent]:
    """What the survivors of the user's cases agreed to."""
    return Consent._default_manager.filter(survivor__in=survivors_visible_to(user).values("pk"))


def dependants_visible_to(user: Any) -> QuerySet[Dependant]:
    """Children of the survivors of the user's cases, and others in their care."""
    return Dependant._default_manager.filter(survivor__in=survivors_visible_to(user).values("pk"))


def trusted_visible_to(user: Any) -> QuerySet[TrustedContact]:
    """Whom the survivors of the user's cases trust, or once trusted."""
    return TrustedContact._default_manager.filter(survivor__in=survivors_visible_to(user).values("pk"))


def respondent_facts_visible_to(user: Any) -> QuerySet[RespondentFacts]:
    """What is known of the respondents of the cases whose content the user may read."""
    return RespondentFacts._default_manager.filter(person__in=persons_visible_to(user).values("pk"))


def needs_visible_to(user: Any) -> QuerySet[SurvivorNeeds]:
    """What the survivors of the user's cases need to take part."""
    return SurvivorNeeds._default_manager.filter(survivor__in=survivors_visible_to(user).values("pk"))


def corrections_visible_to(user: Any) -> QuerySet[Correction]:
    """What names, IIN and birth dates of the people in the user's cases were before."""
    hers = Q(person=None, survivor__in=survivors_visible_to(user).values("pk"))
    return Correction._default_manager.filter(hers | Q(person__in=persons_visible_to(user).values("pk")))


def people_of(case: Case) -> list[Any]:
    """The ids under which the log speaks of the people of a case and of what is known around them."""
    of_her = {"survivor": case.survivor_id}
    persons = case.parties.order_by().values_list("person")
    children, trusted = (model._default_manager.filter(**of_her).order_by() for model in (Dependant, TrustedContact))
    facts = RespondentFacts._default_manager.filter(person__in=persons).order_by()
    needs = SurvivorNeeds._default_manager.filter(**of_her).order_by()
    around = [rows.values_list(name) for rows in (children, trusted) for name in ("pk", "person")]
    known = persons.union(*around, facts.values_list("pk"), needs.values_list("pk"), all=True)
    return [case.survivor_id, *(pk for (pk,) in known)]


@dataclass(frozen=True, slots=True)
class OtherCases:
    """The other cases of one survivor: those whose frame the viewer may see, and how many more there are."""

    shown: list[Case]
    hidden: int


def other_cases(case: Case, user: Any) -> OtherCases:
    """The survivor's cases beside this one, open ones first, as far as the user may know of them."""
    may_know_of = Exists(Case.objects.visible_to(user).filter(pk=OuterRef("pk")))
    rows = Case._default_manager.filter(survivor=case.survivor_id).exclude(pk=case.pk).annotate(seen=may_know_of)
    found = list(
        rows.defer("summary")
        .prefetch_related("team__user")
        .order_by(F("closed_on").asc(nulls_first=True), "-opened_on")
    )
    shown = [each for each in found if each.seen]
    return OtherCases(shown, len(found) - len(shown))
