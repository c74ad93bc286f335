"""What she agreed to, over HTTP: given, listed, withdrawn."""

from tests.api.conftest import made, pointers, problem


def test_a_consent_is_given_and_withdrawn(cast, dana, chinara, noon):
    told = {"survivor": str(cast.survivor.pk), "purpose": "statistics", "given_on": "2026-10-01"}
    consent = made(dana.send("consents/", told))
    assert consent["withdrawn_on"] is None
    assert made(dana.ask("consents/?standing=true&purpose=statistics"), 200)["results"] == [consent]
    problem(chinara.send(f"consents/{consent['id']}/withdraw/", {}), 404)
    assert pointers(dana.send(f"consents/{consent['id']}/withdraw/", {"withdrawn_on": "2026-09-01"})) == [
        "/withdrawn_on"
    ]
    assert made(dana.send(f"consents/{consent['id']}/withdraw/", {}), 200)["withdrawn_on"] == "2026-11-02"
    problem(dana.send(f"consents/{consent['id']}/withdraw/", {}), 409)
    assert made(dana.ask("consents/?standing=true"), 200)["results"] == []
    assert made(dana.ask(f"consents/{consent['id']}/"), 200)["withdrawn_on"] == "2026-11-02"


def test_a_consent_that_cannot_be_is_refused(cast, dana, chinara, noon):
    told = {"survivor": str(cast.survivor.pk), "purpose": "statistics", "given_on": "2026-11-03"}
    assert pointers(dana.send("consents/", told)) == ["/given_on"]
    assert pointers(dana.send("consents/", told | {"purpose": "everything"})) == ["/purpose"]
    assert pointers(chinara.send("consents/", told)) == ["/survivor"]
