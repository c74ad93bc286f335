"""The people around a survivor on their pages: nothing typed is lost, hidden stays hidden, danger stands on top."""

import re
from datetime import date

import pytest

from backend.audit.models import AuditEntry
from backend.cases import circle
from backend.cases.models import Case
from backend.cases.services import open_case
from backend.law.models import Agency
from backend.people.life_models import Correction, Dependant, RespondentFacts, SurvivorNeeds, TrustedContact
from backend.people.models import Survivor
from backend.people.services import correct_person
from backend.proceedings.models import Official
from backend.proceedings.officials import name_official
from backend.proceedings.opening import open_proceeding
from tests.world import NOON

CHILD = {
    "relation": "child", "legal_name": "Смаилов Алихан", "gender": "m", "birth_date": "04.05.2018", "lives_with": "her",
    "school": "Школа № 15", "special_needs": "Астма",
}  # fmt: skip
SISTER = {"relation": "sibling", "legal_name": "Гүлжан", "phone": "8 701 555 01 42", "contact_hours": "после 19:00"}


@pytest.fixture
def dana(cast, client):
    client.force_login(cast.dana)
    return client


def shown(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def people(client, cast):
    return client.get(f"/cases/{cast.case.pk}/people/")


def test_a_child_is_written_down_once_and_the_page_names_nobody(cast, dana):
    address = f"/cases/{cast.case.pk}/dependants/new/"
    key = re.search(r'name="sent_as" value="(\w+)"', dana.get(address).content.decode())[1]
    for _press in range(2):
        assert dana.post(address, CHILD | {"sent_as": key}).status_code == 302
    assert Dependant.objects.count() == 1
    text = people(dana, cast).content.decode()
    for hidden in ("Алихан", "Школа № 15", "Астма", "04.05.2018"):
        assert hidden not in text
    assert "живёт с ней" in text


def test_a_child_with_the_box_ticked_stands_among_the_parties(cast, dana):
    dana.post(f"/cases/{cast.case.pk}/dependants/new/", CHILD | {"in_the_case": "on"})
    assert "участвует в деле" in shown(people(dana, cast))
    row = Dependant.objects.get()
    form = dana.get(f"/cases/{cast.case.pk}/dependants/{row.pk}/").content.decode()
    assert "in_the_case" not in form
    assert "Школа № 15" in form
    looked = AuditEntry.objects.filter(verb="person.revealed", case_id=cast.case.pk)
    assert {str(row.pk), str(row.person_id)} <= set(looked.values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"legal_name": "А" * 500}, "200"),
        ({"birth_date": "01.01.2199"}, "Дата рождения не может быть в будущем."),
        ({"relation": ""}, "Обязательное поле"),
    ],
)
def test_a_mistake_comes_back_with_everything_typed(cast, dana, told, words):
    answer = dana.post(f"/cases/{cast.case.pk}/dependants/new/", CHILD | told)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert "Школа № 15" in answer.content.decode()
    assert not Dependant.objects.exists()


def test_an_odd_iin_is_kept_and_doubted_aloud(cast, dana):
    dana.post(f"/cases/{cast.case.pk}/dependants/new/", CHILD | {"iin": "180504500003"})
    assert "Последняя цифра ИИН не сходится" in shown(people(dana, cast))
    assert Dependant.objects.get().person.iin == "180504500003"


def test_who_saves_a_child_second_keeps_her_text_and_sees_the_other_change(cast, dana):
    dana.post(f"/cases/{cast.case.pk}/dependants/new/", CHILD)
    row = Dependant.objects.get()
    circle.correct_dependant(cast.case, row, expected_version=1, school="Лицей № 8", by=cast.asel, at=NOON)
    told = CHILD | {"version": 1, "person_version": 1, "special_needs": "Астма и аллергия"}
    answer = dana.post(f"/cases/{cast.case.pk}/dependants/{row.pk}/", told)
    assert answer.status_code == 412
    assert "Астма и аллергия" in answer.content.decode()
    assert "Школа или детский сад : Лицей № 8" in shown(answer)
    assert 'name="version" value="2"' in answer.content.decode()


