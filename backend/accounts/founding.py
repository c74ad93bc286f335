"""The first people of an installation, made by its operator at the command line; everybody after them is invited."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Membership, Organisation, User
from backend.accounts.office_models import Office
from backend.accounts.offices import check_prefix
from backend.accounts.roles import Role
from backend.accounts.services import join
from backend.audit.services import record
from backend.kernel.errors import InvalidInput, RuleBroken


@transaction.atomic
def found_organisation(prefix: str, *, name: str, short_name: str, at: datetime, region: str = "") -> Organisation:
    """Make an organisation with its first office. `prefix` begins the codes of its cases (АЛ-26-0147) and is nobody else's."""
    check_prefix(prefix)
    if not name.strip() or not short_name.strip():
        raise InvalidInput(_("An organisation has a full and a short name."), field="name")
    organisation = Organisation.objects.create(name=name.strip(), short_name=short_name.strip(), region=region)
    Office.objects.create(organisation=organisation, name=organisation.short_name, prefix=prefix, region=region)
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
