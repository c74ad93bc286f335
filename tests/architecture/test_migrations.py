"""Migrations are named, follow one another in one line, and call no code that will be another's tomorrow."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2] / "backend"
MIGRATIONS = sorted(path for path in BACKEND.glob("*/migrations/*.py") if path.name != "__init__.py")
# What a column is made of, and what fills it: a table's history cannot be told without them, and they do not change.
MAY_BE_NAMED = {"backend.vault.fields", "backend.kernel.models"}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "." * node.level)
    return found


def _dependencies(path: Path) -> list[str]:
    """The migrations of its own app that a migration follows."""
    app = path.parts[-3]
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "dependencies":
            pairs = [element for element in getattr(node.value, "elts", []) if isinstance(element, ast.Tuple)]
            told = [[getattr(part, "value", None) for part in pair.elts] for pair in pairs]
            return [name for label, name in told if label == app]
    return []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_a_migration_has_a_name_and_calls_no_living_code(path):
    assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", path.stem)
    assert not re.search(r"_(auto|initial)(_|$)", path.stem), "say what it does"
    ours = {name for name in _imported(_tree(path)) if name.split(".")[0] in ("backend", "tests", "bench", "")}
    assert ours <= MAY_BE_NAMED


@pytest.mark.parametrize("app", sorted({path.parts[-3] for path in MIGRATIONS}))
def test_the_migrations_of_an_app_stand_in_one_line(app):
    line = [path for path in MIGRATIONS if path.parts[-3] == app]
    assert [path.stem[:4] for path in line] == [f"{number:04d}" for number in range(1, len(line) + 1)]
    assert not _dependencies(line[0])
    for before, path in pairwise(line):
        assert _dependencies(path) == [before.stem]
