"""Playing the demo story through the services, as people would: the same rules, the same log, the same clocks.

A function of a seed and an anchor day. Hearings are set for working days only.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from backend.accounts.models import Organisation, User
from backend.accounts.oath import accept_oath, oath_in_force
from backend.accounts.office_models import Office
from backend.accounts.services import join
from backend.cases import services as cases
from backend.cases.closing import archive_case, close_case
from backend.cases.models import Case, Party
from backend.cases.still_open import still_open
from backend.deadlines.models import Reminder
from backend.deadlines.services import waive_deadline
from backend.demo.asking import hand_over, offer
from backend.demo.chapters import Planned, flat, moments, plan
from backend.demo.circle import tell_circle, tell_officials
from backend.demo.decisions import decide
from backend.demo.made_up import MadeUp
from backend.kernel.clock import ALMATY
from backend.law.models import Agency, Article
from backend.law.queries import work_calendar
from backend.notifications.models import Delivery
from backend.people import services as people
from backend.proceedings.hearings import record_hearing_result, schedule_hearing
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.vault.keys import key_session

PASSWORD = "demo-demo-demo"
FOUNDED = datetime(2021, 1, 11, 9, 0, tzinfo=ALMATY)
NAMES_RESPONDENT = {"verdict_announced", "ruling_issued", "terminated"}
JUDGED = {"verdict_announced"}
TOLD_AT_FIRST = timedelta(days=14)


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ALMATY)


class Story:
    """One playing of the story: what the YAML says, the anchor day, and the dice."""

    def __init__(self, folder: Path, anchor: date, seed: int = 1) -> None:
        self.told: dict[str, Any] = yaml.safe_load((folder / "story.yaml").read_text(encoding="utf-8"))
        self.made_up = MadeUp(yaml.safe_load((folder / "names.yaml").read_text(encoding="utf-8")), seed)
        self.calendar = work_calendar()
        self.anchor = self.calendar.previous_working(anchor)
        self.agencies = {agency.key: agency for agency in Agency.objects.all()}
        self.organisations: dict[str, Organisation] = {}
        self.users: dict[str, User] = {}
        self.played = dict.fromkeys(self.told["teams"], 0)

    @transaction.atomic
    def play(self) -> int:
        """Play all chapters in the order of time; returns how many cases there are then. All or nothing."""
        with key_session():
            self._people()
            planned = plan(self.told["chapters"], self.anchor, self.made_up.dice)
            for case in planned:
                CasePlay(self, case).play()
            decide(self.told["decisions"], self.users, _moment(self.anchor, 12))
        self._forget_what_was_told_long_ago()
        return len(planned)

    def _people(self) -> None:
        for row in self.told["organisations"]:
            facts = {name: value for name, value in row.items() if name not in ("key", "offices")}
            organisation = self.organisations[row["key"]] = Organisation.objects.create(**facts)
            for office in row["offices"]:
                Office.objects.create(organisation=organisation, **office)
        hashed = make_password(PASSWORD)  # once for all: it is slow on purpose
        for row in self.told["people"]:
            user = User.objects.create_user(row["email"], full_name=row["name"], licence_number=row.get("licence", ""))
            user.password = hashed
            user.save(update_fields=["password"])
            membership = join(user, self.organisations[row["at"]], row["role"], at=FOUNDED)
            version = oath_in_force(FOUNDED.date()).version
            accept_oath(membership, version=version, language=user.language, by=user, at=FOUNDED)
            self.users[row["email"].split("@")[0]] = user

    def _forget_what_was_told_long_ago(self) -> None:
        """What the past would have told people by now is not told to them on the first day, except what is late still."""
        looked = _moment(self.anchor, 0)
        past = Reminder.objects.filter(handed_at=None, cancelled_at=None, due_at__lt=looked)
        past.exclude(kind="authority_overdue", due_at__gte=looked - TOLD_AT_FIRST).update(cancelled_at=looked)
        Delivery.objects.filter(kind="check_undecided", next_at__lt=looked - TOLD_AT_FIRST).delete()

    def turn(self, at: str, what: str) -> Any:
        """Whose turn it is in an organisation: its places, leads and workers take turns, each in a round of its own."""
        rounds = {"places": self.told["places"][at], **self.told["teams"][at]}
        return rounds[what][self.played[at] % len(rounds[what])]

    def article(self, keys: Sequence[str], place: int, on: date) -> Article:
        """The article of a chapter's next case, among those in force on the day of the incident."""
        found = {article.key: article for article in Article.objects.in_force(on).filter(key__in=keys)}
        standing = [key for key in keys if key in found]
        return found[standing[place % len(standing)]]