def test_a_trusted_contact_stands_with_the_rules_and_not_after_the_end(cast, dana):
    dana.post(f"/cases/{cast.case.pk}/trusted/new/", SISTER | {"may_be_said": "Знает всё"})
    for page in (f"/cases/{cast.case.pk}/", f"/cases/{cast.case.pk}/contacts/new/", f"/cases/{cast.case.pk}/people/"):
        text = dana.get(page).content.decode()
        assert "после 19:00" in text
        assert "Гүлжан" not in text
        assert "5550142" not in text
        assert "Знает всё" not in text
    row = TrustedContact.objects.get()
    answer = dana.post(f"/reveal/trusted/{row.pk}/may_be_said/", {"case": str(cast.case.pk)})
    assert "Знает всё" in answer.content.decode()
    for _press in range(2):
        assert dana.post(f"/cases/{cast.case.pk}/trusted/{row.pk}/end/").status_code == 302
    assert "после 19:00" not in dana.get(f"/cases/{cast.case.pk}/").content.decode()


@pytest.mark.parametrize("who", ["bek", "chinara"])
def test_a_trusted_contact_is_revealed_to_the_team_alone(cast, client, who):
    row = circle.add_trusted_contact(
        cast.case, relation="friend", legal_name="Гүлжан", code_phrase="Про бассейн", by=cast.asel, at=NOON
    )
    client.force_login(getattr(cast, who))
    answer = client.post(f"/reveal/trusted/{row.pk}/code_phrase/", {"case": str(cast.case.pk)})
    assert answer.status_code == 404
    assert not AuditEntry.objects.filter(verb="person.revealed").exists()


def test_a_respondent_in_the_police_is_warned_of_on_the_case_and_where_a_paper_is_filled(cast, dana):
    known = f"/parties/{cast.respondent.pk}/known/"
    told = {
        "version": 0,
        "workplace_kind": "police",
        "weapons": "service",
        "whereabouts": "with_her",
        "aliases": "Майор",
    }
    assert dana.post(known, told)["Location"].endswith("/people/?saved")
    assert dana.post(known, told | {"weapons": "none_known"}).status_code == 412
    top = shown(dana.get(f"/cases/{cast.case.pk}/"))
    for words in ("Опасность", "служит: полиция", "служебное оружие", "живёт с ней", "Обидчик служит в полиции"):
        assert words in top
    assert "Майор" not in top
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    assert "Обидчик служит в полиции" in shown(dana.get(f"/proceedings/{proceeding.pk}/documents/police_report/"))
    assert RespondentFacts.objects.get().weapons == "service"


def test_a_coordinator_off_the_team_sees_no_danger_and_no_circle(cast, client):
    circle.keep_respondent_facts(cast.respondent, expected_version=0, weapons="service", by=cast.asel, at=NOON)
    client.force_login(cast.bek)
    assert "служебное оружие" not in shown(client.get(f"/cases/{cast.case.pk}/"))


def test_needs_stand_where_a_hearing_is_planned_and_illness_is_hidden(cast, dana):
    told = {"version": 0, "interpreter": "sign", "step_free": "on", "health": "Диабет"}
    assert dana.post(f"/cases/{cast.case.pk}/needs/", told).status_code == 302
    assert SurvivorNeeds.objects.get().health == "Диабет"
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    for page in (
        f"/proceedings/{proceeding.pk}/hearings/new/",
        f"/cases/{cast.case.pk}/",
        f"/cases/{cast.case.pk}/people/",
    ):
        text = dana.get(page).content.decode()
        assert "ереводчик жестового языка" in text
        assert "Диабет" not in text


def test_a_name_is_corrected_with_its_reason_and_the_old_one_is_shown_on_demand(cast, dana):
    known = {
        "version": 1, "pseudonym": "Ласточка", "legal_name": "Оспанова Айгүл Қанатқызы", "language": "ru",
        "iin": "850314450129", "birth_date": "14.03.1985",
    }  # fmt: skip
    refused = dana.post(f"/cases/{cast.case.pk}/survivor/", known)
    assert refused.status_code == 422
    assert 'href="#id_why_changed"' in refused.content.decode()
    assert "Оспанова" in refused.content.decode()
    told = known | {"why_changed": "marriage", "changed_since": "03.10.2026"}
    assert dana.post(f"/cases/{cast.case.pk}/survivor/", told).status_code == 302
    text = people(dana, cast)
    assert "Прежние имена и номера" in shown(text)
    assert "брак" in shown(text)
    assert "03.10.2026" in shown(text)
    assert "Смаилова" not in text.content.decode()
    row = Correction.objects.get()
    answer = dana.post(f"/reveal/correction/{row.pk}/was/", {"case": str(cast.case.pk)})
    assert "Смаилова Айгүл Қанатқызы" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="person.revealed", subject=row.pk, case_id=cast.case.pk).exists()
    found = shown(dana.post("/find/", {"name": "Смаилова Айгуль"}))
    assert cast.case.code in found
    assert "по прежнему имени" in found


