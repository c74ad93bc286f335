"""Finding a person by name, IIN or phone through blind tokens; nothing is decrypted, nothing personal is stored.

Whole words are tried first. A spelling that no word meets is found by the pieces it shares with others; only pieces
that few people have are looked up, so the cost does not grow with the table.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from backend.people.models import Person, SearchToken, Survivor
from backend.vault.blind import tokens

SEARCHED = {"name": "legal_name", "trigram": "legal_name", "iin": "iin", "phone": "phone"}
COMMON = 2000  # a token that more people have than this narrows nothing down
MOST = 50
ALIKE = 0.45  # the share of pieces two spellings must have in common

Owner = tuple[str, UUID]  # "survivor" or "person", and the id


def index_person(person: Survivor | Person, *, organisation_id: UUID) -> None:
    """Write the tokens of a person anew."""
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    SearchToken.objects.filter(**owner).delete()
    SearchToken.objects.bulk_create(
        SearchToken(organisation_id=organisation_id, kind=kind, token=token, **owner)
        for kind, field in SEARCHED.items()
        if getattr(person, field)
        for token in dict.fromkeys(tokens(kind, getattr(person, field), organisation_id))
    )


def find(*, organisation_id: UUID, name: str = "", iin: str = "", phone: str = "") -> list[Owner]:
    """Who carries everything that was asked, nearest first; at most 50. An empty question finds nobody."""
    asked = [
        (kind, tokens(kind, text, organisation_id))
        for kind, text in (("iin", iin), ("phone", phone), ("name", name))
        if text.strip()
    ]
    wanted = [(kind, token) for kind, several in asked for token in several]
    if not wanted or not all(several for _kind, several in asked):
        return []
    found = _with_all(organisation_id, wanted)
    if found or not name.strip():
        return found[:MOST]
    others = [(kind, token) for kind, token in wanted if kind != "name"]
    alike = _alike(organisation_id, name)
    return (_only_with(organisation_id, alike, others) if others else alike)[:MOST]


def _with_all(organisation_id: UUID, wanted: Sequence[tuple[str, bytes]]) -> list[Owner]:
    """Owners of all the tokens: the rarest ones are met first, the common ones only asked of who is left."""
    rare: set[Owner] | None = None
    common = []
    for kind, token in wanted:
        owners = set(_owners(_rows(organisation_id, kind, [token])[: COMMON + 1]))
        if len(owners) > COMMON:
            common.append((kind, token))
        else:
            rare = owners if rare is None else rare & owners
    if rare is None:
        return _meeting(organisation_id, common)
    return _only_with(organisation_id, sorted(rare)[: 10 * MOST], common)


def _meeting(organisation_id: UUID, common: Sequence[tuple[str, bytes]]) -> list[Owner]:
    """The first owners of several common tokens: where all are common, those who share them are soon met."""
    (kind, token), *others = common
    found: list[Owner] = []
    rows = _rows(organisation_id, kind, [token])
    for start in range(0, 20 * COMMON, COMMON):
        some = list(_owners(rows[start : start + COMMON]))
        found += _only_with(organisation_id, some, others) if others else some
        if len(found) >= MOST or len(some) < COMMON:
            break
    return found


def _only_with(organisation_id: UUID, owners: Sequence[Owner], wanted: Sequence[tuple[str, bytes]]) -> list[Owner]:
    """Those of `owners` who carry every token wanted, in their order."""
    for kind, token in wanted:
        carriers = set(_owners(_of(_rows(organisation_id, kind, [token]), owners)))
        owners = [owner for owner in owners if owner in carriers]
    return list(owners)


def _alike(organisation_id: UUID, name: str) -> list[Owner]:
    """Owners whose name shares enough pieces with `name`, most first."""
    pieces = tokens("trigram", name, organisation_id)
    rare = [piece for piece in pieces if _rows(organisation_id, "trigram", [piece])[COMMON : COMMON + 1].count() == 0]
    met = Counter(_owners(_rows(organisation_id, "trigram", rare)))
    likely = [owner for owner, _times in met.most_common(4 * MOST)]
    shared = Counter(_owners(_of(_rows(organisation_id, "trigram", pieces), likely)))
    return [owner for owner, times in shared.most_common() if times >= ALIKE * len(pieces)]


def _rows(organisation_id: UUID, kind: str, some: Sequence[bytes]) -> Any:
    return SearchToken.objects.filter(organisation=organisation_id, kind=kind, token__in=some)


def _of(rows: Any, owners: Sequence[Owner]) -> Any:
    survivors = [pk for kind, pk in owners if kind == "survivor"]
    persons = [pk for kind, pk in owners if kind == "person"]
    if not persons:
        return rows.filter(survivor__in=survivors)
    if not survivors:
        return rows.filter(person__in=persons)
    return rows.filter(survivor__in=survivors).union(rows.filter(person__in=persons), all=True)


def _owners(rows: Any) -> Iterable[Owner]:
    for survivor, person in rows.values_list("survivor", "person"):
        yield ("survivor", survivor) if survivor else ("person", person)
