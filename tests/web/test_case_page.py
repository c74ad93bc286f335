"""A case on its page: the next step first, delays between events, what is hidden stays out of the page."""

import pytest

from backend.people.services import correct_person
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.busy import LATER, make_busy
from tests.world import NOON


@pytest.fixture
def busy(cast, clock):
    found = make_busy(cast)
    clock(LATER)
    return found


def page(client, cast, who="dana", language="ru"):
    client.force_login(getattr(cast, who))
    client.cookies["language"] = language
    return client.get(f"/cases/{cast.case.pk}/").content.decode()


def test_a_hearing_without_its_result_is_the_next_step(busy, cast, client):
    text = page(client, cast)
    panel = text[text.index('class="focus') : text.index("area-line")]
    assert f"/hearings/{busy.over.pk}/result/" in panel
    assert "10:00" in panel
    assert text.count(f"/hearings/{busy.over.pk}/result/") == 1


def test_what_is_recorded_already_is_not_asked_for_again(busy, cast, client):
    assert "Записать номер КУИ" not in page(client, cast)
    assert "Записать регистрацию в ЕРДР" in page(client, cast)


def test_a_late_authority_is_answered_first_once_the_result_is_there(busy, cast, client):
    busy.over.status = "held"
    busy.over.save()
    text = page(client, cast)
    panel = text[text.index('class="focus') : text.index("area-line")]
    assert "is-late" in panel
    assert "Пожаловаться прокурору на бездействие" in panel
    assert "источник не подтверждён" in panel


def test_the_delay_stands_between_the_events_with_its_norm(busy, cast, client):
    text = page(client, cast)
    gap = text[text.index('class="stop is-gap"') :]
    assert "Полиция регистрирует заявление в ЕРДР: просрочено на 2 дня" in gap
    assert "при норме 24 часа" in gap[:3000]


def test_each_deadline_says_why_it_falls_on_its_day(busy, cast, client):
    text = page(client, cast)
    assert text.count("Почему эта дата") == busy.criminal.deadlines.filter(state="open").count() + (
        busy.administrative.deadlines.filter(state="open").count()
    )
    assert "Осторожное чтение" in text


def test_a_paper_that_lacks_facts_says_which(busy, cast, client):
    correct_person(cast.survivor, expected_version=None, by=cast.asel, at=NOON, iin="", why_changed="typo")
    text = page(client, cast)
    assert "не хватает 1 сведения: ИИН пострадавшей" in text
    assert "Дополнить" in text
    assert f'href="/cases/{cast.case.pk}/survivor/"' in text


def test_a_coordinator_off_the_team_sees_the_frame_and_no_verbs(busy, cast, client):
    text = page(client, cast, "bek")
    assert "Содержание открыто команде" in text or "Его содержание открыто команде" in text
    for closed in ("Записать событие", "Безопасная связь", "Эпизоды", "Подано заявление", "/reveal/"):
        assert closed not in text


def test_a_hidden_field_comes_back_hidden(cast, client):
    client.force_login(cast.dana)
    address = f"/reveal/survivor/{cast.survivor.pk}/legal_name/"
    shown = client.post(address, {"case": cast.case.pk}).content.decode()
    assert "Смаилова" in shown
    assert "delay:30s" in shown
    hidden = client.get(address, {"case": cast.case.pk}).content.decode()
    assert "Смаилова" not in hidden
    assert "masked-bar" in hidden


def test_an_account_of_violence_is_shown_on_demand_only_and_the_look_is_logged(cast, client):
    client.force_login(cast.dana)
    incident = cast.case.incidents.get()
    assert "Гематома" not in page(client, cast)
    shown = client.post(f"/reveal/incident/{incident.pk}/injuries/", {"case": cast.case.pk}).content.decode()
    assert "Гематома" in shown
    assert "Дана С." in client.get(f"/cases/{cast.case.pk}/log/").content.decode()
    client.force_login(cast.bek)
    assert client.post(f"/reveal/incident/{incident.pk}/injuries/", {"case": cast.case.pk}).status_code == 404


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_no_page_of_the_case_mixes_languages(busy, cast, client, language):
    text = page(client, cast, language=language)
    own = {"ru": "Ход дела", "kk": "Істің барысы", "en": "Course of the case"}
    assert own[language] in text
    assert not [words for code, words in own.items() if code != language and words in text]


def test_a_term_of_ours_that_no_step_answers_is_the_next_step_when_it_presses(cast, client, clock):
    act = {"by": cast.dana, "at": NOON}
    proceeding = open_proceeding(cast.case, "criminal", **act)
    record_event(proceeding, "report_filed", happened_at=NOON, **act)
    fields = {"erdr_number": "267500031000001", "article": "uk_109_1"}
    record_event(proceeding, "registered_erdr", happened_at=NOON, fields=fields, **act)
    clock(NOON)
    text = page(client, cast)
    panel = text[text.index('class="focus') : text.index("area-line")]
    assert panel.index("Подать жалобу потерпевшей") < panel.index("Заявить гражданский иск")
    assert f"/proceedings/{proceeding.pk}/events/" in panel
