"""Who could not be let in, and who could not be told: for `manage.py doctor`."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.accounts.factors import BESIDE_THE_PASSWORD
from backend.accounts.models import Draft, Membership, Organisation, User
from backend.accounts.roles import Role
from backend.kernel.health import Asked, Check, Finding, broken, warning
from backend.vault.models import DataKey


def somebody_coordinates(asked: Asked) -> Iterator[Finding]:
    """Every organisation has a coordinator who may sign in."""
    coordinators = Membership.objects.filter(
        organisation=OuterRef("pk"), role=Role.COORDINATOR, ended_at=None, user__is_active=True
    )
    for organisation in Organisation.objects.filter(~Exists(coordinators)):
        prefix = organisation.offices.order_by("id").values_list("prefix", flat=True).first() or "?"
        yield warning(
            _("The organisation %(prefix)s has no coordinator.") % {"prefix": prefix},
            _("Nobody can invite colleagues, or give a case to somebody else."),
            f"manage.py create_user EMAIL --organisation {prefix} --role coordinator --name NAME",
        )
    if not Organisation.objects.exists():
        yield warning(
            _("There is no organisation yet."), _("Nobody can sign in."),
            "manage.py create_organisation PREFIX --name NAME --short-name NAME",
        )  # fmt: skip


def everybody_has_a_second_factor(asked: Asked) -> Iterator[Finding]:
    """Where a second factor is asked for, colleagues without one cannot work until they have set it up."""
    working = User.objects.filter(is_active=True, pk__in=Membership.objects.filter(ended_at=None).values("user"))
    without = working.exclude(authenticator__type__in=BESIDE_THE_PASSWORD)
    if settings.TIREK_SECOND_FACTOR and (count := without.count()):
        yield warning(
            ngettext("%(n)d colleague has no second factor.", "%(n)d colleagues have no second factor.", count)
            % {"n": count},
            _(
                "Content stays closed to them until they set one up at their next signing in; a password alone is easily stolen."
            ),
            _("Ask them to sign in once and follow the page."),
        )


def drafts_have_keys(asked: Asked) -> Iterator[Finding]:
    """What somebody was typing is sealed under a key of her own."""
    writers = set(Draft.objects.values_list("pk", flat=True))
    if count := len(writers - set(DataKey.objects.filter(owner_id__in=writers).values_list("pk", flat=True))):
        yield broken(
            ngettext("%(n)d draft has no key.", "%(n)d drafts have no key.", count) % {"n": count},
            _("What these colleagues were typing when their screens closed cannot be given back."),
            _("Restore the newest archive of keys, if there is one that has them."),
        )


CHECKS = (
    Check("somebody_coordinates", somebody_coordinates),
    Check("everybody_has_a_second_factor", everybody_has_a_second_factor),
    Check("drafts_have_keys", drafts_have_keys, needs=("default", "keys")),
)
