"""The bodies cases deal with: their names in every case a paper needs, and who stands above and over whom."""

import pytest

from backend.law.models import Agency

FORMS = ("genitive_ru", "dative_ru", "genitive_kk", "dative_kk")
DISTRICTS = {
    "almaty": "alatau almaly auezov bostandyk zhetysu medeu nauryzbay turksib",
    "astana": "almaty baikonur yesil nura saraishyk saryarka",
    "shymkent": "abai al_farabi enbekshi karatau turan",
}
WITHOUT_COURT = {"astana_nura", "astana_saraishyk", "shymkent_turan"}
IN_DISTRICTS = [f"{city}_{district}" for city, names in DISTRICTS.items() for district in names.split()]


@pytest.fixture
def agencies(db) -> dict[str, Agency]:
    return {agency.key: agency for agency in Agency.objects.select_related("parent", "supervisor")}


def test_every_body_has_all_its_case_forms_and_a_region(agencies):
    for agency in agencies.values():
        assert all(getattr(agency, form).strip() for form in (*FORMS, "name_ru", "name_kk", "region")), agency.key


def test_only_names_taken_from_the_statute_file_are_beyond_review(agencies):
    sure = {key for key, agency in agencies.items() if not agency.needs_review}
    assert sure == {f"court_{place}" for place in (*DISTRICTS, "karaganda", "aktobe")}


@pytest.mark.parametrize("district", IN_DISTRICTS)
def test_a_district_has_police_under_its_own_prosecutor_and_where_known_a_court(agencies, district):
    city = district.split("_")[0]
    police, prosecutor = agencies[f"police_{district}"], agencies[f"prosecutor_{district}"]
    assert (police.kind, prosecutor.kind) == ("police", "prosecutor")
    assert police.supervisor == prosecutor
    assert police.parent == agencies[f"police_{city}"]
    assert prosecutor.parent == agencies[f"prosecutor_{city}"]
    assert (f"court_{district}" in agencies) == (district not in WITHOUT_COURT)
    if court := agencies.get(f"court_{district}"):
        assert (court.kind, court.parent) == ("court", agencies[f"court_{city}"])


@pytest.mark.parametrize("city", DISTRICTS)
def test_a_city_has_its_specialised_courts(agencies, city):
    assert "межрайонный суд по административным правонарушениям" in agencies[f"admin_court_{city}"].name_ru
    assert "межрайонный следственный суд" in agencies[f"investigating_court_{city}"].name_ru
    assert agencies[f"court_{city}"].parent is None


STARTS = {
    # kind → how its Russian genitive and dative begin: a paper is addressed to the head, or put into a court
    "police": (("Департамента полиции ", "Управления полиции "), "Начальнику "),
    "prosecutor": (("Прокуратуры ",), "Прокурору "),
    "court": (("Суда ", "Специализированного ", ""), "В "),
}


def test_the_forms_of_a_body_belong_to_its_name(agencies):
    for agency in agencies.values():
        genitives, dative = STARTS[agency.kind]
        assert agency.genitive_ru.startswith(genitives), agency.key
        assert agency.dative_ru.startswith(dative), agency.key
        if agency.kind == "police":
            assert agency.dative_ru == f"{dative}{agency.genitive_ru}"
        if agency.kind == "court":
            assert agency.dative_ru == f"{dative}{agency.name_ru}"
        assert agency.genitive_kk == f"{agency.name_kk}{'нің' if agency.name_kk.endswith('і') else 'ның'}"
        assert agency.dative_kk.endswith(("ына", "на", "не")), agency.key


def test_a_body_is_found_by_place_in_its_name(agencies):
    for district in IN_DISTRICTS:
        city = {"almaty": "Алматы", "astana": "Астаны", "shymkent": "Шымкента"}[district.split("_")[0]]
        assert f"города {city}" in agencies[f"police_{district}"].name_ru
