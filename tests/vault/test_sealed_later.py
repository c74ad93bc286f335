"""What older tables held in clear is sealed when they are brought up to date: nothing is lost, and nothing stays behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_fields_in_clear_are_sealed_with_what_they_say_and_the_disk_forgets_it(tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
    told = {"TIREK_DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    begin = "import django; django.setup(); from tests.vault.older import bring_up_to_date; bring_up_to_date()"
    done = subprocess.run(
        [sys.executable, "-c", begin],
        cwd=ROOT,
        env=clean | told,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["told"] == {
        "contact_hours": "пока он в котельной", "hour": "перед намазом", "place": "дома", "version": 1,
        "postponed_reason": "воспаление лёгких", "status": "postponed",
    }  # fmt: skip
    assert said["on_disk"] == []
