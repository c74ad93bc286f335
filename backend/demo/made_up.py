"""People who do not exist: names, numbers and stories drawn by dice, the same for the same seed."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


@dataclass(frozen=True, slots=True)
class Pair:
    """A survivor and whom she is defended against."""

    survivor: dict[str, Any]
    respondent: dict[str, Any]
    relation: str


class MadeUp:
    """Draws from the pools of `names.yaml`."""

    def __init__(self, pools: dict[str, Any], seed: int) -> None:
        self.pools = pools
        self.dice = random.Random(seed)
        words = pools["pseudonyms"]
        self.pseudonyms = [f"{first} {second}" for first in words["first"] for second in words["second"]]
        self.dice.shuffle(self.pseudonyms)
        self.drawn = 0

    def number(self) -> int:
        """The next of the running numbers that registers give."""
        self.drawn += self.dice.randint(1, 9)
        return 1000 + self.drawn

    def pair(self, city: str, article: str) -> Pair:
        """Two people of one article's story, in one city."""
        relation = self.dice.choice(self.pools.get(f"relations_of_{article}", self.pools["relations"]))
        hers = self._origin()
        his = hers if relation in ("spouse", "former_spouse", "parent", "sibling") else self._origin()
        surname = self.dice.choice(hers["surnames"])
        his_surname = surname if his is hers and self.dice.random() < 0.7 else self.dice.choice(his["surnames"])
        born = date(self.dice.randint(1968, 2004), self.dice.randint(1, 12), self.dice.randint(1, 28))
        home = f"{city}, {self.dice.choice(self.pools['streets'])}, {self.dice.randint(1, 180)}"
        contact = self.pools["contact"]
        survivor = {
            "pseudonym": self.pseudonyms.pop(),
            "legal_name": f"{surname[1]} {self.dice.choice(hers['women'])} {self.dice.choice(hers['fathers'])[1]}",
            "gender": "f",
            "iin": self._iin(born, woman=True),
            "birth_date": born,
            "phone": f"+770{self.dice.randint(0, 9)}{self.dice.randint(1000000, 9999999)}",
            "address": home,
            "language": "kk" if self.dice.random() < 0.4 else "ru",
            "contact_channel": self.dice.choice(contact["channels"]),
            "contact_hours": self.dice.choice(contact["hours"]),
            "may_be_said": self.dice.choice(contact["said"]),
            "code_phrase": self.dice.choice(contact["phrases"]),
            "never_contact": self.dice.choice(contact["never"]),
        }
        respondent = {
            "legal_name": f"{his_surname[0]} {self.dice.choice(his['men'])} {self.dice.choice(his['fathers'])[0]}",
            "gender": "m",
            "address": home if relation in ("spouse", "cohabitant", "parent", "sibling") else "",
        }
        return Pair(survivor, respondent, relation)

    def incident(self, article: str) -> dict[str, Any]:
        """What was done, as the article's pool tells it."""
        pool = self.pools["offences"][article]
        place = self.dice.choice(("home", "home", "home", "street", "work"))
        return {
            "kinds": pool["kinds"][: self.dice.randint(1, 2)],
            "narrative": self.dice.choice(pool["told"]),
            "injuries": self.dice.choice(pool["injuries"]),
            "place_kind": place,
            "place": {"home": "дома", "street": "во дворе дома", "work": "у места работы"}[place],
            "children_present": self.dice.random() < 0.45,
            "weapon": article in ("uk_106", "uk_115") and self.dice.random() < 0.5,
        }

    def sentence(self, article: str) -> str:
        told: str = self.dice.choice(self.pools["offences"][article]["sentence"])
        return told

    def _origin(self) -> dict[str, Any]:
        origins = self.pools["origins"]
        chosen: dict[str, Any] = self.dice.choices(origins, [origin["weight"] for origin in origins])[0]
        return chosen

    def _iin(self, born: date, *, woman: bool) -> str:
        """A number of the right form, check digit and all, that was given to nobody by anybody."""
        sex = (4 if woman else 3) + (2 if born.year >= 2000 else 0)
        while True:
            begun = f"{born:%y%m%d}{sex}{self.dice.randint(0, 9999):04d}"
            for weights in (FIRST, SECOND):
                check = sum(weight * int(digit) for weight, digit in zip(weights, begun, strict=True)) % 11
                if check < 10:
                    return f"{begun}{check}"
