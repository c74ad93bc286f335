"""What replay makes of the awkward turns: same moments, late recording, repeated and superseding events, reversals."""

import itertools
from datetime import date, timedelta

import pytest

from backend.procedure.replay import DEADLINE_SET, DEADLINE_WAIVED, HappenedEvent, check_event, replay
from tests.procedure.the_law import BOOK, CALENDAR, at, happened

NOW = at("2026-11-25")
CRIMINAL = [
    ("report_filed", "2026-10-01 10:00"),
    ("registered_erdr", "2026-10-02 15:00", {"erdr_number": "1"}),
]
JUDGED = [
    *CRIMINAL,
    ("sent_to_court", "2026-10-10"),
    ("verdict_announced", "2026-10-20", {"result": "acquitted", "respondent": "a"}),
]
COMPLAINT = [("complaint_filed", "2026-11-02")]
RULED = [
    ("report_filed", "2026-10-01 10:00"),
    ("protocol_drawn", "2026-10-02", {"article": "КоАП 434"}),
    ("court_received", "2026-10-05"),
]


def state(route, *told, now=NOW):
    found = replay(BOOK.routes[route], happened(*told), BOOK.rules, CALENDAR, now)
    assert not found.problems
    return found


def deadlines(found, key):
    return [deadline for deadline in found.deadlines if deadline.rule.key == key]


def only(found, key):
    (deadline,) = deadlines(found, key)
    return deadline


def refusals(route, told, *before, now=NOW):
    (event,) = happened(told)
    return [problem.code for problem in check_event(BOOK.routes[route], happened(*before), event, now)]


# --- order ----------------------------------------------------------------------------------------------------------------


def test_a_thing_known_by_its_day_alone_fits_behind_its_cause_of_the_same_day():
    """Registered at 15:00 and recognised «that day», which a form writes down as its noon."""
    found = state("criminal", *CRIMINAL, ("victim_recognised", "2026-10-02"))
    assert found.stage == "investigation"
    assert refusals("criminal", ("victim_recognised", "2026-10-02"), *CRIMINAL) == []


def test_the_day_before_its_cause_is_still_too_early():
    assert refusals("criminal", ("victim_recognised", "2026-10-01"), *CRIMINAL) == ["before_its_cause"]


def test_two_things_of_one_moment_go_by_the_order_of_the_route():
    same = [("registered_erdr", "2026-10-01 10:00", {"erdr_number": "1"}), ("report_filed", "2026-10-01 10:00")]
    assert state("criminal", *same).stage == "investigation"


def test_things_known_to_the_minute_keep_the_order_of_the_clock():
    refiled = [
        ("report_filed", "2026-10-01 09:00"),
        ("report_refused", "2026-10-01"),
        ("report_filed", "2026-10-01 17:00"),
    ]
    for order in itertools.permutations(refiled):
        assert state("criminal", *order).stage == "reported"


def test_the_same_day_may_hold_a_whole_hearing():
    told = [
        *RULED,
        ("ruling_issued", "2026-10-05", {"result": "warned", "respondent": "a"}),
        ("ruling_served", "2026-10-05"),
    ]
    for order in itertools.permutations(told):
        assert state("administrative_offence", *order).stage == "decided"


def test_what_is_recorded_late_changes_what_follows_from_it():
    late = state("criminal", *CRIMINAL)
    assert only(late, "erdr_register_24h").satisfied_at == at("2026-10-02 15:00")
    informed = state("criminal", *CRIMINAL, ("registered_kui", "2026-10-01 18:30", {"kui_number": "7"}))
    from_report, from_kui = sorted(deadlines(informed, "erdr_register_24h"), key=lambda each: each.due.due_at)
    assert from_report.cancelled
    assert not from_report.satisfied_by
    assert from_kui.due.due_at == at("2026-10-02 19:00")
    assert from_kui.satisfied_by == "registered_erdr 2026-10-02 15:00"


