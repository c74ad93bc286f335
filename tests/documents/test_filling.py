"""Papers as they come out: the right people in the right case, no blanks, nothing executed, nothing in clear on disk."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document as Docx

from backend.documents.rendering import TemplateRefused, render
from backend.documents.services import download, file_document, fill_document
from backend.kernel.errors import MissingFacts, NotAtThisStage
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.vault.errors import FileDamaged
from tests.world import NOON

LATER = NOON + timedelta(days=5)


@pytest.fixture
def ignored(cast) -> Proceeding:
    police = Agency.objects.get(key="police_almaty_bostandyk")
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON, agency=police, articles=["uk_109_1"])
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    record_event(
        proceeding, "registered_kui", happened_at=NOON, fields={"kui_number": "26-1804"}, by=cast.asel, at=NOON
    )
    for hours, kind, fields in ((1, "registered_erdr", {"erdr_number": "26751"}), (2, "petition_filed", {})):
        at = NOON + timedelta(hours=hours)
        record_event(proceeding, kind, happened_at=at, fields=fields, by=cast.asel, at=at)
    return proceeding


def prosecutor() -> dict[str, str]:
    return {"addressee": str(Agency.objects.get(key="prosecutor_almaty_bostandyk").pk)}


def text_of(paper: bytes) -> str:
    docx = Docx(io.BytesIO(paper))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in docx.paragraphs] + cells)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "ru",
            ["Прокурору Бостандыкского района", "от Смаиловой Айгүл Қанатқызы", "УК 109-1", "26-1804", "УПК 99 ч.4"],
        ),
        ("kk", ["Бостандық ауданының прокурорына", "Смаилова Айгүл Қанатқызы", "2026 жылғы 2 қараша", "26-1804"]),
    ],
)
def test_the_complaint_names_the_right_people_articles_and_days(cast, ignored, language, expected):
    document = fill_document(
        "prosecutor_complaint_105", ignored, language=language, answers=prosecutor(), by=cast.dana, at=LATER
    )
    text = text_of(download(document, by=cast.dana, at=LATER))
    for words in expected:
        assert words in text
    assert "{" not in text
    assert "24 час" not in text  # the unverified term is not asserted in a paper that is filed


def test_the_paper_lies_encrypted_on_disk_and_a_cut_file_is_refused(cast, ignored):
    document = fill_document(
        "prosecutor_complaint_105", ignored, language="ru", answers=prosecutor(), by=cast.dana, at=LATER
    )
    path = next((Path(settings.TIREK_DATA_DIR) / "files").glob(f"*/{document.file_id.hex}"))
    assert b"word/document.xml" not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FileDamaged):
        download(document, by=cast.dana, at=LATER)


def test_what_is_missing_comes_back_as_a_list_with_places(cast, ignored):
    with pytest.raises(MissingFacts) as refused:
        fill_document("prosecutor_complaint_105", ignored, language="ru", answers={}, by=cast.dana, at=LATER)
    assert [(fact.key, fact.area) for fact in refused.value.facts] == [("addressee.name", "answers")]


def test_filing_opens_the_complaint_and_starts_the_prosecutors_clock(cast, ignored):
    document = fill_document(
        "prosecutor_complaint_105", ignored, language="ru", answers=prosecutor(), by=cast.dana, at=LATER
    )
    filed = file_document(document, happened_at=LATER, by=cast.dana, at=LATER)
    complaint = filed.filed_event.proceeding
    assert (complaint.route, complaint.stage, complaint.parent_id) == ("authority_complaint", "filed", ignored.pk)
    assert complaint.deadlines.get().rule_key == "complaint_reply_7d"
    with pytest.raises(NotAtThisStage):
        file_document(document, happened_at=LATER, by=cast.dana, at=LATER)


def with_text(text: str) -> bytes:
    docx, out = Docx(), io.BytesIO()
    docx.add_paragraph(text)
    docx.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ ''.__class__.__mro__ }}", "forbidden_tag"),
        ("{{ cycler.__init__ }}", "forbidden_tag"),
        ("{{ name.upper() }}", "forbidden_tag"),
        ("{{ 10 ** 100000000 }}", "forbidden_tag"),
        ("{{ name|attr('x') }}", "forbidden_tag"),
        ("{{ aplicant }}", "unknown_fact"),
        ("{% if name %}", "broken_tag"),
    ],
)
def test_a_hostile_or_broken_template_is_refused(text, code):
    with pytest.raises(TemplateRefused) as refused:
        render(with_text(text), {"name": "x"})
    assert refused.value.code == code


def test_what_people_type_comes_through_as_text():
    template, facts = with_text("Это {{ name }}."), {"name": "ТОО «A & B» <b>жирно</b> \x07{{ 7*7 }}"}
    paper = render(template, facts)
    assert text_of(paper) == "Это ТОО «A & B» <b>жирно</b> {{ 7*7 }}."
    assert paper == render(template, facts)


def test_macros_and_bombs_are_refused_before_anything_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    with pytest.raises(TemplateRefused, match="too_large"):
        render(bomb.getvalue(), {})
    macro = io.BytesIO(with_text("x"))
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(TemplateRefused, match="active_content"):
        render(macro.getvalue(), {})
