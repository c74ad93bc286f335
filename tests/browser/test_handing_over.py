"""The hand-over: a volunteer offers, hands over and leaves, in a real browser, and nothing is orphaned."""

from datetime import timedelta

import pytest

from backend.accounts.models import User
from backend.cases.clockwork import expire_offers, remind_of_tasks
from backend.cases.offers import offer_case
from backend.cases.tasks import make_task
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Deadline
from backend.notifications.models import Delivery
from backend.proceedings.models import Hearing
from backend.vault.keys import key_session
from tests.busy import LATER
from tests.world import NOON, begin_work

PASSWORD = "twelve-letters-at-least"


@pytest.fixture
def zarina(living):
    cast, _busy = living
    user = User.objects.create_user("zarina@example.org", PASSWORD, full_name="Зарина Ли")
    begin_work(user, cast.organisation, "lawyer", at=NOON)
    return user


def said(page) -> str:
    return page.inner_text("main")


def test_a_case_is_offered_seen_as_a_frame_and_taken(page, signed_in, living, zarina, live_server):
    cast, _busy = living
    with key_session():
        offer_case(cast.case, zarina, "second", answer_by=LATER.date() + timedelta(days=3), by=cast.bek, at=LATER)
    signed_in(zarina)
    page.goto(live_server.url)
    assert "Вас просят" in said(page)
    page.click("section.asked a.code")
    frame = said(page)
    assert "побои" in frame
    assert cast.survivor.pseudonym not in frame
    page.click("button:has-text('Взять дело')")
    page.wait_for_url(f"**/cases/{cast.case.pk}/")
    assert cast.case.team.get(role="second", ended_at=None).user == zarina


def test_a_volunteer_hands_one_case_over_and_leaves_and_nothing_is_orphaned(
    page, signed_in, living, zarina, live_server
):
    cast, _busy = living
    with key_session():
        make_task(cast.case, "Позвонить в суд", due_on=LATER.date(), by=cast.dana, at=LATER)
    sittings = Hearing.objects.scheduled().filter(proceeding__case=cast.case).count()

    signed_in(cast.dana)
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/team/leave/")
    page.click("button:has-text('Выйти из команды')")  # she cannot slip out unnoticed
    page.click("a:has-text('Сначала передать дело')")
    page.select_option("#id_user", str(zarina.pk))
    page.fill("#id_note", "Обещали апелляцию до пятницы. Звонить только в обед.")
    page.check("input[name=staying][value=member]")
    page.click("button:has-text('Попросить принять')")
    page.wait_for_url("**/team/")
    assert "Дело передают" in said(page)
    assert cast.case.team.get(role="lead", ended_at=None).user == cast.dana

    signed_in(zarina)
    page.goto(live_server.url)
    page.click("section.asked a.code")
    assert "Обещали апелляцию до пятницы." in said(page)
    page.click("a:has-text('Показать правила')")
    assert cast.survivor.code_phrase in said(page)
    assert "Позвонить в суд" in said(page)
    page.click("button:has-text('Принять дело')")
    assert "Пройдите каждый пункт" in said(page)
    for box in page.query_selector_all("input[name=read]"):
        box.check()
    page.click("button:has-text('Принять дело')")
    page.wait_for_url(f"**/cases/{cast.case.pk}/")

    assert cast.case.team.get(role="lead", ended_at=None).user == zarina
    assert cast.case.tasks.get().assignee == zarina
    assert Hearing.objects.scheduled().filter(attendee=zarina).count() == sittings > 0

    # now Zarina, who leads, leaves the organisation for good while her note is still open
    hers = page.context.browser.new_context()
    typing = hers.new_page()
    hers.add_cookies(page.context.cookies())
    typing.goto(f"{live_server.url}/cases/{cast.case.pk}/notes/new/")
    typing.fill("#id_text", "Ещё не дописала и половины")

    signed_in(cast.bek)
    page.goto(f"{live_server.url}/members/{zarina.memberships.get().pk}/switch-off/")
    page.fill("input[type=password]", PASSWORD)
    page.press("input[type=password]", "Enter")
    page.wait_for_url("**/switch-off/")
    assert cast.case.code in said(page)
    page.select_option(f"select[name='takers.{cast.case.pk}']", "none")
    page.click("button:has-text('Отключить')")
    page.wait_for_url("**/colleagues/**")
    assert "Зарина" not in said(page)

    typing.click("form.sheet button.button")
    typing.wait_for_selector("textarea[readonly]")
    assert "не сохранилось" in typing.inner_text("main")
    assert typing.input_value("textarea[readonly]") == "Ещё не дописала и половины"
    typing.click("main a:has-text('Войти')")
    typing.wait_for_url("**/accounts/login/")
    hers.close()

    # nobody leads: what falls due reaches the coordinator, and the next lead finds all of it
    with key_session():
        hearing = Hearing.objects.scheduled().filter(proceeding__case=cast.case, starts_at__gt=LATER).get()
        send_due_reminders(hearing.starts_at)
        told = Delivery.objects.filter(kind="hearing_reminder", dedup_key__startswith="reminder:")
        assert cast.bek in {row.user for row in told}
        assert Deadline.objects.running().filter(proceeding__case=cast.case).exists()
        expire_offers(LATER)
        remind_of_tasks(LATER)
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/team/")
    assert "Дело никто не ведёт" in said(page)
    page.select_option("form.sheet select[name=user]", str(cast.asel.pk))
    page.select_option("form.sheet select[name=role]", "lead")
    page.click("button:has-text('Добавить в команду')")
    page.wait_for_load_state()
    assert "Дело никто не ведёт" not in said(page)
    assert not Hearing.objects.scheduled().filter(proceeding__case=cast.case, attendee=None).exists()
    signed_in(cast.asel)
    page.goto(live_server.url)
    assert "Позвонить в суд" in said(page)
