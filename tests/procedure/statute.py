"""What the statute files say of every rule that is loaded, row by row: the second pair of eyes on fixtures/law.

Copied from the tables by hand and on purpose in another shape, so that a slip shows: key → term, code, whose
duty, article. A unit with «!» runs to the minute through days off. A rule that is loaded must stand here, and what stands
here must be loaded.
"""

CRIMINAL = """
erdr_register_24h                  24 hours   authority  Приказ ГП № 89 (по УПК 180 ч.3)
report_accept                       0 immediate authority УПК 185 ч.1
report_forward_admin_3d             3 days    authority  УПК 179 ч.4
report_forward_revision_3d          3 days    authority  УПК 181 ч.5
victim_complaint_private_public_3d  3 days    us         УПК 32 ч.5
victim_status                       0 immediate authority УПК 71 ч.1-1
petition_decision_3d                3 days    authority  УПК 99 ч.4
post_review_written_petition_3d     3 days    us         УПК 297 ч.2
petition_refusal_complaint_3d       3 days    us         УПК 297 ч.6
complaint_termination_1y            1 years   us         УПК 102
court_complaint_15d_a              15 days    us         УПК 106 ч.5
investigation_term_inquiry_1m       1 months  authority  УПК 192 ч.2
investigation_term_2m               2 months  authority  УПК 192 ч.2
extra_investigation_1m              1 months  authority  УПК 192 ч.7
interruption_to_prosecutor_1d       1 days    authority  УПК 45 ч.8
interruption_prosecutor_3d          3 days    authority  УПК 45 ч.8-1
misdemeanour_protocol_10d          10 days    authority  УПК 526 ч.1
misdemeanour_prosecutor_1d          1 days    authority  УПК 528 ч.3
inquiry_prosecutor_3d               3 days    authority  УПК 192-2 ч.6
indictment_prosecutor_10d          10 days    authority  УПК 302 ч.2
safety_application_24h             24 hours   authority  УПК 96 ч.4
court_first_step_5d                 5 days    court      УПК 319 ч.4
misdemeanour_trial_15d             15 days    court      УПК 529 ч.3
verdict_copy_victim                 5 days    court      УПК 404
appeal_15d                         15 days    us         УПК 418 ч.1
appeal_schedule_10d                10 days    court      УПК 428 ч.1
appeal_hearing_1m                   1 months  court      УПК 425
jurisdiction_transfer_urgent_5d     5 days    authority  УПК 186 ч.3
inquiry_handover_5d                 5 days    authority  УПК 196 ч.2
body_request_reply_3d               3 days    other      УПК 34 ч.5
file_review_postpone_5d             5 days    us         УПК 294 ч.4
petition_refusal_copy_1d            1 days    authority  УПК 297 ч.5
term_extension_3m                   3 months  authority  УПК 192 ч.4
term_extension_12m                 12 months  authority  УПК 192 ч.4
termination_to_prosecutor_1d        1 days    authority  УПК 289 ч.1
termination_prosecutor_10d         10 days    authority  УПК 290 ч.1
admin_material_after_termination_10d 10 days  authority  УПК 35 ч.9
private_complaint_judge_3d          3 days    court      УПК 409 ч.2
private_accused_summons_7d          7 days    court      УПК 409 ч.4
private_trial_start_15d            15 days    court      УПК 411 ч.2
delivery_3h                         3 hours!  authority  УПК 129 ч.1
custody_48h                        48 hours!  authority  УПК 131 ч.4
custody_24h_minor                  24 hours!  authority  УПК 131 ч.4
custody_72h                        72 hours!  authority  УПК 131 ч.4
custody_prosecutor_notice_12h      12 hours   authority  УПК 131 ч.3
property_arrest_submit_48h         48 hours   authority  УПК 162 ч.2
property_arrest_judge_24h          24 hours   court      УПК 163 ч.2
depose_testimony_24h               24 hours   court      УПК 217 ч.2
depose_minutes_remarks_5d           5 days    us         УПК 217 ч.5
preliminary_hearing_10d            10 days    court      УПК 321 ч.2
trial_start_window                 15 days    court      УПК 322 ч.4
trial_start_window_shortened       10 days    court      УПК 322 ч.4
misdemeanour_decision_copy_3d       3 days    court      УПК 529 ч.8
private_appeal_ruling_15d          15 days    us         УПК 422 ч.2
verdict_execution_3d                3 days    court      УПК 470 ч.3
cassation_worsening_1y              1 years   us         УПК 487 ч.2
cassation_return_3d                 3 days    court      УПК 489 ч.3
cassation_notice_10d               10 days    court      УПК 492 ч.1
cassation_hearing_6m                6 months  court      УПК 492 ч.3
term_extension_gp                   0 by_hand authority  УПК 192 ч.5
report_forward_private_case         0 by_hand authority  УПК 179 ч.5
termination_notice                  0 by_hand authority  УПК 289 ч.2
"""
LIMITATION = """
limitation_misdemeanour             1 years   authority  УК 71 ч.1 п.1
limitation_minor                    2 years   authority  УК 71 ч.1 п.2
limitation_medium                   5 years   authority  УК 71 ч.1 п.3
limitation_grave                   10 years   authority  УК 71 ч.1 п.4
limitation_especially_grave        15 years   authority  УК 71 ч.1 п.5
"""
AUTHORITY_COMPLAINT = """
complaint_reply_7d                  7 days    authority  УПК 105 ч.2
complaint_reply_3d                  3 days    authority  УПК 105 ч.2
complaint_reply_15d                15 days    authority  УПК 105 ч.2
court_complaint_15d_b              15 days    us         УПК 106 ч.5
court_complaint_15d_c              15 days    us         УПК 106 ч.5
judge_complaint_3d                  3 days    court      УПК 106 ч.6
judge_complaint_10d                10 days    court      УПК 106 ч.6
judge_ruling_appeal_3d              3 days    us         УПК 107 ч.2
oblast_review_3d                    3 days    court      УПК 107 ч.5
official_materials_3d               3 days    authority  УПК 106 ч.6
"""
ADMINISTRATIVE_PROCEDURE = """
appk_registration                   0 immediate authority АППК 64 ч.1–3
appk_redirect                       3 working_days authority АППК 65 ч.1
appk_return                         3 working_days authority АППК 64 ч.7
appk_message_answer                15 working_days authority АППК 76 ч.1
appk_message_extension              2 months  authority  АППК 76 ч.3
appk_complaint_filing               3 months  us         АППК 92 ч.1
appk_complaint_filing_no_notice     6 months  us         АППК 92 ч.1-1
appk_complaint_forward              3 working_days authority АППК 91 ч.4
appk_complaint_review              20 working_days authority АППК 99
appk_left_without_review_notice     3 working_days authority АППК 95 ч.2
appk_suit_after_complaint           1 months  us         АППК 136 ч.1, 6
appk_suit_after_silence             1 months  us         АППК 136 ч.6
appk_suit_no_pretrial               1 months  us         АППК 136 ч.1
appk_suit_action                    1 months  us         АППК 136 ч.2
appk_suit_recognition               3 months  us         АППК 136 ч.3
appk_suit_bailiff                  10 working_days us    АППК 136 ч.4
appk_suit_third_party               1 months  us         АППК 136 ч.5
appk_suit_fix_defects              10 working_days us    АППК 138 ч.4
appk_interim_measures               5 working_days court АППК 139 ч.2
appk_court_consideration            3 months  court      АППК 146 ч.1
appk_court_decision_ready          10 working_days court АППК 151 ч.2
appk_court_appeal                   2 months  us         АППК 168 ч.2
appk_court_private_complaint       10 working_days us    АППК 168 ч.3
appk_court_appeal_review            3 months  court      АППК 168 ч.8
appk_court_cassation                6 months  us         АППК 169 ч.2
appk_execution                      1 months  authority  АППК 171 ч.2
"""
ADMINISTRATIVE_OFFENCE = """
koap_protocol_after_clarification   3 days    authority  КоАП 806 ч.6
koap_protocol_after_expertise       2 days    authority  КоАП 806 ч.7
koap_protocol_to_court              3 days    authority  КоАП 808 ч.1
koap_protocol_to_court_arrest       0 immediate authority КоАП 808 ч.3
koap_complaint_on_actions           2 months  us         КоАП 827–828
koap_complaint_on_actions_review   10 days    authority  КоАП 829 ч.2
koap_complaint_refusal_appeal      10 days    us         КоАП 829 ч.2
koap_petition_decision              3 days    court      КоАП 740 ч.2
koap_case_consideration_court      15 days    court      КоАП 829-5 ч.1–2
koap_case_consideration_arrest      0 immediate court    КоАП 829-5 ч.3
koap_record_remarks                 3 days    us         КоАП 829-13 ч.3
koap_copy_of_ruling_court           3 days    court      КоАП 829-16 ч.2
koap_appeal_court_ruling           10 days    us         КоАП 832 ч.1
koap_appeal_court_ruling_absent    10 days    us         КоАП 832 ч.1
koap_appeal_forward                 3 days    court      КоАП 831 ч.1
koap_appeal_forward_arrest          0 immediate court    КоАП 831 ч.4
koap_appeal_review                 10 days    court      КоАП 835 ч.1, 3
koap_appeal_review_arrest           1 days    court      КоАП 835 ч.2
koap_protocol_draw_up               0 immediate authority КоАП 806 ч.1
koap_protocol_copy_to_victim        0 immediate authority КоАП 803 ч.8
koap_protocol_copy_absent_offender  2 days    authority  КоАП 803 ч.9
koap_detention_general              3 hours!  authority  КоАП 789 ч.1
koap_detention_arrestable          24 hours!  authority  КоАП 789 ч.3
koap_bringing_total                 1 months  authority  КоАП 790 ч.1
koap_limitation_general             2 months  authority  КоАП 62 ч.1
koap_limitation_continuing          2 months  authority  КоАП 62 ч.3
koap_limitation_after_criminal_closed 3 months authority КоАП 62 ч.6
koap_case_consideration_detained   24 hours!  court      КоАП 829-5 ч.3
koap_case_immediate_on_request      0 immediate court    КоАП 829-5 ч.2
koap_short_record_ready             3 days    court      КоАП 829-13 ч.2
koap_case_consideration_body       15 days    authority  КоАП 817 ч.1
koap_copy_of_decision_body          3 days    other      КоАП 823 ч.2
koap_body_decision_higher_body     10 days    us         КоАП 826-2 ч.2
koap_body_decision_to_court        10 days    us         КоАП 829-4 ч.1, 3
koap_body_decision_review          10 days    other      КоАП 826-3 ч.1, 5
koap_appeal_copy                    3 days    court      КоАП 846 ч.2
koap_appeal_worsening_window        1 years   us         КоАП 832 ч.3
koap_to_execution                   1 days    court      КоАП 885
koap_fine_payment                  30 days    other      КоАП 893 ч.1
koap_execution_limitation           1 years   authority  КоАП 890 ч.1
koap_community_work_summons         3 working_days authority КоАП 914-1 ч.4
koap_considered_penalised           1 years   other      КоАП 61
koap_cassation_worsening            1 years   us         КоАП 851 ч.4
koap_cassation_petition_review     30 working_days court КоАП 848 ч.7
koap_cassation_hearing              6 months  court      КоАП 851 ч.7
koap_newly_discovered               3 months  us         КоАП 854 ч.2
koap_private_ruling_answer          1 months  authority  КоАП 829-19 ч.2
koap_appeal_defects                 0 by_hand us         КоАП 833 ч.5
koap_arrest_executed                0 by_hand other      КоАП 884 ч.3, 913
"""
PROTECTION = """
protective_order_copy_victim        0 immediate authority Закон 245-VIII ст.60 п.1
protective_order_term_30d          30 days!   other      Закон 245-VIII ст.60 п.5
protective_order_check_7d           7 days    authority  Закон 245-VIII ст.60 п.5
official_warning_30d               30 days!   other      Закон 245-VIII ст.51 п.5
official_warning_prosecutor_24h    24 hours   authority  Закон 245-VIII ст.51 п.3
police_notify_services_1d           1 days    authority  Закон 245-VIII ст.72 п.3
temporary_shelter_1m                1 months  other      Закон 245-VIII ст.72 п.2
koap_special_requirements_term      3 months  other      КоАП 54 ч.1
"""
PROTECTION_BY_CODES = {
    "koap": "koap_cohabitation_ban 30 days other КоАП 54 ч.2",
    "upk": """
protective_order_to_prosecutor_24h 24 hours   authority  Закон 214-IV ст.20 п.1
approach_ban_judge_24h             24 hours   court      УПК 165 ч.4
approach_ban_appeal_3d              3 days    us         УПК 107 ч.2
approach_ban_application            0 by_hand authority  УПК 165 ч.2
""",
}
CIVIL = """
gpk_acceptance 5 working_days court ГПК 150 ч.1, 151 ч.2, 152 ч.2
gpk_interim_measure 0 immediate court ГПК 157 ч.1
gpk_copies_to_defendant 3 working_days court ГПК 165 п.1
gpk_defendant_response 10 working_days other ГПК 166 ч.2
gpk_defendant_response_ours 10 working_days us ГПК 166 ч.2
gpk_preparation 20 working_days court ГПК 164 ч.1
gpk_trial_start 20 working_days court ГПК 173
gpk_consideration 2 months court ГПК 183 ч.2
gpk_consideration_alimony_paternity 1 months court ГПК 183 ч.2
gpk_pronouncement_delay 5 working_days court ГПК 223 ч.3
gpk_final_form 5 working_days court ГПК 223 ч.4
gpk_copy_to_absent 3 working_days court ГПК 234
gpk_record_familiarise 5 working_days us ГПК 284
gpk_record_remarks 3 working_days us ГПК 284
gpk_appeal 1 months us ГПК 403 ч.3
gpk_appeal_absent 1 months us ГПК 403 ч.3
gpk_appeal_copies 5 working_days court ГПК 405 ч.1 п.1
gpk_appeal_review 2 months court ГПК 415
gpk_private_complaint 10 working_days us ГПК 429 ч.1
gpk_definition_final_form 5 working_days court ГПК 268 ч.4
gpk_cassation 6 months us ГПК 436 ч.1, 434, 437
gpk_cassation_response 10 working_days us ГПК 446 ч.2
gpk_restoration_request 1 months us ГПК 126 ч.4
gpk_restoration_decision 10 working_days court ГПК 126 ч.4
gpk_newly_discovered_application 3 months us ГПК 457 ч.1
gpk_newly_discovered_review 15 working_days court ГПК 457 ч.2
gpk_writ_issue 3 working_days court ГПК 241 ч.4
gpk_writ_immediate 1 working_days court ГПК 241 ч.3
gpk_court_order_issue 3 working_days court ГПК 135 п.4, 139
gpk_court_order_objection 10 working_days other ГПК 141 ч.2
"""
FAMILY_AND_ENFORCEMENT = """
enforcement_writ_term 3 years us Закон 261-IV ст.11 п.1, 3
divorce_min_wait 1 months court КоБС 19 п.3–4
divorce_reconciliation 6 months court КоБС 20
alimony_wife 3 years us КоБС 147 п.2
parental_rights_restriction_followup 6 months authority КоБС 79 п.2
child_emergency_removal 7 days authority КоБС 82 п.2
"""

