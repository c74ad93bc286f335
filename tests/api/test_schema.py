"""The schema: valid, complete, and the same as the one kept in docs/."""

import io
import re

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from backend.api.reference import openapi

KEPT = settings.ROOT / "docs" / "openapi.yaml"
RENEW = "TIREK_TESTING=1 python manage.py spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml"


def written() -> str:
    out = io.StringIO()
    call_command("spectacular", "--lang", "en", "--validate", "--fail-on-warn", stdout=out)
    return out.getvalue()


def test_the_schema_is_the_one_kept_in_docs():
    assert written().strip() == KEPT.read_text(encoding="utf-8").strip(), (
        f"The API has changed. Renew its snapshot:\n{RENEW}"
    )


def test_the_schema_is_the_same_in_every_language(db):
    with translation.override("kk"):
        in_kazakh = openapi()
    with translation.override("en"):
        assert openapi() == in_kazakh
    served = Client().get("/api/v1/schema/", HTTP_ACCEPT="application/json", HTTP_ACCEPT_LANGUAGE="kk").json()
    assert served["paths"].keys() == in_kazakh["paths"].keys()


def operations():
    return [(path, method, told) for path, methods in openapi()["paths"].items() for method, told in methods.items()]


def test_every_address_of_the_api_is_described():
    described = {re.sub(r"{\w+}", "{}", path) for path, _method, _told in operations()}
    resolver = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api")
    missing = []
    for name in resolver.reverse_dict:
        if isinstance(name, str) and name not in ("schema", "reference"):
            form = resolver.reverse_dict.getlist(name)[0][0][0][0]
            path = "/api/v1/" + re.sub(r"%\(\w+\)s", "{}", form)
            missing += [name] if path not in described else []
    assert not missing


def test_every_operation_has_a_name_a_generator_can_use():
    names = [told["operationId"] for _path, _method, told in operations()]
    assert len(names) == len(set(names)) > 50
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("part", ["summary", "responses", "tags", "security"])
def test_every_operation_says_what_it_is(part):
    assert not [(path, method) for path, method, told in operations() if not told.get(part)]


def test_every_operation_names_its_refusals():
    for path, method, told in operations():
        wanted = (
            {"401"}
            | ({"404"} if "{" in path and "key" not in path else set())
            | ({"422"} if method != "get" else set())
        )
        if any(each["name"] == "If-Match" for each in told.get("parameters", ())):
            wanted |= {"412", "428"}
        assert wanted <= told["responses"].keys(), (path, method)
        for code, answer in told["responses"].items():
            if int(code) >= 400:
                assert list(answer["content"]) == ["application/problem+json"]


def test_every_filter_of_a_list_is_documented():
    told = next(each for path, method, each in operations() if (path, method) == ("/api/v1/cases/", "get"))
    names = {each["name"] for each in told["parameters"]}
    undocumented = {
        (path, each["name"])
        for path, _method, told in operations()
        for each in told.get("parameters", ())
        if not each.get("description", "").strip() or each["description"].startswith("* `")
    }
    assert not undocumented
    assert names >= {
        "q",
        "open",
        "mine",
        "region",
        "route",
        "stage",
        "opened_on_after",
        "opened_on_before",
        "cursor",
        "ordering",
    }
    assert yaml.safe_load(KEPT.read_text(encoding="utf-8"))["openapi"].startswith("3.")
