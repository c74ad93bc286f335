"""What a template asks for, checked on its syntax tree against the facts there are: nothing is run for it. Pure."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from backend.documents.refusals import TemplateRefused
from backend.documents.tags import tags_of

DEEPEST_LOOP = 2
FILTERS = {"upper", "lower", "capitalize", "length"}
_ANYTHING: Any = object()  # a row of a list that is empty today: its fields cannot be told
_LOOP = {"index": 1, "first": True, "last": True, "length": 1}
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip
_SIGNS = {nodes.Call: "( )", nodes.Pow: "**", nodes.Mul: "*", nodes.Getitem: "[ ]", nodes.Add: "+", nodes.Concat: "~"}


def read_tags(source: str, jinja: Environment) -> nodes.Template:
    """The syntax tree of a part. Raises TemplateRefused unless every tag only reads, compares, or repeats a list.

    `parse` folds no constants, so `10**10**8` costs nothing here; it must come before anything compiles.
    """
    try:
        tree = jinja.parse(source)
    except TemplateSyntaxError:
        raise TemplateRefused("broken_tag", _first_broken(source, jinja)) from None
    except RecursionError:
        raise TemplateRefused("broken_tag", "…") from None
    for node in tree.find_all(nodes.Node):
        _check_node(node)
    return tree


def check_facts(tree: nodes.Template, facts: Mapping[str, Any]) -> None:
    """Raise TemplateRefused for a tag that asks for what is not among the facts, or not of the kind it wants."""
    for statement in tree.body:
        _walk(statement, facts, 0)


def _check_node(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateRefused("forbidden_tag", _SIGNS.get(type(node), type(node).__name__))
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
        raise TemplateRefused("forbidden_tag", f"|{node.name}")
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateRefused("forbidden_tag", node.attr)
    if isinstance(node, nodes.For) and (node.else_ or node.test or node.recursive):
        raise TemplateRefused("forbidden_tag", "for … else/if")
    if isinstance(node, nodes.Output):
        for shown in node.nodes:
            if isinstance(shown, nodes.Const):
                raise TemplateRefused("broken_tag", str(shown.value))


def _first_broken(source: str, jinja: Environment) -> str:
    """The tag that does not parse by itself, or the first one when they only fail together."""
    tags = list(tags_of(source))
    for tag in tags:
        alone = "{{ 1 if " + tag[5:-2].removeprefix("if").strip() + " else 1 }}" if tag.startswith("{% if") else tag
        try:
            jinja.parse(alone) if not tag.startswith("{%") or tag.startswith("{% if") else None
        except TemplateSyntaxError:
            return tag
    return next((tag for tag in tags if tag.startswith("{%")), tags[0] if tags else "")


def _walk(node: nodes.Node, known: Mapping[str, Any], depth: int) -> None:
    """Resolve every name in `node` as far as the facts tell, with the loop's own names inside a loop."""
    if isinstance(node, nodes.For):
        rows: Any = _value(node.iter, known)
        if depth == DEEPEST_LOOP:
            raise TemplateRefused("too_long", _path(node.iter))
        if rows is not _ANYTHING and (isinstance(rows, str | Mapping) or not isinstance(rows, Sequence)):
            raise TemplateRefused("not_a_list", _path(node.iter))
        if not isinstance(node.target, nodes.Name):
            raise TemplateRefused("broken_tag", "for")
        first: Any = _ANYTHING if rows is _ANYTHING or not rows else rows[0]
        for inner in node.body:
            _walk(inner, {**known, node.target.name: first, "loop": _LOOP}, depth + 1)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        _value(node, known)
    elif isinstance(node, nodes.Output):
        for shown in node.nodes:
            _walk(shown, known, depth)
            _check_shown(shown, known)
    else:
        for inner in node.iter_child_nodes():
            _walk(inner, known, depth)


def _check_shown(shown: nodes.Node, known: Mapping[str, Any]) -> None:
    if isinstance(shown, nodes.Name | nodes.Getattr):
        value = _value(shown, known)
        if value is not _ANYTHING and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise TemplateRefused("not_text", _path(shown))


def _value(node: nodes.Node, known: Mapping[str, Any]) -> Any:
    if isinstance(node, nodes.Name):
        return _pick(node.name, known, node.name)
    if isinstance(node, nodes.Getattr):
        holder = _value(node.node, known)
        return _ANYTHING if holder is _ANYTHING else _pick(node.attr, holder, _path(node))
    raise TemplateRefused("broken_tag", _path(node))


def _pick(name: str, holder: Any, path: str) -> Any:
    if isinstance(holder, Mapping) and name in holder:
        return holder[name]
    near = difflib.get_close_matches(name, list(holder), 1) if isinstance(holder, Mapping) else []
    raise TemplateRefused("unknown_fact", path, ".".join([*path.split(".")[:-1], *near]) if near else "")


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__