def test_two_events_alike_in_all_but_their_ids_give_the_same_answer_in_any_order():
    twins = [HappenedEvent(id_, "petition_filed", at("2026-10-05")) for id_ in ("first", "second")]
    answer = happened(("petition_answered", "2026-10-06", {"answer": "granted"}))
    replayed = [
        replay(BOOK.routes["criminal"], [*happened(*CRIMINAL), *order, *answer], BOOK.rules, CALENDAR, NOW)
        for order in (twins, twins[::-1])
    ]
    assert replayed[0] == replayed[1]


def test_an_unknown_kind_and_one_out_of_place_are_named_and_left_out():
    told = happened(*CRIMINAL, ("no_such_thing", "2026-10-03"), ("verdict_in_force", "2026-10-04"))
    found = replay(BOOK.routes["criminal"], told, BOOK.rules, CALENDAR, NOW)
    assert [(each.code, each.params["kind"]) for each in found.problems] == [
        ("unknown_event", "no_such_thing"),
        ("not_at_this_stage", "verdict_in_force"),
    ]
    assert found.stage == "investigation"


def test_an_event_that_would_make_a_later_one_impossible_names_it():
    assert refusals("criminal", ("report_refused", "2026-10-04"), *CRIMINAL) == ["not_at_this_stage"]
    terminated = ("terminated", "2026-10-05", {"ground": "no_proof"})
    assert refusals("criminal", terminated, *JUDGED) == ["breaks_later", "breaks_later"]


# --- what opens a term -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "opened"),
    [
        ({"form": "protocol"}, {"misdemeanour_prosecutor_1d"}),
        ({"form": "inquiry"}, {"inquiry_prosecutor_3d"}),
        ({"form": "preliminary"}, {"indictment_prosecutor_10d"}),
        ({}, {"indictment_prosecutor_10d"}),
    ],
)
def test_the_prosecutors_term_goes_by_the_form_and_by_the_longest_while_it_is_unknown(fields, opened):
    found = state("criminal", *CRIMINAL, ("sent_to_prosecutor", "2026-11-20", fields))
    assert {each.rule.key for each in found.deadlines if each.trigger_event_id.startswith("sent_to")} == opened


@pytest.mark.parametrize(
    ("day", "version", "needs_review"),
    [
        ("2025-09-15", "1", True),
        ("2025-09-16", "2025-09-16", False),
        ("2026-12-31", "2025-09-16", False),
    ],
)
def test_the_day_of_the_trigger_chooses_the_wording(day, version, needs_review):
    told = [("complaint_filed", day), ("judge_complaint_filed", day)]
    rule = only(state("authority_complaint", *told, now=at("2027-12-31")), "judge_complaint_3d").rule
    assert (rule.version, rule.needs_review) == (version, needs_review)


@pytest.mark.parametrize(("day", "version"), [("2026-12-31", "1"), ("2027-01-01", "2027-01-01")])
def test_a_wording_that_is_still_to_come_is_not_used_a_day_too_early(day, version):
    found = state("criminal", *CRIMINAL, ("sent_to_prosecutor", day), now=at("2027-02-01"))
    assert only(found, "indictment_prosecutor_10d").rule.version == version


def test_a_complaint_made_beforehand_needs_no_term():
    early = [CRIMINAL[0], ("complaint_of_victim_filed", "2026-10-01"), CRIMINAL[1]]
    assert not deadlines(state("criminal", *early), "victim_complaint_private_public_3d")
    assert only(state("criminal", *CRIMINAL), "victim_complaint_private_public_3d").is_running


def test_recognition_is_no_complaint_of_hers():
    found = state("criminal", *CRIMINAL, ("victim_recognised", "2026-10-03"))
    assert only(found, "victim_complaint_private_public_3d").is_running


def test_a_public_prosecution_does_not_wait_for_her_complaint():
    told = [CRIMINAL[0], ("registered_erdr", "2026-10-02 15:00", {"erdr_number": "1", "prosecution": "public"})]
    assert not deadlines(state("criminal", *told), "victim_complaint_private_public_3d")


