"""Finding a person by name, IIN or phone through blind tokens; nothing is decrypted, nothing personal is stored."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from backend.people.models import Person, SearchToken, Survivor
from backend.vault.blind import tokens

SEARCHED = {"name": "legal_name", "iin": "iin", "phone": "phone"}


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


def matching(model: Any, *, organisation_id: UUID, **asked: str) -> QuerySet[Any]:
    """Rows of Survivor or Person that carry every token of what was asked (`name=`, `iin=`, `phone=`)."""
    owner = "survivor" if model is Survivor else "person"
    found = model._default_manager.all()
    for kind, text in asked.items():
        wanted = list(dict.fromkeys(tokens(kind, text, organisation_id)))
        if not wanted:
            return model._default_manager.none()
        hits = (
            SearchToken.objects.filter(organisation=organisation_id, kind=kind, token__in=wanted)
            .exclude(**{owner: None})
            .values(owner)
            .annotate(met=Count("token", distinct=True))
            .filter(met=len(wanted))
        )
        found = found.filter(pk__in=hits.values(owner))
    return found
