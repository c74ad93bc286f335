"""Pages as they are sent: the right language and dates, nothing inline, nothing from outside."""

import re

import pytest

ADDRESSES = ["/", "/cases/", "/cases/new/", "/outcomes/", "/accounts/login/"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_pages_carry_no_inline_code_and_nothing_from_outside(cast, client, language):
    client.force_login(cast.dana)
    client.cookies["language"] = language
    for address in [*ADDRESSES, f"/cases/{cast.case.pk}/"]:
        response = client.get(address)
        text = response.content.decode()
        if response.status_code == 302:
            continue
        assert f'<html lang="{language}"' in text
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script>", text)
        assert not re.search(r'(?:src|href|action)="https?://', text)
        assert response["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_kazakh_days_are_written_day_first(cast, client):
    client.force_login(cast.dana)
    client.cookies["language"] = "kk"
    text = client.get(f"/cases/{cast.case.pk}/").content.decode()
    assert "01.11.2026" in text
    assert "Зардап шегуші" in text


def test_a_form_comes_back_with_what_was_typed_and_what_is_wrong(cast, client):
    client.force_login(cast.asel)
    told = {
        "pseudonym": "Искра", "legal_name": "А" * 500, "gender": "f", "region": "almaty_city",
        "respondent_gender": "m", "birth_date": "01.01.2199",
    }  # fmt: skip
    response = client.post("/cases/new/", told)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Искра" in text
    assert "Дата рождения не может быть в будущем." in text
    assert cast.organisation.cases.count() == 1


def test_a_case_without_a_respondent_asks_nothing_about_one(cast, client):
    client.force_login(cast.asel)
    told = {"pseudonym": "Искра", "legal_name": "Оспанова Динара", "gender": "f", "region": "almaty_city"}
    assert client.post("/cases/new/", told).status_code == 302


def test_a_case_is_opened_on_one_page(cast, client):
    client.force_login(cast.asel)
    told = {
        "pseudonym": "Искра", "legal_name": "Оспанова Динара", "gender": "f", "region": "almaty_city",
        "consents": ["processing"], "respondent_name": "Оспанов Болат", "respondent_gender": "m",
        "respondent_relation": "spouse", "happened_on": "01.10.2026", "kinds": ["beating"], "lead": str(cast.dana.pk),
    }  # fmt: skip
    response = client.post("/cases/new/", told)
    assert response.status_code == 302
    case = cast.organisation.cases.order_by("-id").first()
    assert case.lead == cast.dana
    assert case.parties.count() == case.incidents.count() == case.survivor.consents.count() == 1