def test_an_answer_that_grants_opens_no_term_of_appeal():
    upheld = state("authority_complaint", *COMPLAINT, ("answer_received", "2026-11-06", {"answer": "upheld"}))
    assert not deadlines(upheld, "court_complaint_15d_b")
    refused = state("authority_complaint", *COMPLAINT, ("answer_received", "2026-11-06", {"answer": "rejected"}))
    assert only(refused, "court_complaint_15d_b").due.last_day == date(2026, 11, 23)
    by_head = {"answer": "rejected", "answered_by": "head"}
    assert not deadlines(
        state("authority_complaint", *COMPLAINT, ("answer_received", "2026-11-06", by_head)), "court_complaint_15d_b"
    )


# --- from when it counts -----------------------------------------------------------------------------------------------------


def test_a_prolonged_review_counts_from_the_complaint():
    told = [("complaint_filed", "2026-11-02"), ("review_prolonged", "2026-11-06")]
    assert only(state("authority_complaint", *told), "complaint_reply_15d").due.last_day == date(2026, 11, 17)
    registered = [*told, ("complaint_registered", "2026-11-03")]
    assert only(state("authority_complaint", *registered), "complaint_reply_15d").due.last_day == date(2026, 11, 18)


def test_a_hearing_lengthens_the_judges_term_from_the_arrival_of_the_complaint():
    told = [*COMPLAINT, ("judge_complaint_filed", "2026-11-09"), ("judge_complaint_received", "2026-11-10")]
    short = state("authority_complaint", *told)
    assert [each.due.last_day for each in deadlines(short, "judge_complaint_3d") if each.is_running] == [
        date(2026, 11, 13)
    ]
    heard = state("authority_complaint", *told, ("judge_hearing_appointed", "2026-11-12"))
    assert not any(each.is_running for each in deadlines(heard, "judge_complaint_3d"))
    assert only(heard, "judge_complaint_10d").due.last_day == date(2026, 11, 20)


def test_silence_starts_a_term_once_fifteen_days_of_it_have_passed():
    told = [("complaint_filed", "2026-11-02", {"level": "prosecutor"})]
    silent = only(state("authority_complaint", *told), "court_complaint_15d_c")
    assert silent.due.last_day == date(2026, 12, 2)  # 17 November and fifteen days
    answered = state("authority_complaint", *told, ("answer_received", "2026-11-06", {"answer": "rejected"}))
    assert only(answered, "court_complaint_15d_c").cancelled


def test_a_head_of_the_body_starts_no_clock_of_silence_until_the_prosecutor_has_it():
    assert not deadlines(state("authority_complaint", *COMPLAINT), "court_complaint_15d_c")
    registered = state("authority_complaint", *COMPLAINT, ("complaint_registered", "2026-11-03"))
    assert only(registered, "court_complaint_15d_c").due.last_day == date(2026, 12, 2)


def test_a_region_counts_hours_by_its_own_clock():
    told = happened(("report_filed", "2023-11-06 14:20"))
    found = replay(BOOK.routes["criminal"], told, BOOK.rules, CALENDAR, NOW)
    assert only(found, "erdr_register_24h").due.due_at == at("2023-11-07 15:00")


# --- what ends it ------------------------------------------------------------------------------------------------------------


def test_each_petition_wants_an_answer_of_its_own_and_the_oldest_gets_the_first():
    told = [
        *CRIMINAL,
        ("petition_filed", "2026-10-05", {"subject": "a"}),
        ("petition_filed", "2026-10-06", {"subject": "b"}),
    ]
    found = state("criminal", *told, ("petition_answered", "2026-10-07", {"answer": "granted"}))
    first, second = deadlines(found, "petition_decision_3d")
    assert first.satisfied_by == "petition_answered 2026-10-07"
    assert second.is_running


