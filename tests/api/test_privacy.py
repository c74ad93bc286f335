"""Nothing personal is told unless it is asked for by name: every address is walked, and the answers searched."""

from urllib.parse import urlencode

from django.urls import reverse

from backend.cases import circle
from backend.cases.checks.opening import ask_to_open
from backend.cases.handovers import ask_to_take_over
from backend.cases.offers import offer_case
from backend.kernel.clock import now, today
from backend.people.services import correct_person
from backend.proceedings.officials import name_official
from tests.access.test_every_url import ACCESS, VISITORS, met_elsewhere
from tests.api.conftest import made
from tests.world import NOON

PERSONAL = [
    "Смаилов", "Айгүл", "Ержан", "850314450129", "77011234567", "Тайная", "1985-03-14", "Гематома", "Ударил", "поликлиник", "библиотека",
    "Свидетель", "Алихан", "Школа", "Астма", "Гүлжан", "бассейн", "Кайзер", "табельный", "Диабет", "паспорт",
    "Ахметов", "830517300013",
]  # fmt: skip


def walked(client, address, seen):
    """An answer, and every page that follows from it."""
    while address and address not in seen:
        answer = client.get(address)
        seen[address] = answer.content.decode(errors="ignore")
        address = answer.json().get("next") if answer["Content-Type"] == "application/json" else None


def surrounded(cast, lived):
    """Everybody around her, a name that changed, what is known of him, what she needs."""
    act = {"by": cast.asel, "at": NOON}
    circle.keep_respondent_facts(
        cast.respondent, expected_version=0, aliases="Кайзер", weapons="service", weapons_remark="табельный", **act
    )
    circle.keep_needs(cast.case, expected_version=0, health="Диабет", **act)
    correct_person(
        cast.survivor, expected_version=None, legal_name="Оспанова Динара", why_changed="new_passport",
        change_remark="паспорт", **act,
    )  # fmt: skip
    return {
        "dependant": circle.add_dependant(
            cast.case, relation="child", legal_name="Алихан", school="Школа", special_needs="Астма", **act
        ),
        "trusted": circle.add_trusted_contact(
            cast.case, relation="friend", legal_name="Гүлжан", code_phrase="Про бассейн", **act
        ),
        "correction": cast.survivor.corrections.get(),
        "official": name_official(lived.proceeding, "judge", name="Рахметова", **act),
    }


def test_no_answer_names_anybody_by_default(cast, dana, lived, worked):
    dana.change(f"cases/{cast.case.code}/", {"summary": "Смаилова Айгүл"}, HTTP_IF_MATCH='W/"1"')
    dana.send("persons/", {"survivor": str(cast.survivor.pk), "legal_name": "Свидетель"})
    finding = met_elsewhere(cast)
    rows = {
        "case": cast.case, "survivor": cast.survivor, "person": cast.respondent.person, "proceeding": lived.proceeding,
        "event": lived.event, "hearing": lived.hearing, "deadline": lived.deadline, "reminder": lived.reminder,
        "document": lived.document, "court": lived.court, "organisation": cast.organisation, "colleague": cast.asel,
        "membership": cast.asel.memberships.get(), "incident": cast.case.incidents.get(), "party": cast.respondent, "consent": lived.consent,
        "offer": offer_case(cast.case, cast.bek, "second", answer_by=today(), by=cast.dana, at=now()),
        "handover": ask_to_take_over(cast.case, cast.asel, note_text="Прими дело.", by=cast.dana, at=now()),
        "finding": finding, "request": ask_to_open(finding, by=cast.dana, at=now()),
        "note": worked.note, "task": worked.task, "attachment": worked.attachment,
        "office": cast.case.office,
    }  # fmt: skip
    rows |= surrounded(cast, lived)
    seen: dict[str, str] = {}
    for name, (method, needs, answers) in ACCESS.items():
        if (
            not name.startswith("api:")
            or method != "get"
            or answers[VISITORS.index("dana")] != 200
            or name in ("api:document-file", "api:attachment-file")
        ):
            continue
        kwargs = {key: what[1:] if what.startswith("=") else str(rows[what].pk) for key, what in needs.items()}
        walked(dana, reverse(name, kwargs=kwargs), seen)
    walked(dana, f"/api/v1/document-templates/?{urlencode({'proceeding': str(lived.proceeding.pk)})}", seen)
    assert len(seen) > 40
    found = [(address, word) for address, text in seen.items() for word in PERSONAL if word in text]
    assert not found


def test_what_a_write_answers_names_nobody_either(cast, dana, noon):
    told = {
        "organisation": str(cast.organisation.pk), "pseudonym": "Искра", "legal_name": "Смаилова Айгүл", "iin": "850314450129",
        "birth_date": "1985-03-14", "phone": "+77011234567", "address": "Тайная, 5", "may_be_said": "из поликлиники",
    }  # fmt: skip
    answers = [dana.send("survivors/", told)]
    answers.append(dana.send("persons/", {"survivor": str(cast.survivor.pk), "legal_name": "Смаилов Ержан"}))
    incident = {
        "happened_on": "2026-11-01",
        "kinds": ["beating"],
        "narrative": "Ударил",
        "injuries": "Гематома",
        "place": "Тайная",
    }
    answers.append(dana.send(f"cases/{cast.case.code}/incidents/", incident))
    answers.append(dana.change(f"cases/{cast.case.code}/", {"summary": "Смаилова"}, HTTP_IF_MATCH='W/"1"'))
    for answer in answers:
        assert answer.status_code in (200, 201)
        assert not [word for word in PERSONAL if word in answer.content.decode()]


def test_a_refusal_does_not_repeat_what_was_sent(cast, dana):
    told = {
        "organisation": str(cast.organisation.pk),
        "pseudonym": "Искра",
        "legal_name": "Смаилова " * 40,
        "region": "Тайная",
        "iin": "850314450129" * 3,
    }
    refused = dana.send("survivors/", told)
    assert refused.status_code == 422
    assert not [word for word in PERSONAL if word in refused.content.decode()]


def test_a_look_is_in_the_log_even_when_many_fields_are_asked_for_at_once(cast, dana):
    made(dana.ask(f"survivors/{cast.survivor.pk}/?reveal=legal_name,iin,phone,legal_name"), 200)
    log = made(dana.ask(f"cases/{cast.case.code}/access-log/"), 200)["results"]
    assert sorted(row["detail"]["field"] for row in log if row["verb"] == "person.revealed") == [
        "iin",
        "legal_name",
        "phone",
    ]
