"""Writing the blind index: which words a person carries, and of which pieces new words are made."""

from uuid import UUID

from backend.people.fingerprints import mark_person
from backend.people.models import Person, SearchCarrier, SearchPiece, SearchWord, Survivor
from backend.vault.blind import words_with_pieces

INDEXED = {"name": "legal_name", "iin": "iin", "phone": "phone", "born": "birth_date"}


VERSION = 1  # raise it when what is written here changes: rows of an older one are written anew, see `reindexing`


def index_person(person: Survivor | Person, *, organisation_id: UUID) -> None:
    """Write the words and the fingerprints of a person anew."""
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    SearchCarrier.objects.filter(**owner).delete()
    for kind, field in INDEXED.items():
        if value := getattr(person, field):
            words = _words(kind, str(value), organisation_id)
            SearchCarrier.objects.bulk_create(SearchCarrier(word=word, **owner) for word in words)
    mark_person(person, organisation_id=organisation_id)
    type(person)._default_manager.filter(pk=person.pk).update(indexed_as=VERSION)
    person.indexed_as = VERSION


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