def test_a_later_start_takes_the_place_of_an_earlier_one_only_while_that_is_unanswered():
    refused = [CRIMINAL[0], ("report_refused", "2026-10-02")]
    read = state("criminal", *refused, ("decision_read", "2026-10-08"))
    running = [each for each in deadlines(read, "court_complaint_15d_a") if each.is_running]
    assert [each.due.last_day for each in running] == [date(2026, 10, 23)]
    complained = [*refused, ("complaint_to_judge_filed", "2026-10-05"), ("decision_read", "2026-10-08")]
    first, second = deadlines(state("criminal", *complained), "court_complaint_15d_a")
    assert first.satisfied_by == "complaint_to_judge_filed 2026-10-05"
    assert second.is_running


def test_the_same_thing_happening_again_takes_nothing_away():
    told = [*JUDGED, ("verdict_announced", "2026-10-28", {"result": "acquitted", "respondent": "b"})]
    assert [each.is_running for each in deadlines(state("criminal", *told), "appeal_15d")] == [True, True]


def test_a_reversal_leaves_the_term_of_another_respondent_alone():
    told = [
        *JUDGED,
        ("verdict_announced", "2026-10-21", {"result": "acquitted", "respondent": "b"}),
        ("verdict_reversed", "2026-10-28", {"respondent": "a"}),
    ]
    of_a, of_b = deadlines(state("criminal", *told), "appeal_15d")
    assert (of_a.cancelled, of_b.is_running) == (True, True)


def test_an_answer_before_the_question_meets_nothing():
    told = [*CRIMINAL, ("petition_answered", "2026-10-04", {"answer": "granted"}), ("petition_filed", "2026-10-05")]
    assert only(state("criminal", *told), "petition_decision_3d").is_running


def test_a_late_answer_meets_the_term_and_shows_how_late():
    told = [*COMPLAINT, ("answer_received", "2026-11-20", {"answer": "upheld"})]
    deadline = only(state("authority_complaint", *told), "complaint_reply_7d")
    assert deadline.satisfied_at - deadline.due.due_at > timedelta(days=9)
    assert not deadline.is_overdue(NOW)


def test_the_end_of_the_route_leaves_nothing_running_and_meets_nothing():
    found = state("criminal", *JUDGED, ("verdict_in_force", "2026-11-10"))
    assert only(found, "appeal_15d").cancelled
    closed = state("authority_complaint", *COMPLAINT, ("closed", "2026-11-20"))
    assert [(each.cancelled, each.satisfied_by) for each in closed.deadlines] == [(True, None)]


def test_a_term_whose_stage_has_passed_still_runs_until_it_is_answered_or_lapses_with_the_route():
    told = [*CRIMINAL, ("petition_filed", "2026-10-05"), ("sent_to_court", "2026-10-10")]
    found = state("criminal", *told)
    assert only(found, "petition_decision_3d").is_overdue(NOW)
    assert only(found, "victim_complaint_private_public_3d").cancelled  # it has gone to court without


def test_an_interruption_stops_the_clock_of_the_investigation_and_the_days_are_added_when_it_goes_on():
    running = only(state("criminal", *CRIMINAL), "investigation_term_2m")
    assert running.due.last_day == date(2026, 12, 2)
    stopped = state("criminal", *CRIMINAL, ("investigation_interrupted", "2026-10-20"), now=at("2027-06-01"))
    still = only(stopped, "investigation_term_2m")
    assert (still.due, still.stands_still, still.is_running) == (None, True, True)
    assert not still.is_overdue(at("2027-06-01"))
    resumed = ("investigation_resumed", "2026-11-03", {"why": "ground_gone"})
    again = only(
        state("criminal", *CRIMINAL, ("investigation_interrupted", "2026-10-20"), resumed), "investigation_term_2m"
    )
    # fourteen days stood still: 2 December and fourteen days are the 16th, a holiday; the next working day is the 17th
    assert again.due.last_day == date(2026, 12, 17)


