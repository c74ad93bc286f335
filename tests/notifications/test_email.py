"""What a mail server may answer, and what is made of it."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from types import SimpleNamespace

import pytest
from django.core.mail.backends.locmem import EmailBackend

from backend.notifications.texts import Message
from backend.notifications.transports import TRANSPORTS, TransportError

DANA = SimpleNamespace(email="dana@example.org")
WORDS = Message(subject="Тірек", text="Дело АЛ-26-0001", link="http://127.0.0.1/cases/1/")


def send():
    TRANSPORTS["email"].send(DANA, WORDS, "key-1")


def refused(code):
    return SMTPRecipientsRefused({"dana@example.org": (code, b"no")})


def test_every_try_of_one_message_carries_the_same_message_id(mailoutbox):
    send()
    send()
    assert {letter.extra_headers["Message-ID"] for letter in mailoutbox} == {"<key-1@tirek.invalid>"}


@pytest.mark.parametrize(
    ("answer", "permanent", "uncertain"),
    [
        (refused(550), True, False),
        (refused(450), False, False),
        (SMTPDataError(554, b"no"), False, False),
        (SMTPServerDisconnected("gone"), False, True),
        (TimeoutError(), False, True),
    ],
)
def test_an_answer_is_known_and_silence_is_doubt(monkeypatch, answer, permanent, uncertain):
    def say(*_):
        raise answer

    monkeypatch.setattr(EmailBackend, "send_messages", say)
    with pytest.raises(TransportError) as told:
        send()
    assert (told.value.permanent, told.value.uncertain) == (permanent, uncertain)
    assert "dana" not in str(told.value)


@pytest.mark.parametrize("answer", [ConnectionRefusedError(), TimeoutError(), SMTPAuthenticationError(535, b"no")])
def test_a_server_that_was_never_spoken_to_has_nothing(monkeypatch, answer):
    def say(*_):
        raise answer

    monkeypatch.setattr(EmailBackend, "open", say)
    with pytest.raises(TransportError) as told:
        send()
    assert (told.value.permanent, told.value.uncertain) == (False, False)


def test_a_server_that_took_the_letter_may_say_goodbye_as_it_likes(monkeypatch, mailoutbox):
    def say(*_):
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "close", say)
    send()
    assert len(mailoutbox) == 1
