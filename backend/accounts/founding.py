"""The first people of an installation, made by its operator at the command line; everybody after them is invited."""

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Membership, Organisation, User
from backend.accounts.roles import Role
from backend.accounts.services import join
from backend.audit.services import record
from backend.kernel.errors import InvalidInput, RuleBroken

PREFIX = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,6}")


@transaction.atomic
def found_organisation(prefix: str, *, name: str, short_name: str, at: datetime, region: str = "") -> Organisation:
    """Make an organisation. `prefix` begins the codes of its cases (АЛ-26-0147) and is nobody else's."""
    if not PREFIX.fullmatch(prefix):
        raise InvalidInput(_("The prefix of case codes has one to six capital letters."), field="office_prefix")
    if Organisation.objects.filter(office_prefix=prefix).exists():
        raise InvalidInput(
            _("Another organisation has the prefix %(prefix)s.") % {"prefix": prefix}, field="office_prefix"
        )
    if not name.strip() or not short_name.strip():
        raise InvalidInput(_("An organisation has a full and a short name."), field="name")
    organisation = Organisation.objects.create(
        office_prefix=prefix, name=name.strip(), short_name=short_name.strip(), region=region
    )
    record(f"organisation:{organisation.pk}", "organisation.founded", by=None, at=at, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def add_user(
    organisation: Organisation, email: str, role: str, *, full_name: str, password: str, at: datetime
) -> Membership:
    """Make an account and its membership without an invitation: there is nobody yet who could invite."""
    if role not in Role.values:
        raise InvalidInput(_("There is no such role: %(role)s.") % {"role": role}, field="role")
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages)) from None
    if User.objects.filter(email=email.lower()).exists():
        raise RuleBroken(_("There is already an account for this e-mail address."))
    user = User.objects.create_user(email, password, full_name=full_name.strip())
    return join(user, organisation, role, at=at)
