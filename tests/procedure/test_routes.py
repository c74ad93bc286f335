"""Each route walked from its first stage to its last, every kind of event on the way; and what every route must hold."""

from collections import deque
from datetime import date, timedelta

import pytest

from backend.procedure.lawbook import Route
from backend.procedure.replay import check_event, replay
from tests.procedure.the_law import BOOK, CALENDAR, FOLDER, at, happened

NOW = at("2028-01-01")
OUTCOMES = {
    "convicted", "arrested", "fined", "community_work", "warned", "acquitted", "terminated", "refused", "reconciled",
}  # fmt: skip
ROUTES = sorted(BOOK.routes)
A, B = {"respondent": "a"}, {"respondent": "b"}

# Each story is a life of a proceeding: what happens day after day, and the stage it ends at.
STORIES = {
    "criminal: refused, complained of, registered, interrupted, resumed, extended, tried and changed on appeal": (
        "criminal",
        "closed",
        [
            ("offence_committed", {"severity": "medium"}),
            ("report_filed",), ("registered_kui", {"kui_number": "1"}), ("report_refused", {"reason": "shelved"}),
            ("decision_read",), ("complaint_to_prosecutor_filed",), ("complaint_to_judge_filed",),
            ("registered_erdr", {"erdr_number": "1", "form": "preliminary", "prosecution": "private_public"}),
            ("complaint_of_victim_filed",), ("victim_status_asked",), ("victim_recognised",), ("safety_asked",),
            ("safety_decided", {"answer": "granted"}), ("petition_filed",), ("petition_answered", {"answer": "rejected"}),
            ("petition_refusal_copy_received",), ("civil_claim_filed",),
            ("suspect_interrogated",), ("investigation_interrupted",), ("interruption_at_prosecutor",),
            ("interruption_decided", {"decision": "agreed"}), ("investigation_resumed", {"why": "ground_gone"}),
            ("investigation_extended", {"until": "2026-12-31"}), ("file_review_postponed",), ("file_reviewed",),
            ("sent_to_prosecutor",),
            ("returned_for_investigation",), ("sent_to_prosecutor",), ("sent_to_court",), ("trial_appointed",),
            ("verdict_announced", A | {"result": "acquitted"}), ("verdict_copy_asked",), ("verdict_copy_received",),
            ("appeal_filed",), ("appeal_received",), ("appeal_appointed",), ("verdict_changed", A | {"result": "convicted"}),
            ("verdict_sent_for_execution",), ("closed",),
        ],
    ),
    "criminal: terminated, approved, cancelled, tried, reversed, tried again, upheld": (
        "criminal",
        "closed",
        [
            ("report_filed",), ("registered_erdr", {"erdr_number": "1"}), ("terminated", {"ground": "no_proof"}),
            ("termination_at_prosecutor",), ("termination_approved",), ("investigation_resumed", {"why": "cancelled"}), ("sent_to_court",),
            ("verdict_announced", A | {"result": "acquitted"}), ("verdict_reversed",),
            ("court_ruling_issued",), ("private_appeal_filed",),
            ("verdict_announced", A | {"result": "acquitted"}), ("appeal_dismissed", {"cassation": "yes"}),
            ("cassation_filed",), ("cassation_returned",), ("cassation_filed",), ("cassation_received",),
            ("cassation_notice_received",), ("cassation_reversed",),
            ("verdict_announced", A | {"result": "acquitted"}), ("appeal_dismissed", {"cassation": "yes"}),
            ("cassation_filed",), ("cassation_received",), ("cassation_changed", A | {"result": "convicted"}), ("closed",),
        ],
    ),
    "criminal: detained, property seized, a child's testimony deposed, another body, tried, cassation in vain": (
        "criminal",
        "closed",
        [
            ("report_filed",), ("offender_delivered",), ("offender_detained", {"custody": "exceptional"}),
            ("detention_protocol_drawn",), ("detention_reported",), ("custody_decided", {"decision": "custody"}),
            ("registered_erdr", {"erdr_number": "1", "form": "inquiry"}),
            ("other_jurisdiction_found", {"to_whom": "investigator"}), ("case_transferred",), ("body_request_made",),
            ("body_request_answered",), ("property_found",), ("property_motion_received",),
            ("property_arrest_decided", {"answer": "granted"}), ("depose_motion_filed",),
            ("depose_decided", {"answer": "granted"}), ("depose_minutes_signed",), ("depose_remarks_filed",),
            ("sent_to_court",), ("preliminary_hearing_ordered",), ("preliminary_hearing_held",), ("trial_appointed",),
            ("trial_opened",), ("verdict_announced", A | {"result": "acquitted"}),
            ("verdict_in_force", {"cassation": "yes"}), ("cassation_filed",), ("cassation_received",),
            ("cassation_dismissed",), ("closed",),
        ],
    ),
    "criminal: private prosecution, through the police and to the court": (
        "criminal",
        "closed",
        [
            ("report_filed",), ("forwarded_as_private",), ("private_complaint_filed",),
            ("private_complaint_decided", {"decision": "accepted"}), ("accused_summoned",), ("trial_opened",),
            ("verdict_announced", A | {"result": "convicted"}), ("verdict_in_force", {"cassation": "none"}),
            ("closed",),
        ],
    ),
    "criminal: nobody appeals": (
        "criminal",
        "closed",
        [
            ("report_filed",), ("registered_erdr", {"erdr_number": "1"}), ("sent_to_court",),
            ("verdict_announced", A | {"result": "convicted"}), ("verdict_announced", B | {"result": "convicted"}),
            ("verdict_in_force",), ("closed",),
        ],
    ),
    "criminal: only an administrative offence": (
        "criminal", "requalified", [("report_filed",), ("requalified_to_administrative",)],
    ),
    "administrative: refused, complained of, drawn up, decided, appealed, changed": (
        "administrative_offence",
        "closed",
        [
            ("offence_committed", {"counting": "committed"}), ("report_filed",), ("expertise_ordered",),
            ("circumstances_established",), ("expertise_received",), ("protocol_refused",),
            ("violation_learned",), ("actions_complaint_filed",), ("actions_complaint_answered", {"answer": "rejected"}),
            ("actions_refusal_appealed",), ("protocol_drawn", {"article": "КоАП 73", "offender_absent": "yes"}),
            ("protocol_copy_received",), ("offender_copy_sent",), ("bringing_ordered",), ("person_brought",),
            ("court_received",), ("protocol_returned",), ("court_received",), ("consideration_extended", {"until": "2026-06-01"}),
            ("immediate_hearing_asked",),
            ("petition_filed",), ("petition_answered", {"answer": "granted"}),
            ("ruling_issued", A | {"result": "warned"}), ("ruling_copy_asked",), ("record_asked",), ("record_signed",),
            ("record_remarks_filed",), ("ruling_served",), ("appeal_filed",), ("arrest_begun", {"until": "2026-06-01"}), ("arrest_over",),
            ("appeal_returned",), ("appeal_completed",), ("appeal_received",),
            ("appeal_review_extended", {"until": "2026-06-01"}),
            ("ruling_changed", A | {"result": "community_work", "penalty": "community_work", "copy_asked": "yes"}),
            ("appeal_copy_received",), ("sent_for_execution",), ("community_work_received",), ("offender_summoned",),
            ("execution_complaint_filed",), ("penalty_executed",), ("repeat_offence",), ("closed",),
        ],
    ),
    "administrative: caught in the act, detained, too mild, asked for worse and for cassation": (
        "administrative_offence",
        "closed",
        [
            ("offence_detected",), ("offender_detained", {"arrestable": "yes"}), ("protocol_drawn", {"article": "КоАП 461"}),
            ("offender_released",), ("court_received",), ("ruling_issued", A | {"result": "terminated"}),
            ("ruling_in_force", {"penalty": "none", "harsher": "yes"}), ("late_appeal_filed",),
            ("appeal_dismissed", {"penalty": "fined", "harsher": "yes"}), ("fine_paid",), ("private_ruling_served",),
            ("private_ruling_answered",), ("cassation_petition_filed",), ("cassation_file_received",),
            ("cassation_petition_answered", {"answer": "granted"}), ("cassation_court_received",), ("cassation_decided",),
            ("new_circumstance_found",), ("review_asked",), ("closed",),
        ],
    ),
    "administrative: after a closed criminal case a body decides, and is complained of twice": (
        "administrative_offence",
        "closed",
        [
            ("criminal_case_closed",), ("protocol_drawn", {"article": "КоАП 127"}), ("body_received",),
            ("body_decision_announced",), ("body_decision_served",), ("body_appeal_filed",),
            ("body_appeal_decided", {"answer": "rejected"}), ("body_court_complaint_filed",),
            ("body_appeal_decided", {"answer": "granted"}), ("body_decision_announced",),
            ("ruling_in_force", {"penalty": "none"}), ("closed",),
        ],
    ),
    "administrative: reversed and decided anew": (
        "administrative_offence",
        "closed",
        [
            ("protocol_drawn", {"article": "КоАП 434"}), ("court_received",), ("ruling_issued", A | {"result": "fined"}),
            ("appeal_filed",), ("ruling_reversed", A), ("ruling_issued", A | {"result": "community_work"}),
            ("ruling_in_force",), ("closed",),
        ],
    ),
    "administrative: the appeal is dismissed": (
        "administrative_offence",
        "closed",
        [
            ("protocol_drawn", {"article": "КоАП 461"}), ("court_received",), ("ruling_issued", A | {"result": "arrested"}),
            ("appeal_filed",), ("appeal_dismissed",), ("closed",),
        ],
    ),
    "administrative: it was a crime": (
        "administrative_offence", "requalified", [("report_filed",), ("requalified_to_criminal",)],
    ),
    "complaint: up the whole ladder": (
        "authority_complaint",
        "closed",
        [
            ("complaint_filed", {"level": "head"}), ("answer_received", {"answer": "rejected", "answered_by": "head"}),
            ("complaint_filed", {"level": "prosecutor"}), ("complaint_registered",), ("complaint_forwarded",),
            ("review_prolonged",), ("answer_received", {"answer": "rejected"}), ("judge_complaint_filed",),
            ("judge_complaint_received",), ("materials_requested",), ("materials_submitted",),
            ("judge_hearing_appointed",),
            ("judge_ruling_announced", {"answer": "rejected"}), ("judge_ruling_appealed",), ("appeal_received",),
            ("appeal_ruled", {"answer": "upheld"}),
        ],
    ),
    "complaint: an application, silence, a suit, up to cassation": (
        "authority_complaint",
        "closed",
        [
            ("appk_message_filed",), ("appk_registered",), ("appk_defects_found",), ("appk_returned",),
            ("appk_message_filed",), ("appk_wrong_body",), ("appk_redirected",), ("appk_registered",),
            ("appk_prolonged",), ("appk_answer_received", {"answer": "rejected", "appeal_told": "no"}),
            ("appk_complaint_filed",), ("appk_complaint_registered",), ("appk_complaint_forwarded",), ("appk_left_unexamined",),
            ("appk_left_notice_received",), ("appk_silence_came",), ("appk_suit_filed", {"interim_asked": "yes"}),
            ("appk_interim_decided", {"answer": "rejected"}), ("appk_suit_returned",), ("appk_suit_filed",),
            ("appk_defects_demanded",), ("appk_defects_fixed",), ("appk_ruling_ready",), ("appk_private_complaint_filed",),
            ("appk_hearing_ended",), ("appk_decision_ready", {"answer": "rejected"}), ("appk_appeal_filed",),
            ("appk_appeal_received",), ("appk_appeal_decided", {"answer": "rejected"}), ("appk_cassation_filed",),
            ("closed",),
        ],
    ),
    "complaint: an act, a decision on it, a judgment that is not obeyed": (
        "authority_complaint",
        "closed",
        [
            ("appk_violation_learned", {"whose": "body"}), ("appk_complaint_filed",),
            ("appk_complaint_decided", {"answer": "rejected"}), ("appk_suit_filed",),
            ("appk_decision_ready", {"answer": "granted"}), ("appk_judgment_in_force", {"answer": "granted"}),
            ("appk_execution_asked",), ("appk_executed",), ("closed",),
        ],
    ),
    "protection: an order, checked, violated, over, and the other measures after it": (
        "protection",
        "closed",
        [
            ("shelter_admitted",), ("violence_reported",), ("services_notified",), ("measure_asked", {"measure": "order"}),
            ("measure_refused",), ("order_issued", A), ("order_copy_received",), ("order_served",),
            ("order_sent_to_prosecutor",), ("order_checked",), ("measure_violated", {"police_told": "yes"}),
            ("measure_expired",), ("warning_announced", A), ("warning_sent_to_prosecutor",), ("measure_cancelled",),
            ("requirements_set", {"until": "2026-12-31"}), ("cohabitation_banned", {"until": "2026-05-01"}),
            ("measure_asked", {"measure": "approach_ban"}), ("approach_ban_motion_received",),
            ("approach_ban_decided", {"answer": "rejected"}), ("approach_ban_appealed",), ("shelter_left",), ("closed",),
        ],
    ),
    "civil: a court order objected to, a claim returned, tried, appealed, tried anew, cassation": (
        "civil",
        "closed",
        [
            ("child_born",), ("child_removed",), ("guardians_sued",), ("rights_restricted",), ("court_order_asked",),
            ("court_order_refused",), ("court_order_asked",), ("court_order_issued",), ("court_order_served",),
            ("court_order_objected",), ("claim_filed", {"about": "divorce"}), ("claim_refused",), ("ruling_ready",),
            ("private_complaint_filed",), ("claim_filed", {"about": "alimony"}), ("claim_returned",),
            ("claim_filed", {"about": "moral_damage"}), ("claim_accepted", {"interim_asked": "yes"}),
            ("interim_decided", {"answer": "granted"}), ("copies_sent",), ("claim_copy_received", {"who": "defendant"}),
            ("response_filed",), ("ruling_read",), ("reconciliation_set", {"until": "2026-06-01"}),
            ("reconciliation_ended",), ("preparation_ended", {"pace": "general"}), ("trial_opened",), ("hearing_ended",),
            ("operative_part_read", {"answer": "rejected"}),
            ("decision_final_form", {"answer": "rejected", "took_part": "no"}), ("decision_copy_sent", {"took_part": "no"}),
            ("record_ready",), ("record_read",), ("record_remarks_filed",), ("appeal_filed",), ("appeal_copies_sent",),
            ("appeal_received",), ("appeal_reversed",), ("preparation_ended", {"pace": "month"}),
            ("operative_part_read", {"answer": "partly", "immediate": "yes"}), ("writ_issued",), ("writ_presented",),
            ("decision_final_form", {"answer": "partly"}), ("term_missed_learned",), ("restoration_asked",),
            ("restoration_decided", {"answer": "granted"}), ("appeal_filed",), ("appeal_decided", {"answer": "partly"}),
            ("cassation_filed",), ("cassation_decided", {"answer": "partly"}), ("cassation_copy_received",),
            ("cassation_response_filed",), ("cassation_decided", {"answer": "granted"}), ("new_circumstance_found",),
            ("review_asked",), ("review_decided",), ("closed",),
        ],
    ),
    "civil: an order for alimony and nobody objects": (
        "civil",
        "closed",
        [("court_order_asked",), ("court_order_issued",), ("court_order_in_force",), ("writ_presented",), ("closed",)],
    ),
    "civil: granted, and nobody appeals": (
        "civil",
        "closed",
        [
            ("claim_filed",), ("claim_accepted",), ("preparation_ended",), ("operative_part_read", {"answer": "granted"}),
            ("decision_final_form", {"answer": "granted"}), ("decision_in_force", {"answer": "granted"}), ("closed",),
        ],
    ),
    "complaint: answered and closed": (
        "authority_complaint",
        "closed",
        [("complaint_filed",), ("answer_received", {"answer": "upheld"}), ("closed",)],
    ),
}  # fmt: skip


