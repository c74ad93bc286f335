"""What the parameters of lists mean, in the words of the reference; the rows' own fields carry the same names."""

MEANINGS = {
    "accepted": "Whether the invitation was accepted.",
    "acknowledged": "Whether the person has taken note.",
    "agency": "The id of the agency that handles it.",
    "assignee": "The id of the colleague who does it.",
    "attendee": "The id of the colleague who attends.",
    "by": "The id of the colleague who did it.",
    "case": "The id or the code of a case.",
    "contact_channel": "How the survivor may be reached.",
    "court": "The id of the court.",
    "current": "Whether the membership has not ended.",
    "deadline": "The id of a deadline.",
    "due_before": "Due before this moment.",
    "event": "The id of an event of this proceeding.",
    "grant": "The id of an access by reason to this case.",
    "handed": "Whether it has gone out.",
    "hearing": "The id of a hearing.",
    "high_risk": "Whether the case was marked as one of high risk.",
    "id": "The id.",
    "incident": "The id of an incident of this case.",
    "is_active": "Whether the colleague may sign in.",
    "key": "The key in the list of agencies.",
    "kind": "The kind.",
    "mine": "Only what is the caller's own: of her team's cases, attended by her, sent to her.",
    "member": "The id of a membership of this organisation.",
    "name": "Part of the name, in Russian or Kazakh.",
    "needs_review": "Whether the source of the rule is not verified yet.",
    "number": "The whole official number.",
    "obligor": "Who has to act.",
    "office": "The id of an office.",
    "open": "Whether the case is open.",
    "organisation": "The id of an organisation.",
    "party": "The id of a party of this case.",
    "parent": "The id of the proceeding it grew out of.",
    "person": "The id of a person.",
    "proceeding": "The id of a proceeding.",
    "purpose": "What the survivor agreed to.",
    "q": "The beginning of a case's code, its running number, or the beginning of an official number. No names.",
    "region": "The region.",
    "role": "The role.",
    "route": "The key of a route of the law book.",
    "rule_key": "The key of a rule of the law book.",
    "stage": "The key of a stage of the law book.",
    "standing": "Whether it stands: not withdrawn, not taken back.",
    "state": "The state as it is stored; of a case open, closed or archived.",
    "status": "The status; of deadlines as it is now, `overdue` included.",
    "survivor": "The id of a survivor.",
    "template": "The key of a template.",
    "user": "The id of a colleague.",
}


def meaning_of(name: str) -> str:
    """The meaning of a parameter; of a range, from which end it counts."""
    for ending, words in (
        ("_after", "Not earlier than this; it counts itself."),
        ("_before", "Not later than this; it counts itself."),
    ):
        if name.endswith(ending) and name not in MEANINGS:
            return words
    return MEANINGS.get(name, "")
