"""Incidents and parties corrected: what changed is named in the log, and who comes second is refused."""

from datetime import date, timedelta

import pytest

from backend.audit.models import AuditEntry
from backend.audit.queries import corrections_since
from backend.cases.incidents import add_incident, correct_incident
from backend.cases.models import Incident, Party
from backend.cases.parties import add_new_party, add_party, correct_party, correct_survivor
from backend.cases.services import open_case
from backend.kernel.errors import InvalidInput, NotAtThisStage, StaleVersion
from tests.world import NOON


def test_a_corrected_incident_says_which_fields_moved(cast):
    incident = cast.case.incidents.get()
    correct_incident(
        incident, expected_version=1, by=cast.dana, at=NOON, hour="около 22:00", kinds=["beating"],
        narrative="Ударил дважды.",
    )  # fmt: skip
    stored = Incident.objects.get()
    assert (stored.hour, stored.narrative, stored.version) == ("около 22:00", "Ударил дважды.", 2)
    assert AuditEntry.objects.get(verb="incident.updated").detail == {"fields": ["hour", "narrative"], "version": 2}
    with pytest.raises(StaleVersion):
        correct_incident(incident, expected_version=1, by=cast.asel, at=NOON, weapon=True)
    assert Incident.objects.get().weapon is False


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"happened_on": NOON.date() + timedelta(days=1)}, "happened_on"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["beating", "quarrel"]}, "kinds"),
        ({"place_kind": "moon"}, "place_kind"),
        ({"narrative": "а" * 20001}, "narrative"),
        ({"hour": "а" * 41}, "hour"),
    ],
)
def test_an_impossible_incident_is_refused_at_its_field(cast, facts, field):
    incident = cast.case.incidents.get()
    for refused in (
        lambda: correct_incident(incident, expected_version=1, by=cast.dana, at=NOON, **facts),
        lambda: add_incident(
            cast.case, by=cast.dana, at=NOON, **({"happened_on": date(2026, 10, 1), "kinds": ["threat"]} | facts)
        ),
    ):
        with pytest.raises(InvalidInput) as refusal:
            refused()
        assert [error.pointer for error in refusal.value.errors] == [field]
    assert Incident.objects.get().version == 1


def test_a_respondent_of_another_case_did_not_do_it(cast):
    other = open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON)
    with pytest.raises(InvalidInput):
        add_incident(
            other, happened_on=date(2026, 10, 1), kinds=["threat"], respondent=cast.respondent, by=cast.dana, at=NOON
        )


def test_a_party_and_its_relation_are_corrected_together_or_not_at_all(cast):
    versions = {"expected_version": 1, "expected_person_version": 1}
    correct_party(
        cast.respondent,
        relation="cohabitant",
        legal_name="Смаилов Е. Б.",
        why_changed="typo",
        by=cast.dana,
        at=NOON,
        **versions,
    )
    party = Party.objects.get()
    assert (party.relation, party.version, party.person.legal_name) == ("cohabitant", 2, "Смаилов Е. Б.")
    with pytest.raises(StaleVersion):
        correct_party(
            cast.respondent, relation="spouse", legal_name="Другой", expected_version=2, expected_person_version=1,
            by=cast.asel, at=NOON,
        )  # fmt: skip
    party = Party.objects.get()
    assert (party.relation, party.person.legal_name) == ("cohabitant", "Смаилов Е. Б.")


def test_a_respondent_has_a_relation_and_nobody_the_same_role_twice(cast):
    with pytest.raises(InvalidInput):
        add_new_party(cast.case, "respondent", legal_name="Некто", by=cast.dana, at=NOON)
    assert cast.survivor.persons.count() == 1
    with pytest.raises(NotAtThisStage):
        add_party(cast.case, cast.respondent.person, "respondent", relation="spouse", by=cast.dana, at=NOON)


def test_what_others_changed_since_a_version_is_read_from_the_log(cast):
    for version, facts in enumerate(({"region": "astana"}, {"phone": "+77051112233"}, {"region": "shymkent"}), 1):
        correct_survivor(cast.case, expected_version=version, by=cast.dana, at=NOON, **facts)
    chain = f"organisation:{cast.organisation.pk}"
    told = [
        (entry.detail["version"], entry.detail["fields"]) for entry in corrections_since(chain, cast.survivor.pk, 2)
    ]
    assert told == [(4, ["region"]), (3, ["phone"])]
    assert corrections_since(chain, cast.survivor.pk, 4) == []
    assert AuditEntry.objects.filter(case_id=cast.case.pk, verb="survivor.updated").count() == 3