def test_two_interruptions_add_up_and_one_that_the_prosecutor_refused_ends_with_the_refusal():
    told = [
        *CRIMINAL,
        ("investigation_interrupted", "2026-10-10"),
        ("interruption_decided", "2026-10-13", {"decision": "refused"}),
        ("investigation_interrupted", "2026-10-20"),
        ("investigation_resumed", "2026-10-27", {"why": "ground_gone"}),
    ]
    assert only(state("criminal", *told), "investigation_term_2m").due.last_day == date(
        2026, 12, 14
    )  # 2 + 3 + 7, a Saturday


def test_an_extension_has_its_own_limit_until_the_prosecutor_names_the_day():
    extended = ("investigation_extended", "2026-11-20", {"level": "district"})
    found = state("criminal", *CRIMINAL, extended)
    assert only(found, "investigation_term_2m").cancelled
    assert only(found, "term_extension_3m").due.last_day == date(
        2027, 1, 5
    )  # 2 January is off, and so are the 3rd and 4th
    named = ("investigation_extended", "2026-11-20", {"level": "district", "until": "2026-12-20"})
    assert only(state("criminal", *CRIMINAL, named), "term_extension_3m").due.last_day == date(2026, 12, 20)


def test_limitation_stands_still_for_an_expertise_and_in_court():
    told = [("offence_committed", "2026-09-01"), ("report_filed", "2026-09-02 10:00")]
    assert only(state("administrative_offence", *told), "koap_limitation_general").due.last_day == date(2026, 11, 2)
    told += [("expertise_ordered", "2026-09-05"), ("expertise_received", "2026-09-15")]
    assert only(state("administrative_offence", *told), "koap_limitation_general").due.last_day == date(2026, 11, 11)
    told += [("protocol_drawn", "2026-09-16", {"article": "КоАП 73"}), ("court_received", "2026-09-18")]
    assert only(state("administrative_offence", *told), "koap_limitation_general").stands_still
    told += [("protocol_returned", "2026-09-22")]
    assert only(state("administrative_offence", *told), "koap_limitation_general").due.last_day == date(2026, 11, 16)


def test_the_limitation_of_a_crime_ends_the_day_before_the_anniversary_whatever_day_that_is():
    told = ("offence_committed", "2024-11-10", {"severity": "minor"})
    found = only(state("criminal", told), "limitation_minor")
    assert found.due.last_day == date(2026, 11, 9)
    sunday = only(
        state("criminal", ("offence_committed", "2025-11-16", {"severity": "misdemeanour"})), "limitation_misdemeanour"
    )
    assert sunday.due.last_day == date(2026, 11, 15)


def test_a_term_that_the_law_leaves_open_waits_for_the_day_that_the_lead_names():
    told = [*CRIMINAL, ("terminated", "2026-10-12", {"ground": "no_proof"}), ("termination_approved", "2026-10-20")]
    open_ = only(state("criminal", *told, now=at("2027-06-01")), "termination_notice")
    assert (open_.due, open_.is_running, open_.is_overdue(at("2027-06-01"))) == (None, True, False)
    about = {"trigger": "termination_approved 2026-10-20", "rule": "termination_notice"}
    days = [
        HappenedEvent(id_, DEADLINE_SET, at(moment), {**about, "until": until, "why": "by_hand"})
        for id_, moment, until in (("a", "2026-10-21", "2026-10-30"), ("b", "2026-10-22", "2026-11-06"))
    ]
    for order in (days, days[::-1]):
        found = replay(BOOK.routes["criminal"], [*happened(*told), *order], BOOK.rules, CALENDAR, NOW)
        assert only(found, "termination_notice").due.last_day == date(2026, 11, 6)
        assert only(found, "termination_notice").is_overdue(NOW)


def test_a_restored_term_runs_until_the_day_it_was_restored_to():
    told = {"trigger": "verdict_announced 2026-10-20", "rule": "appeal_15d", "until": "2026-12-01", "why": "restored"}
    restored = HappenedEvent("r", DEADLINE_SET, at("2026-11-20"), told)
    assert only(state("criminal", *JUDGED), "appeal_15d").is_overdue(NOW)
    found = only(
        replay(BOOK.routes["criminal"], [*happened(*JUDGED), restored], BOOK.rules, CALENDAR, NOW), "appeal_15d"
    )
    assert found.due.last_day == date(2026, 12, 1)
    assert not found.is_overdue(NOW)


