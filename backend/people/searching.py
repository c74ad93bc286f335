"""Finding a person by name, IIN, phone or birth date through blind words; nothing is decrypted, nothing personal is stored.

The words as they were asked are tried first. Where nobody carries them all, each word stands for those that are spelt
much like it. The rarest word is looked up, the others are only asked of its carriers, so that the cost grows with who
is found and not with who is known.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from backend.people.models import SearchCarrier, SearchPiece, SearchWord
from backend.vault.blind import words_with_pieces

COMMON = 2000  # carriers are counted up to here: beyond, one word is as common as another
COMMON_PIECE = 400  # a piece that stands in more words than this narrows nothing down
MOST = 50
ALIKE = 0.45  # the share of pieces two spellings must have in common
SPELLINGS = 12  # at most so many words are taken for spellings of one

Owner = tuple[str, UUID]  # "survivor" or "person", and the id
Spellings = list[int]  # ids of words that are taken for one


def find(
    *, organisation_id: UUID, name: str = "", iin: str = "", phone: str = "", born: date | None = None
) -> list[Owner]:
    """Who carries everything that was asked; at most 50 of either kind. An empty question finds nobody."""
    return list(find_as(organisation_id=organisation_id, name=name, iin=iin, phone=phone, born=born))


def find_as(
    *, organisation_id: UUID, name: str = "", iin: str = "", phone: str = "", born: date | None = None
) -> dict[Owner, str]:
    """As `find`, each with the way she or he is known by what was asked: "" as now, "former", "alias"."""
    asked = {
        kind: words_with_pieces(kind, text, organisation_id)
        for kind, text in (("iin", iin), ("phone", phone), ("born", str(born or "")), ("name", name))
        if text.strip()
    }
    if not asked or not all(asked.values()):
        return {}
    exact = [_exactly(organisation_id, kind, token) for kind, words in asked.items() for token in words]
    if all(exact) and (found := _carriers(exact)):
        return _known_as(found, exact)
    numbers = [_exactly(organisation_id, kind, token) for kind in asked if kind != "name" for token in asked[kind]]
    spelt = [
        _exactly(organisation_id, "name", token) + _alike(organisation_id, pieces)
        for token, pieces in asked.get("name", {}).items()
    ]
    wanted = numbers + spelt
    return _known_as(_carriers(wanted), wanted) if spelt and all(wanted) else {}


def _known_as(found: Sequence[Owner], wanted: Sequence[Spellings]) -> dict[Owner, str]:
    """By what each was found: a word counts as one of now when any spelling of it is."""
    ids = {kind: [pk for of, pk in found if of == kind] for kind in ("survivor", "person")}
    rows = SearchCarrier.objects.filter(word__in=[word for spellings in wanted for word in spellings])
    rows = rows.filter(Q(survivor__in=ids["survivor"]) | Q(person__in=ids["person"]))
    carried: dict[Owner, dict[int, str]] = {owner: {} for owner in found}
    for survivor, person, word, known_as in rows.values_list("survivor", "person", "word", "known_as"):
        owner: Owner = ("survivor", survivor) if survivor else ("person", person)
        carried[owner][word] = known_as
    return {owner: _oldest(words, wanted) for owner, words in carried.items()}


def _oldest(words: dict[int, str], wanted: Sequence[Spellings]) -> str:
    for spellings in wanted:
        ways = {words[word] for word in spellings if word in words}
        if ways and "" not in ways:
            return sorted(ways)[-1]
    return ""


def _exactly(organisation_id: UUID, kind: str, token: bytes) -> Spellings:
    rows = SearchWord.objects.filter(organisation=organisation_id, kind=kind, token=token)
    return list(rows.values_list("pk", flat=True))


def _alike(organisation_id: UUID, pieces: Sequence[bytes]) -> Spellings:
    """The words that share enough pieces with those given, nearest first."""
    rare = [piece for piece in pieces if not SearchPiece.objects.filter(piece=piece)[COMMON_PIECE:].exists()]
    of_ours = SearchPiece.objects.filter(word__organisation=organisation_id)
    likely = Counter(of_ours.filter(piece__in=rare).values_list("word", flat=True))
    shared = Counter(
        SearchPiece.objects.filter(
            piece__in=pieces, word__in=[word for word, _times in likely.most_common(8 * SPELLINGS)]
        ).values_list("word", flat=True)
    )
    return [word for word, times in shared.most_common(SPELLINGS) if times >= ALIKE * len(pieces)]


def _carriers(wanted: Sequence[Spellings]) -> list[Owner]:
    """Who carries a spelling of each word: the rarest word is looked up, the others are asked of its carriers."""
    rarest, *others = sorted(wanted, key=_how_common)
    found: list[Owner] = []
    for kind in ("survivor", "person"):
        rows = SearchCarrier.objects.filter(word__in=rarest).exclude(**{kind: None})
        for spellings in others:
            same: Any = {kind: OuterRef(kind), "word__in": spellings}
            rows = rows.filter(Exists(SearchCarrier.objects.filter(**same)))
        found += [(kind, pk) for pk in dict.fromkeys(rows.values_list(kind, flat=True)[:MOST])]
    return found


def _how_common(spellings: Spellings) -> int:
    return SearchCarrier.objects.filter(word__in=spellings)[:COMMON].count()
