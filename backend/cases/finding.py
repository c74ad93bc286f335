"""Finding somebody when she calls: the caller's own cases with what may be said of them, and of all others a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.roles import WORKING_ROLES
from backend.audit.services import record
from backend.cases.models import Case
from backend.kernel.errors import FieldError, InvalidInput, NotAllowed
from backend.language.search import without_initials
from backend.people.models import Person, Survivor
from backend.people.searching import MOST, Owner, find_as

WHOLE_PHONE, WHOLE_IIN = 10, 12  # digits
RESTING_LAST = (F("archived_on").asc(nulls_first=True), F("closed_on").asc(nulls_first=True))


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case of the user's own in which somebody who was asked for appears, and as whom.

    `known_as` is "" when that is what she or he is called now, else "former" or "alias".
    """

    case: Case
    as_survivor: bool
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search tells: the user's own cases, and in how many others of her organisation there is a match."""

    mine: list[FoundCase]
    others: int


def find_people(
    user: User, *, name: str = "", iin: str = "", phone: str = "", born: date | None = None, at: datetime
) -> Found:
    """Look for whoever carries all that is asked, in the organisations where the user works on cases.

    A name may be her pseudonym, too. The search is logged with what was asked for, never with what was typed. Raises
    InvalidInput when nothing was, and when nobody is found by a number that is only a part of one.
    """
    asked = {"name": name.strip(), "iin": iin.strip(), "phone": phone.strip(), "born": born}
    if not any(asked.values()):
        raise InvalidInput(_("Enter a name, an IIN, a phone or a birth date."), field="name")
    organisations = Organisation.objects.filter(pk__in=user.organisations_as(*WORKING_ROLES))
    if not organisations:
        raise NotAllowed(_("Only those who work on cases may search for people."))
    found = Found([], 0)
    for organisation in organisations:
        numbers: Any = {"organisation_id": organisation.pk, "iin": iin, "phone": phone, "born": born}
        owners = _called(name, **numbers) | find_as(name=without_initials(name), **numbers)
        found = _joined(found, _cases_of(user, organisation.pk, owners))
        record(
            f"organisation:{organisation.pk}", "people.searched", by=user, at=at, organisation_id=organisation.pk,
            fields=sorted(key for key, value in asked.items() if value), met=len(owners),
        )  # fmt: skip
    if not found.mine and not found.others:
        _refuse_parts(iin, phone)
    return found


def _called(pseudonym: str, *, organisation_id: UUID, **numbers: Any) -> dict[Owner, str]:
    """The survivors with the pseudonym, as typed or with a capital, who carry the numbers asked for besides."""
    if not pseudonym.strip():
        return {}
    words = " ".join(pseudonym.split())
    rows = Survivor._default_manager.filter(organisation=organisation_id, pseudonym__in={words, words.capitalize()})
    owners: dict[Owner, str] = {("survivor", pk): "" for pk in rows.values_list("pk", flat=True)[:MOST]}
    if not owners or not any(numbers.values()):
        return owners
    carriers = find_as(organisation_id=organisation_id, **numbers)
    return {owner: carriers[owner] for owner in owners if owner in carriers}


def _refuse_parts(iin: str, phone: str) -> None:
    """A number is found only whole, so «nobody» would be no answer to a part of one."""
    wrong = []
    if phone.strip() and _digits(phone) < WHOLE_PHONE:
        wrong.append(
            FieldError("phone", _("Enter the whole phone number with its code: parts of it are not searched."))
        )
    if iin.strip() and _digits(iin) < WHOLE_IIN:
        wrong.append(FieldError("iin", _("Enter all twelve digits of the IIN: parts of it are not searched.")))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _cases_of(user: User, organisation_id: UUID, owners: Mapping[Owner, str]) -> Found:
    """Cases by the survivor, by somebody with a role in them, or by a child of hers or somebody she trusts."""
    survivors = [pk for kind, pk in owners if kind == "survivor"]
    persons = [pk for kind, pk in owners if kind == "person"]
    around_her = Person._default_manager.filter(pk__in=persons).exclude(dependant=None, trusted=None)
    cases = Case._default_manager.filter(organisation=organisation_id).filter(
        Q(survivor__in=survivors) | Q(parties__person__in=persons) | Q(survivor__in=around_her.values("survivor"))
    )
    mine: Any = cases.filter(pk__in=Case.objects.content_visible_to(user).values("pk")).distinct()
    rows = mine.select_related("survivor").prefetch_related("team__user").order_by(*RESTING_LAST, "-opened_on")
    shown = _as_found(list(rows), owners)
    return Found(shown, cases.exclude(pk__in=[each.case.pk for each in shown]).distinct().count())


def _as_found(cases: Sequence[Case], owners: Mapping[Owner, str]) -> list[FoundCase]:
    """The cases with whom was found in each: the survivor before anybody else, a name of now before a former one."""
    persons = Person._default_manager.filter(pk__in=[pk for kind, pk in owners if kind == "person"])
    ways: dict[Any, set[str]] = {}
    for pk, survivor in persons.values_list("pk", "survivor") if cases else ():
        ways.setdefault(survivor, set()).add(owners["person", pk])
    return [
        FoundCase(case, True, owners["survivor", case.survivor_id])
        if ("survivor", case.survivor_id) in owners
        else FoundCase(case, False, min(ways.get(case.survivor_id, {""})))
        for case in cases
    ]


def _joined(one: Found, other: Found) -> Found:
    return Found(one.mine + other.mine, one.others + other.others)
