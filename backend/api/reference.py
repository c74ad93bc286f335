"""The reference page of the API: written from the schema by the server, without a script and from no other house."""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

METHODS = ("get", "post", "patch", "delete")
SAMPLES = {"uuid": "0193…", "date": "2026-11-02", "date-time": "2026-11-02T12:00:00+05:00", "email": "a@example.org"}


class SchemaInEnglish(SpectacularAPIView):
    """The OpenAPI description, as YAML or (`Accept: application/json`) as JSON; open to everybody."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with translation.override("en"):
            return super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, bodies, answers and a line for the terminal; open to everybody."""
    base = request.build_absolute_uri("/").rstrip("/")
    groups, objects = described()
    context = {"groups": groups, "objects": objects, "base": base, "language": translation.get_language()}
    return HttpResponse(render_to_string("api/reference.html", context))


def openapi() -> dict[str, Any]:
    """The schema as a plain dict, in English."""
    with translation.override("en"):
        found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


@lru_cache(maxsize=1)
def described() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The operations in groups, and the objects they speak of, ready for the page. The code does not change while it runs."""
    schema = openapi()
    components = schema["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                groups.setdefault(operation["tags"][0], []).append(_operation(path, method, operation, components))
    objects = [
        _object(name, body) for name, body in sorted(components.items()) if body.get("properties") or body.get("enum")
    ]
    return [{"name": name, "operations": found} for name, found in groups.items()], objects


def _operation(path: str, method: str, operation: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": _plain(operation.get("description", "")),
        "parameters": [_parameter(each) for each in operation.get("parameters", ())],
        "body": _type(body["schema"]) if body else None,
        "answers": [_answer(code, each) for code, each in operation["responses"].items()],
        "curl": _curl(path, method, body, components),
    }


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": told["name"],
        "place": told["in"],
        "required": told.get("required", False),
        "description": _plain(told.get("description", "")),
        "type": _type(told["schema"])["words"],
        "choices": [str(choice) for choice in told["schema"].get("enum", ()) if choice],
    }


def _answer(code: str, told: dict[str, Any]) -> dict[str, Any]:
    content = next(iter(told.get("content", {}).items()), None)
    return {
        "code": code,
        "description": told.get("description", ""),
        "form": content[0] if content else "",
        "type": _type(content[1]["schema"]) if content else None,
    }


def _plain(text: str) -> str:
    """A description without the marks of Markdown, and without the list of choices, which is told apart."""
    return text.split("* `")[0].replace("`", "").strip()


def _type(schema: dict[str, Any]) -> dict[str, Any]:
    """What a value is, in words, and the object it leads to."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return {"words": name, "object": name}
    for joined in ("allOf", "oneOf"):
        if schema.get(joined):
            return _type(schema[joined][0])
    if schema.get("type") == "array":
        inner = _type(schema["items"])
        return {**inner, "words": f"{inner['words']}[]"}
    words = schema.get("format") or schema.get("type") or "any"
    return {"words": f"{words}?" if schema.get("nullable") else words, "object": ""}


def _object(name: str, told: dict[str, Any]) -> dict[str, Any]:
    if "enum" in told:
        return {"name": name, "description": " · ".join(str(each) for each in told["enum"] if each), "fields": []}
    required = set(told.get("required", ()))
    fields = [
        {
            "name": key,
            "required": key in required,
            "type": _type(value),
            "choices": [str(choice) for choice in value.get("enum", ()) if choice],
            "description": _plain(value.get("description", "")),
        }
        for key, value in told["properties"].items()
    ]
    return {"name": name, "description": _plain(told.get("description", "")), "fields": fields}


def _curl(path: str, method: str, body: dict[str, Any], components: dict[str, Any]) -> str:
    """The rest of the line after `curl -H "Authorization: …"`; `$TIREK` stands for this installation."""
    words = [] if method == "get" else [f"-X {method.upper()}"]
    if body:
        sample = next((each["value"] for each in body.get("examples", {}).values()), None)
        told = sample if sample is not None else _sample(body["schema"], components)
        words.append(f"-H 'Content-Type: application/json' -d '{json.dumps(told, ensure_ascii=False)}'")
    return " ".join([*words, f'"$TIREK{path}"'])


def _sample(schema: dict[str, Any], components: dict[str, Any]) -> Any:
    """A body with the fields that are compulsory."""
    if "$ref" in schema:
        return _sample(components[schema["$ref"].rsplit("/", 1)[1]], components)
    if schema.get("allOf") or schema.get("oneOf"):
        return _sample((schema.get("allOf") or schema["oneOf"])[0], components)
    if schema.get("properties"):
        required = schema.get("required", ())
        return {key: _sample(value, components) for key, value in schema["properties"].items() if key in required}
    if schema.get("type") == "array":
        return [_sample(schema["items"], components)]
    if schema.get("enum"):
        return schema["enum"][0]
    return {"boolean": True, "integer": 1, "object": {}}.get(schema.get("type"), SAMPLES.get(schema.get("format"), "…"))
