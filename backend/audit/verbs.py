"""Every verb of the log with the sentence people read. An unknown verb is refused, so that nothing is logged mute."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "case.opened": _("opened the case"),
    "case.updated": _("changed the case"),
    "case.viewed": _("looked at the case"),
    "person.revealed": _("made a hidden field visible"),
    "team.member_added": _("put a colleague on the team"),
    "team.member_removed": _("took a colleague off the team"),
    "team.role_changed": _("gave a colleague another role on the team"),
    "team.member_left": _("left the team"),
    "access.opened": _("opened the case by stating a reason"),
    "access.given_back": _("gave back the access taken by stating a reason"),
    "access.ended": _("ended an access taken by stating a reason"),
    "incident.added": _("recorded an incident"),
    "incident.updated": _("corrected an incident"),
    "party.added": _("added a party"),
    "party.updated": _("corrected what a party is to the survivor"),
    "survivor.created": _("registered a survivor"),
    "survivor.updated": _("corrected what is known of the survivor"),
    "person.created": _("registered a person"),
    "person.updated": _("corrected what is known of a person"),
    "people.searched": _("searched for a person"),
    "consent.given": _("recorded a consent"),
    "consent.withdrawn": _("recorded that a consent was withdrawn"),
    "proceeding.opened": _("opened a proceeding"),
    "proceeding.body_named": _("said which body handles a proceeding"),
    "event.recorded": _("recorded an event"),
    "event.annulled": _("took an event back"),
    "hearing.scheduled": _("scheduled a hearing"),
    "hearing.result_recorded": _("recorded the result of a hearing"),
    "document.generated": _("filled a document"),
    "document.downloaded": _("downloaded a document"),
    "document.filed": _("marked a document as filed"),
    "reminder.acknowledged": _("took note of a reminder"),
    "deadline.waived": _("waived a deadline"),
    "organisation.founded": _("founded the organisation"),
    "contact.recorded": _("recorded a contact"),
    "note.written": _("wrote a note"),
    "note.corrected": _("corrected a note of her own"),
    "task.made": _("made a task"),
    "task.changed": _("changed a task"),
    "task.done": _("marked a task as done"),
    "task.cancelled": _("cancelled a task"),
    "task.reopened": _("reopened a task"),
    "task.handed_over": _("handed a task over"),
    "attachment.added": _("attached a file"),
    "attachment.downloaded": _("downloaded an attached file"),
    "attachment.withdrawn": _("withdrew an attached file"),
    "user.invited": _("invited a colleague"),
    "user.invitation_withdrawn": _("withdrew an invitation"),
    "user.joined": _("joined the organisation"),
    "user.password_given": _("was given a new password at the command line"),
    "token.issued": _("was given an API token"),
    "list.exported": _("took a list out as a file"),
    "token.revoked": _("had the API tokens revoked"),
}

# Looking changes nothing: these are for the log of access, not for the history of a case.
LOOKS = frozenset(
    {
        "case.viewed", "person.revealed", "people.searched", "document.downloaded", "attachment.downloaded",
        "token.issued", "access.opened", "access.given_back", "access.ended",
    }
)  # fmt: skip

# The log of access, by what was done: who looked, what was shown, what left as a file, who came in by a reason.
ACCESSES = {
    "looked": ("case.viewed",),
    "revealed": ("person.revealed",),
    "downloaded": ("document.downloaded", "attachment.downloaded"),
    "by_reason": ("access.opened", "access.given_back", "access.ended"),
}
