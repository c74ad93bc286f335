"""What waits for somebody's decision: of one case for its page, and of all her cases for her day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.check_choices import RequestState, Result
from backend.cases.check_models import Check, Finding, MatchRequest
from backend.cases.check_querysets import about_herself, for_whoever_decides, spoken_for
from backend.cases.models import Case

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case, with how many findings are undecided, requests unanswered and checks put off in it."""

    case_id: Any
    code: str
    undecided: int = 0
    asked: int = 0
    held: int = 0


def undecided_in(case: Case, user: Any) -> int:
    """How many findings of a case are undecided; those about the user herself do not exist for her."""
    return Finding.objects.undecided().filter(case=case).exclude(about_herself(user)).count()


def waiting_for(user: Any, now: datetime) -> list[Waiting]:
    """The cases in which something waits for the user, those where she is asked first; two questions to the database."""
    coordinated = user.organisations_as(Role.COORDINATOR)
    hers = for_whoever_decides(user, coordinated=coordinated) & ~about_herself(user)
    asked = MatchRequest.objects.filter(
        spoken_for(user, "answering__case", coordinated), state=RequestState.ASKED, answer_by__gt=now
    )
    undecided = Finding.objects.undecided().filter(hers)
    held = _held(Check.objects.filter(for_whoever_decides(user, coordinated=coordinated)))
    rows = _counted(asked, "asked", "answering__case").union(
        _counted(undecided, "undecided", "case"), _counted(held, "held", "case"), all=True
    )
    found: dict[Any, dict[str, Any]] = {}
    for case_id, code, kind, number in rows:
        found.setdefault(case_id, {"case_id": case_id, "code": code})[kind] = number
    return sorted((Waiting(**told) for told in found.values()), key=lambda row: (-row.asked, row.code))


def _counted(rows: Any, kind: str, case: str) -> Any:
    """Rows of (case, code, kind, how many)."""
    counted = rows.order_by().values_list(case, f"{case}__code")
    return counted.annotate(kind=Value(kind, CharField()), number=Count("pk"))


def _held(checks: Any) -> Any:
    """Checks that were put off, and not made up for since."""
    later = Check.objects.filter(
        ~Q(result=Result.HELD),
        Q(person=OuterRef("person")) | Q(survivor=OuterRef("survivor")),
        case=OuterRef("case"),
        made_at__gte=OuterRef("made_at"),
    )
    return checks.filter(~Exists(later), result=Result.HELD)


@dataclass(frozen=True, slots=True)
class Asker:
    """A colleague, and how many checks she has set off in the last thirty days."""

    user: User
    checks: int
    held: int


def checks_by_colleague(user: Any, now: datetime) -> list[Asker]:
    """Who has set off how many checks in the cases of the organisations that the user coordinates, most first."""
    from_then = Check.objects.content_visible_to(user).filter(made_at__gt=now - LATELY, made_by__isnull=False)
    coordinated = from_then.filter(case__organisation__in=user.organisations_as(Role.COORDINATOR))
    rows = coordinated.order_by().values("made_by").annotate(
        checks=Count("pk"), held=Count("pk", filter=Q(result=Result.HELD))
    )  # fmt: skip
    counted = {row["made_by"]: row for row in rows}
    users = User.objects.filter(pk__in=counted)
    found = [Asker(each, counted[each.pk]["checks"], counted[each.pk]["held"]) for each in users]
    return sorted(found, key=lambda row: (-row.checks, row.user.full_name))
