"""Settings that are possible and dangerous are warned of, each with what to do about it."""

from datetime import UTC, datetime

import pytest
from django.core.checks import run_checks

from backend.config.checks import TAG


@pytest.fixture
def real_work(settings, tmp_path):
    """Settings of an installation for real work, with nothing wrong in them."""
    settings.TIREK_TESTING = False
    settings.TIREK_DEMO = False
    settings.TIREK_HTTPS = True
    settings.TIREK_NOW = None
    settings.TIREK_ADDRESS = "127.0.0.1"
    settings.ALLOWED_HOSTS = ["tirek.example.kz"]
    settings.SECRET_KEY = "k" * 60
    settings.EMAIL_HOST = "mail.example.kz"
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "master.key"
    settings.TIREK_MASTER_KEY_FILE.touch(mode=0o600)
    return settings


def ids() -> set[str]:
    messages = run_checks(tags=[TAG])
    assert all(message.hint for message in messages)
    return {str(message.id) for message in messages}


def test_a_well_set_installation_is_not_warned_of_anything(real_work):
    assert ids() == set()


@pytest.mark.parametrize(
    ("wrong", "warned"),
    [
        ({"TIREK_DEMO": True}, {"tirek.W001"}),
        ({"TIREK_DEMO": True, "ALLOWED_HOSTS": ["localhost"], "TIREK_ADDRESS": "0.0.0.0"}, {"tirek.W001"}),
        ({"TIREK_DEMO": True, "ALLOWED_HOSTS": ["127.0.0.1", "[::1]", "localhost"], "TIREK_HTTPS": False}, set()),
        ({"TIREK_HTTPS": False}, {"tirek.W002"}),
        ({"TIREK_HTTPS": False, "ALLOWED_HOSTS": ["localhost"]}, set()),
        ({"ALLOWED_HOSTS": ["*"]}, {"tirek.E001"}),
        ({"EMAIL_HOST": ""}, {"tirek.W006"}),
        ({"SECRET_KEY": "short"}, {"tirek.W007"}),
    ],
)
def test_each_danger_has_its_warning(real_work, wrong, warned):
    for name, value in wrong.items():
        setattr(real_work, name, value)
    assert ids() == warned


def test_a_master_key_beside_the_data_or_open_to_others_is_warned_of(real_work):
    real_work.TIREK_MASTER_KEY_FILE.chmod(0o640)
    assert ids() == {"tirek.W004"}
    real_work.TIREK_MASTER_KEY_FILE = real_work.TIREK_DATA_DIR / "master.key"
    real_work.TIREK_MASTER_KEY_FILE.chmod(0o600)
    assert ids() == {"tirek.W003"}
    real_work.TIREK_DEMO, real_work.ALLOWED_HOSTS = True, ["localhost"]
    assert ids() == set()


def test_a_moved_clock_is_warned_of(real_work):
    real_work.TIREK_NOW = datetime(2027, 1, 1, tzinfo=UTC)
    assert ids() == {"tirek.W005"}
