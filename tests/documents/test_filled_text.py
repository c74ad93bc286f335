"""What a filled paper says, whatever the case holds: no blank, no orphan, no word lost, nothing of it executed."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.cases import services as cases
from backend.documents.catalogue import papers
from backend.documents.gathering import gather_facts
from backend.documents.rendering import render
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.documents.reading import orphans_in, text_of
from tests.world import NOON

LATER = NOON + timedelta(days=9)
ROUTES = {
    "police_report": "criminal",
    "prosecutor_complaint_105": "criminal",
    "koap_special_requirements": "administrative_offence",
}
ADDRESSEES = {
    "police": "police_almaty_bostandyk",
    "prosecutor": "prosecutor_almaty_bostandyk",
    "court": "admin_court_almaty",
}
every_paper = pytest.mark.parametrize(
    ("key", "language"), [(key, language) for key in ROUTES for language in ("ru", "kk")]
)


def proceeding_for(cast: Any, key: str) -> Proceeding:
    """A proceeding at the stage where this paper is written."""
    police = Agency.objects.get(key="police_almaty_bostandyk")
    article = {"criminal": "uk_109_1", "administrative_offence": "koap_73"}[ROUTES[key]]
    proceeding = open_proceeding(cast.case, ROUTES[key], by=cast.asel, at=NOON, agency=police, articles=[article])
    if key == "prosecutor_complaint_105":
        record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    return proceeding


def facts_for(cast: Any, key: str, language: str, **answers: Any) -> dict[str, Any]:
    addressee = Agency.objects.get(key=ADDRESSEES[papers()[key].addressee])
    told = {"addressee": str(addressee.pk), **answers}
    return gather_facts(proceeding_for(cast, key), language, told, by=cast.dana, now=LATER)


def filled(key: str, language: str, facts: dict[str, Any]) -> str:
    return text_of(render(papers()[key].content(language), facts))


NARRATIVES = {
    "one word": "Ударил",
    "several paragraphs": "Пришёл домой.\n\nУдарил кулаком по лицу,\nпотом ушёл",
    "spaces and stops of its own": "  Пришёл   домой .  Ударил.  ",
    "kazakh": "Ұйге келіп, бетімнен ұрды; «өлтіремін» деді. Әке-шешем де көрді",
    "markup": "Сказал: <b>убью</b> & ушёл, A & B <x>",
    "a tag": "Прислал {{ 7*7 }} и {% if x %}",
    "control characters": "Пришёл\x07 домой\x0cи ударил\ud800 меня\x0bснова",
    "twenty thousand": "Он бил меня и угрожал мне. " * 750,
}


@every_paper
@pytest.mark.parametrize("story", NARRATIVES.values(), ids=NARRATIVES.keys())
def test_a_narrative_comes_through_whole_and_as_text(cast, key, language, story):
    incident = cast.case.incidents.get()
    incident.narrative = story.replace("\ud800", "")
    incident.save()
    facts = facts_for(cast, key, language)
    text = filled(key, language, facts)
    if key != "prosecutor_complaint_105":
        for word in story.replace("\x07", "").replace("\x0c", " ").replace("\x0b", " ").replace("\ud800", "").split():
            assert word.strip(",.") in text
    assert "49" not in text.replace("850314450129", "").replace("149", "")
    if "{{" not in story and " ." not in story:
        assert orphans_in(text) == []


@every_paper
def test_a_case_with_only_what_is_needed_makes_a_paper_without_blanks(cast, key, language):
    case, survivor, person = cast.case, cast.survivor, cast.respondent.person
    survivor.birth_date, survivor.phone, survivor.address = None, "", ""
    survivor.save()
    person.address = ""
    person.save()
    cast.respondent.relation = ""
    cast.respondent.save()
    incident = case.incidents.get()
    incident.injuries, incident.children_present, incident.hour = "", False, ""
    incident.save()
    case.organisation.phone = case.organisation.address = ""
    case.organisation.save()
    assert orphans_in(filled(key, language, facts_for(cast, key, language))) == []


@every_paper
def test_two_incidents_are_told_apart(cast, key, language):
    cases.add_incident(
        cast.case, happened_on=date(2026, 9, 12), kinds=["threat"], by=cast.asel, at=NOON, respondent=cast.respondent
    )
    text = filled(key, language, facts_for(cast, key, language))
    assert orphans_in(text) == []
    if key != "prosecutor_complaint_105":
        assert {"ru": "«12» сентября 2026 года – угроза", "kk": "2026 жылғы 12 қыркүйек – қорқыту"}[language] in text


def test_what_happened_after_the_report_is_no_part_of_the_complaint(cast):
    proceeding = proceeding_for(cast, "prosecutor_complaint_105")
    cases.add_incident(cast.case, happened_on=date(2026, 11, 5), kinds=["threat"], by=cast.asel, at=LATER)
    facts = gather_facts(proceeding, "ru", {}, by=cast.dana, now=LATER)
    assert facts["incident"]["date"] == "«01» ноября 2026 года"


@every_paper
def test_a_secret_address_is_withheld_unless_asked_for(cast, key, language):
    cast.survivor.address_is_secret = True
    cast.survivor.save()
    cast.respondent.person.address = ""
    cast.respondent.person.save()
    withheld = facts_for(cast, key, language)
    assert "Тайная" not in str(withheld)
    text = filled(key, language, withheld)
    assert orphans_in(text) == []
    assert "ул. Абая, 1" in text
    assert "Тайная" in filled(key, language, facts_for(cast, key, language, show_secret_address=True))


@pytest.mark.parametrize(("gender", "word"), [("f", "предупреждена"), ("m", "предупреждён")])
def test_words_agree_with_the_survivors_gender(cast, gender, word):
    cast.survivor.gender = gender
    cast.survivor.legal_name = {"f": "Смаилова Айгүл Қанатқызы", "m": "Смаилов Айдын Қанатұлы"}[gender]
    cast.survivor.save()
    text = filled("police_report", "ru", facts_for(cast, "police_report", "ru"))
    assert word in text
    assert {"f": "от Смаиловой Айгүл", "m": "от Смаилова Айдына"}[gender] in text
    assert {"f": "признать меня потерпевшей", "m": "признать меня потерпевшим"}[gender] in text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_an_unverified_term_is_asked_about_and_never_asserted(cast, language):
    text = filled("prosecutor_complaint_105", language, facts_for(cast, "prosecutor_complaint_105", language))
    asked = {"ru": "проверить, соблюдены ли порядок и срок следующего действия: полиция регистрирует заявление в ЕРДР (отсчёт с 02.11.2026)",
             "kk": "полиция арызды СДТБТ-де тіркейді (басталуы: 02.11.2026)"}[language]  # fmt: skip
    assert asked in text
    for certain in ("24 час", "№ 89", "24 сағат", "нарушены следующие", "мерзімдерді бұзды"):
        assert certain not in text


def test_a_term_that_was_kept_too_late_is_counted_up_to_the_day_it_was_kept(cast):
    proceeding = proceeding_for(cast, "prosecutor_complaint_105")
    for hours, kind, told in ((1, "registered_erdr", {"erdr_number": "26751"}), (2, "petition_filed", {}),
                              (150, "petition_answered", {"answer": "rejected"})):  # fmt: skip
        at = NOON + timedelta(hours=hours)
        record_event(proceeding, kind, happened_at=at, fields=told, by=cast.asel, at=at)
    (row,) = gather_facts(proceeding, "ru", {}, by=cast.dana, now=LATER)["violated_terms"]
    assert (row["due"], row["late"], row["state"]) == ("05.11.2026, 24:00", "2 сут.", "исполнено 08.11.2026")


def test_a_limit_that_passed_is_asserted_as_nobodys_breach(cast):
    proceeding = proceeding_for(cast, "prosecutor_complaint_105")
    for hours, kind, told in ((1, "registered_erdr", {"erdr_number": "26751"}), (2, "offender_detained", {})):
        at = NOON + timedelta(hours=hours)
        record_event(proceeding, kind, happened_at=at, fields=told, by=cast.asel, at=at)
    assert proceeding.deadlines.get(rule_key="custody_48h").is_overdue(LATER)
    facts = gather_facts(proceeding, "ru", {}, by=cast.dana, now=LATER)
    assert not [row for row in facts["violated_terms"] if "задержания" in row["title"]]
    assert not [row for row in facts["terms_to_check"] if "задержания" in row["title"]]


def test_a_complaint_written_in_its_own_proceeding_speaks_of_the_one_it_is_about(cast):
    parent = proceeding_for(cast, "prosecutor_complaint_105")
    child = open_proceeding(
        cast.case, "authority_complaint", by=cast.asel, at=LATER, parent=parent, parent_reason="complaint_about"
    )
    facts = gather_facts(child, "ru", {}, by=cast.dana, now=LATER)
    assert facts["report"]["filed_on"] == "«02» ноября 2026 года"
    assert facts["agency"]["name"] == parent.agency.name_ru


def optional(value: Any) -> Any:
    """`value` as a case may lack it."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, list):
        return st.sampled_from([[], value, value * 3])
    return st.sampled_from(["", value or "Слово"])


