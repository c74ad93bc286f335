"""The house keeps its own rules: sizes, names, settings that are explained, no address of where packages come from."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
ROOM_TO_SPARE = {  # what is longer, and how long at most
    "record_hearing_result": 48,
}


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository, or of the directory where there is no repository."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        found = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        hidden = {".venv", "data", ".git", ".mypy_cache", ".ruff_cache", "node_modules"}
        found = [path for path in ROOT.rglob("*") if not hidden & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file() and (not patterns or any(map(path.match, patterns)))]


CODE = [path for path in tracked("*.py") if "migrations" not in path.parts]


def told_in_settings() -> set[str]:
    """The variables that settings read, with the file form of those that are secrets."""
    tree = ast.parse((ROOT / "backend" / "config" / "settings.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id == "env" and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return {name for name in found if name.startswith("TIREK_")}


def explained_in_example() -> dict[str, str]:
    """Variable → the comment above it, of `.env.example`; a variable may stand commented out."""
    found, comment = {}, ""
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        if variable := re.match(r"#?(TIREK_\w+)=", line):
            found[variable[1]] = comment
        elif line.startswith("#"):
            comment = line.strip("# ")
        elif not line:
            comment = ""
    return found


def test_every_setting_is_explained_and_nothing_else_is():
    explained = explained_in_example()
    files = {name for name in explained if name.endswith("_FILE") and name != "TIREK_MASTER_KEY_FILE"}
    assert set(explained) - files == told_in_settings() - {"TIREK_TESTING"}
    assert {name.removesuffix("_FILE") for name in files} <= told_in_settings()
    assert not [name for name, comment in explained.items() if len(comment) < 15]


def test_no_file_says_where_packages_come_from():
    hosts = re.compile(rb"pypi\.(org|python)|pythonhosted|index-url\s+http|--extra-index|/simple/")
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path != Path(__file__).resolve() and hosts.search(path.read_bytes())
    ]
    assert not found


def test_requirements_are_locked_by_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in re.sub(r"#.*", "", text)
        pinned = re.findall(r"^([a-z0-9][\w.-]*(?:\[[\w,-]+\])?)(.*)$", text, re.M | re.I)
        assert pinned
        assert not [name for name, rest in pinned if not rest.startswith("==") or "\\" not in rest]


@pytest.mark.parametrize("path", [path for path in CODE if "backend" in path.parts], ids=lambda path: path.stem)
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    allowed = ROOM_TO_SPARE.get(str(path.relative_to(ROOT)), LONGEST_FILE)
    assert text.count("\n") <= allowed, "split it, or put what does not belong where it does"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= ROOM_TO_SPARE.get(node.name, LONGEST_FUNCTION), f"{node.name} has {length} lines"


def test_compose_publishes_no_database_and_takes_secrets_from_files():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert {"db", "keys-db", "redis", "setup", "web", "worker", "clock"} == set(services)
    assert [name for name, service in services.items() if service.get("ports")] == ["web"]
    for service in services.values():
        for name, value in (service.get("environment") or {}).items():
            assert not re.search(r"PASSWORD|SECRET|KEY", name) or name.endswith("_FILE"), name
            assert "password" not in str(value) or "/run/secrets/" in str(value)


def test_every_environment_variable_of_compose_is_a_setting():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    known = told_in_settings() | {f"{name}_FILE" for name in told_in_settings()}
    used = {name for service in compose["services"].values() for name in service.get("environment") or {}}
    assert {name for name in used if name.startswith("TIREK_")} <= known