def test_a_paper_uses_the_name_in_force(cast):
    from backend.documents.gathering import gather_facts  # noqa: PLC0415 -- one test of another floor

    correct_person(
        cast.survivor, expected_version=None, legal_name="Оспанова Айгүл", why_changed="marriage", by=cast.asel, at=NOON
    )
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    name_official(proceeding, "investigator", name="Есімов Дәурен Қайратұлы", by=cast.asel, at=NOON)
    proceeding.case.refresh_from_db()
    facts = gather_facts(proceeding, "ru", {}, by=cast.dana, now=NOON)
    assert facts["survivor"]["name"] == "Оспанова Айгүл"
    assert facts["officials"]["investigator"]["name"] == "Есімов Дәурен Қайратұлы"
    assert facts["officials"]["judge"]["name"] == ""


def test_officials_are_named_replaced_and_let_go(cast, dana):
    police = Agency.objects.get(key="police_almaty_bostandyk")
    proceeding = open_proceeding(cast.case, "criminal", agency=police, by=cast.asel, at=NOON)
    address = f"/proceedings/{proceeding.pk}/officials/new/"
    for who in ("Есімов Дәурен", "Погодин Игорь"):
        assert dana.post(address, {"role": "investigator", "name": who}).status_code == 302
    text = shown(people(dana, cast))
    assert "Кто вёл раньше" in text
    assert text.index("Погодин Игорь") < text.index("Есімов Дәурен")
    row = Official.objects.get(left=False)
    answer = dana.post(f"/officials/{row.pk}/", {"role": "investigator", "name": "Погодин И. Л.", "version": 7})
    assert answer.status_code == 412
    assert "Погодин И. Л." in answer.content.decode()
    assert dana.post(f"/officials/{row.pk}/left/", {"version": 1}).status_code == 302
    assert not Official.objects.filter(left=False).exists()


def test_a_further_case_asks_nothing_that_is_known(cast, dana):
    address = f"/cases/{cast.case.pk}/another/"
    form = dana.get(address).content.decode()
    for known in ("id_legal_name", "id_pseudonym", "id_iin", "Смаилова", "Ержан"):
        assert known not in form
    told = {"known_respondent": str(cast.respondent.person_id), "respondent_gender": "m", "lead": str(cast.dana.pk)}
    answer = dana.post(address, told)
    opened = Case.objects.exclude(pk=cast.case.pk).get()
    assert answer["Location"] == f"/cases/{opened.pk}/"
    assert (opened.survivor, opened.parties.get().person) == (cast.survivor, cast.respondent.person)
    assert opened.parties.get().relation == "spouse"
    assert Survivor.objects.count() == 1
    assert opened.code in shown(people(dana, cast))


def test_a_case_is_opened_without_a_word_about_a_respondent(cast, dana):
    address = f"/cases/{cast.case.pk}/another/"
    assert dana.post(address, {"lead": str(cast.dana.pk)}).status_code == 302
    answer = dana.post(address, {"respondent_name": "Оспанов Болат", "respondent_relation": "spouse"})
    assert answer.status_code == 422
    assert "Укажите пол обидчика." in answer.content.decode()


def test_a_further_case_is_offered_beside_the_search_result(cast, dana):
    text = dana.post("/find/", {"name": "Смаилова Айгүл"}).content.decode()
    assert f"/cases/{cast.case.pk}/another/" in text


def test_her_other_cases_are_counted_for_whoever_may_not_see_them(cast, dana):
    open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON, opened_on=date(2026, 11, 1))
    text = shown(people(dana, cast))
    assert "Другие её дела" in text
    assert "Ещё 1 дело вам не открыто." in text
