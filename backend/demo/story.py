"""Playing the demo story through the services, as people would: the same rules, the same log, the same clocks.

A function of a seed and an anchor day. Hearings are set for working days only.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from backend.accounts.models import Organisation, User
from backend.accounts.services import join
from backend.cases import services as cases
from backend.kernel.clock import ALMATY
from backend.law.models import Agency
from backend.law.queries import work_calendar
from backend.people import services as people
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.vault.keys import key_session

PASSWORD = "demo-demo-demo"


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ALMATY)


class Story:
    """One playing of the story: what the YAML says, the anchor day, and the dice."""

    def __init__(self, folder: Path, anchor: date, seed: int) -> None:
        self.told: dict[str, Any] = yaml.safe_load((folder / "story.yaml").read_text(encoding="utf-8"))
        self.anchor = work_calendar().previous_working(anchor)
        self.dice = random.Random(seed)
        self.numbers = iter(range(1, 10_000))
        self.organisations: dict[str, Organisation] = {}
        self.users: dict[str, User] = {}

    @transaction.atomic
    def play(self) -> int:
        """Play all chapters; returns how many cases there are then. All or nothing."""
        with key_session():
            self._people()
            for chapter in self.told["chapters"]:
                for number in range(chapter["count"]):
                    self._case(chapter, number)
        return sum(chapter["count"] for chapter in self.told["chapters"])

    def _people(self) -> None:
        begun = _moment(self.anchor - timedelta(days=1600), 9)
        for row in self.told["organisations"]:
            facts = {name: value for name, value in row.items() if name != "key"}
            self.organisations[row["key"]] = Organisation.objects.create(**facts)
        for row in self.told["people"]:
            user = User.objects.create_user(
                row["email"], PASSWORD, full_name=row["name"], licence_number=row.get("licence", "")
            )
            join(user, self.organisations[row["at"]], row["role"], at=begun)
            self.users[row["email"].split("@")[0]] = user

    def _case(self, chapter: dict[str, Any], number: int) -> None:
        start = self.anchor - timedelta(days=chapter["start"] + (number % 7 if chapter["start"] > 30 else 0))
        worker = self.users["madina" if number % 3 == 2 else "asel"]
        lead = self.users[("dana", "aigerim", "timur")[number % 3]]
        at = _moment(start, 10)
        act: dict[str, Any] = {"by": worker, "at": at}
        organisation = self.organisations["qorgau"]
        surname, father = self.dice.choice(self.told["surnames"]), self.dice.choice(self.told["patronymics"])
        survivor = people.register_survivor(
            organisation, pseudonym=self._pseudonym(), region="almaty_city", gender="f",
            legal_name=f"{surname}а {self.dice.choice(self.told['women'])} {father}қызы",
            iin=self._iin(), birth_date=date(self.dice.randint(1970, 2003), self.dice.randint(1, 12), 15),
            phone=f"+7701{self.dice.randint(1000000, 9999999)}", address=f"г. Алматы, ул. Абая, {number + 1}",
            contact_channel="call", contact_hours="10:00–17:00", may_be_said="Звонок из библиотеки", **act,
        )  # fmt: skip
        people.give_consent(survivor, "processing", given_on=start, **act)
        case = cases.open_case(organisation, survivor, lead=lead, opened_on=start, high_risk=number % 5 == 0, **act)
        person = people.register_person(
            survivor, legal_name=f"{surname} {self.dice.choice(self.told['men'])} {father}ұлы", gender="m",
            address=f"г. Алматы, ул. Абая, {number + 1}", **act,
        )  # fmt: skip
        party = cases.add_party(case, person, "respondent", relation="spouse", **act)
        happened = (
            self.anchor - timedelta(days=chapter["happened"]) if "happened" in chapter else start - timedelta(days=1)
        )
        cases.add_incident(
            case, happened_on=happened, kinds=["beating", "threat"][: 1 + number % 2], respondent=party,
            place_kind="home", place="дома", narrative=self.dice.choice(self.told["narratives"]),
            injuries="Гематомы лица и рук.", children_present=number % 2 == 0, reported=True, **act,
        )  # fmt: skip
        self._proceeding(chapter, case, party, start, worker, number)

    def _proceeding(
        self, chapter: dict[str, Any], case: Any, party: Any, start: date, worker: User, number: int
    ) -> None:
        district = self.told["districts"][number % len(self.told["districts"])]
        police = Agency.objects.get(key=f"police_almaty_{district}")
        proceeding = open_proceeding(
            case, chapter["route"], agency=police, articles=chapter["articles"], by=worker, at=_moment(start, 11)
        )
        for event, happened_at in self._events(chapter, start):
            kind, fields = event
            if kind in ("verdict_announced", "ruling_issued", "terminated"):
                fields = fields | {"respondent": str(party.pk)}
            record_event(
                proceeding, kind, happened_at=happened_at, fields=fields, by=worker,
                at=max(happened_at, _moment(start, 12)),
            )  # fmt: skip
        if chapter.get("hearing"):
            self._hearing(proceeding, district, number, worker)
        if chapter.get("requalified"):
            self._requalified(proceeding, case, police, worker, start)

    def _events(self, chapter: dict[str, Any], start: date) -> Iterator[tuple[tuple[str, dict[str, Any]], datetime]]:
        for place, (days, kind, told) in enumerate(chapter["events"]):
            fields = {
                name: f"{value}-{next(self.numbers):04d}" if value in ("K", "E", "C") else value
                for name, value in told.items()
            }
            yield (kind, fields), _moment(start + timedelta(days=days), 12, place)

    def _hearing(self, proceeding: Any, district: str, number: int, worker: User) -> None:
        day = work_calendar().add_working(self.anchor, number // 2)
        court = Agency.objects.get(key=f"court_almaty_{district}")
        planned = _moment(self.anchor - timedelta(days=10), 15)
        schedule_hearing(
            proceeding, court=court, starts_at=_moment(day, 10 + number * 2, 30 * (number % 2)), room=str(200 + number),
            by=worker, at=planned,
        )  # fmt: skip

    def _requalified(self, old: Any, case: Any, police: Agency, worker: User, start: date) -> None:
        at = _moment(start + timedelta(days=11), 10)
        new = open_proceeding(
            case, "criminal", agency=police, articles=["uk_109_1"], parent=old, parent_reason="requalified", by=worker,
            at=at,
        )  # fmt: skip
        record_event(new, "report_filed", happened_at=at, by=worker, at=at)
        record_event(
            new, "registered_erdr", happened_at=at + timedelta(hours=5),
            fields={"erdr_number": f"E-{next(self.numbers):04d}"}, by=worker, at=at + timedelta(hours=6),
        )  # fmt: skip

    def _pseudonym(self) -> str:
        return f"{self.dice.choice(self.told['pseudonyms'])} {next(self.numbers)}"

    def _iin(self) -> str:
        return f"{self.dice.randint(70, 99):02d}0315{self.dice.randint(400000, 499999)}"
