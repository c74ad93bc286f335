"""In the faces, rows of people's data are reached through the scoped doors only."""

import ast
from pathlib import Path

FACES = Path(__file__).resolve().parents[2] / "backend"
DOORS = {"visible_to", "content_visible_to"}
OPEN_TO_ALL = {"Agency", "Article"}  # reference data of the law, the same for everybody


def unscoped(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
            owner = node.value.id if isinstance(node.value, ast.Name) else "?"
            parent = parents.get(node)
            door = parent.attr if isinstance(parent, ast.Attribute) else ""
            if owner not in OPEN_TO_ALL and door not in DOORS:
                found.append(f"{path.name}:{node.lineno} {owner}.{node.attr}.{door}")
    return found


def test_every_queryset_of_the_faces_begins_at_a_door():
    files = [path for face in ("web", "api") for path in (FACES / face).rglob("*.py")]
    found = [line for path in files for line in unscoped(path)]
    assert not found


def test_no_module_is_a_drawer():
    names = {path.name for path in FACES.rglob("*.py")}
    assert not names & {"utils.py", "helpers.py", "common.py", "misc.py"}
