"""The people around a survivor in the story: children, whom she trusts, what is known of him, who has the proceeding."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from backend.accounts.models import User
from backend.cases import circle
from backend.cases.models import Case, Party
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Proceeding
from backend.proceedings.officials import name_official

COUPLE = ("spouse", "former_spouse", "cohabitant", "former_cohabitant")


def tell_circle(told: Mapping[str, Any], case: Case, party: Party, *, opened: date, by: User) -> None:
    """Write down whom a chapter's case names around her, on the day it was opened."""
    act: dict[str, Any] = {"by": by, "at": datetime.combine(opened, time(9, 5), ALMATY)}
    surname = (party.person.legal_name or "").split()[0]
    father = party.person if party.relation in COUPLE else None
    for child in told.get("children", ()):
        facts = {name: value for name, value in child.items() if name not in ("name", "age")}
        circle.add_dependant(
            case, relation="child", legal_name=f"{surname} {child['name']}", other_parent=father,
            birth_date=opened - timedelta(days=365 * child["age"] + 100), **facts, **act,
        )  # fmt: skip
    if trusted := told.get("trusted"):
        circle.add_trusted_contact(case, **trusted, **act)
    if respondent := told.get("respondent"):
        circle.keep_respondent_facts(party, expected_version=None, **respondent, **act)
    if needs := told.get("needs"):
        circle.keep_needs(case, expected_version=None, **needs, **act)


def tell_officials(told: Mapping[str, Any], proceeding: Proceeding, *, opened: date, by: User) -> None:
    """Name whoever had the proceeding in hand, one after another: `[days after the opening, role, name, phone]`."""
    for days, role, name, phone in told.get("officials", ()):
        day = opened + timedelta(days=days)
        at = datetime.combine(day, time(17), ALMATY)
        name_official(proceeding, role, name=name, phone=phone, since=day, by=by, at=at)
