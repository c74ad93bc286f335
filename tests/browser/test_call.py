"""She calls: found in three spellings, and answered by her safe-contact rules."""

from datetime import timedelta

import pytest

from tests.world import NOON

pytestmark = pytest.mark.browser


@pytest.fixture
def known(living):
    """Her rules, her sister, a respondent in the police, an interpreter: written down before she calls."""
    from backend.cases import circle, parties  # noqa: PLC0415 -- Django is not set up when this file is read
    from backend.vault.keys import key_session  # noqa: PLC0415 -- see above

    cast, _busy = living
    act = {"by": cast.asel, "at": NOON + timedelta(hours=1)}
    with key_session():
        parties.correct_survivor(
            cast.case, expected_version=None, contact_channel="messenger", contact_hours="10:00–12:00",
            never_contact="Свекровь", **act,
        )  # fmt: skip
        circle.add_trusted_contact(
            cast.case, relation="sibling", legal_name="Гүлжан", phone="87015550142", may_be_said="Знает всё", **act
        )
        circle.keep_respondent_facts(
            cast.respondent, expected_version=0, workplace_kind="police", weapons="service", **act
        )
        circle.keep_needs(cast.case, expected_version=0, interpreter="sign", **act)
    return cast


def look(page, section, label):
    page.locator(f"section:has(#{section})").get_by_role("button", name=label).first.click()
    page.click("[data-confirm-yes]")
    page.wait_for_selector(".revealed")
    shown = page.locator(".revealed").first.inner_text()
    page.get_by_role("button", name="Скрыть").first.click()
    page.wait_for_selector(".revealed", state="detached")
    return shown


def find(page, live_server, spelling):
    page.goto(f"{live_server.url}/find/")
    page.fill("[name=name]", spelling)
    page.click("main form button.button")
    page.wait_for_selector("#found")
    return page.locator("section:has(#found)")


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)])
def test_the_call(known, signed_in, live_server, size):
    page = signed_in(known.dana)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for spelling in ("Смаилова Айгүл", "Смаилова Айгуль", "Aigul Smailova"):
        found = find(page, live_server, spelling)
        assert found.locator("a.code").first.inner_text() == known.case.code
        assert "10:00–12:00" in found.inner_text()
        assert "Смаилова" not in found.inner_text()
        assert spelling.split()[0] not in page.url
    found.locator("a.code").first.click()

    page.wait_for_selector("#danger")
    assert "Обидчик служит в полиции" in page.locator("section:has(#danger)").inner_text()
    contact = page.locator("section:has(#contact)")
    assert "Мессенджер, 10:00–12:00" in contact.inner_text()
    assert "Переводчик жестового языка" in contact.inner_text()
    assert "Дана С." in page.locator(".page-head").inner_text()
    contact.get_by_text("Что говорить, с кем не связываться").click()
    assert look(page, "contact", "Показать: кодовая фраза") == "Как ваша библиотека?"
    assert look(page, "contact", "Показать: с кем не связываться") == "Свекровь"
    contact.get_by_text("Если с ней нет связи").click()
    assert look(page, "contact", "Показать: что можно говорить") in ("Звонок из поликлиники", "Знает всё")

    page.goto(f"{live_server.url}/cases/{known.case.pk}/contacts/new/")
    assert "Мессенджер, 10:00–12:00" in page.locator("section:has(#contact-rules)").inner_text()
    page.check("[name=direction][value=in]")
    page.check("[name=spoken_with][value=survivor]")
    page.check("[name=rules][value=followed]")
    page.fill("[name=agreed]", "Придёт в четверг")
    page.click("main form button.button")
    page.wait_for_url("**/work/")
    assert "Придёт в четверг" in page.content()
    from backend.audit.queries import entries_of_case  # noqa: PLC0415 -- Django is not set up when this file is read

    looks = entries_of_case(known.case.pk).filter(verb="person.revealed")
    assert {"code_phrase", "never_contact"} <= {entry.detail.get("field") for entry in looks}
