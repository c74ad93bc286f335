"""The other persons over HTTP."""

from backend.audit.models import AuditEntry
from tests.api.conftest import made, pointers, problem


def test_a_person_is_registered_listed_and_named_on_demand(cast, dana):
    person = made(
        dana.send("persons/", {"survivor": str(cast.survivor.pk), "legal_name": "Свидетель Иван", "workplace": "Завод"})
    )
    assert person.keys() == {"id", "survivor", "gender", "version"}
    listed = made(dana.ask(f"persons/?survivor={cast.survivor.pk}"), 200)["results"]
    assert [row["id"] for row in listed] == [person["id"], str(cast.respondent.person_id)]
    shown = made(dana.ask(f"persons/{person['id']}/?reveal=legal_name,workplace"), 200)
    assert (shown["legal_name"], shown["workplace"]) == ("Свидетель Иван", "Завод")
    assert AuditEntry.objects.filter(case_id=cast.case.pk, verb="person.revealed", subject=person["id"]).count() == 2


def test_a_person_is_corrected_by_one_at_a_time(cast, dana, chinara):
    address = f"persons/{cast.respondent.person_id}/"
    problem(chinara.change(address, {"gender": "f"}, HTTP_IF_MATCH='W/"1"'), 404)
    problem(dana.change(address, {"gender": "f"}), 428)
    assert made(dana.change(address, {"iin": "800101300123"}, HTTP_IF_MATCH='W/"1"'), 200)["version"] == 2
    problem(dana.change(address, {"gender": "f"}, HTTP_IF_MATCH='W/"1"'), 412)
    assert pointers(dana.change(address, {"legal_name": ""}, HTTP_IF_MATCH='W/"2"')) == ["/legal_name"]
    assert made(dana.ask(f"{address}?reveal=iin,legal_name"), 200)["legal_name"] == "Смаилов Ержан Болатұлы"


def test_a_stranger_registers_nobody_in_a_survivors_life(cast, chinara):
    refused = chinara.send("persons/", {"survivor": str(cast.survivor.pk), "legal_name": "x"})
    problem(refused, 404)
    assert pointers(refused) == ["/survivor"]
