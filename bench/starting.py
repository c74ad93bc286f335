"""A warm start of the embedded default, as a process, until the first page has come."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from django.conf import settings

from bench.measuring import Work

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def works() -> Iterator[Work]:
    port = free_port()
    env = os.environ | {"TIREK_PORT": str(port), "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    running: list[subprocess.Popen[bytes]] = []

    def floor() -> None:
        subprocess.run([sys.executable, "-c", "import django; django.setup()"], env=env, cwd=settings.ROOT, check=True)

    def figure() -> None:
        begun = subprocess.Popen(
            [sys.executable, "manage.py", "start"], env=env, cwd=settings.ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running.append(begun)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and begun.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5):
                    return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("The installation did not start.")

    def stop() -> None:
        while running:
            running[-1].send_signal(signal.SIGTERM)
            running.pop().wait(PATIENCE)

    yield Work(
        "start the embedded default, warm, to the first page", figure, "django.setup()", floor, "≤ 2×",
        lambda measured: measured.ratio <= 2, before=stop, rounds=5,
    )  # fmt: skip
    stop()
