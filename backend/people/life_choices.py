"""Closed lists about the people around a survivor, and about what she needs: counted, therefore in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Identifying(models.TextChoices):
    """The facts of a person whose corrections are kept."""

    LEGAL_NAME = "legal_name", _("name")
    IIN = "iin", _("IIN")
    BIRTH_DATE = "birth_date", _("birth date")


class WhyChanged(models.TextChoices):
    TYPO = "typo", _("it was written down wrongly")
    NEW_PASSPORT = "new_passport", _("new papers")
    MARRIAGE = "marriage", _("marriage")
    DIVORCE = "divorce", _("divorce")
    CHOSEN = "chosen", _("chose another name")
    OTHER = "other", _("another reason")


class KnownAs(models.TextChoices):
    """By what somebody was found, when it is not what she is called now."""

    NOW = "", _("as now")
    FORMER = "former", _("former name or number")
    ALIAS = "alias", _("another name")


class DependantRelation(models.TextChoices):
    CHILD = "child", _("her child")
    STEPCHILD = "stepchild", _("stepchild")
    WARD = "ward", _("in her guardianship")
    PARENT = "parent", _("her parent")
    OTHER = "other", _("another relative in her care")


class LivesWith(models.TextChoices):
    HER = "her", _("lives with her")
    RESPONDENT = "respondent", _("lives with the respondent")
    RELATIVES = "relatives", _("lives with relatives")
    INSTITUTION = "institution", _("lives in an institution")
    ELSEWHERE = "elsewhere", _("lives elsewhere")
    NOT_KNOWN = "", _("not known")


class TrustedRelation(models.TextChoices):
    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    SIBLING = "sibling", _("sister or brother")
    GROWN_CHILD = "grown_child", _("grown-up child")
    RELATIVE = "relative", _("relative")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    COLLEAGUE = "colleague", _("colleague")
    OTHER = "other", _("other")


class WorkplaceKind(models.TextChoices):
    POLICE = "police", _("police")
    ARMED = "armed", _("army or security services")
    JUSTICE = "justice", _("court or prosecutor's office")
    CIVIL_SERVICE = "civil_service", _("civil service")
    DEPUTY = "deputy", _("deputy or party official")
    EDUCATION = "education", _("school or university")
    HEALTH = "health", _("health service")
    BUSINESS = "business", _("business")
    WORKER = "worker", _("worker or employee")
    NO_WORK = "no_work", _("does not work")
    NOT_KNOWN = "", _("not known")


class Weapons(models.TextChoices):
    NONE_KNOWN = "none_known", _("none that is known")
    SERVICE = "service", _("service weapon")
    REGISTERED = "registered", _("registered weapon")
    UNREGISTERED = "unregistered", _("unregistered weapon")
    NOT_KNOWN = "", _("not known")


class Dependence(models.TextChoices):
    NONE_KNOWN = "none_known", _("none that is known")
    ALCOHOL = "alcohol", _("alcohol")
    DRUGS = "drugs", _("drugs")
    BOTH = "both", _("alcohol and drugs")
    NOT_KNOWN = "", _("not known")


class Whereabouts(models.TextChoices):
    WITH_HER = "with_her", _("lives with her")
    APART = "apart", _("lives apart")
    IN_CUSTODY = "in_custody", _("in custody")
    HOUSE_ARREST = "house_arrest", _("under house arrest")
    SERVING = "serving", _("serving a sentence")
    WANTED = "wanted", _("wanted, hiding")
    NOT_KNOWN = "", _("not known")


class YesNoUnknown(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_KNOWN = "", _("not known")


class ProceedingsLanguage(models.TextChoices):
    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    OTHER = "other", _("another language")
    NOT_ASKED = "", _("not asked yet")


class Interpreter(models.TextChoices):
    NONE = "none", _("not needed")
    SPOKEN = "spoken", _("interpreter of a language")
    SIGN = "sign", _("sign language interpreter")
    NOT_ASKED = "", _("not asked yet")


SERVES = frozenset({WorkplaceKind.POLICE, WorkplaceKind.ARMED, WorkplaceKind.JUSTICE})
ARMED_WITH = frozenset({Weapons.SERVICE, Weapons.REGISTERED, Weapons.UNREGISTERED})
AT_LARGE = frozenset({Whereabouts.WITH_HER, Whereabouts.WANTED})