def test_a_decision_in_force_leaves_what_ran_before_without_object_and_opens_what_comes_after():
    found = state("criminal", *JUDGED, ("verdict_in_force", "2026-11-10", {"cassation": "yes"}))
    assert only(found, "appeal_15d").cancelled
    assert only(found, "cassation_worsening_1y").due.last_day == date(2027, 11, 10)
    assert only(found, "verdict_execution_3d").is_running
    over = state(
        "criminal", *JUDGED, ("verdict_in_force", "2026-11-10", {"cassation": "yes"}), ("closed", "2026-11-20")
    )
    assert not any(deadline.is_running for deadline in over.deadlines)


def test_each_check_of_a_protective_order_opens_the_next_seven_days():
    served = [("order_issued", "2026-11-02"), ("order_served", "2026-11-02 15:20")]
    found = state("protection", *served, ("order_checked", "2026-11-06"), ("order_checked", "2026-11-12"))
    checks = [(each.due.last_day.day, each.is_running) for each in deadlines(found, "protective_order_check_7d")]
    assert checks == [(9, False), (13, False), (19, True)]
    assert only(found, "protective_order_term_30d").due.due_at == at("2026-12-02 15:20")


@pytest.mark.parametrize(("served", "known"), [("2026-03-01 10:00", True), ("2026-03-02 10:00", False)])
def test_the_copy_for_the_prosecutor_was_asked_for_by_the_old_law_only(served, known):
    found = state("protection", ("order_issued", served[:10]), ("order_served", served))
    assert bool(deadlines(found, "protective_order_to_prosecutor_24h")) is known


def test_the_civil_appeal_runs_from_the_final_form_and_restoration_from_learning():
    told = [
        ("claim_filed", "2026-09-01", {"about": "moral_damage"}), ("claim_accepted", "2026-09-04"),
        ("preparation_ended", "2026-09-25"), ("operative_part_read", "2026-11-23", {"answer": "rejected"}),
        ("decision_final_form", "2026-11-30", {"answer": "rejected"}),
    ]  # fmt: skip
    found = state("civil", *told, ("term_missed_learned", "2026-12-02"), now=at("2026-12-03"))
    assert only(found, "gpk_final_form").due.last_day == date(2026, 11, 30)
    assert only(found, "gpk_appeal").due.last_day == date(2026, 12, 30)
    assert only(found, "gpk_restoration_request").due.last_day == date(2027, 1, 5)


def test_silence_on_an_administrative_complaint_is_counted_in_working_days_and_opens_the_suit():
    told = [("appk_violation_learned", "2026-10-01"), ("appk_complaint_filed", "2026-11-23")]
    found = state("authority_complaint", *told, ("appk_complaint_registered", "2026-11-23"), now=at("2026-12-23"))
    review = [each for each in deadlines(found, "appk_complaint_review") if each.is_running]
    assert [each.due.last_day for each in review] == [date(2026, 12, 22)]
    assert next(step.step.target for step in found.next_steps) == "appk_suit_filed"


def test_a_waiver_stands_for_its_deadline_alone():
    waiver = HappenedEvent(
        "w", DEADLINE_WAIVED, at("2026-10-21"), {"trigger": "verdict_announced 2026-10-20", "rule": "appeal_15d"}
    )
    found = replay(BOOK.routes["criminal"], [*happened(*JUDGED), waiver], BOOK.rules, CALENDAR, NOW)
    assert only(found, "appeal_15d").waived
    assert not only(found, "court_first_step_5d").waived


# --- how it ended ------------------------------------------------------------------------------------------------------------


def outcomes(found):
    return [(fact.respondent, fact.outcome) for fact in found.outcomes]


