"""The page of components is for the demo and for administrators."""

from tests.world import NOON, begin_work


def test_outside_the_demo_only_an_administrator_finds_the_kit(cast, client, settings):
    settings.TIREK_DEMO = False
    client.force_login(cast.dana)
    assert client.get("/kit/").status_code == 404
    begin_work(cast.ermek, cast.organisation, "administrator", at=NOON)
    client.force_login(cast.ermek)
    assert client.get("/kit/").status_code == 200
