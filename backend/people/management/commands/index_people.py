"""manage.py index_people: write the search index of everybody anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from backend.people.indexing import index_person
from backend.people.models import Person, Survivor
from backend.people.orphans import closed_survivors
from backend.vault.keys import key_session


class Command(BaseCommand):
    help = "Writes the search index of everybody anew, one person at a time, while others work on."

    def handle(self, *args: Any, **options: Any) -> None:
        closed, done = closed_survivors(), 0
        with key_session():
            for survivor in Survivor._default_manager.exclude(pk__in=closed).iterator():
                with transaction.atomic():
                    index_person(survivor, organisation_id=survivor.organisation_id)
                done += 1
            for person in Person._default_manager.exclude(survivor__in=closed).select_related("survivor").iterator():
                with transaction.atomic():
                    index_person(person, organisation_id=person.survivor.organisation_id)
                done += 1
        if options["verbosity"]:
            self.stdout.write(f"Indexed: {done}.")