def test_a_reversal_takes_back_the_respondent_it_names_or_everybody():
    both = [*JUDGED, ("verdict_announced", "2026-10-21", {"result": "convicted", "respondent": "b"})]
    assert outcomes(state("criminal", *both)) == [("a", "acquitted"), ("b", "convicted")]
    of_b = state("criminal", *both, ("verdict_reversed", "2026-10-28", {"respondent": "b"}))
    assert outcomes(of_b) == [("a", "acquitted")]
    assert outcomes(state("criminal", *both, ("verdict_reversed", "2026-10-28"))) == []


def test_an_outcome_that_names_nobody_goes_with_everybody_and_not_with_one_by_name():
    told = [*CRIMINAL, ("terminated", "2026-10-05", {"ground": "no_proof"})]
    assert outcomes(state("criminal", *told)) == [(None, "terminated")]
    of_a = ("investigation_resumed", "2026-10-20", {"respondent": "a"})
    assert outcomes(state("criminal", *told, of_a)) == [(None, "terminated")]
    assert outcomes(state("criminal", *told, ("investigation_resumed", "2026-10-20"))) == []


def test_a_later_decision_about_the_same_person_takes_the_place_of_the_earlier():
    told = [
        *RULED,
        ("ruling_issued", "2026-10-07", {"result": "warned", "respondent": "a"}),
        ("appeal_filed", "2026-10-12"),
        ("ruling_changed", "2026-10-20", {"result": "arrested", "respondent": "a", "days": "5"}),
    ]
    assert outcomes(state("administrative_offence", *told)) == [("a", "arrested")]


def test_a_refused_report_is_an_outcome_until_it_is_registered_after_all():
    refused = [CRIMINAL[0], ("report_refused", "2026-10-01")]
    assert outcomes(state("criminal", *refused)) == [(None, "refused")]
    assert outcomes(state("criminal", *refused, CRIMINAL[1])) == []


# --- what may come next ------------------------------------------------------------------------------------------------------


def test_a_step_is_offered_once_for_the_term_that_passed_first():
    told = [
        *CRIMINAL,
        ("petition_filed", "2026-10-05"),
        ("petition_filed", "2026-10-12"),
        ("victim_status_asked", "2026-10-15"),
    ]
    answers = [step for step in state("criminal", *told).next_steps if step.deadline]
    assert [step.step.key for step in answers] == ["complain_to_prosecutor"]
    assert answers[0].deadline.trigger_event_id == "petition_filed 2026-10-05"


def test_at_once_is_late_from_the_next_day_on():
    told = [*CRIMINAL, ("victim_status_asked", "2026-10-15")]
    deadline = only(state("criminal", *told), "victim_status")
    assert not deadline.is_overdue(at("2026-10-15 23:59"))
    assert deadline.is_overdue(at("2026-10-16 00:00"))


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (("no_such_thing", "2026-10-05"), ["unknown_event"]),
        (("petition_filed", "2026-12-05"), ["in_the_future"]),
        (("petition_answered", "2026-10-05"), ["missing_field"]),
        (("petition_answered", "2026-10-05", {"answer": "perhaps"}), ["bad_choice"]),
        (("petition_answered", "2026-10-05", {"answer": ["granted"]}), ["bad_choice"]),
        (("petition_filed", "2026-10-05", {"colour": "red"}), ["unknown_field"]),
        (("investigation_extended", "2026-10-05", {"until": "soon"}), ["bad_date"]),
        (("investigation_extended", "2026-10-05", {"until": "2026-12-31"}), []),
        (("verdict_in_force", "2026-10-05"), ["not_at_this_stage"]),
    ],
)
def test_every_reason_against_an_event_is_told(told, codes):
    assert refusals("criminal", told, *CRIMINAL) == codes


@pytest.mark.parametrize(("days", "codes"), [("15", []), (15, []), ("-1", ["bad_number"]), ("²", ["bad_number"])])
def test_a_number_is_a_whole_one(days, codes):
    told = ("ruling_issued", "2026-10-07", {"result": "arrested", "respondent": "a", "days": days})
    assert refusals("administrative_offence", told, *RULED) == codes