OPTIONAL = {
    "survivor": ["birth_date", "address", "phone", "address_is_withheld"], "respondent": ["relation", "birth_date", "address"],
    "incident": ["hour", "injuries", "children_present", "weapon", "story"], "organisation": ["address", "phone"],
    "proceeding": ["kui_number", "erdr_number", "case_number", "protocol_number", "is_in_court", "allows_special_requirements"],
    "report": ["incoming_number"], "refusal": ["date", "ground"],
}  # fmt: skip
ROWS = {
    "earlier_incidents": [{"date": "«12» сентября 2026 года", "kinds": "угроза", "place": ""}],
    "violated_terms": [{"title": "Ходатайство", "article": "статья 99", "since": "01.11.2026", "due": "05.11.2026, 24:00",
                        "late": "2 сут.", "state": "не исполнено"}],
    "terms_to_check": [{"title": "полиция регистрирует заявление", "since": "02.11.2026"}],
}  # fmt: skip


@every_paper
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_optional_facts_are_missing_the_text_reads_well(cast, key, language, data):
    facts = _whole(cast, key, language)
    for family, names in OPTIONAL.items():
        lacking = {name: data.draw(optional(facts[family][name]), label=f"{family}.{name}") for name in names}
        facts = {**facts, family: {**facts[family], **lacking}}
    for name, rows in ROWS.items():
        facts[name] = data.draw(st.sampled_from([[], rows, rows * 3]), label=name)
    assert orphans_in(filled(key, language, facts)) == []


_KNOWN: dict[tuple[str, str], dict[str, Any]] = {}


def _whole(cast: Any, key: str, language: str) -> dict[str, Any]:
    """The facts of the cast's case, read once for each paper."""
    if (key, language) not in _KNOWN:
        _KNOWN[key, language] = facts_for(cast, key, language)
    return dict(_KNOWN[key, language])