def days_of(told):
    """The story with its days: from a Monday in 2026, two days between things."""
    days = (date(2026, 2, 2) + timedelta(days=2 * place) for place in range(len(told)))
    return [(kind, day.isoformat(), *fields) for day, (kind, *fields) in zip(days, told, strict=True)]


@pytest.mark.parametrize("name", STORIES)
def test_a_life_of_a_proceeding_can_be_recorded_event_by_event_to_its_end(name):
    route_key, end, told = STORIES[name]
    route = BOOK.routes[route_key]
    events = happened(*days_of(told))
    for place, event in enumerate(events):
        assert check_event(route, events[:place], event, NOW) == []
    found = replay(route, events, BOOK.rules, CALENDAR, NOW)
    assert not found.problems
    assert found.stage == end
    assert not any(deadline.is_running for deadline in found.deadlines)


@pytest.mark.parametrize("key", ROUTES)
def test_the_stories_tell_of_every_kind_of_event(key):
    told = {kind for route, _end, events in STORIES.values() if route == key for kind, *_fields in events}
    assert told == {kind.key for kind in BOOK.routes[key].events}


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: f"{rule.key} {rule.version}")
def test_every_rule_is_opened_by_each_of_its_triggers_and_can_be_ended(rule):
    route = BOOK.routes[rule.route]
    for trigger in rule.triggers:
        kind = route.event(trigger)
        told = {field.key: rule.only_if[field.key][0] for field in kind.fields if field.key in rule.only_if}
        assert rule.is_opened_by(kind, told)
        for name in told:
            assert not rule.is_opened_by(kind, told | {name: "something else"})
    assert rule.satisfied_by


