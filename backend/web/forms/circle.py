"""The people around a survivor, what is known of a respondent, what she needs: as the team writes it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.people.choices import ContactChannel, Gender
from backend.people.life_choices import (
    DependantRelation,
    Dependence,
    Interpreter,
    LivesWith,
    ProceedingsLanguage,
    TrustedRelation,
    Weapons,
    Whereabouts,
    WorkplaceKind,
    YesNoUnknown,
)
from backend.web.forms.fields import DayField
from backend.web.forms.people import EMPTY, OPTIONAL, CorrectionForm, why_changed
from backend.web.once import SentOnceForm

VERSIONS = ("version", "person_version", "sent_as")


def long_text(label: Any, limit: int, *, rows: int = 2, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), **OPTIONAL
    )


class RespondentField(forms.ModelChoiceField):
    """A respondent of the case, called by what he or she is to the survivor: names stay hidden."""

    def __init__(self, **kwargs: Any) -> None:
        self.titles: dict[Any, str] = {}
        super().__init__(None, empty_label=_("not known, or somebody else"), **OPTIONAL, **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return self.titles.get(person.pk, "—")


class _Circle(SentOnceForm):
    """A form about somebody around her: sent once when new, with both versions when it corrects."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("version", "person_version"):
            if new:
                del self.fields[name]
            else:
                self.fields[name].required = True
        if not new:
            self.fields |= why_changed()
            del self.fields["sent_as"]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in VERSIONS}

    @classmethod
    def as_it_stands(cls, row: Any) -> dict[str, Any]:
        """The initial values of a form about `row` and the person she or he is, opened."""
        values = {name: getattr(row.person, name) for name in cls.base_fields if hasattr(row.person, name)}
        values |= {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}
        return values | {"version": row.version, "person_version": row.person.version}


class DependantForm(_Circle):
    """A child of hers, or somebody in her care."""

    relation = forms.ChoiceField(label=_("Who she or he is to her"), choices=[*EMPTY, *DependantRelation.choices])
    legal_name = forms.CharField(label=_("Surname, first name, patronymic"), max_length=200)
    gender = forms.ChoiceField(label=_("Gender"), choices=[*EMPTY, *Gender.choices], **OPTIONAL)
    birth_date = DayField(label=_("Birth date"), **OPTIONAL)
    iin = forms.CharField(label=_("IIN"), max_length=20, **OPTIONAL)
    other_parent = RespondentField(label=_("The other parent, if it is the respondent"))
    lives_with = forms.ChoiceField(label=_("Lives"), choices=LivesWith.choices, **OPTIONAL)
    address = forms.CharField(label=_("Address, if another one"), max_length=300, **OPTIONAL)
    school = forms.CharField(label=_("School or kindergarten"), max_length=300, **OPTIONAL)
    special_needs = long_text(_("Special needs, health"), 2000)
    in_the_case = forms.BooleanField(
        label=_("Was harmed or saw it: appears in the case"),
        help_text=_("Then she or he also stands among the people of the case."), **OPTIONAL,
    )  # fmt: skip

    def __init__(self, *args: Any, respondents: Any, titles: dict[Any, str], appears: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["other_parent"]
        parent.titles, parent.queryset = titles, respondents
        if appears:
            del self.fields["in_the_case"]


class TrustedForm(_Circle):
    """Who may be called when she cannot be reached."""

    relation = forms.ChoiceField(label=_("Who she or he is to her"), choices=[*EMPTY, *TrustedRelation.choices])
    legal_name = forms.CharField(label=_("How she or he is called"), max_length=200)
    phone = forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL)
    contact_channel = forms.ChoiceField(
        label=_("How to reach her or him"),
        choices=[*EMPTY, *(each for each in ContactChannel.choices if each[0] != ContactChannel.THROUGH_TRUSTED)],
        **OPTIONAL,
    )
    contact_hours = forms.CharField(label=_("Hours"), max_length=100, **OPTIONAL)
    may_be_said = forms.CharField(
        label=_("What may be said to her or him"), max_length=300,
        help_text=_("Whether she or he knows what happened, and what not to mention."), **OPTIONAL,
    )  # fmt: skip
    code_phrase = forms.CharField(label=_("Code phrase"), max_length=200, **OPTIONAL)


class RespondentFactsForm(CorrectionForm):
    """What is known of a respondent, danger first."""

    whereabouts = forms.ChoiceField(label=_("Where he or she is"), choices=Whereabouts.choices, **OPTIONAL)
    workplace_kind = forms.ChoiceField(
        label=_("Where he or she works"), choices=WorkplaceKind.choices,
        help_text=_("Police, services and courts matter: it decides whom to write to."), **OPTIONAL,
    )  # fmt: skip
    weapons = forms.ChoiceField(label=_("Weapons"), choices=Weapons.choices, **OPTIONAL)
    weapons_remark = forms.CharField(label=_("About the weapon"), max_length=1000, **OPTIONAL)
    dependence = forms.ChoiceField(label=_("Dependence"), choices=Dependence.choices, **OPTIONAL)
    aliases = long_text(_("Other names and nicknames"), 1000, help_text=_("One to a line; the search finds them too."))
    convicted = forms.ChoiceField(label=_("Convicted before"), choices=YesNoUnknown.choices, **OPTIONAL)
    convictions = long_text(
        _("Convictions"), 5000, rows=3, help_text=_("One to a line: article, year, court, punishment.")
    )
    punished = forms.ChoiceField(label=_("Administrative penalties before"), choices=YesNoUnknown.choices, **OPTIONAL)
    administrative_record = long_text(
        _("Administrative record"), 5000, rows=3, help_text=_("Article, year, body, penalty; protective orders.")
    )


class NeedsForm(CorrectionForm):
    """What she needs to take part in proceedings."""

    proceedings_language = forms.ChoiceField(
        label=_("Language of the proceedings"), choices=ProceedingsLanguage.choices, **OPTIONAL
    )
    interpreter = forms.ChoiceField(label=_("Interpreter"), choices=Interpreter.choices, **OPTIONAL)
    interpreter_language = forms.CharField(label=_("Into which language"), max_length=60, **OPTIONAL)
    step_free = forms.BooleanField(label=_("Needs a way without steps (wheelchair, crutches)"), **OPTIONAL)
    read_aloud = forms.BooleanField(label=_("Papers have to be read aloud to her"), **OPTIONAL)
    health = long_text(_("Illness, and what else has to be thought of"), 2000, rows=3)
