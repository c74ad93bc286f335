"""A paper once made: kept with its template's version, the same bytes again, handed out neutrally, filed once."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection

from backend.documents.catalogue import papers
from backend.documents.models import Document, TemplateVersion
from backend.documents.services import download, file_document, fill_document
from backend.kernel.errors import InvalidInput, NotAtThisStage, StaleVersion
from backend.proceedings.models import Event
from tests.documents.test_filled_text import LATER, proceeding_for
from tests.documents.test_missing_facts import answers_for
from tests.world import Cast


def complaint(cast: Cast) -> Document:
    key = "prosecutor_complaint_105"
    proceeding = cast.case.proceedings.first() or proceeding_for(cast, key)
    return fill_document(key, proceeding, language="ru", answers=answers_for(papers()[key]), by=cast.dana, at=LATER)


def test_the_same_facts_make_the_same_bytes_and_one_template_version(cast):
    first, second = complaint(cast), complaint(cast)
    assert download(first, by=cast.dana, at=LATER) == download(second, by=cast.dana, at=LATER)
    assert first.template_id == second.template_id
    assert first.template.current


def test_going_back_to_an_older_template_makes_its_version_the_current_one(cast):
    old = complaint(cast).template
    TemplateVersion.objects.filter(pk=old.pk).update(current=False)
    TemplateVersion.objects.create(key=old.key, language=old.language, sha256="0" * 64, content=b"x", loaded_at=LATER)
    assert complaint(cast).template_id == old.pk
    assert TemplateVersion.objects.get(current=True).pk == old.pk


def test_a_paper_is_handed_out_under_a_name_that_names_nobody(cast, client):
    document = complaint(cast)
    client.force_login(cast.dana)
    answer = client.get(f"/documents/{document.pk}/file/")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    name = answer.headers["Content-Disposition"]
    assert quote(f"{cast.case.code}_prosecutor_complaint_105") in name
    assert name.startswith("attachment")
    for word in ("Смаилов", "Айг", "Ласточка"):
        assert quote(word) not in name


def test_a_paper_is_filed_once_however_often_it_is_pressed(cast):
    document = complaint(cast)
    filed = file_document(document, happened_at=LATER, by=cast.dana, at=LATER, version=document.version)
    for person in (cast.dana, cast.asel):
        with pytest.raises(NotAtThisStage):
            file_document(document, happened_at=LATER, by=person, at=LATER)
    assert Event.objects.filter(kind="complaint_filed").count() == 1
    assert filed.filed_event.proceeding.parent_id == document.proceeding_id
    assert cast.case.proceedings.filter(route="authority_complaint").count() == 1


def test_whoever_saw_an_older_version_is_asked_to_look_again(cast):
    document = complaint(cast)
    with pytest.raises(StaleVersion):
        file_document(document, happened_at=LATER, by=cast.dana, at=LATER, version=document.version + 1)
    document.refresh_from_db()
    assert (document.status, Event.objects.filter(kind="complaint_filed").count()) == ("draft", 0)


def test_what_was_typed_for_a_paper_is_kept_sealed(cast):
    document = complaint(cast)
    addressee = document.answers["addressee"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM documents_document")
        (raw,) = cursor.fetchone()
    assert addressee.encode() not in bytes(raw)


def test_a_paper_cannot_be_filed_in_the_future(cast):
    document = complaint(cast)
    with pytest.raises(InvalidInput):
        file_document(document, happened_at=LATER + timedelta(days=2), by=cast.dana, at=LATER)
    document.refresh_from_db()
    assert document.status == "draft"
    assert not cast.case.proceedings.filter(route="authority_complaint").exists()


def test_the_page_leads_to_the_place_of_each_missing_fact(cast, client):
    proceeding = proceeding_for(cast, "police_report")
    cast.survivor.iin = ""
    cast.survivor.save()
    cast.case.incidents.all().delete()
    client.force_login(cast.dana)
    told = {"language": "ru", **answers_for(papers()["police_report"])}
    answer = client.post(f"/proceedings/{proceeding.pk}/documents/police_report/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="/cases/{cast.case.pk}/#people"' in page
    assert f'href="/cases/{cast.case.pk}/#incidents"' in page
