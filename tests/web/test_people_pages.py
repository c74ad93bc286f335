"""People, incidents and teams on their pages: nothing typed is lost, doubts are told, a lost update is seen."""

import re
from datetime import date

import pytest

from backend.audit.models import AuditEntry
from backend.cases import parties
from backend.cases.incidents import correct_incident
from backend.people.models import Person, Survivor
from tests.world import NOON

SURVIVOR = {
    "version": 1, "pseudonym": "Ласточка", "legal_name": "Смаилова Айгүл Қанатқызы", "gender": "f", "region": "almaty_city",
    "language": "ru", "iin": "850314450129", "birth_date": "14.03.1985", "phone": "+77011234567",
    "address": "г. Алматы, ул. Тайная, 5", "may_be_said": "Звонок из поликлиники", "code_phrase": "Как ваша библиотека?",
    "contact_channel": "", "contact_hours": "", "never_contact": "", "why_changed": "typo",
}  # fmt: skip


@pytest.fixture
def dana(cast, client):
    client.force_login(cast.dana)
    return client


def shown(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def stored(cast) -> Survivor:
    return Survivor._default_manager.get(pk=cast.survivor.pk)


def test_the_form_opens_with_what_is_known_and_the_look_is_logged(cast, dana):
    text = dana.get(f"/cases/{cast.case.pk}/survivor/").content.decode()
    for value in ('value="14.03.1985"', "Смаилова Айгүл Қанатқызы", 'name="version" value="1"', 'autocomplete="off"'):
        assert value in text
    entry = AuditEntry.objects.get(verb="person.revealed")
    assert (entry.case_id, "legal_name" in entry.detail["fields"]) == (cast.case.pk, True)


def test_safe_contact_and_the_rest_are_saved_and_the_page_names_nobody(cast, dana):
    told = SURVIVOR | {
        "contact_channel": "messenger", "contact_hours": "10:00–12:00, пока он на работе",
        "never_contact": "Свекровь, +7 701 000 00 00", "phone": "8 705 765 43 21", "region": "astana",
    }  # fmt: skip
    answer = dana.post(f"/cases/{cast.case.pk}/survivor/", told)
    assert answer["Location"] == f"/cases/{cast.case.pk}/people/?saved"
    row = stored(cast)
    assert (row.contact_channel, row.phone, row.never_contact) == (
        "messenger",
        "+77057654321",
        "Свекровь, +7 701 000 00 00",
    )
    page = dana.get(answer["Location"]).content.decode()
    for hidden in ("Смаилов", "Свекровь", "7057654321", "Тайная"):
        assert hidden not in page
    assert "10:00–12:00, пока он на работе" in page


def test_a_doubt_is_told_after_saving_and_the_value_is_kept(cast, dana):
    dana.post(f"/cases/{cast.case.pk}/survivor/", SURVIVOR | {"iin": "85031445012", "phone": "у соседки"})
    text = shown(dana.get(f"/cases/{cast.case.pk}/people/?saved"))
    assert "В ИИН не двенадцать цифр." in text
    assert "По этому номеру, похоже, нельзя позвонить." in text
    assert (stored(cast).iin, stored(cast).phone) == ("85031445012", "у соседки")


def test_a_mistake_comes_back_as_a_summary_with_everything_typed(cast, dana):
    told = SURVIVOR | {"birth_date": "01.01.2199", "pseudonym": "Айгуль", "contact_hours": "вечером"}
    answer = dana.post(f"/cases/{cast.case.pk}/survivor/", told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"<title>\s*Ошибка", text)
    for words in (
        "Дата рождения не может быть в будущем.",
        "Псевдоним повторяет слово из имени",
        'href="#id_birth_date"',
    ):
        assert words in text
    assert 'value="вечером"' in text
    assert stored(cast).contact_hours == ""


def test_who_saves_second_keeps_her_text_and_sees_what_the_first_one_changed(cast, dana):
    parties.correct_survivor(
        cast.case, expected_version=1, by=cast.asel, at=NOON, phone="+77057654321", contact_channel="sms"
    )
    address = f"/cases/{cast.case.pk}/survivor/"
    answer = dana.post(address, SURVIVOR | {"address": "г. Астана, ул. Новая, 1"})
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "г. Астана, ул. Новая, 1" in text
    changed = shown(answer).split("Что изменили за это время")[1].split("Ваш текст остался в форме")[0]
    for words in ("Телефон : +77057654321", "СМС", "Асель Н."):
        assert words in changed
    assert "Адрес" not in changed
    assert (stored(cast).address, stored(cast).version) == ("г. Алматы, ул. Тайная, 5", 2)
    again = SURVIVOR | {
        "version": 2,
        "address": "г. Астана, ул. Новая, 1",
        "phone": "+77057654321",
        "contact_channel": "sms",
    }
    assert 'name="version" value="2"' in text
    assert dana.post(address, again).status_code == 302
    assert (stored(cast).address, stored(cast).phone) == ("г. Астана, ул. Новая, 1", "+77057654321")


def test_a_party_is_corrected_with_its_relation_and_a_lost_update_is_seen(cast, dana):
    address = f"/parties/{cast.respondent.pk}/"
    told = {
        "version": 1,
        "person_version": 1,
        "relation": "cohabitant",
        "legal_name": "Смаилов Ержан",
        "gender": "m",
        "why_changed": "typo",
    }
    assert dana.post(address, told)["Location"].endswith("/people/?saved")
    person = Person._default_manager.get()
    assert (person.legal_name, person.address, person.version) == ("Смаилов Ержан", "", 2)
    answer = dana.post(address, told | {"relation": "spouse", "workplace": "полиция"})
    assert answer.status_code == 412
    assert "полиция" in answer.content.decode()
    assert "сожитель" in shown(answer).split("Что изменили за это время")[1]
    assert Person._default_manager.get().workplace == ""


def test_a_new_person_is_written_down_once_however_often_the_form_is_sent(cast, dana):
    address = f"/cases/{cast.case.pk}/parties/new/"
    told = {
        "sent_as": "a" * 32,
        "role": "child",
        "relation": "child",
        "legal_name": "Смаилова Ақбота",
        "birth_date": "01.02.2019",
    }
    assert dana.post(address, told).status_code == dana.post(address, told).status_code == 302
    assert cast.case.parties.count() == 2
    answer = dana.post(address, {"sent_as": "b" * 32, "role": "respondent", "legal_name": "Некто"})
    assert answer.status_code == 422
    assert "Некто" in answer.content.decode()
    assert cast.case.parties.count() == 2


def test_consents_are_listed_with_their_days_and_taken_back_once(cast, dana):
    people = f"/cases/{cast.case.pk}/people/"
    consents = f"/cases/{cast.case.pk}/consents"
    assert dana.post(f"{consents}/new/", {"purpose": "statistics", "given_on": "01.10.2026"}).status_code == 302
    consent = cast.survivor.consents.get()
    assert "дано 01.10.2026" in shown(dana.get(people))
    answer = dana.post(f"{consents}/{consent.pk}/withdraw/", {"withdrawn_on": "30.09.2026"})
    assert answer.status_code == 422
    assert dana.post(f"{consents}/{consent.pk}/withdraw/", {"withdrawn_on": "02.10.2026"}).status_code == 302
    assert "отозвано 02.10.2026" in shown(dana.get(people))
    assert dana.post(f"{consents}/{consent.pk}/withdraw/", {"withdrawn_on": "03.10.2026"}).status_code == 422


def test_a_consent_of_another_survivor_is_not_found_here(cast, client):
    from backend.people.services import give_consent, register_survivor  # noqa: PLC0415 -- needed here only

    act = {"by": cast.chinara, "at": NOON}
    other = register_survivor(cast.other_organisation, pseudonym="Река", **act)
    consent = give_consent(other, "processing", given_on=NOON.date(), **act)
    client.force_login(cast.dana)
    assert client.get(f"/cases/{cast.case.pk}/consents/{consent.pk}/withdraw/").status_code == 404


def test_an_incident_is_recorded_corrected_and_a_lost_update_is_seen(cast, dana):
    told = {
        "happened_on": "20.10.2026", "hour": "около 22:00", "kinds": ["threat"], "place_kind": "home",
        "narrative": "Угрожал ножом", "weapon": "on", "respondent": str(cast.respondent.pk),
    }  # fmt: skip
    assert dana.post(f"/cases/{cast.case.pk}/incidents/new/", told)["Location"].endswith("/incidents/?saved")
    incident = cast.case.incidents.get(happened_on=date(2026, 10, 20))
    assert (incident.hour, incident.weapon, incident.respondent) == ("около 22:00", True, cast.respondent)
    page = dana.get(f"/cases/{cast.case.pk}/incidents/").content.decode()
    assert "Угрожал" not in page
    correct_incident(incident, expected_version=1, by=cast.asel, at=NOON, injuries="Порез ладони", reported=True)
    answer = dana.post(f"/incidents/{incident.pk}/", told | {"version": 1, "narrative": "Угрожал ножом и душил"})
    assert answer.status_code == 412
    assert "Угрожал ножом и душил" in answer.content.decode()
    assert "Порез ладони" in shown(answer).split("Что изменили за это время")[1]
    incident.refresh_from_db()
    assert incident.narrative == "Угрожал ножом"


def test_an_incident_of_tomorrow_or_of_no_kind_comes_back_with_the_text(cast, dana):
    answer = dana.post(
        f"/cases/{cast.case.pk}/incidents/new/",
        {"happened_on": "01.01.2199", "kinds": ["threat"], "narrative": "Угрожал"},
    )
    assert answer.status_code == 422
    assert "Эпизод не может быть в будущем." in answer.content.decode()
    assert "Угрожал" in answer.content.decode()
    assert cast.case.incidents.count() == 1


def test_the_team_is_changed_on_its_page_by_lead_and_coordinator(cast, dana, client):
    team = f"/cases/{cast.case.pk}/team/"
    dana.post(team, {"user": str(cast.bek.pk), "role": "second"})
    dana.post(team, {"user": str(cast.asel.pk), "role": "lead"})
    roles = {member.user_id: member.role for member in cast.case.team.filter(ended_at=None)}
    assert roles == {cast.bek.pk: "second", cast.asel.pk: "lead", cast.dana.pk: "member"}
    client.force_login(cast.asel)
    member = cast.case.team.get(user=cast.dana, ended_at=None)
    remove = f"/cases/{cast.case.pk}/team/{member.pk}/remove/"
    assert "Дана С." in client.get(remove).content.decode()
    assert client.post(remove).status_code == 302
    refused = client.post(f"{team}leave/")
    assert refused.status_code == 422
    assert f"/cases/{cast.case.pk}/handover/" in refused.content.decode()  # the way out is offered
    assert client.post(f"{team}leave/", {"without_lead": "on"})["Location"] == "/cases/"
    assert [member.user for member in cast.case.team.filter(ended_at=None)] == [cast.bek]


def test_whoever_may_not_change_the_team_sees_it_and_is_refused(cast, client):
    client.force_login(cast.asel)
    team = f"/cases/{cast.case.pk}/team/"
    text = client.get(team).content.decode()
    assert "Дана С." in text
    assert 'name="role"' not in text
    assert client.post(team, {"user": str(cast.bek.pk), "role": "member"}).status_code == 403
    member = cast.case.team.get(user=cast.dana)
    assert client.post(f"{team}{member.pk}/remove/").status_code == 403
    assert cast.case.team.filter(ended_at=None).count() == 2


def test_an_invitation_is_made_on_a_page_shown_once_and_withdrawn(cast, client):
    client.force_login(cast.bek)
    answer = client.post("/colleagues/", {"email": "New@Example.org", "role": "lawyer"})
    link = re.search(r'value="(http://testserver/join/[\w-]+/)"', answer.content.decode())[1]
    assert "/join/" not in client.get("/colleagues/").content.decode()
    assert "new@example.org" in client.get("/colleagues/").content.decode()
    again = client.post("/colleagues/", {"email": "new@example.org", "role": "lawyer"})
    assert again.status_code == 422
    client.logout()
    assert client.get(link).status_code == 200
    client.force_login(cast.bek)
    invitation = cast.organisation.invitations.get()
    assert client.post(f"/invitations/{invitation.pk}/withdraw/").status_code == 302
    client.logout()
    assert client.get(link).status_code == 404


def test_colleagues_are_seen_and_invitations_are_not_by_who_may_not_invite(cast, client):
    client.force_login(cast.dana)
    text = client.get("/colleagues/").content.decode()
    assert "Бек Омаров" in text
    assert "Пригласить" not in text
    assert client.post("/colleagues/", {"email": "x@example.org", "role": "lawyer"}).status_code == 403
    assert client.get(f"/colleagues/?in={cast.other_organisation.pk}").status_code == 404
    assert client.get("/colleagues/?in=nonsense").status_code == 404
