"""Writing the blind index: which words a person carries, and of which pieces new words are made."""

from uuid import UUID

from backend.people.models import Person, SearchCarrier, SearchPiece, SearchWord, Survivor
from backend.vault.blind import words_with_pieces

INDEXED = {"name": "legal_name", "iin": "iin", "phone": "phone", "born": "birth_date"}


def index_person(person: Survivor | Person, *, organisation_id: UUID) -> None:
    """Write the words of a person anew."""
    owner = {"survivor": person} if isinstance(person, Survivor) else {"person": person}
    SearchCarrier.objects.filter(**owner).delete()
    for kind, field in INDEXED.items():
        if value := getattr(person, field):
            words = _words(kind, str(value), organisation_id)
            SearchCarrier.objects.bulk_create(SearchCarrier(word=word, **owner) for word in words)


def is_indexed(person: Survivor | Person) -> bool:
    """Whether the person carries exactly the words of what is known of her. Opens the fields that are indexed."""
    survivor = person if isinstance(person, Survivor) else person.survivor
    owner = "survivor" if person is survivor else "person"
    wanted = {
        (kind, token)
        for kind, field in INDEXED.items()
        if (value := getattr(person, field))
        for token in words_with_pieces(kind, str(value), survivor.organisation_id)
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