class CasePlay:
    """One case of the story, from its opening to the day before the anchor."""

    def __init__(self, story: Story, planned: Planned) -> None:
        at = planned.chapter["at"]
        self.story, self.planned, self.chapter, self.opened = story, planned, planned.chapter, planned.opened
        self.region, self.city, self.district = story.turn(at, "places")
        self.worker = story.users[story.turn(at, "workers")]
        self.lead = story.users[planned.of("leads") or story.turn(at, "leads")]
        story.played[at] += 1
        self.article = story.article(self.chapter["articles"], planned.place, self.opened - timedelta(days=1))

    def play(self) -> None:
        case, party = self._open()
        route, events = self.chapter["route"], self.chapter["events"]
        proceeding = self._proceeding(case, route, self.article, at=_moment(self.opened, 9, 10))
        self._events(proceeding, events, party)
        if circle := self.planned.of("circle"):
            tell_circle(circle, case, party, opened=self.opened, by=self.worker)
            tell_officials(circle, proceeding, opened=self.opened, by=self.worker)
        if (days := self.planned.of("hearing")) is not None:
            self._hearing(proceeding, self.story.calendar.add_working(self.story.anchor, days))
        if complaint := self.chapter.get("complaint"):
            filed = moments(complaint, self.opened, self.story.anchor, self.story.calendar)[0]
            child = self._proceeding(
                case, "authority_complaint", None, at=filed, parent=proceeding, parent_reason="complaint_about"
            )
            self._events(child, complaint, party)
        if again := self.chapter.get("requalified"):
            began = moments(again["events"], self.opened, self.story.anchor, self.story.calendar)[0]
            article = self.story.article(again["articles"], 0, self.opened)
            child = self._proceeding(
                case, "criminal", article, at=began, parent=proceeding, parent_reason="requalified"
            )
            self._events(child, again["events"], party)
        if self.chapter.get("over"):
            for deadline in proceeding.deadlines.filter(state="open", obligor="us"):
                last = _moment(self.story.anchor, 0)
                at = min(deadline.act_by - timedelta(hours=9), last) if deadline.act_by else last
                waive_deadline(deadline, reason="Пострадавшая решила не обжаловать", by=self.lead, at=at)
        if colleague := self.planned.of("handed_over"):
            hand_over(case, self.lead, self.story.users[colleague], anchor=self.story.anchor)
        if colleague := self.planned.of("offered"):
            offer(case, self.story.users[colleague], by=self.story.users["bek"], anchor=self.story.anchor)
        if reason := self.chapter.get("closed"):
            self._close(case, reason)

    def _close(self, case: Case, reason: str) -> None:
        """The case at its end, a week before the anchor; the oldest of them is in the archive."""
        at = _moment(self.story.anchor - timedelta(days=7), 17)
        left = {group.key: group.seen for group in still_open(case, at)}
        close_case(
            case, reason, words="Производство окончено, она в безопасности.", leave=left,
            left_because="Осталось только за органами." if left else "", by=self.lead, at=at,
        )  # fmt: skip
        if reason == "moved_away":
            archive_case(case, by=self.lead, at=at + timedelta(hours=1))

    def _open(self) -> tuple[Case, Party]:
        """The survivor, her case, the respondent and the incident; returns the case and the respondent's part in it."""
        made_up, key = self.story.made_up, self.article.key
        pair = made_up.pair(self.city, key)
        act: dict[str, Any] = {"by": self.worker, "at": _moment(self.opened, 9)}
        organisation = self.story.organisations[self.chapter["at"]]
        survivor = people.register_survivor(organisation, region=self.region, **pair.survivor, **act)
        for purpose in ("processing", "representation"):
            people.give_consent(survivor, purpose, given_on=self.opened, **act)
        high_risk = key in ("uk_106", "uk_110", "uk_120") or made_up.dice.random() < 0.15
        case = cases.open_case(
            organisation, survivor, lead=self.lead, opened_on=self.opened, high_risk=high_risk, **act
        )
        known = self.story.told["known"]
        respondent = pair.respondent | known.get(self.planned.of("respondents"), {})
        person = people.register_person(survivor, **respondent, **act)
        party = cases.add_party(case, person, "respondent", relation=pair.relation, **act)
        if trusted := self.planned.of("trusted"):
            brother = people.register_person(survivor, **known[trusted], **act)
            cases.add_party(case, brother, "trusted", relation="sibling", **act)
        happened = self.opened - timedelta(days=1)
        cases.add_incident(case, happened_on=happened, respondent=party, reported=True, **made_up.incident(key), **act)
        return case, party

    def _proceeding(self, case: Case, route: str, article: Article | None, *, at: datetime, **grown: Any) -> Proceeding:
        body = "prosecutor" if route == "authority_complaint" else "police"
        articles = [article.key] if article else []
        return open_proceeding(
            case, route, agency=self._agency(body), articles=articles, by=self.worker, at=at, **grown
        )

    def _events(self, proceeding: Proceeding, events: Sequence[Any], party: Party) -> None:
        when = moments(events, self.opened, self.story.anchor, self.story.calendar)
        for (_days, kind, told), happened_at in zip(flat(events), when, strict=True):
            fields = {name: self._filled(value) for name, value in told.items()}
            if kind in NAMES_RESPONDENT:
                fields["respondent"] = str(party.pk)
            if kind in JUDGED and self.chapter.get("sat"):
                self._sitting(proceeding, happened_at)
            self._record(proceeding, kind, happened_at, fields)

    def _record(self, proceeding: Proceeding, kind: str, happened_at: datetime, fields: dict[str, Any]) -> Event:
        told_at = happened_at + timedelta(minutes=20)
        return record_event(proceeding, kind, happened_at=happened_at, fields=fields, by=self.worker, at=told_at)

    def _sitting(self, proceeding: Proceeding, judged_at: datetime) -> None:
        """The sitting in which judgment was given, planned ten days before and held."""
        hearing = schedule_hearing(
            proceeding, court=self._agency("court"), starts_at=judged_at - timedelta(minutes=20), room="7",
            by=self.lead, at=judged_at - timedelta(days=10),
        )  # fmt: skip
        record_hearing_result(hearing, "held", expected_version=None, by=self.lead, at=judged_at)

    def _hearing(self, proceeding: Proceeding, day: date) -> None:
        hour, minute = 10 + 2 * (self.planned.place % 3), 30 * (self.planned.place % 2)
        schedule_hearing(
            proceeding, court=self._agency("court"), starts_at=_moment(day, hour, minute),
            room=str(201 + 3 * self.planned.place), by=self.worker, at=_moment(self.story.anchor - timedelta(days=6), 15),
        )  # fmt: skip

    def _agency(self, body: str) -> Agency:
        return self.story.agencies[f"{body}_{self.district}"]

    def _filled(self, value: Any) -> Any:
        """A field of an event, with what the story leaves to the dice drawn."""
        made_up, year = self.story.made_up, self.opened.year % 100
        drawn = {
            "$kui": lambda: f"{made_up.number():06d}",
            "$erdr": lambda: f"{year}7500031{made_up.number():06d}",
            "$case": lambda: f"75{year}-{year}-00-1/{made_up.number() % 1000}",
            "$protocol": lambda: f"{year}{made_up.number():07d}",
            "$incoming": lambda: f"ЖТ-{made_up.number()}",
            "$article": lambda: self.article.citation,
            "$sentence": lambda: made_up.sentence(self.article.key),
            "$refusal": lambda: made_up.dice.choice(made_up.pools["refusals"]),
        }
        if value in drawn:
            return drawn[value]()
        if isinstance(value, str) and value.startswith("$"):
            return str(self._agency(value[1:]).pk)
        return value
