"""Documents over HTTP: filled or refused with what is missing and where it is set; downloaded; filed."""

import io
from datetime import date

import pytest
from docx import Document as Docx

from backend.audit.models import AuditEntry
from backend.cases.services import open_case
from backend.people.services import register_survivor
from backend.proceedings.opening import open_proceeding
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


def wanted(lived, **more):
    return {
        "template": "prosecutor_complaint_105", "proceeding": str(lived.proceeding.pk), "language": "ru",
        "answers": {"addressee": str(lived.prosecutor.pk)}, **more,
    }  # fmt: skip


def test_a_document_is_filled_listed_and_downloaded(cast, dana, lived, noon):
    document = made(dana.send("documents/", wanted(lived)))
    assert (document["template"], document["language"], document["status"]) == (
        "prosecutor_complaint_105",
        "ru",
        "draft",
    )
    found = made(dana.ask(f"documents/?case={cast.case.code}&status=draft&template=prosecutor_complaint_105"), 200)[
        "results"
    ]
    assert [row["id"] for row in found] == [document["id"], str(lived.document.pk)]
    for form in ("", "?format=docx"):
        answer = dana.ask(
            f"documents/{document['id']}/file/{form}", HTTP_ACCEPT="application/vnd.openxmlformats-officedocument"
        )
        assert answer.status_code == 200
        assert "wordprocessingml" in answer["Content-Type"]
        assert "Смаилов" not in answer["Content-Disposition"]
        assert any("Смаиловой" in paragraph.text for paragraph in Docx(io.BytesIO(answer.content)).paragraphs)
    assert AuditEntry.objects.filter(verb="document.downloaded", case_id=cast.case.pk).count() == 2
    problem(dana.ask(f"documents/{document['id']}/file/?format=pdf"), 422)


def test_what_a_document_lacks_comes_with_the_places_that_set_it(cast, dana, lived, noon):
    act = {"by": cast.dana, "at": NOON}
    nameless = register_survivor(cast.organisation, pseudonym="Тень", legal_name="", **act)
    case = open_case(cast.organisation, nameless, opened_on=date(2026, 11, 2), **act)
    proceeding = open_proceeding(case, "criminal", **act)
    refused = dana.send("documents/", {"template": "prosecutor_complaint_105", "proceeding": str(proceeding.pk)})
    body = problem(refused, 422)
    assert body["type"] == "urn:tirek:problem:missing_facts"
    told = {each["fact"]: each for each in body["errors"]}
    assert told["addressee.name"]["pointer"] == "/answers/addressee"
    assert told["addressee.name"]["link"] == "/api/v1/agencies/?kind=prosecutor"
    assert told["survivor.name"]["link"] == f"/api/v1/survivors/{nameless.pk}/"
    assert told["respondent.name"]["link"] == f"/api/v1/cases/{case.pk}/parties/"
    assert told["incident.date"]["link"] == f"/api/v1/cases/{case.pk}/incidents/"
    assert told["report.filed_on"]["link"] == f"/api/v1/proceedings/{proceeding.pk}/events/"
    assert told["agency.name"]["link"] == f"/api/v1/proceedings/{proceeding.pk}/"
    for each in told.values():
        assert dana.get(each["link"]).status_code == 200, each
        dana.force_login(cast.dana)
        assert dana.get(each["page"]).status_code == 200, each
    assert made(dana.ask(f"documents/?case={case.code}"), 200)["results"] == []


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"template": "koap_special_requirements"}, 422, "/template"), ({"template": "../manifest"}, 422, "/template"),
        ({"language": "en"}, 422, "/language"), ({"answers": {"addressee": "nobody"}}, 422, "/answers/addressee"),
        ({"answers": {"addressee": "01930000-0000-7000-8000-000000000000"}}, 422, "/answers/addressee"),
        ({"answers": {"addressee": None}}, 422, "/answers/addressee"), ({"answers": {"x": {}}}, 422, "/answers/x"),
        ({"proceeding": "01930000-0000-7000-8000-000000000000"}, 404, "/proceeding"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_is_not_made(dana, lived, wrong, status, pointer):
    refused = dana.send("documents/", wanted(lived, **wrong))
    problem(refused, status)
    assert pointers(refused) == [pointer]
    assert len(made(dana.ask("documents/"), 200)["results"]) == 1


def test_a_document_is_filed_once_and_opens_a_complaint(dana, bek, lived, noon):
    address = f"documents/{lived.document.pk}/"
    tag = dana.ask(address)["ETag"]
    problem(bek.send(f"{address}filed/", {"happened_at": NOON.isoformat()}), 404)
    assert pointers(dana.send(f"{address}filed/", {})) == ["/happened_at"]
    problem(dana.send(f"{address}filed/", {"happened_at": "2027-01-01T10:00:00+05:00"}), 422)
    filed = made(dana.send(f"{address}filed/", {"happened_at": NOON.isoformat(), "incoming_number": "Ж-5"}), 200)
    assert (filed["status"], filed["version"]) == ("filed", 2)
    assert dana.ask(address, HTTP_IF_NONE_MATCH=tag).status_code == 200
    (complaint,) = made(dana.ask("proceedings/?route=authority_complaint"), 200)["results"]
    assert (complaint["parent"], complaint["number"]) == (str(lived.proceeding.pk), "Ж-5")
    problem(dana.send(f"{address}filed/", {"happened_at": NOON.isoformat()}), 409)
