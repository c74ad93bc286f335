"""People of a case as the team writes them down and corrects them. What may be is the services' to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import LANGUAGES
from backend.cases.choices import PartyRole, Relation
from backend.kernel.clock import today
from backend.people.choices import REGIONS, ConsentPurpose, ContactChannel, Gender
from backend.people.life_choices import WhyChanged
from backend.web.forms.fields import DayField
from backend.web.once import SentOnceForm

OPTIONAL = {"required": False}
EMPTY = [("", "—")]


class CorrectionForm(forms.Form):
    """Something that is already written down, with the version that was read: a lost update is seen, not made."""

    VERSIONS: tuple[str, ...] = ("version",)

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.VERSIONS}

    @classmethod
    def as_it_stands(cls, row: Any, **more: Any) -> dict[str, Any]:
        """The initial values of a form about `row`, opened."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)} | more


def why_changed() -> dict[str, forms.Field]:
    """What is asked when somebody is called or numbered otherwise than was written down."""
    return {
        "why_changed": forms.ChoiceField(
            label=_("If the name, IIN or birth date changes: why"), choices=[*EMPTY, *WhyChanged.choices],
            help_text=_("What it was is kept, stays findable, and is shown on demand only."), **OPTIONAL,
        ),
        "changed_since": DayField(label=_("From which day the new one holds"), **OPTIONAL),
        "change_remark": forms.CharField(label=_("Remark on the change"), max_length=1000, **OPTIONAL),
    }  # fmt: skip


class SurvivorForm(CorrectionForm):
    """Everything that is known of a survivor herself, safe contact first: it is what protects her."""

    contact_channel = forms.ChoiceField(
        label=_("Safe way to reach her"), choices=[*EMPTY, *ContactChannel.choices], **OPTIONAL
    )
    contact_hours = forms.CharField(label=_("Safe hours"), max_length=100, **OPTIONAL)
    may_be_said = forms.CharField(label=_("What may be said if somebody else answers"), max_length=300, **OPTIONAL)
    code_phrase = forms.CharField(label=_("Code phrase"), max_length=200, **OPTIONAL)
    never_contact = forms.CharField(
        label=_("Never contact"), help_text=_("People, numbers and addresses through which the other side would learn of it."),
        max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **OPTIONAL,
    )  # fmt: skip
    pseudonym = forms.CharField(
        label=_("Pseudonym"), max_length=60, help_text=_("What colleagues see instead of the name.")
    )
    legal_name = forms.CharField(label=_("Name in her papers: surname, first name, patronymic"), max_length=200)
    gender = forms.ChoiceField(label=_("Gender"), choices=[*EMPTY, *Gender.choices], **OPTIONAL)
    iin = forms.CharField(label=_("IIN"), max_length=20, **OPTIONAL)
    birth_date = DayField(label=_("Birth date"), **OPTIONAL)
    phone = forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL)
    address = forms.CharField(label=_("Address"), max_length=300, **OPTIONAL)
    address_is_secret = forms.BooleanField(label=_("The address is secret: never put it into papers"), **OPTIONAL)
    region = forms.ChoiceField(label=_("Region"), choices=[*EMPTY, *REGIONS], **OPTIONAL)
    language = forms.ChoiceField(label=_("Language she is spoken to in"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= why_changed()
        names = list(self.fields)
        for name in why_changed():
            names.remove(name)
        after = names.index("birth_date") + 1
        self.order_fields([*names[:after], *why_changed(), *names[after:]])


def of_a_person() -> dict[str, forms.Field]:
    return {
        "legal_name": forms.CharField(label=_("Surname, first name, patronymic"), max_length=200),
        "gender": forms.ChoiceField(label=_("Gender"), choices=[*EMPTY, *Gender.choices], **OPTIONAL),
        "iin": forms.CharField(label=_("IIN"), max_length=20, **OPTIONAL),
        "birth_date": DayField(label=_("Birth date"), **OPTIONAL),
        "phone": forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL),
        "address": forms.CharField(label=_("Address"), max_length=300, **OPTIONAL),
        "workplace": forms.CharField(label=_("Place of work"), max_length=300, **OPTIONAL),
    }


class NewPartyForm(SentOnceForm):
    """A person who has not appeared in the case before, and her or his role in it."""

    role = forms.ChoiceField(label=_("Role in the case"), choices=PartyRole.choices)
    relation = forms.ChoiceField(label=_("Relation to the survivor"), choices=[*EMPTY, *Relation.choices], **OPTIONAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= of_a_person()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


class PartyForm(CorrectionForm):
    """What is known of a party, and what she or he is to the survivor: two rows, two versions, one form."""

    VERSIONS = ("version", "person_version")

    person_version = forms.IntegerField(widget=forms.HiddenInput)
    relation = forms.ChoiceField(label=_("Relation to the survivor"), choices=[*EMPTY, *Relation.choices], **OPTIONAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= of_a_person() | why_changed()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


class ConsentForm(SentOnceForm):
    """One purpose a survivor agreed to, and when."""

    purpose = forms.ChoiceField(label=_("What she agreed to"), choices=[*EMPTY, *ConsentPurpose.choices])
    given_on = DayField(label=_("Day she agreed"), initial=lambda: f"{today():%d.%m.%Y}")


class WithdrawConsentForm(forms.Form):
    """When a survivor took a consent back."""

    withdrawn_on = DayField(label=_("Day she took it back"), initial=lambda: f"{today():%d.%m.%Y}")
