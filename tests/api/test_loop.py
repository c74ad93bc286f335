"""The main job once, end to end, through the API alone: with a token, from an empty file to a counted conviction."""

import io
from datetime import timedelta

import pytest
from docx import Document as Docx

from backend.deadlines.clockwork import send_due_reminders
from backend.law.models import Agency
from tests.world import NOON


def agency(key: str) -> str:
    return str(Agency.objects.get(key=key).pk)


def post(client, address, told, code=201, **headers):
    answer = client.post(f"/api/v1/{address}/", told, format="json", **headers)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def test_an_ignored_report_becomes_a_complaint_a_hearing_and_a_conviction(cast, api, clock):
    clock(NOON)
    dana, bek = api(cast.dana), api(cast.bek)
    before = bek.get("/api/v1/reports/outcomes/").json()["convicted"]
    survivor = post(
        dana, "survivors",
        {
            "organisation": str(cast.organisation.pk), "pseudonym": "Искра", "legal_name": "Оспанова Динара Мұратқызы",
            "iin": "900101400123", "gender": "f", "region": "almaty_city",
        },
    )  # fmt: skip
    case = post(dana, "cases", {"organisation": str(cast.organisation.pk), "survivor": survivor["id"]})
    person = post(dana, "persons", {"survivor": survivor["id"], "legal_name": "Оспанов Болат Мұратұлы", "gender": "m"})
    party = post(
        dana, f"cases/{case['code']}/parties", {"person": person["id"], "role": "respondent", "relation": "spouse"}
    )
    post(
        dana, f"cases/{case['id']}/incidents",
        {"happened_on": "2026-11-01", "kinds": ["beating"], "place": "дома", "narrative": "Избил.", "respondent": party["id"]},
    )  # fmt: skip
    proceeding = post(
        dana, "proceedings",
        {"case": case["code"], "route": "criminal", "agency": agency("police_almaty_bostandyk"), "articles": ["uk_109_1"]},
    )  # fmt: skip
    events = f"proceedings/{proceeding['id']}/events"
    report = {"kind": "report_filed", "happened_at": NOON.isoformat()}
    first = post(dana, events, report, HTTP_IDEMPOTENCY_KEY="phone-1")
    assert post(dana, events, report, HTTP_IDEMPOTENCY_KEY="phone-1") == first
    assert len(dana.get(f"/api/v1/{events}/").json()["results"]) == 1
    post(dana, events, report | {"kind": "registered_kui"}, 422, HTTP_IDEMPOTENCY_KEY="phone-1")

    later = NOON + timedelta(days=3)
    clock(later)
    overdue = dana.get(f"/api/v1/deadlines/?case={case['id']}&obligor=authority&state=open").json()["results"]
    assert [(row["rule_key"], row["is_overdue"], row["needs_review"]) for row in overdue] == [
        ("erdr_register_24h", True, True)
    ]
    send_due_reminders(later)
    told = dana.get("/api/v1/reminders/?kind=authority_overdue").json()["results"]
    assert len([row for row in told if row["handed_at"]]) == 1

    steps = dana.get(f"/api/v1/proceedings/{proceeding['id']}/next-steps/").json()["next_steps"]
    assert steps[0]["target"] == "prosecutor_complaint_105"
    wanted = {"template": "prosecutor_complaint_105", "proceeding": proceeding["id"], "language": "ru"}
    refused = post(dana, "documents", wanted, 422)
    assert refused["errors"][0]["pointer"] == "/answers/addressee"
    wanted["answers"] = {"addressee": agency("prosecutor_almaty_bostandyk")}
    paper = post(dana, "documents", wanted, HTTP_IDEMPOTENCY_KEY="paper-1")
    content = dana.get(f"/api/v1/documents/{paper['id']}/file/").content
    text = "\n".join(paragraph.text for paragraph in Docx(io.BytesIO(content)).paragraphs)
    for words in ("Оспановой Динары Мұратқызы", "Прокурору Бостандыкского района", "УК 109-1", "«02» ноября 2026 года"):
        assert words in text
    post(dana, f"documents/{paper['id']}/filed", {"happened_at": later.isoformat()}, 200)

    clock(later + timedelta(days=30))
    for days, kind, fields in ((4, "registered_erdr", {"erdr_number": "26751"}), (20, "sent_to_court", {})):
        happened = (NOON + timedelta(days=days)).isoformat()
        post(dana, events, {"kind": kind, "happened_at": happened, "fields": fields})
    starts = NOON + timedelta(days=40)
    hearing = post(
        dana, "hearings",
        {"proceeding": proceeding["id"], "court": agency("court_almaty_bostandyk"), "starts_at": starts.isoformat()},
    )  # fmt: skip
    clock(starts + timedelta(hours=2))
    post(dana, f"hearings/{hearing['id']}/result", {"status": "held"}, 428)
    post(dana, f"hearings/{hearing['id']}/result", {"status": "held"}, 412, HTTP_IF_MATCH='W/"9"')
    post(dana, f"hearings/{hearing['id']}/result", {"status": "held"}, 200, HTTP_IF_MATCH='W/"1"')
    verdict = {"result": "convicted", "respondent": party["id"], "article": "УК 109-1"}
    post(dana, events, {"kind": "verdict_announced", "happened_at": starts.isoformat(), "fields": verdict})
    assert bek.get("/api/v1/reports/outcomes/").json()["convicted"] == before + 1


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        ({"kind": "verdict_announced", "happened_at": "2026-11-02T12:00:00+05:00"}, 409, "Оглашён приговор"),
        ({"kind": "no_such", "happened_at": "2026-11-02T12:00:00+05:00"}, 422, "no_such"),
        ({"kind": "report_filed", "happened_at": "2027-01-01T12:00:00+05:00"}, 422, "ещё не наступило"),
        ({"kind": "report_filed"}, 422, "happened_at"),
    ],
)
def test_a_refusal_is_a_problem_in_the_readers_language(cast, api, clock, told, code, words):
    clock(NOON)
    dana = api(cast.dana)
    proceeding = post(dana, "proceedings", {"case": cast.case.code, "route": "criminal"})
    answer = dana.post(f"/api/v1/proceedings/{proceeding['id']}/events/", told, format="json")
    assert answer.status_code == code
    assert answer["Content-Type"] == "application/problem+json"
    assert words in answer.content.decode()
    assert not dana.get(f"/api/v1/proceedings/{proceeding['id']}/events/").json()["results"]


def test_hidden_fields_come_on_demand_and_are_logged(cast, api):
    dana = api(cast.dana)
    address = f"/api/v1/survivors/{cast.survivor.pk}/"
    assert "Смаилова" not in dana.get(address).content.decode()
    assert dana.get(f"{address}?reveal=legal_name").json()["legal_name"] == "Смаилова Айгүл Қанатқызы"
    assert dana.get(f"{address}?reveal=password").status_code == 422
