"""A law file that says something impossible is refused with file, line and reason, and nothing is changed."""

import pytest
from django.core.management import CommandError, call_command

from backend.law.loading import load_law
from backend.law.reading import LawError
from tests.law.test_loading import change, everything, folder

__all__ = ["folder"]

CRIMINAL, COMPLAINT = "rules/criminal.yaml", "rules/authority_complaint.yaml"
ROUTE = "routes/criminal.yaml"

SPOILED = [
    # what is spoiled: file, old text, new text, and what is said about it
    (
        CRIMINAL,
        "triggers: [petition_filed]",
        "triggers: [petition_fled]",
        r"criminal.yaml, line \d+: petition_decision_3d: there is no event “petition_fled”",
    ),
    (
        CRIMINAL,
        "satisfied_by: [petition_answered]",
        "satisfied_by: [nothing]",
        r"there is no event “nothing” on the route criminal",
    ),
    (CRIMINAL, "  route: criminal\n", "  route: criminl\n", r"there is no route “criminl”"),
    (
        CRIMINAL,
        "term: [3, days]",
        "term: [3, weeks]",
        r"line \d+: “term” must be a number and one of immediate, hours, days",
    ),
    (CRIMINAL, "term: [3, days]", "term: [three, days]", "“term” must be a number"),
    (CRIMINAL, "term: by_hand", "term: [0, by_hand]", "a term without a length is written “term: by_hand”"),
    (CRIMINAL, "stopped_in: [suspended]", "stopped_in: [asleep]", "there is no stage asleep"),
    (
        CRIMINAL,
        "until: {investigation_extended: until}",
        "until: {investigation_extended: level}",
        "“investigation_extended” has no day “level”",
    ),
    (CRIMINAL, "until: {investigation_extended: until}", "until: until", "“until” must be like"),
    (
        "rules/administrative_offence.yaml",
        "pauses: {expertise_ordered: [expertise_received],",
        "pauses: {expertise_ordered: expertise_received,",
        "“pauses” must be like",
    ),
    (CRIMINAL, "term: [3, days]", "term: 3", "“term” must be a number"),
    (CRIMINAL, "term: [3, days]", "term: [0, days]", "There is no term of 0 days"),
    (CRIMINAL, "term: [24, hours]", "term: [-24, hours]", "There is no term of -24 hours"),
    (CRIMINAL, "term: [24, hours]", "term: [24, hours]\n    amount: 3", r"line \d+: unknown: amount"),
    (CRIMINAL, "    obligor: authority\n", "", "“obligor” is missing"),
    (
        CRIMINAL,
        "obligor: authority",
        "obligor: police",
        "“obligor” must be one of us, authority, court, other; “police” is not",
    ),
    (CRIMINAL, "confidence: medium", "confidence: sure", "“confidence” must be one of high, medium, low"),
    (CRIMINAL, "convention: upk", "convention: upc", "“convention” must be one of upk, koap, appk, gpk"),
    (
        CRIMINAL,
        "key: petition_decision_3d",
        "key: victim_status",
        r"line \d+: victim_status: version 1 stands there twice",
    ),
    (
        CRIMINAL,
        "- {effective_from: 2022-01-15}",
        "- {effective_from: 2022-01-10}",
        "interruption_to_prosecutor_1d: versions 1 and 2022-01-10 overlap",
    ),
    (
        CRIMINAL,
        "{effective_from: 2024-06-16, effective_to: 2025-09-16",
        "{effective_from: 2025-09-16, effective_to: 2025-09-16",
        "“effective_from” must lie before “effective_to”",
    ),
    (
        CRIMINAL,
        "effective_from: 2022-01-15",
        "effective_from: January",
        "“effective_from” must be a day like 2026-01-31",
    ),
    (CRIMINAL, "if_missed: complain_105", "if_missed: complain", r"line \d+: “texts” has no “complain”"),
    (
        CRIMINAL,
        "only_if: {form: [inquiry]}",
        "only_if: {shape: [inquiry]}",
        "no event that opens it has a field “shape”",
    ),
    (CRIMINAL, "only_if: {form: [inquiry]}", "only_if: {form: [enquiry]}", "“form” has no choice enquiry"),
    (CRIMINAL, "only_if: {form: [inquiry]}", "only_if: {form: inquiry}", "“only_if” must be like"),
    (
        CRIMINAL,
        "triggers: [safety_asked]",
        "triggers: [petition_filed]",
        "a term in hours needs events known to the minute",
    ),
    (CRIMINAL, "en: The petition must be decided", "fr: La requête", "“titles” needs ru, kk and en"),
    (
        CRIMINAL,
        "    article: УПК 99 ч.4\n",
        "    article: УПК 99 ч.4\n    article: УПК 99\n",
        r"criminal.yaml, line \d+: “article” stands there twice",
    ),
    (CRIMINAL, "rules:\n", "rules:\n\t- key: x\n", r"criminal.yaml, line \d+: "),
    (COMPLAINT, "starts_after: 15", "starts_after: soon", "“starts_after” must be a number of days"),
    (ROUTE, "from: [reported]", "from: [reportd]", r"criminal.yaml, line \d+: there is no stage “reportd”"),
    (ROUTE, "from: [reported]", "from: reported", "“from” must be a list"),
    (ROUTE, "to: investigation", "to: inquest", "there is no stage “inquest”"),
    (ROUTE, "key: registered_kui\n", "key: report_filed\n", "two events of one route have the same key: report_filed"),
    (ROUTE, "actor: police", "actor: polizei", "“actor” must be one of us, police"),
    (ROUTE, "moment: datetime", "moment: minute", "“moment” must be one of date, datetime"),
    (ROUTE, "type: agency", "type: body", "“type” must be one of text, long_text"),
    (ROUTE, "decides_by: ground", "decides_by: grounds", "“decides_by” names no field with choices: grounds"),
    (ROUTE, "      amnesty: terminated\n", "", "choices of “ground” and what they lead to differ: amnesty"),
    (ROUTE, "target: registered_kui", "target: kui", "there is no event “kui”"),
    (
        ROUTE,
        "      - erdr_register_24h\n",
        "      - erdr_register\n",
        r"line \d+: step complain_to_prosecutor answers no known rule: erdr_register",
    ),
    (
        ROUTE,
        "    stages: [new]\n    basis",
        "    basis",
        "a step is offered either at “stages” or when one of “rules” is overdue",
    ),
    (
        ROUTE,
        "      - erdr_register_24h\n",
        "      - complaint_reply_7d\n",
        "step complain_to_prosecutor answers a rule of another route: complaint_reply_7d",
    ),
    (
        ROUTE,
        "target: registered_kui\n    stages: [reported]",
        "target: registered_kui\n    stages: [judged]",
        "step record_kui: “registered_kui” cannot happen at judged",
    ),
    (ROUTE, "settled: true", "settled: true, final: true", "a stage is either “final” or “settled”"),
    (
        CRIMINAL,
        "  - key: report_accept\n",
        "  - key: report_accept\n    aliases: [victim_status]\n",
        "report_accept: “victim_status” is the key of a rule",
    ),
    (CRIMINAL, "  complain_105:\n", "  nobody:\n    ru: x\n  complain_105:\n", "“texts” are named by no rule: nobody"),
    (ROUTE, "key: criminal\n", "key: authority_complaint\n", "there are two routes “authority_complaint”"),
    ("calendar.yaml", "2026-01-07: Рождество", "2027-01-07: Рождество", "“2027-01-07” is no day of 2026"),
    (
        "calendar.yaml",
        "    worked:\n      2024-05-04",
        "    worked:\n      2024-05-09",
        "2024-05-09 stands there twice",
    ),
    ("calendar.yaml", "confirmed_until: 2026-12-31\n", "", "“confirmed_until” is missing"),
    ("articles.yaml", "route: criminal", "route: penal", "there is no route “penal”"),
    ("articles.yaml", "- key: uk_107\n", "- key: uk_106\n", "two wordings of uk_106 overlap"),
    ("articles.yaml", "  citation: УК 106\n", "", "“citation” is missing"),
    ("agencies/almaty.yaml", "kind: prosecutor", "kind: procurator", "“kind” must be one of police, prosecutor"),
    (
        "agencies/almaty.yaml",
        "  dative_ru: Прокурору города Алматы\n",
        "",
        r"almaty.yaml, line \d+: “dative_ru” is missing",
    ),
    (
        "agencies/almaty.yaml",
        "supervisor: prosecutor_almaty\n",
        "supervisor: prosecutor_of_all\n",
        "supervisor “prosecutor_of_all” must stand before it",
    ),
    (
        "agencies/almaty.yaml",
        "- key: police_almaty\n",
        "- key: prosecutor_almaty\n",
        "“prosecutor_almaty” stands there twice",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), SPOILED, ids=[f"{row[0]} {row[2]}"[:70] for row in SPOILED])
