"""The lines of docs/api.md are true: each is carried out as a shell would, and answers with the status behind it."""

import argparse
import re
import shlex

from django.conf import settings
from django.core.management import call_command
from django.test import Client

GUIDE = settings.ROOT / "docs" / "api.md"
LINE = re.compile(r"^(curl .*?)   # (\d{3})(?: → (\w+))?$", re.M)


def curl(line: str, known: dict[str, str]):
    """Carry out a line with the options the guide uses: -H, -X, -d and an address."""
    options = argparse.ArgumentParser()
    options.add_argument("-H", action="append", default=[])
    options.add_argument("-X")
    options.add_argument("-d")
    options.add_argument("address")
    for name in sorted(known, key=len, reverse=True):
        line = line.replace(f"${name}", known[name])
    asked = options.parse_args(shlex.split(line)[1:])
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (each.split(": ", 1) for each in asked.H)
    }
    form = headers.pop("HTTP_CONTENT_TYPE", "application/json")
    method = asked.X or ("POST" if asked.d else "GET")
    return Client().generic(
        method, asked.address.removeprefix("http://127.0.0.1:8000"), asked.d or "", content_type=form, **headers
    )


def test_every_line_of_the_guide_does_what_it_says(cast, noon, capsys):
    call_command("issue_token", "dana@example.org")
    known = {
        "TIREK": "http://127.0.0.1:8000", "TIREK_TOKEN": capsys.readouterr().out.strip(), "CASE": cast.case.code,
        "SURVIVOR": str(cast.survivor.pk),
    }  # fmt: skip
    lines = LINE.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(lines) == GUIDE.read_text(encoding="utf-8").count("\ncurl ") > 15
    untrue = []
    for line, status, kept in lines:
        answer = curl(line, known)
        if answer.status_code != int(status):
            untrue.append((line, answer.status_code, answer.content.decode()))
        if kept:
            known[kept] = answer.json()["id"]
    assert not untrue


def test_the_guide_names_the_command_that_renews_the_schema():
    assert "spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml" in GUIDE.read_text(
        encoding="utf-8"
    )
