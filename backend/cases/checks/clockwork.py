"""What the clock does for checks: ends what nobody answered, looks at new colleagues, and catches up with old rows."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from backend.accounts.models import Membership
from backend.cases.check_choices import HIS_SIDE, Because
from backend.cases.check_models import Check, Finding
from backend.cases.checks.opening import end_unanswered
from backend.cases.checks.running import check_person
from backend.cases.models import Case, Party
from backend.people.fingerprints import marks_of_names
from backend.people.models import Fingerprint
from backend.people.reindexing import index_old_rows, old_rows_remain

NEW = timedelta(days=2)
ROUND = 200  # rows that are caught up with in one round


def end_unanswered_requests(now: datetime) -> int:
    """Requests to open a match whose time has passed; returns how many."""
    return end_unanswered(now)


def check_new_colleagues(now: datetime) -> int:
    """Whoever joined lately and has a name like a respondent's of her organisation: that case is checked; returns how many."""
    done = 0
    for membership in Membership.objects.current().filter(started_at__gte=now - NEW).select_related("user"):
        marks = {
            mark.token: mark for mark in marks_of_names([membership.user.full_name], membership.organisation_id)[0]
        }
        rows = Fingerprint.objects.filter(kind="name", token__in=list(marks), person__isnull=False)
        persons = {row.person_id for row in rows if row.whole or marks[bytes(row.token)].whole}
        known = Finding.objects.filter(member=membership.user, case=OuterRef("case"), person=OuterRef("person"))
        parties = Party.objects.filter(
            ~Exists(known), person__in=persons, role__in=HIS_SIDE, case__organisation=membership.organisation_id
        )
        for party in parties.select_related("case__survivor", "person"):
            check_person(party.case, party.person, because=Because.INDEXED, by=None, at=now)
            done += 1
    return done


def catch_up(now: datetime) -> int:
    """Index old rows and compare who was never compared, a round at a time; returns how many. Nobody is told one by one:
    what is found stands among what is to be decided."""
    done = index_old_rows(at_most=ROUND) if old_rows_remain() else 0
    return done + compare_never_compared(now, at_most=ROUND)


@transaction.atomic
def compare_never_compared(now: datetime, at_most: int) -> int:
    """Check parties and survivors of cases that have no check yet; returns how many."""
    of_party = Check.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
    parties = list(
        Party.objects.filter(~Exists(of_party), person__indexed_as__gt=0)
        .select_related("case__survivor", "person")
        .order_by("pk")[:at_most]
    )
    of_case = Check.objects.filter(case=OuterRef("pk"), survivor=OuterRef("survivor"))
    cases = Case.objects.filter(~Exists(of_case), survivor__indexed_as__gt=0).select_related("survivor").order_by("pk")
    survivors = list(cases[: at_most - len(parties)])
    for party in parties:
        check_person(party.case, party.person, because=Because.INDEXED, by=None, at=now)
    for case in survivors:
        check_person(case, case.survivor, because=Because.INDEXED, by=None, at=now)
    return len(parties) + len(survivors)
