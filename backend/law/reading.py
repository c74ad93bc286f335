"""Reading YAML so that every complaint about it can name the file and the line."""

from pathlib import Path
from typing import Any

import yaml


class LawError(Exception):
    """The law files say something impossible. The message names file, line and reason."""


class Node(dict[str, Any]):
    """A mapping that remembers where it stood."""

    file: str = ""
    line: int = 0

    def refuse(self, reason: str) -> LawError:
        return LawError(f"{self.file}, line {self.line}: {reason}")

    def need(self, key: str) -> Any:
        if key not in self:
            raise self.refuse(f"“{key}” is missing")
        return self[key]

    def only(self, allowed: set[str]) -> None:
        if unknown := sorted(self.keys() - allowed):
            raise self.refuse(f"unknown: {', '.join(unknown)}")


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, with mappings as `Node` and doubled keys refused."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Node:
    made = Node()
    made.file, made.line = Path(loader.name).name, node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in made:
            raise made.refuse(f"“{key}” stands there twice")
        made[key] = loader.construct_object(value_node, deep=True)
    return made


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises LawError with file, line and reason when it is not YAML."""
    with path.open(encoding="utf-8") as file:
        try:
            return yaml.load(file, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise LawError(f"{path.name}, line {line}: {error.problem}") from None