def reached_from(route: Route, start: str) -> set[str]:
    """The stages that some run of events leads to."""
    seen, waiting = {start}, deque([start])
    while waiting:
        stage = waiting.popleft()
        for kind in route.possible_events(stage):
            for lead in {*kind.to_stage_by.values(), kind.to_stage or stage} - seen:
                seen.add(lead)
                waiting.append(lead)
    return seen


@pytest.mark.parametrize("key", ROUTES)
def test_every_stage_is_reached_and_none_is_a_dead_end_but_the_final_ones(key):
    route = BOOK.routes[key]
    final = {stage.key for stage in route.stages if stage.final}
    assert reached_from(route, route.first_stage) == {stage.key for stage in route.stages}
    for stage in route.stages:
        if stage.final:
            assert not route.possible_events(stage.key)
        else:
            assert reached_from(route, stage.key) & final, stage.key
            assert [step for step in route.steps if stage.key in step.stages], f"{stage.key} offers nothing"


@pytest.mark.parametrize("key", ROUTES)
def test_every_answer_that_decides_is_answered(key):
    for kind in BOOK.routes[key].events:
        if kind.decides_by:
            (field,) = [field for field in kind.fields if field.key == kind.decides_by]
            choices = {choice.value for choice in field.choices}
            assert field.required
            assert {*kind.outcomes, *kind.to_stage_by} == choices
        assert set(kind.outcomes.values()) <= OUTCOMES


