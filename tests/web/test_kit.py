"""The page of components is for the demo and for administrators."""

from backend.accounts.services import join
from tests.world import NOON


def test_outside_the_demo_only_an_administrator_finds_the_kit(cast, client, settings):
    settings.TIREK_DEMO = False
    client.force_login(cast.dana)
    assert client.get("/kit/").status_code == 404
    join(cast.ermek, cast.organisation, "administrator", at=NOON)
    client.force_login(cast.ermek)
    assert client.get("/kit/").status_code == 200
