"""The daily work on a case: who spoke with her when, what the team writes down, what is to be done.

`models` imports this module so that Django finds the tables; it names `Case` as text and imports nothing of it.
"""

import uuid
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.work_choices import CHANNELS, Direction, Readers, Rules, SpokenWith, TaskKind, TaskState
from backend.cases.work_querysets import ContentOfCaseQuerySet, NoteQuerySet, TaskQuerySet
from backend.kernel.clock import ALMATY
from backend.kernel.models import UUIDModel, Versioned
from backend.vault.fields import EncryptedText

USER = settings.AUTH_USER_MODEL


class OfCase(UUIDModel):
    """A row that belongs to one case and is sealed with its survivor's key."""

    case: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id


class Contact(OfCase):
    """One line of the contact log. Never edited: what was agreed then was agreed then."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="contacts")
    happened_at = models.DateTimeField()
    channel = models.CharField(max_length=20, choices=CHANNELS, verbose_name=_("channel"))
    direction = models.CharField(max_length=3, choices=Direction.choices, verbose_name=_("direction"))
    spoken_with = models.CharField(max_length=15, choices=SpokenWith.choices, verbose_name=_("who answered"))
    spoken_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    agreed = EncryptedText(blank=True)
    rules = models.CharField(max_length=12, choices=Rules.choices, verbose_name=_("safe-contact rules"))
    rules_remark = EncryptedText(blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = ContentOfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [models.Index(fields=["case", "-happened_at"], name="contacts_of_case")]
        constraints = [
            models.CheckConstraint(
                name="next_contact_comes_after", condition=Q(next_at=None) | Q(next_at__gt=models.F("happened_at"))
            )
        ]


class Note(OfCase, Versioned):
    """What somebody of the team wrote down. Its author may correct it; nobody deletes it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="notes")
    author = models.ForeignKey(USER, models.PROTECT, related_name="notes")
    readers = models.CharField(max_length=6, choices=Readers.choices, verbose_name=_("who may read it"))
    text = EncryptedText()
    written_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [models.Index(fields=["case", "-written_at"], name="notes_of_case")]
        constraints = [
            models.CheckConstraint(name="note_readers_are_known", condition=Q(readers__in=Readers.values)),
        ]


class EarlierText(UUIDModel):
    """What a note said before it was corrected."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="earlier_texts")
    text = EncryptedText()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.note.case.survivor_id


class Mention(UUIDModel):
    """A colleague named in a note, who is told once that she was."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="mentions")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    mentioned_at = models.DateTimeField()

    class Meta:
        ordering = ["mentioned_at", "id"]
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mentioned_once_in_a_note")]

    def __str__(self) -> str:
        return str(self.pk)


class Task(OfCase, Versioned):
    """Something to do in a case by a day, answered for by one colleague. A planned contact is a task too.

    `reminded_for` is the due day somebody was told of; a task moved to another day is told of again.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=12, choices=TaskKind.choices, default=TaskKind.TASK)
    contact = models.OneToOneField(Contact, models.PROTECT, null=True, blank=True, related_name="planned")
    title = EncryptedText(blank=True)
    due_on = models.DateField()
    due_time = models.TimeField(null=True, blank=True)
    assignee = models.ForeignKey(USER, models.PROTECT, related_name="tasks")
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=TaskState.choices, default=TaskState.OPEN)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = EncryptedText(blank=True)
    reminded_for = models.DateField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "due_time", "id"]
        indexes = [
            models.Index(fields=["assignee", "due_on"], condition=Q(state="open"), name="open_tasks_of_person"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="open_tasks_by_day"),
            models.Index(fields=["case", "state"], name="tasks_of_case"),
        ]
        constraints = [
            models.CheckConstraint(name="task_state_is_known", condition=Q(state__in=TaskState.values)),
            models.CheckConstraint(
                name="an_ended_task_says_when_and_by_whom",
                condition=Q(state="open", ended_at=None, ended_by=None)
                | (~Q(state="open") & Q(ended_at__isnull=False, ended_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_next_contact_grew_out_of_one",
                condition=Q(kind="next_contact", contact__isnull=False) | Q(kind="task", contact=None),
            ),
        ]

    @property
    def due_at(self) -> datetime:
        """The moment it is due: the time agreed, or the end of its day (exclusive) where none was."""
        if self.due_time:
            return datetime.combine(self.due_on, self.due_time, ALMATY)
        return datetime.combine(self.due_on, time.max, ALMATY)
