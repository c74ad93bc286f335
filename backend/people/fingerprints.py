"""Knowing one human being again in another file, without opening either: fingerprints that are equal meet.

An IIN is one person wherever it is written. A name with a birth date is, when all words of the one name stand in the
other (a patronymic is often left out). A name alone is no more than a hint, and only within one organisation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from backend.language.identifiers import born_by_iin
from backend.language.search import identity_words
from backend.people.models import Fingerprint, Person, Survivor
from backend.vault.blind import INSTALLATION, fingerprints

MOST = 200  # rows that are looked at for one question: a name that more people carry says nothing
MOST_WORDS = 6  # of a name, whose pairs are kept
SURE = ("iin", "born")


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody in another file who seems to be the same: `sure` by IIN or by name and birth date."""

    survivor_id: UUID | None
    person_id: UUID | None
    sure: bool


def mark_person(person: Survivor | Person, *, organisation_id: UUID) -> None:
    """Write the fingerprints of a person anew."""
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    Fingerprint.objects.filter(**owner).delete()
    marks = marks_of(
        person.legal_name or "", iin=person.iin or "", born=person.birth_date, organisation_id=organisation_id
    )
    for mark in marks:
        for field, value in owner.items():
            setattr(mark, field, value)
    Fingerprint.objects.bulk_create(marks)


def marks_of(name: str, *, iin: str = "", born: date | None = None, organisation_id: UUID) -> list[Fingerprint]:
    """The fingerprints of what is known of somebody, belonging to nobody yet."""
    digits = "".join(character for character in iin if character.isdigit())
    born = born or born_by_iin(digits)
    forms = _forms(identity_words(name))
    found = [
        Fingerprint(kind="iin", token=token) for token in _sealed("iin", [digits], INSTALLATION, len(digits) == 12)
    ]
    dated = [f"{words}|{born}" for words, _whole in forms] if born else []
    for kind, texts, place in (("born", dated, INSTALLATION), ("name", [words for words, _ in forms], organisation_id)):
        tokens = _sealed(kind, texts, place, bool(texts))
        found += [
            Fingerprint(kind=kind, token=token, whole=whole, dated=born is not None)
            for token, (_words, whole) in zip(tokens, forms, strict=bool(texts))
        ]
    return found


def marks_of_names(names: Sequence[str], organisation_id: UUID) -> list[list[Fingerprint]]:
    """For each name what `marks_of` gives for a name alone, all sealed at once."""
    forms = [_forms(identity_words(name)) for name in names]
    tokens = iter(fingerprints("name", [words for each in forms for words, _whole in each], organisation_id))
    return [[Fingerprint(kind="name", token=next(tokens), whole=whole) for _words, whole in each] for each in forms]


def _sealed(kind: str, texts: Sequence[str], place: UUID, worth_it: bool) -> list[bytes]:
    return fingerprints(kind, texts, place) if worth_it else []


def _forms(words: Sequence[str]) -> list[tuple[str, bool]]:
    """All words together (whole), and each two of them; of a single word nothing: too many people carry it."""
    if len(words) < 2:
        return []
    pairs = [] if len(words) == 2 or len(words) > MOST_WORDS else combinations(words, 2)
    return [(" ".join(words), True), *((" ".join(pair), False) for pair in dict.fromkeys(pairs))]


def people_like(person: Survivor | Person) -> list[Met]:
    """Who else, in any file of the installation, seems to be this person; those that are sure first."""
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    return people_met(list(Fingerprint.objects.filter(**owner)), but=person)


def people_met(marks: Iterable[Fingerprint], *, but: Survivor | Person | None = None) -> list[Met]:
    """Who carries fingerprints that meet the given ones. Two halves of two names are not enough: brothers share these."""
    own = {(mark.kind, bytes(mark.token)): mark for mark in marks}
    sure: dict[tuple[UUID | None, UUID | None], bool] = {}
    for kinds in (SURE, ("name",)):  # the sure ones first: no crowd of namesakes may hide them
        rows = Fingerprint.objects.filter(kind__in=kinds, token__in=[token for kind, token in own if kind in kinds])
        if isinstance(but, Survivor):
            rows = rows.exclude(survivor__isnull=False, survivor=but.pk)
        elif but is not None:
            rows = rows.exclude(person__isnull=False, person=but.pk)
        for row in rows.order_by("-pk")[:MOST]:
            if (mine := own.get((row.kind, bytes(row.token)))) is not None and _meet(mine, row):
                sure.setdefault((row.survivor_id, row.person_id), row.kind in SURE)
    found = [Met(survivor, person, is_sure) for (survivor, person), is_sure in sure.items()]
    return sorted(found, key=lambda met: not met.sure)


def _meet(mine: Fingerprint, other: Fingerprint) -> bool:
    if mine.kind == "name" and mine.dated and other.dated:
        return False  # their birth dates are known: were they one, these would have met
    return mine.whole or other.whole