# Keys whose number or start the files do not vouch for in full, with their confidence.
UNSURE = dict.fromkeys(
    (
        "erdr_register_24h", "koap_appeal_worsening_window", "appk_suit_after_silence",
        "protective_order_to_prosecutor_24h", "koap_special_requirements_term",
    ),
    "medium",
)  # fmt: skip

# Terms that did not exist before a day: key → the first day of the first wording.
NEW = {
    "koap_community_work_summons": "2025-09-01",
    "appk_complaint_filing_no_notice": "2025-12-29",
    "official_warning_30d": "2026-03-02",
    "official_warning_prosecutor_24h": "2026-03-02",
    "police_notify_services_1d": "2026-03-02",
    "temporary_shelter_1m": "2026-03-02",
}
# Terms that exist no more: key → the first day without them.
ENDED = {"protective_order_to_prosecutor_24h": "2026-03-02"}

# Days on which one wording took the place of another; «~» dates of the files are the fifteenth of their month.
WORDINGS = """
report_forward_admin_3d             2025-09-16
report_forward_revision_3d          2016-01-01
inquiry_handover_5d                 2020-01-15
term_extension_3m                   2025-09-16
term_extension_12m                  2025-09-16
termination_to_prosecutor_1d        2020-12-15
termination_prosecutor_10d          2020-12-15
delivery_3h                         2025-09-16
custody_48h                         2020-01-15
custody_24h_minor                   2020-01-15
custody_72h                         2020-01-15
custody_prosecutor_notice_12h       2020-01-15
property_arrest_submit_48h          2018-01-15
depose_testimony_24h                2025-09-16
private_appeal_ruling_15d           2017-07-15
cassation_worsening_1y              2025-07-01
cassation_return_3d                 2025-07-01
cassation_notice_10d                2025-07-01
cassation_hearing_6m                2025-07-01
victim_complaint_private_public_3d  2024-06-16 2025-09-16
victim_status                       2025-09-16
court_complaint_15d_a               2025-09-16
investigation_term_inquiry_1m       2025-09-16
investigation_term_2m               2025-09-16
extra_investigation_1m              2025-09-16
interruption_to_prosecutor_1d       2022-01-15
interruption_prosecutor_3d          2022-01-15
misdemeanour_protocol_10d           2020-01-15
misdemeanour_prosecutor_1d          2025-09-16
inquiry_prosecutor_3d               2025-09-16
indictment_prosecutor_10d           2027-01-01
safety_application_24h              2023-03-15
appeal_15d                          2017-07-15
appeal_schedule_10d                 2025-09-16
complaint_reply_7d                  2017-07-15 2025-09-16
complaint_reply_3d                  2017-07-15 2025-09-16
complaint_reply_15d                 2017-07-15 2025-09-16
court_complaint_15d_b               2025-09-16
court_complaint_15d_c               2025-09-16
judge_complaint_3d                  2025-09-16
judge_complaint_10d                 2025-09-16
judge_ruling_appeal_3d              2025-09-16
oblast_review_3d                    2025-09-16
official_materials_3d               2025-09-16
appk_registration                   2025-12-29
appk_return                         2025-12-29
appk_message_answer                 2025-12-29
appk_message_extension              2025-12-29
appk_complaint_review               2025-12-29
appk_left_without_review_notice     2025-12-29
appk_court_cassation                2025-07-01
koap_protocol_after_clarification   2025-03-15
koap_protocol_after_expertise       2025-03-15
koap_protocol_to_court              2020-01-15
koap_protocol_to_court_arrest       2020-01-15
koap_complaint_on_actions           2025-03-15
koap_complaint_on_actions_review    2025-03-15
koap_complaint_refusal_appeal       2025-03-15
koap_petition_decision              2025-03-15
koap_case_consideration_court       2025-03-15
koap_case_consideration_arrest      2025-03-15
koap_record_remarks                 2025-03-15
koap_copy_of_ruling_court           2025-03-15
koap_appeal_court_ruling            2025-03-15
koap_appeal_court_ruling_absent     2025-03-15
koap_appeal_review                  2025-03-15
koap_appeal_review_arrest           2025-03-15
protective_order_copy_victim        2026-03-02
protective_order_term_30d           2026-03-02
protective_order_check_7d           2026-03-02
koap_special_requirements_term      2024-06-16
koap_cohabitation_ban               2024-06-16
approach_ban_judge_24h              2018-01-15
gpk_cassation                       2025-07-01
gpk_cassation_response              2025-07-01
approach_ban_appeal_3d              2025-09-16
approach_ban_application            2022-01-15
term_extension_gp                   2025-09-16
termination_notice                  2020-12-15
koap_detention_general              2025-03-15
koap_detention_arrestable           2025-03-15
koap_bringing_total                 2025-03-15
koap_case_consideration_detained    2025-03-15
koap_case_immediate_on_request      2025-03-15
koap_short_record_ready             2025-03-15
koap_body_decision_higher_body      2023-07-01
koap_body_decision_to_court         2023-07-01
koap_body_decision_review           2023-07-01
koap_appeal_worsening_window        2025-03-15
koap_cassation_worsening            2025-07-01
koap_cassation_petition_review      2025-07-01
koap_cassation_hearing              2025-07-01
koap_newly_discovered               2025-03-15
"""


def rows() -> list[tuple[str, str, str, int, str, str, str]]:
    """(key, route, convention, amount, unit, obligor, article) of every rule."""
    found = []
    for route, convention, table in (
        ("criminal", "upk", CRIMINAL),
        ("criminal", "uk", LIMITATION),
        ("authority_complaint", "upk", AUTHORITY_COMPLAINT),
        ("authority_complaint", "appk", ADMINISTRATIVE_PROCEDURE),
        ("administrative_offence", "koap", ADMINISTRATIVE_OFFENCE),
        ("civil", "gpk", CIVIL),
        ("civil", "plain", FAMILY_AND_ENFORCEMENT),
        ("protection", "plain", PROTECTION),
        *(("protection", code, table) for code, table in PROTECTION_BY_CODES.items()),
    ):
        for line in table.strip().splitlines():
            key, amount, unit, obligor, article = line.split(maxsplit=4)
            found.append((key, route, convention, int(amount), unit, obligor, article))
    return found


def changes() -> dict[str, list[str]]:
    """The days between the wordings of a rule, by its key."""
    return {key: days for key, *days in (line.split() for line in WORDINGS.strip().splitlines())}