def test_every_outcome_of_the_domain_comes_of_some_event():
    named = {outcome for route in BOOK.routes.values() for kind in route.events for outcome in kind.outcomes.values()}
    assert named == OUTCOMES


@pytest.mark.parametrize("key", ROUTES)
def test_everything_has_a_title_in_three_languages(key):
    route = BOOK.routes[key]
    fields = [field for kind in route.events for field in kind.fields]
    choices = [choice for field in fields for choice in field.choices]
    for titled in (route, *route.stages, *route.events, *route.steps, *fields, *choices):
        assert sorted(titled.titles) == ["en", "kk", "ru"]
        assert all(text.strip() for text in titled.titles.values())


@pytest.mark.parametrize("key", ROUTES)
def test_every_paper_that_is_named_is_there(key):
    route = BOOK.routes[key]
    papers = {kind.document for kind in route.events if kind.document}
    papers |= {step.target for step in route.steps if step.kind == "document"}
    for paper in papers:
        assert (FOLDER.parents[1] / "doc_templates" / paper / "manifest.yaml").exists(), paper


@pytest.mark.parametrize("key", ROUTES)
def test_a_late_authority_can_always_be_answered(key):
    """Courts are answered by hand; police and prosecutors have a complaint that the route offers."""
    route = BOOK.routes[key]
    answered = {rule for step in route.steps for rule in step.rules}
    watched = {rule.key for rule in BOOK.rules if rule.route == key and rule.obligor == "authority"}
    by_the_court = {"koap_private_ruling_answer", "official_materials_3d"}  # the court that asked presses for an answer
    assert watched - answered <= {"koap_complaint_on_actions_review", *by_the_court}
