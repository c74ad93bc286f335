"""Reading YAML so that every complaint about it can name the file and the line."""

from collections.abc import Iterable
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
        if self.get(key) in (None, "", [], {}):
            raise self.refuse(f"“{key}” is missing")
        return self[key]

    def text(self, key: str) -> str:
        """A text that must be there."""
        told = self.need(key)
        if not isinstance(told, str):
            raise self.refuse(f"“{key}” must be a text")
        return told

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> Any:
        """One of a closed list of words."""
        told = self.get(key, default) if default else self.need(key)
        if told not in tuple(allowed):
            raise self.refuse(f"“{key}” must be one of {', '.join(allowed)}; “{told}” is not")
        return told

    def words(self, key: str) -> tuple[str, ...]:
        """A list of keys; empty when it is not there."""
        told = self.get(key, [])
        if not isinstance(told, list) or not all(isinstance(word, str) for word in told):
            raise self.refuse(f"“{key}” must be a list like [one, other]")
        return tuple(told)

    def nodes(self, key: str) -> "list[Node]":
        """A list of mappings; empty when it is not there."""
        told = self.get(key, [])
        if not isinstance(told, list) or not all(isinstance(item, Node) for item in told):
            raise self.refuse(f"“{key}” must be a list of entries")
        return told

    def only(self, allowed: set[str]) -> None:
        if unknown := sorted(str(key) for key in self.keys() - allowed):
            raise self.refuse(f"unknown: {', '.join(unknown)}")

    def under(self, *defaults: "Node | dict[str, Any]") -> "Node":
        """This entry with what the `defaults` say where it is silent itself, still standing where it stood."""
        made = Node()
        for told in (*defaults, self):
            made.update(told)
        made.file, made.line = self.file, self.line
        return made


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, with mappings as `Node` and doubled keys refused."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Node:
    made = Node()
    made.file, made.line = Path(loader.name).name, node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key_node, yaml.ScalarNode):
            raise made.refuse("a key must be a word")
        if key in made:
            raise made.refuse(f"“{key}” stands there twice")
        made[key] = loader.construct_object(value_node, deep=True)
    return made


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises LawError with file, line and reason when it is not there or not YAML."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawError(f"{path.name}, line {line}: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise LawError(f"{path.name}: not YAML in UTF-8: {error}") from None
    except OSError as error:
        raise LawError(f"{path.name}: {error.strerror}") from None


def read_node(path: Path) -> Node:
    """A file that must hold one mapping."""
    told = read_yaml(path)
    if not isinstance(told, Node):
        raise LawError(f"{path.name}, line 1: the file must be a mapping")
    return told


def read_nodes(path: Path) -> list[Node]:
    """A file that must hold a list of mappings."""
    told = read_yaml(path)
    if not isinstance(told, list) or not all(isinstance(item, Node) for item in told):
        raise LawError(f"{path.name}, line 1: the file must be a list of entries")
    return told
