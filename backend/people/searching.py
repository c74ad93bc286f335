"""Finding a person by name, IIN, phone or birth date through blind words; nothing is decrypted, nothing personal is stored.

The words as they were asked are tried first. Where nobody carries them all, the words that nobody bears stand for those
spelt much like them, and then every word of the name does. The rarest word is looked up, the others are only asked of
its carriers, so that the cost grows with who is found and not with who is known. What is asked of many words is asked in
one statement: a search waits for the database six or seven times, however long the name.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from backend.people.models import SearchCarrier, SearchPiece, SearchWord
from backend.vault.blind import words_with_pieces

COMMON = 1000  # carriers are counted up to here: beyond, one word is as common as another
COMMON_PIECE = 400  # a piece that stands in more words than this narrows nothing down
MOST = 50
ALIKE = 0.45  # the share of pieces two spellings must have in common
MOST_PIECES = 40
SPELLINGS = 12  # at most so many words are taken for spellings of one
KINDS = ("survivor", "person")

Owner = tuple[str, UUID]  # "survivor" or "person", and the id
Spellings = list[int]  # ids of words that are taken for one
Word = tuple[str, bytes]  # kind and token
Question = tuple[str, Sequence[Any]]  # SQL of one column, and its values


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
    known = _known(organisation_id, asked)
    exact = {word: [known[word]] if word in known else [] for word in _words(asked)}
    if all(exact.values()) and (found := _carriers(list(exact.values()))):
        return _known_as(found, list(exact.values()))
    numbers = [spellings for (kind, _token), spellings in exact.items() if kind != "name"]
    if "name" not in asked or not all(numbers):
        return {}
    unknown = {token: pieces for token, pieces in asked["name"].items() if ("name", token) not in known}
    for respelt in (unknown, asked["name"]):
        if not respelt:
            continue
        alike = {token: _alike(organisation_id, pieces) for token, pieces in respelt.items()}
        names = [exact["name", token] + alike.get(token, []) for token in asked["name"]]
        if all(names) and (found := _carriers(numbers + names)):
            return _known_as(found, numbers + names)
    return {}


def _known_as(found: Sequence[Owner], wanted: Sequence[Spellings]) -> dict[Owner, str]:
    """By what each was found: a word counts as one of now when any spelling of it is."""
    words = [word for spellings in wanted for word in spellings]
    carried: dict[Owner, dict[int, str]] = {owner: {} for owner in found}
    for kind in KINDS:  # each has an index of its own
        if ids := [pk for of, pk in found if of == kind]:
            these: Any = {"word__in": words, f"{kind}__in": ids}
            rows = SearchCarrier.objects.filter(**these).exclude(**{kind: None})
            for pk, word, known_as in rows.values_list(kind, "word", "known_as"):
                carried[kind, pk][word] = known_as
    return {owner: _oldest(known, wanted) for owner, known in carried.items()}


def _oldest(words: dict[int, str], wanted: Sequence[Spellings]) -> str:
    for spellings in wanted:
        ways = {words[word] for word in spellings if word in words}
        if ways and "" not in ways:
            return sorted(ways)[-1]
    return ""


def _words(asked: dict[str, dict[bytes, list[bytes]]]) -> list[Word]:
    return [(kind, token) for kind, words in asked.items() for token in words]


def _known(organisation_id: UUID, asked: dict[str, dict[bytes, list[bytes]]]) -> dict[Word, int]:
    """The words that somebody carries, or once carried."""
    these = Q()
    for kind, words in asked.items():
        these |= Q(kind=kind, token__in=list(words))
    rows = SearchWord.objects.filter(these, organisation=organisation_id)
    return {(kind, bytes(token)): pk for kind, token, pk in rows.values_list("kind", "token", "pk")}


def _alike(organisation_id: UUID, pieces: Sequence[bytes]) -> Spellings:
    """The words that share enough pieces with those given, nearest first."""
    pieces = pieces[:MOST_PIECES]
    in_words = [("SELECT word_id FROM people_searchpiece WHERE piece = %s", [piece]) for piece in pieces]
    likely: Counter[int] = Counter()
    for words in _first(COMMON_PIECE + 1, in_words):
        if len(words) <= COMMON_PIECE:
            likely.update(words)
    nearest = [word for word, _times in likely.most_common(8 * SPELLINGS)]
    rows = SearchPiece.objects.filter(piece__in=pieces, word__in=nearest, word__organisation=organisation_id)
    shared = Counter(rows.values_list("word", flat=True))
    return [word for word, times in shared.most_common(SPELLINGS) if times >= ALIKE * len(pieces)]


def _first(most: int, questions: Sequence[Question]) -> list[list[Any]]:
    """The first values that each question finds, all asked in one statement."""
    found: list[list[Any]] = [[] for _question in questions]
    parts = [
        f"SELECT * FROM (SELECT {n} AS n, q.* FROM ({sql} LIMIT {most}) AS q) AS q{n}"
        for n, (sql, _values) in enumerate(questions)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for _sql, values in questions for value in values])
        for place, value in cursor.fetchall():
            found[place].append(value)
    return found


def _carriers(wanted: Sequence[Spellings]) -> list[Owner]:
    """Who carries a spelling of each word: the rarest word is looked up, the others are asked of its carriers."""
    found: list[Owner] = []
    for kind, common in zip(KINDS, _how_common(wanted), strict=True):
        if not all(common):
            continue  # nobody of this kind carries one of them
        rarest, *others = [spellings for _count, spellings in sorted(zip(common, wanted, strict=True))]
        rows = SearchCarrier.objects.filter(word__in=rarest).exclude(**{kind: None})
        for spellings in others:
            same: Any = {kind: OuterRef(kind), "word__in": spellings}
            theirs = SearchCarrier.objects.filter(**same).exclude(
                **{kind: None}
            )  # said again: the index wants to hear it
            rows = rows.filter(Exists(theirs))
        found += [(kind, pk) for pk in dict.fromkeys(rows.values_list(kind, flat=True)[:MOST])]
    return found


def _how_common(wanted: Sequence[Spellings]) -> list[list[int]]:
    """Of each kind of owner, how many carry a spelling of each word, counted up to COMMON.

    Each kind has an index of its own; a question that leaves the kind open would be answered by none of them.
    """
    questions: list[Question] = []
    for kind in KINDS:
        for spellings in wanted:
            marks = ", ".join(["%s"] * len(spellings))
            some = f"SELECT 1 FROM people_searchcarrier WHERE word_id IN ({marks}) AND NOT ({kind}_id IS NULL) LIMIT {COMMON}"
            questions.append((f"SELECT count(*) FROM ({some}) AS some", spellings))
    counts = [count for (count,) in _first(1, questions)]
    return [counts[: len(wanted)], counts[len(wanted) :]]