def test_a_file_that_cannot_be_is_refused_and_changes_nothing(db, folder, name, old, new, said):
    before = everything()
    change(folder, name, old, new)
    with pytest.raises(LawError, match=said):
        load_law(folder)
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe not text", "criminal.yaml: not YAML in UTF-8"),
        (b"just a word", "criminal.yaml, line 1: the file must be a mapping"),
        (b"rules: [word]", "“rules” must be a list of entries"),
        (b"rules: []", "“rules” is missing"),
        (b"? {a: b}\n: c", "a key must be a word"),
        (b"", "the file must be a mapping"),
    ],
)
def test_what_is_no_law_file_at_all_is_refused(db, folder, content, said):
    (folder / CRIMINAL).write_bytes(content)
    with pytest.raises(LawError, match=said):
        load_law(folder)


def test_a_missing_file_is_named(db, folder):
    (folder / "calendar.yaml").unlink()
    with pytest.raises(LawError, match=r"calendar.yaml: No such file"):
        load_law(folder)


def test_the_command_says_what_is_wrong_in_one_line(db, folder, settings):
    change(folder, CRIMINAL, "term: [24, hours]", "term: [24, minutes]")
    settings.TIREK_FIXTURES = folder.parent
    with pytest.raises(CommandError, match=r"^criminal.yaml, line \d+: ") as refused:
        call_command("load_law", verbosity=0)
    assert "\n" not in str(refused.value)
