"""A forgotten password: nobody learns who has an account, a link works once and for an hour, and sessions end with it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backend.accounts.clockwork import answer_late_resets
from backend.accounts.models import ResetRequest, User
from backend.audit.models import AuditEntry
from backend.kernel.clock import now
from backend.notifications.models import Delivery
from tests.web.second_factors import sign_in
from tests.world import NOON

GOOD = "a-quite-new-long-one"


@pytest.fixture(autouse=True)
def noon(clock):
    cache.clear()
    clock(NOON)
    yield
    cache.clear()


def ask(client, drain, email="dana@example.org"):
    with drain():
        answer = client.post(reverse("account_reset_password"), {"email": email})
    return answer


def link() -> str:
    return re.search(r"/accounts/password/reset/\S+", mail.outbox[-1].body)[0]


def test_who_has_an_account_is_said_neither_by_words_nor_by_the_work_done(cast, client, drain):
    answers, work = [], []
    for email in ("dana@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answers.append(client.post(reverse("account_reset_password"), {"email": email}))
        work.append([re.sub(r"'[^']*'|\"s\d.*", "…", each["sql"])[:60] for each in queries])
    assert answers[0]["Location"] == answers[1]["Location"] == reverse("account_reset_password_done")
    assert answers[0].status_code == answers[1].status_code == 302
    assert work[0] == work[1]
    assert "Если учётная запись" in client.get(answers[0]["Location"]).content.decode()


def test_only_who_has_an_account_gets_a_letter_in_her_language_without_a_word_of_cases(cast, client, drain):
    User.objects.filter(pk=cast.dana.pk).update(language="kk")
    ask(client, drain, "nobody@example.org")
    assert not mail.outbox
    ask(client, drain, " DANA@example.org ")
    (letter,) = mail.outbox
    assert letter.to == ["dana@example.org"]
    assert "жаңа құпиясөз" in letter.subject
    assert cast.case.code not in letter.body
    assert "Дана" not in letter.body
    assert not ResetRequest.objects.exists()


def test_the_address_that_was_typed_lies_sealed_until_it_is_answered(cast, client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert b"nobody" not in bytes(ResetRequest.objects.get().address)


def test_a_link_gives_a_new_password_once_and_ends_all_sessions(cast, client, drain):
    at_home, at_work = Client(), Client()
    for each in (at_home, at_work):
        sign_in(each, "dana@example.org")
        assert each.get("/").status_code == 200
    ask(client, drain)
    assert client.get(link()).status_code == 200
    assert client.get(link()).status_code == 200  # looking does not spend it: mail servers look first
    assert client.post(link(), {"password": "short"}).status_code == 422
    with drain():
        assert client.post(link(), {"password": GOOD}).status_code == 200
    assert [each.get("/").status_code for each in (at_home, at_work)] == [302, 302]
    assert client.post(link(), {"password": "another-long-one-still"}).status_code == 404
    assert "уже использована или старше часа" in client.get(link()).content.decode()
    cast.dana.refresh_from_db()
    assert cast.dana.check_password(GOOD)
    assert AuditEntry.objects.filter(verb="user.password_reset", by=cast.dana).count() == 1
    assert Delivery.objects.filter(user=cast.dana, kind="password_reset").count() == 2


def test_after_an_hour_a_link_opens_nothing(cast, client, drain, clock):
    ask(client, drain)
    clock(NOON + timedelta(minutes=61))
    assert client.get(link()).status_code == 404
    assert client.post(link(), {"password": GOOD}).status_code == 404


@pytest.mark.parametrize("secret", ["x", "0-0", "00000000000000000000000000000000-c-f", "%00"])
def test_a_link_that_never_was_is_closed_too(cast, client, secret):
    assert client.get(f"/accounts/password/reset/{secret}/").status_code == 404


def test_an_account_that_is_switched_off_gets_no_letter(cast, client, drain):
    User.objects.filter(pk=cast.dana.pk).update(is_active=False)
    ask(client, drain)
    assert not mail.outbox


def test_what_was_lost_on_the_way_is_posted_again_and_what_is_old_forgotten(cast, client, drain):
    client.post(reverse("account_reset_password"), {"email": "dana@example.org"})  # and the worker is away
    with drain():
        answer_late_resets(now() + timedelta(minutes=2))
    assert len(mail.outbox) == 1
    client.post(reverse("account_reset_password"), {"email": "dana@example.org"})
    answer_late_resets(now() + timedelta(minutes=62))
    assert not ResetRequest.objects.exists()


def test_when_mail_cannot_be_sent_the_question_stays_for_the_next_try(cast, client, drain, settings):
    settings.EMAIL_BACKEND = "tests.web.test_passwords.NoMail"
    with pytest.raises(OSError, match="away"):
        ask(client, drain)
    assert ResetRequest.objects.count() == 1


class NoMail:
    def __init__(self, *args, **kwargs) -> None: ...

    def send_messages(self, letters):
        raise OSError("the mail server is away")


def test_too_many_questions_are_told_to_wait_whoever_is_asked_for(cast, client):
    for email in ("dana@example.org", "nobody@example.org"):
        answers = [client.post(reverse("account_reset_password"), {"email": email}) for _time in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_an_address_that_is_none_is_told_at_its_field(cast, client):
    answer = client.post(reverse("account_reset_password"), {"email": "dana"})
    assert answer.status_code == 422
    assert "Введите адрес" in answer.content.decode()
