"""A look at something hidden stands in the log of the case it belongs to, and in no other."""

import pytest

from backend.audit.queries import entries_of_case
from backend.cases.incidents import add_incident
from backend.cases.services import open_case
from backend.people.services import register_survivor
from tests.world import NOON


@pytest.fixture
def other_case(cast):
    """Another case of Dana's, with a survivor of its own."""
    survivor = register_survivor(cast.organisation, pseudonym="Ива", legal_name="Ким", by=cast.dana, at=NOON)
    return open_case(cast.organisation, survivor, by=cast.dana, at=NOON)


@pytest.fixture
def things(cast):
    incident = add_incident(
        cast.case, happened_on=NOON.date(), kinds=["beating"], narrative="Да.", by=cast.dana, at=NOON
    )
    return {
        "survivor": (cast.survivor, "legal_name"),
        "person": (cast.respondent.person, "legal_name"),
        "incident": (incident, "narrative"),
    }


@pytest.mark.parametrize("kind", ["survivor", "person", "incident"])
def test_nothing_is_shown_under_the_name_of_another_case(cast, client, other_case, things, kind):
    client.force_login(cast.dana)
    row, field = things[kind]
    address = f"/reveal/{kind}/{row.pk}/{field}/"
    assert client.post(address, {"case": str(other_case.pk)}).status_code == 404
    assert not entries_of_case(other_case.pk).filter(verb="person.revealed").exists()
    assert client.post(address, {"case": str(cast.case.pk)}).status_code == 200
    entry = entries_of_case(cast.case.pk).get(verb="person.revealed")
    assert (entry.subject, entry.detail["field"]) == (str(row.pk), field)


def test_the_log_says_which_field_of_an_incident_was_shown(cast, client, things):
    client.force_login(cast.dana)
    client.post(f"/reveal/incident/{things['incident'][0].pk}/narrative/", {"case": str(cast.case.pk)})
    assert "что произошло" in client.get(f"/cases/{cast.case.pk}/log/").content.decode()
