"""Papers as they come out: the right people in the right case, no blanks, nothing executed, nothing in clear on disk."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from backend.documents.services import download, file_document, fill_document
from backend.kernel.errors import MissingFacts, NotAtThisStage
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.vault.errors import FileDamaged
from tests.documents.reading import text_of
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


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "ru",
            [
                "Прокурору Бостандыкского района",
                "от Смаиловой Айгүл Қанатқызы",
                "УК 109-1",
                "26-1804",
                "часть 4 статьи 99 УПК РК",
                "05.11.2026, 24:00",
                "1 сут., не исполнено",
            ],
        ),
        (
            "kk",
            [
                "Бостандық ауданының прокурорына",
                "Смаилова Айгүл Қанатқызынан",
                "2026 жылғы 2 қараша",
                "26-1804",
                "ҚР ҚПК 99-бабының 4-бөлігі",
                "(ҚК 109-1-бабы)",
            ],
        ),
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
