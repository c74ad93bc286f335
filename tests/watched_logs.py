"""Every line that the suite makes the product log goes through the product's own formatter, and may name nobody."""

import logging
from collections.abc import Iterator

import pytest

from backend.config.logs import RedactedLine

NAMES_OF_THE_CAST = (
    "Нурланова", "Сейткали", "Омаров", "Смаилов", "Айгүл", "Қанатқызы", "Ласточка", "Тайная", "Гематома",
    "850314450129", "77011234567", "@example.org", "Как ваша библиотека",
)  # fmt: skip


class _Watching(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(RedactedLine())
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if any(name in line for name in NAMES_OF_THE_CAST):
            self.leaks.append(line)


@pytest.fixture(scope="session", autouse=True)
def no_name_in_any_log_line() -> Iterator[None]:
    """Fails the run when one of the cast is named in anything that was logged."""
    watching = _Watching()
    logging.getLogger().addHandler(watching)
    yield
    logging.getLogger().removeHandler(watching)
    assert not watching.leaks, watching.leaks[:5]
