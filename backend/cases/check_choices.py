"""Closed lists about checks at intake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.cases.choices import PartyRole

HIS_SIDE = (PartyRole.RESPONDENT, PartyRole.OTHER)
HER_SIDE = (PartyRole.CHILD, PartyRole.TRUSTED)
SIDE_UNCLEAR = PartyRole.OTHER  # somebody of his perhaps: no more than a possible conflict


class Question(models.TextChoices):
    CLIENT = "client", _("is a client of this organisation")
    SIDE = "side", _("stands on a survivor's side in another case of this organisation")
    AGAINST = "against", _("stands on the other side in another case of this organisation")
    MEMBER = "member", _("works in this organisation")
    REPEAT = "repeat", _("is the respondent in another case")


class Strength(models.TextChoices):
    NONE = "none", _("nothing found")
    POSSIBLE = "possible", _("possible match")
    MATCH = "match", _("match")


class Result(models.TextChoices):
    NONE = "none", _("nothing found")
    POSSIBLE = "possible", _("possible match")
    MATCH = "match", _("match")
    HELD = "held", _("put off: too many checks in one day")


class Because(models.TextChoices):
    ADDED = "added", _("a person was written down")
    CORRECTED = "corrected", _("a person was corrected")
    ASKED = "asked", _("somebody asked for it")
    INDEXED = "indexed", _("the records were brought up to date")


class Decision(models.TextChoices):
    NO_CONFLICT = "no_conflict", _("no conflict")
    STEPS_BACK = "steps_back", _("conflict: somebody of ours steps back")
    REFERRED = "referred", _("conflict: she is referred to another organisation")
    SAME = "same", _("the same person")
    NOT_SAME = "not_same", _("not the same person")


OF_A_CONFLICT = (Decision.NO_CONFLICT, Decision.STEPS_BACK, Decision.REFERRED, Decision.NOT_SAME)
OF_A_REPEAT = (Decision.SAME, Decision.NOT_SAME)
HARMLESS = (Decision.NO_CONFLICT, Decision.NOT_SAME)


class RequestState(models.TextChoices):
    ASKED = "asked", _("waits for the other lead")
    ACCEPTED = "accepted", _("both leads consent")
    DECLINED = "declined", _("request declined")
    WITHDRAWN = "withdrawn", _("request taken back")
    EXPIRED = "expired", _("nobody answered in time")
    ENDED = "ended", _("consent ended")


LIVE = (RequestState.ASKED, RequestState.ACCEPTED)
