"""What the statute files say of every rule that is loaded, row by row: the second pair of eyes on fixtures/law.

Copied from the tables by hand and on purpose in another shape, so that a slip in the YAML shows: key → term, code, whose
duty, article. A rule that is loaded must stand here, and what stands here must be loaded.
"""

CRIMINAL = """
erdr_register_24h                  24 hours   authority  Приказ ГП № 89 (по УПК 180 ч.3)
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
"""

# Days on which one wording took the place of another; «~» dates of the files are the fifteenth of their month.
WORDINGS = """
report_forward_admin_3d             2025-09-16
report_forward_revision_3d          2016-01-01
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
"""


def rows() -> list[tuple[str, str, str, int, str, str, str]]:
    """(key, route, convention, amount, unit, obligor, article) of every rule."""
    found = []
    for route, convention, table in (
        ("criminal", "upk", CRIMINAL),
        ("authority_complaint", "upk", AUTHORITY_COMPLAINT),
        ("administrative_offence", "koap", ADMINISTRATIVE_OFFENCE),
    ):
        for line in table.strip().splitlines():
            key, amount, unit, obligor, article = line.split(maxsplit=4)
            found.append((key, route, convention, int(amount), unit, obligor, article))
    return found


def changes() -> dict[str, list[str]]:
    """The days between the wordings of a rule, by its key."""
    return {key: days for key, *days in (line.split() for line in WORDINGS.strip().splitlines())}
