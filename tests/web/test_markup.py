"""Every page parses without an error, carries no inline code, repeats no id and points at none that is missing."""

import re

import html5lib
import pytest

from tests.busy import LATER, make_busy

HARMLESS = {"unexpected-end-tag-implies-table-voodoo"}


@pytest.fixture
def addresses(cast, clock):
    busy = make_busy(cast)
    clock(LATER)
    case, proceeding = cast.case.pk, busy.criminal.pk
    return [
        "/", "/cases/", "/cases/?region=astana", "/cases/new/", f"/cases/{case}/", f"/cases/{case}/log/", "/record/",
        "/outcomes/", "/kit/", "/account/", "/account/access/", "/account/oath/", "/account/second-factor/", "/colleagues/",
        f"/proceedings/{proceeding}/events/new/",
        f"/proceedings/{proceeding}/events/new/?kind=registered_erdr", f"/proceedings/{proceeding}/hearings/new/",
        f"/hearings/{busy.over.pk}/result/", f"/proceedings/{proceeding}/documents/prosecutor_complaint_105/",
        f"/cases/{case}/proceedings/new/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_pages_are_sound(addresses, cast, client, language):
    client.force_login(cast.dana)
    client.cookies["language"] = language
    for address in addresses:
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200, address
        parser = html5lib.HTMLParser()
        parser.parse(text)
        errors = [(place, code) for place, code, _data in parser.errors if code not in HARMLESS]
        assert not errors, (address, errors)
        assert not re.search(r"\sstyle=|\son\w+=[\"']|<style|<script>|javascript:", text), address
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), (address, sorted(one for one in ids if ids.count(one) > 1))
        wanted = set(re.findall(r'(?:aria-labelledby|\sfor|href="#)="?#?([\w-]+)"', text))
        assert wanted <= set(ids), (address, wanted - set(ids))
        assert len(re.findall(r"<h1[ >]", text)) == 1, address


def test_a_form_with_errors_says_so_in_its_title_and_leads_to_each_field(cast, client):
    client.force_login(cast.asel)
    text = client.post("/cases/new/", {"birth_date": "завтра"}).content.decode()
    assert "<title>Ошибка: " in text
    assert 'href="#id_birth_date"' in text
    assert 'id="id_birth_date_error"' in text
    assert re.search(r'id="id_birth_date"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_birth_date"', text)
