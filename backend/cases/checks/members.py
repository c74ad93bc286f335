"""A colleague who seems to be the respondent, or of his family: she is neither told nor put on the team.

Users are known by their name alone, so this is never more than a possible match: namesakes there are, and brothers.
"""

from backend.accounts.models import User
from backend.cases.models import Case
from backend.people.fingerprints import marks_of_names
from backend.people.models import Fingerprint, Person


def colleagues_like(person: Person, case: Case) -> list[User]:
    """The members of the case's organisation whose name meets the person's."""
    own = {bytes(mark.token): mark for mark in Fingerprint.objects.filter(kind="name", person=person)}
    if not own:
        return []
    members = list(
        User.objects.filter(is_active=True, memberships__organisation=case.organisation_id, memberships__ended_at=None)
    )
    marked = marks_of_names([user.full_name for user in members], case.organisation_id)
    return [
        user
        for user, theirs in zip(members, marked, strict=True)
        if any((mine := own.get(mark.token)) and (mine.whole or mark.whole) for mark in theirs)
    ]
