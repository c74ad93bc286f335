"""The rows that every address is asked with, for all tables of addresses."""

from tests.access.test_every_url import world  # noqa: F401 -- a fixture
