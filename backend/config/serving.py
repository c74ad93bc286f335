"""The web server as a process of its own: `python -m backend.config.serving`.

Not a fork of whoever started it, because a fork would inherit locks held by the worker's threads.
"""

import os
import signal

import django
from django.conf import settings
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from backend.config.lifeline import PARENT, end_with_parent, wait_for_word


def serve() -> None:
    """Serve pages and API until told to stop. One process on SQLite, two on PostgreSQL."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    django.setup()  # wrong settings are told here, once, and not by each worker
    if parent := os.environ.get(PARENT):
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches both; until the server serves, it simply ends
        end_with_parent(int(parent))
        import_string(f"{settings.ROOT_URLCONF}.urlpatterns")  # all the code of the pages, which its workers inherit
        if not wait_for_word():
            return
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    Granian(
        "backend.config.wsgi:application",
        address=settings.TIREK_ADDRESS,
        port=settings.TIREK_PORT,
        interface=Interfaces.WSGI,
        workers=1 if embedded else 2,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    ).serve()


if __name__ == "__main__":
    serve()
