"""The description of the API for machines: every operation with its refusals, in English whatever the caller reads."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from backend.api.errors import CONTENT_TYPE, TITLES
from backend.api.meanings import meaning_of
from backend.reports.attention import KINDS

WRITES = {"POST", "PATCH", "PUT", "DELETE"}


class ProblemEntry(serializers.Serializer[Any]):
    """One thing that is wrong: in the body (`pointer`) or in the address (`parameter`)."""

    pointer = serializers.CharField(required=False, help_text="A JSON pointer (RFC 6901) into the body that was sent.")
    parameter = serializers.CharField(required=False, help_text="The parameter of the address.")
    detail = serializers.CharField(help_text="What is wrong and how to mend it, in the caller's language.")
    fact = serializers.CharField(required=False, help_text="Of a missing fact: its name in the template.")
    link = serializers.CharField(required=False, help_text="Of a missing fact: the address of the API that sets it.")
    page = serializers.CharField(required=False, help_text="Of a missing fact: the page that sets it.")


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457). Nothing was written."""

    type = serializers.CharField(help_text="`urn:tirek:problem:` and a code for programs.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemEntry(many=True)


class Schema(AutoSchema):
    """Adds what every operation has in common: its group, its refusals, the meaning of the ids in its address."""

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(Problem, direction)
        for status in self._refusals():
            bodies.setdefault(
                str(status),
                {"content": {CONTENT_TYPE: {"schema": problem.ref}}, "description": str(TITLES[status])},
            )
        return bodies

    def _refusals(self) -> list[int]:
        found = {401}
        if "{" in self.path:
            found |= {403, 404}
        if self._is_list_view() or self.get_override_parameters():
            found |= {400, 422}
        if self.method in WRITES:
            found |= {400, 403, 404, 409, 413, 415, 422}
        if any(getattr(each, "name", "") == "If-Match" for each in self.get_override_parameters()):
            found |= {412, 428}
        return sorted(found)

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super()._get_filter_parameters()  # type: ignore[no-untyped-call]
        return [{**each, "description": meaning_of(each["name"])} for each in found]

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        return [self._of_path(name) for name in variables]

    def _of_path(self, name: str) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "format": "uuid"}
        text = meaning_of(name)
        if name == "key":
            schema, text = {"type": "string"}, "The key of a template, such as `police_report`."
        elif name == "kind":
            schema, text = {"type": "string", "enum": list(KINDS)}, "Which list of cases."
        elif name == "id" and self.path.startswith("/api/v1/cases/"):
            schema, text = {"type": "string"}, "The id of a case, or its code (`АЛ-26-0147`)."
        return {"in": "path", "name": name, "schema": schema, "required": True, "description": text}
