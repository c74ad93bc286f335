"""What reaches the log: one JSON object a line, and no person in any of them."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.config.logs import RedactedLine, redacted_value
from backend.kernel.errors import InvalidInput
from backend.vault.keys import data_key

SECRETS = ("Смаилов", "Айгүл", "Aigul", "Smailova", "850314450129", "7701123", "Тайная", "dana@example.org", "Гематома")


@pytest.fixture
def log():
    """A logger that writes as the product's console does, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(RedactedLine())
    logger = logging.Logger("tirek.test")
    logger.addHandler(handler)
    return logger, written


def lines(written: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def exceptions(cast):
    """Ways in which a person's data gets into the words of an exception."""

    def duplicate():
        with transaction.atomic():
            User.objects.create_user("dana@example.org", full_name="Смаилова Айгүл")

    def quoted():
        int("Aigul Smailova 850314450129")

    def chained():
        try:
            {}["+7 701 123 45 67"]
        except KeyError as error:
            raise InvalidInput("Смаилова Айгүл, г. Алматы, ул. Тайная, 5") from error

    def strange_key():
        data_key(cast.case.pk)

    return [(duplicate, IntegrityError), (quoted, ValueError), (chained, InvalidInput), (strange_key, Exception)]


def test_an_exception_is_told_by_type_and_place_and_never_by_its_words(cast, log):
    logger, written = log
    for work, kind in exceptions(cast):
        try:
            work()
        except kind:
            logger.exception("The work failed for %s at %s", "Смаилова Айгүл", "/cases/?q=Aigul")
    told = lines(written)
    assert [line["error"]["type"] for line in told[:3]] == ["IntegrityError", "ValueError", "InvalidInput"]
    assert told[2]["error"]["because"]["type"] == "KeyError"
    assert all("test_logs.py" in "".join(line["error"]["at"]) for line in told)
    assert not [secret for secret in SECRETS if secret in written.getvalue()]


@pytest.mark.parametrize(
    "words",
    [
        "Смаилова Айгүл Қанатқызы", "Aigul Smailova", "dana@example.org", "+7 (701) 123-45-67", "850314450129",
        "г. Алматы, ул. Тайная, 5", "/cases/?q=Smailova", {"name": "Смаилова"}, ["Aigul"],
    ],
)  # fmt: skip
def test_what_is_put_into_a_line_is_redacted_however_it_comes(log, words):
    logger, written = log
    logger.warning("Looked for %s", words)
    logger.warning("Looked for %(words)s", {"words": words})
    logger.warning("Looked", extra={"words": words})
    if isinstance(words, str) and "Smailova" not in words:
        logger.warning(f"Looked for {words}")  # a library that builds its own sentence
    assert not [secret for secret in SECRETS if secret in written.getvalue()]
    assert all(line["message"].startswith("Looked") for line in lines(written))


def test_what_the_operator_needs_stays_readable(log):
    logger, written = log
    logger.error("Delivery %s of %s failed: %s", "0192f3a1-7c1e-7b7a-9d4e-2f6b8c1d0e5f", "email", ConnectionError)
    logger.error("%s on %s took %d ms", "GET", "/cases/0192f3a1-7c1e-7b7a-9d4e-2f6b8c1d0e5f/", 120)
    first, second = lines(written)
    assert first["message"] == "Delivery 0192f3a1-7c1e-7b7a-9d4e-2f6b8c1d0e5f of email failed: ConnectionError"
    assert second["message"] == "GET on /cases/0192f3a1-7c1e-7b7a-9d4e-2f6b8c1d0e5f/ took 120 ms"
    assert (first["level"], first["logger"]) == ("ERROR", "tirek.test")
    assert redacted_value("backend.jobs.clock") == "backend.jobs.clock"


def test_a_template_that_does_not_fit_its_values_still_makes_a_line(log):
    logger, written = log
    logger.error("%d of them", "Смаилова")
    logger.error("100 % sure", 1)
    assert len(lines(written)) == 2


def test_a_page_that_breaks_leaves_no_name_in_the_log(cast, client, monkeypatch, log):
    logger, written = log
    root = logging.getLogger("django.request")
    for handler in logger.handlers:
        root.addHandler(handler)
    try:
        client.raise_request_exception = False
        client.force_login(cast.dana)
        monkeypatch.setattr("backend.web.case_list.CaseFilter", lambda *_, **__: int("Смаилова Айгүл"))
        assert client.get("/cases/?q=Смаилова").status_code == 500
    finally:
        for handler in logger.handlers:
            root.removeHandler(handler)
    assert lines(written)[-1]["error"]["type"] == "ValueError"
    assert "/cases/" in written.getvalue()
    assert not [secret for secret in SECRETS if secret in written.getvalue()]


def test_the_products_own_handler_is_the_redacting_one():
    assert settings.LOGGING["root"]["handlers"] == ["console"]
    assert settings.LOGGING["formatters"]["line"]["()"] == "backend.config.logs.RedactedLine"
