"""Writing the blind index: which words a person carries, and of which pieces new words are made."""

from collections.abc import Iterator
from uuid import UUID

from backend.people.fingerprints import mark_person
from backend.people.life_choices import KnownAs
from backend.people.life_models import Correction, facts_of
from backend.people.models import Person, SearchCarrier, SearchPiece, SearchWord, Survivor
from backend.vault.blind import words_with_pieces

INDEXED = {"name": "legal_name", "iin": "iin", "phone": "phone", "born": "birth_date"}
KIND_OF = {field: kind for kind, field in INDEXED.items()}
VERSION = 1  # raise it when what is written here changes: rows of an older one are written anew, see `reindexing`


def index_person(person: Survivor | Person, *, organisation_id: UUID) -> None:
    """Write the words and the fingerprints of a person anew: words of now, then former names and numbers, then aliases.

    A word of now is not carried a second time as a former one: she is found as who she is.
    """
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    SearchCarrier.objects.filter(**owner).delete()
    carried: set[int] = set()
    for known_as, kind, text in _texts_of(person):
        words = [word for word in _words(kind, text, organisation_id) if word.pk not in carried]
        carried |= {word.pk for word in words}
        SearchCarrier.objects.bulk_create(SearchCarrier(word=word, known_as=known_as, **owner) for word in words)
    mark_person(person, organisation_id=organisation_id)
    type(person)._default_manager.filter(pk=person.pk).update(indexed_as=VERSION)
    person.indexed_as = VERSION


def _texts_of(person: Survivor | Person) -> Iterator[tuple[str, str, str]]:
    """How somebody is or was known: as what, which kind of word, and the text."""
    for kind, field in INDEXED.items():
        if value := getattr(person, field):
            yield KnownAs.NOW, kind, str(value)
    for row in corrections_of(person):
        if row.was:
            yield KnownAs.FORMER, KIND_OF[row.field], row.was
    if isinstance(person, Person) and (facts := facts_of(person)):
        for alias in (facts.aliases or "").splitlines():
            yield KnownAs.ALIAS, "name", alias


def corrections_of(person: Survivor | Person) -> list[Correction]:
    """What somebody's name, IIN and birth date were before they were corrected, the latest first."""
    rows = Correction._default_manager.select_related("corrected_by")
    if isinstance(person, Survivor):
        return list(rows.filter(survivor=person, person=None))
    return list(rows.filter(person=person))


def is_indexed(person: Survivor | Person) -> bool:
    """Whether the person carries exactly the words of what is known of her. Opens the fields that are indexed."""
    survivor = person if isinstance(person, Survivor) else person.survivor
    owner = "survivor" if person is survivor else "person"
    wanted = {
        (kind, token)
        for _known_as, kind, text in _texts_of(person)
        for token in words_with_pieces(kind, text, survivor.organisation_id)
    }
    carried = SearchCarrier.objects.filter(**{owner: person})
    return wanted == {(kind, bytes(token)) for kind, token in carried.values_list("word__kind", "word__token")}


def _words(kind: str, text: str, organisation_id: UUID) -> list[SearchWord]:
    """The rows of the words of a text, made where they are new; two who make one word at once meet in it."""
    wanted = words_with_pieces(kind, text, organisation_id)
    of_kind = SearchWord.objects.filter(organisation=organisation_id, kind=kind)
    known = {bytes(word.token) for word in of_kind.filter(token__in=list(wanted))}
    fresh = [token for token in wanted if token not in known]
    SearchWord.objects.bulk_create(
        (SearchWord(organisation_id=organisation_id, kind=kind, token=token) for token in fresh), ignore_conflicts=True
    )
    rows = list(of_kind.filter(token__in=list(wanted)))
    SearchPiece.objects.bulk_create(
        (
            SearchPiece(word=word, piece=piece)
            for word in rows
            if bytes(word.token) in fresh
            for piece in wanted[bytes(word.token)]
        ),
        ignore_conflicts=True,
    )
    return rows
