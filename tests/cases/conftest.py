"""Who else there is on the case: Aliya reads as an observer, Zarina is its second."""

from types import SimpleNamespace

import pytest

from backend.accounts.models import User
from backend.cases.services import add_to_team
from tests.world import NOON, begin_work


def put_on_team(cast, name: str, role: str, team_role: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=name.title())
    begin_work(user, cast.organisation, role, at=NOON)
    add_to_team(cast.case, user, team_role, by=cast.dana, at=NOON)
    return user


@pytest.fixture
def team(cast):
    """Dana leads, Zarina is second, Asel is a member, Aliya observes; Bek and Chinara are not on it."""
    return SimpleNamespace(
        dana=cast.dana,
        asel=cast.asel,
        zarina=put_on_team(cast, "zarina", "lawyer", "second"),
        aliya=put_on_team(cast, "aliya", "observer", "observer"),
        bek=cast.bek,
        chinara=cast.chinara,
    )
