"""My day: what it says of hearings, whose clocks it shows, what one does about each."""

from datetime import timedelta

import pytest

from backend.audit.models import AuditEntry
from backend.documents.services import file_document
from tests.busy import LATER, make_busy
from tests.world import begin_work


@pytest.fixture
def busy(cast, clock):
    found = make_busy(cast)
    clock(LATER)
    return found


def day(client, user):
    client.force_login(user)
    return client.get("/").content.decode()


def test_the_day_begins_with_its_date_and_a_sentence(busy, cast, client):
    text = day(client, cast.dana)
    assert "Четверг, 5 ноября" in text
    assert "<b>2 заседания</b> сегодня, ближайшее через 48 мин." in text
    assert "просрочен госорганом" in text


def test_a_hearing_that_is_over_asks_for_its_result_and_the_next_is_lifted(busy, cast, client):
    text = day(client, cast.dana)
    assert 'class="sitting done"' in text
    assert 'class="sitting next"' in text
    assert f"/hearings/{busy.over.pk}/result/" in text
    assert "Закрытое заседание" in text


def test_a_late_authority_is_answered_with_the_paper_the_law_book_names(busy, cast, client):
    text = day(client, cast.dana)
    assert f'href="/proceedings/{busy.criminal.pk}/documents/prosecutor_complaint_105/"' in text
    assert ">Жалоба прокурору</a>" in text
    assert "источник не подтверждён" in text


def test_a_complaint_that_is_out_is_not_offered_again(busy, cast, client):
    file_document(busy.paper, happened_at=LATER, by=cast.asel, at=LATER)
    text = day(client, cast.dana)
    assert ">Жалоба прокурору</a>" not in text
    assert "Жалоба подана" in text
    case = client.get(f"/cases/{cast.case.pk}/").content.decode()
    assert 'class="further"' in case
    assert case.index('class="further"') < case.index("Пожаловаться прокурору на бездействие")


def test_our_clocks_and_theirs_stand_apart(busy, cast, client):
    text = day(client, cast.dana)
    ours, theirs = text.index("Наши сроки"), text.index("Сроки госорганов")
    assert ours < text.index("Подать жалобу на постановление суда") < theirs
    assert theirs < text.index("Полиция регистрирует заявление в ЕРДР")


def test_what_colleagues_did_is_told_and_what_one_did_oneself_is_not(busy, cast, client):
    AuditEntry.objects.filter(by=cast.dana).count()
    text = day(client, cast.dana)
    assert "Что изменилось" in text
    assert "Асель Н." in text[text.index("Что изменилось") :]
    assert "Что изменилось" not in day(client, cast.asel)


def test_an_empty_day_says_what_will_appear(cast, client, clock):
    clock(LATER)
    begin_work(cast.ermek, cast.organisation, "lawyer", at=LATER)
    text = day(client, cast.ermek)
    assert "Здесь появятся заседания" in text
    assert text.count('class="nothing"') == 3


def test_a_term_that_can_still_be_met_is_never_pushed_off_by_old_lateness(busy, cast, client, clock):
    clock(LATER + timedelta(days=1))
    text = day(client, cast.dana)
    assert "Подать жалобу на постановление суда" in text


def test_a_message_is_noted_and_gone(busy, cast, client):
    assert "Принято к сведению" in day(client, cast.dana)
    client.post(f"/inbox/{busy.message.pk}/read/")
    assert "Принято к сведению" not in day(client, cast.dana)
