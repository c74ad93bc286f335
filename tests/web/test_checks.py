"""Checks on the pages: the notice, who sees what, a decision, and opening a match between two leads."""

from datetime import date

import pytest
from django.urls import reverse

from backend.accounts.models import User
from backend.cases.check_models import Check, Finding, MatchRequest
from backend.cases.parties import add_new_party
from backend.cases.services import open_case
from backend.people.services import register_survivor
from tests.world import NOON, begin_work

HIM = {"legal_name": "Ахметов Данияр Сабитұлы", "birth_date": date(1983, 5, 17), "relation": "spouse"}


@pytest.fixture
def far_case(cast):
    her = register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Сова", legal_name="Ли Ольга")
    return open_case(cast.other_organisation, her, by=cast.chinara, at=NOON)


@pytest.fixture
def match(cast, far_case, clock):
    clock(NOON)
    add_new_party(cast.case, "respondent", by=cast.asel, at=NOON, **HIM)
    add_new_party(far_case, "respondent", by=cast.chinara, at=NOON, **HIM)
    return Finding.objects.select_related("mirror").get(case=cast.case)


def seen(client, user, address, *args):
    client.force_login(user)
    return client.get(reverse(f"web:{address}", args=args)).content.decode()


def post(client, visitor, address, pk, **told):
    client.force_login(visitor)
    return client.post(reverse(f"web:{address}", args=[pk]), told)


def test_the_case_says_that_something_waits_and_nothing_of_the_other(cast, match, far_case, client):
    for user in (cast.dana, cast.asel, cast.bek):
        page = seen(client, user, "case", cast.case.pk)
        assert "1 вопрос ждёт решения" in page
        assert far_case.code not in page
    assert cast.case.code in seen(client, cast.dana, "day")
    assert "1 вопрос без решения" in seen(client, cast.dana, "day")
    assert "без решения" not in seen(client, cast.asel, "day")


def test_the_lead_and_the_coordinator_see_what_was_found_and_the_team_that_it_was_looked_for(
    cast, match, far_case, client
):
    for user in (cast.dana, cast.bek):
        page = seen(client, user, "case-checks", cast.case.pk)
        assert "Обидчик: есть и в другом деле" in page
        for secret in (far_case.code, "Чинара", "Центр", "Ахметов"):
            assert secret not in page
    page = seen(client, cast.asel, "case-checks", cast.case.pk)
    assert "есть и в другом деле" not in page
    assert "совпадение" not in page
    assert "имя и дату рождения" in page


def test_a_decision_is_taken_on_the_page_and_what_was_typed_stays_when_it_cannot_be(cast, match, client):
    client.force_login(cast.dana)
    refused = post(client, cast.dana, "finding", match.pk, decision="no_conflict", reason="Разные люди", version=1)
    assert refused.status_code == 422
    assert "Разные люди" in refused.content.decode()
    assert post(client, cast.dana, "finding", match.pk, decision="same", version=1).status_code == 302
    stale = post(client, cast.bek, "finding", match.pk, decision="not_same", reason="Другой год", version=1)
    assert stale.status_code == 422
    assert "Другой год" in stale.content.decode()
    assert Finding.objects.get(pk=match.pk).decision == "same"
    assert "ждёт решения" not in seen(client, cast.dana, "case", cast.case.pk)


def test_two_leads_open_a_match_and_one_closes_it(cast, match, far_case, client):
    assert post(client, cast.dana, "match-ask", match.pk, note="Экспертиза назначена").status_code == 302
    asked = MatchRequest.objects.get()
    page = seen(client, cast.chinara, "finding", match.mirror_id)
    assert "Экспертиза назначена" in page
    assert cast.case.code not in page
    assert "1 просьба открыть совпадение" in seen(client, cast.chinara, "day")
    post(client, cast.chinara, "match-answer", asked.pk, answer="accept")
    page = seen(client, cast.dana, "finding", match.pk)
    assert far_case.code in page
    assert "chinara@example.org" in page
    assert "Сова" not in page
    assert far_case.code not in seen(client, cast.bek, "finding", match.pk)
    post(client, cast.chinara, "match-end", asked.pk)
    assert far_case.code not in seen(client, cast.dana, "finding", match.pk)


def test_an_answer_that_is_none_is_no_refusal_and_a_long_note_is_kept(cast, match, client):
    long = post(client, cast.dana, "match-ask", match.pk, note="А" * 1001)
    assert long.status_code == 422
    assert "А" * 1001 in long.content.decode()
    post(client, cast.dana, "match-ask", match.pk, note="")
    asked = MatchRequest.objects.get()
    client.raise_request_exception = False
    assert post(client, cast.chinara, "match-answer", asked.pk).status_code == 422
    assert MatchRequest.objects.get().state == "asked"


def test_a_form_sent_twice_asks_once(cast, match, client):
    for _press in range(2):
        post(client, cast.dana, "match-ask", match.pk, note="Просьба", sent_as="one")
    assert MatchRequest.objects.count() == 1


def test_a_colleague_concerned_finds_nothing_of_it_on_any_page(cast, client, clock):
    clock(NOON)
    daniyar = User.objects.create_user("d@example.org", "twelve-letters-at-least", full_name="Данияр Ахметов")
    begin_work(daniyar, cast.organisation, "coordinator", at=NOON)
    add_new_party(cast.case, "respondent", by=cast.asel, at=NOON, **HIM)
    finding = Finding.objects.get()
    assert "Данияр" in seen(client, cast.bek, "case-checks", cast.case.pk)
    assert "ждёт решения" not in seen(client, daniyar, "case", cast.case.pk)
    page = seen(client, daniyar, "case-checks", cast.case.pk)
    assert "работает в этой организации" not in page
    assert "озможное совпадение" not in page
    client.raise_request_exception = False
    assert client.get(reverse("web:finding", args=[finding.pk])).status_code == 404
    refused = post(client, cast.bek, "team", cast.case.pk, user=daniyar.pk, role="member")
    assert refused.status_code == 422
    assert "касается проверка" in refused.content.decode()
    own = post(client, daniyar, "team", cast.case.pk, user=daniyar.pk, role="member")
    assert "проверк" not in own.content.decode().split("<main")[1].casefold()


def test_coordinators_see_who_sets_checks_off(cast, match, client):
    page = seen(client, cast.bek, "checks")
    made = Check.objects.filter(made_by=cast.asel).count()
    assert "Асель" in page
    assert f"{made} провер" in page
    assert "Кто проводит проверки" not in seen(client, cast.dana, "checks")


def test_the_checks_are_run_again_from_the_page(cast, match, client):
    before = Check.objects.filter(case=cast.case).count()
    assert post(client, cast.dana, "checks-run", cast.case.pk).status_code == 302
    assert Check.objects.filter(case=cast.case).count() == before + 3
    client.raise_request_exception = False
    assert post(client, cast.asel, "checks-run", cast.case.pk).status_code == 403
