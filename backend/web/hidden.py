"""How fields that are shown only on demand are called on buttons: as the log calls them, and those of incidents."""

from django.utils.translation import gettext_lazy as _

from backend.web.history import FIELDS

FIELD_NAMES = FIELDS | {
    "place": _("place of the incident"),
    "narrative": _("what happened"),
    "injuries": _("injuries"),
}
