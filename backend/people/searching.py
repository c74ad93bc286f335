"""Finding a person by name, IIN, phone or birth date through blind words; nothing is decrypted, nothing personal is stored.

The words as they were asked are tried first. Where nobody carries them all, the words that nobody bears stand for those
spelt much like them, and then every word of the name does. The rarest word is looked up, the others are only asked of
its carriers, so that the cost grows with who is found and not with who is known. What is asked of many words is asked in
one statement: a search waits for the database five or six times, however long the name.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from backend.people.models import SearchCarrier, SearchWord
from backend.vault.blind import words_with_pieces

COMMON = 10_000  # carriers are counted up to here: beyond, one word is as common as another
COMMON_PIECE = 400  # a piece that stands in more words than this narrows nothing down
MOST = 50
ALIKE = 0.45  # the share of pieces two spellings must have in common
MOST_PIECES = 40
SPELLINGS = 12  # at most so many words are taken for spellings of one
KINDS = ("survivor", "person")

Owner = tuple[str, UUID]  # "survivor" or "person", and the id
Spellings = list[int]  # ids of words that are taken for one
Word = tuple[str, bytes]  # kind and token
Question = tuple[str, Sequence[Any]]  # SQL of one value, and what it asks for


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
        alike = {token: _alike(pieces) for token, pieces in respelt.items()}
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
    words = _words(asked)
    kinds, tokens = list(asked), [token for _kind, token in words]
    where = f"kind IN ({_marks(kinds)}) AND token IN ({_marks(tokens)})"
    ours = SearchWord._meta.get_field("organisation").get_db_prep_value(organisation_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, kind, token FROM people_searchword WHERE organisation_id = %s AND {where}",
            [ours, *kinds, *tokens],
        )
        found = {(kind, bytes(token)): pk for pk, kind, token in cursor.fetchall()}
    return {word: found[word] for word in words if word in found}


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _alike(pieces: Sequence[bytes]) -> Spellings:
    """The words that share enough pieces with those given, nearest first. A pepper of her own seals the pieces of each
    organisation, so that words of another one share none."""
    pieces = pieces[:MOST_PIECES]
    beyond = f"SELECT 1 FROM people_searchpiece WHERE piece = %s LIMIT 1 OFFSET {COMMON_PIECE}"
    common = _each([(beyond, [piece]) for piece in pieces])
    rare = [piece for piece, is_common in zip(pieces, common, strict=True) if not is_common]
    likely = _most_shared(rare, 8 * SPELLINGS)
    nearest = _most_shared(pieces, SPELLINGS, f"AND word_id IN ({_marks(likely)})", [word for word, _times in likely])
    return [word for word, times in nearest if times >= ALIKE * len(pieces)]


def _most_shared(
    pieces: Sequence[bytes], most: int, only: str = "", among: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """The words that share most of the pieces, and how many."""
    if not pieces or (only and not among):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word_id, count(*) FROM people_searchpiece WHERE piece IN ({_marks(pieces)}) {only} "
            f"GROUP BY word_id ORDER BY 2 DESC, 1 LIMIT {most}",
            [*pieces, *among],
        )
        return list(cursor.fetchall())


def _each(questions: Sequence[Question]) -> list[Any]:
    """The one value that each question finds, or None, all asked in one statement."""
    found: list[Any] = [None] * len(questions)
    parts = [f"SELECT * FROM (SELECT {n}, q.* FROM ({sql}) AS q) AS q{n}" for n, (sql, _values) in enumerate(questions)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for _sql, values in questions for value in values])
        for place, value in cursor.fetchall():
            found[place] = value
    return found


def _carriers(wanted: Sequence[Spellings]) -> list[Owner]:
    """Who carries a spelling of each word: the rarest word is looked up, the others are asked of its carriers."""
    parts, values = [], []
    for kind, common in zip(KINDS, _how_common(wanted), strict=True):
        if not all(common):
            continue  # nobody of this kind carries one of them
        in_turn = [spellings for _count, spellings in sorted(zip(common, wanted, strict=True))]
        parts.append(f"SELECT '{kind}', q.* FROM ({_carriers_of_all(kind, in_turn)}) AS q")
        values += [word for spellings in in_turn for word in spellings]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [(kind, pk if isinstance(pk, UUID) else UUID(pk)) for kind, pk in dict.fromkeys(cursor.fetchall())]


def _carriers_of_all(kind: str, in_turn: Sequence[Spellings]) -> str:
    """SQL for those of a kind who carry one spelling of each word. That the owner is not null is said each time: the
    index of a kind wants to hear it in the very words it was made with."""
    owner = f"{kind}_id"
    rarest, *others = in_turn
    sql = f"SELECT DISTINCT {owner} FROM people_searchcarrier c WHERE word_id IN ({_marks(rarest)}) AND NOT ({owner} IS NULL)"
    for spellings in others:
        sql += (
            f" AND EXISTS (SELECT 1 FROM people_searchcarrier o WHERE o.{owner} = c.{owner}"
            f" AND o.word_id IN ({_marks(spellings)}) AND NOT (o.{owner} IS NULL))"
        )
    return f"{sql} LIMIT {MOST}"


def _how_common(wanted: Sequence[Spellings]) -> list[list[int]]:
    """Of each kind of owner, how many carry a spelling of each word, counted up to COMMON.

    Each kind has an index of its own; a question that leaves the kind open would be answered by none of them.
    """
    questions: list[Question] = []
    for kind in KINDS:
        for spellings in wanted:
            some = f"SELECT 1 FROM people_searchcarrier WHERE word_id IN ({_marks(spellings)}) AND NOT ({kind}_id IS NULL) LIMIT {COMMON}"
            questions.append((f"SELECT count(*) FROM ({some}) AS a_few", spellings))
    counts = _each(questions)
    return [counts[: len(wanted)], counts[len(wanted) :]]
