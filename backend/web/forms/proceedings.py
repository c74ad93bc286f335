"""Proceedings, events and hearings as people type them. The fields of an event come from the law book."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.kernel.clock import ALMATY, now
from backend.language.citations import short_citation
from backend.law.models import Article
from backend.law.queries import law_book
from backend.procedure.lawbook import EventKind, Field
from backend.proceedings.hearings import falls_on_day_off
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import respondents_of
from backend.proceedings.problems import title
from backend.web.forms.fields import AgencyField, DayField, MomentField
from backend.web.once import SentOnceForm


def noon_of(day: date) -> datetime:
    """Noon of a day in Almaty, or the present moment if that is today and noon is still ahead."""
    noon, present = datetime.combine(day, time(12), ALMATY), now()
    return min(noon, present) if day == present.astimezone(ALMATY).date() else noon


class OpenProceedingForm(SentOnceForm):
    """Which track, which body, under which article."""

    route = forms.ChoiceField(label=_("Kind of proceeding"))
    agency = AgencyField("police", "prosecutor", "court", label=_("Body that handles it"), required=False)
    articles = forms.MultipleChoiceField(label=_("Articles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, incident_on: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["route"].choices = [(key, title(route.titles)) for key, route in law_book().routes.items()]
        in_force = Article.objects.in_force(incident_on) if incident_on else Article.objects.all()
        self.fields["articles"].choices = [(article.key, _cited_and_named(article)) for article in in_force]


class EventForm(SentOnceForm):
    """One event of a kind: when it happened, and what the law book says it tells."""

    def __init__(self, *args: Any, kind: EventKind, proceeding: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.moment == "datetime":
            self.fields["happened_at"] = MomentField(
                label=_("When it happened"), initial=f"{now().astimezone(ALMATY):%d.%m.%Y %H:%M}"
            )
        else:
            self.fields["happened_at"] = DayField(
                label=_("Day it happened"), initial=f"{now().astimezone(ALMATY):%d.%m.%Y}"
            )
        for declared in kind.fields:
            self.fields[declared.key] = _form_field(declared, proceeding)

    def happened_at(self) -> datetime:
        """The moment typed, or of a day alone its noon."""
        told = self.cleaned_data["happened_at"]
        return told if isinstance(told, datetime) else noon_of(told)

    def told(self) -> dict[str, Any]:
        """What the event tells, as the service takes it: ids as text, days as ISO."""
        values = {declared.key: self.cleaned_data.get(declared.key) for declared in self.kind.fields}
        return {key: _plain(value) for key, value in values.items() if value not in (None, "")}


def _cited_and_named(article: Article) -> str:
    """«УК 109-1 …», on a Kazakh page «ҚК 109-1-бабы …»."""
    language = get_language() or "ru"
    name = article.title_kk if language == "kk" else article.title_ru
    return f"{short_citation(article.citation, language)} {name}"


def _plain(value: Any) -> Any:
    if hasattr(value, "pk"):
        return str(value.pk)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _form_field(declared: Field, proceeding: Proceeding) -> forms.Field:
    common = {"label": title(declared.titles), "required": declared.required}
    if declared.type == "choice":
        choices = [(choice.value, title(choice.titles)) for choice in declared.choices]
        return forms.ChoiceField(choices=[("", "—"), *choices], **common)
    if declared.type == "agency":
        return AgencyField(**common)
    if declared.type == "respondent":
        parties = respondents_of(proceeding).select_related("person")
        choices = [(str(party.pk), f"{party.get_relation_display()}") for party in parties]
        initial = choices[0][0] if len(choices) == 1 else None
        return forms.ChoiceField(choices=[("", "—"), *choices], initial=initial, **common)
    if declared.type == "integer":
        return forms.IntegerField(min_value=0, **common)
    if declared.type == "date":
        return DayField(**common)
    if declared.type == "datetime":
        return MomentField(**common)
    if declared.type == "long_text":
        return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **common)
    return forms.CharField(max_length=300, **common)


class HearingForm(SentOnceForm):
    """Where and when a court sits, and who goes there. A sitting on a day off is asked about once."""

    court = AgencyField("court", label=_("Court"))
    room = forms.CharField(label=_("Room"), max_length=30, required=False)
    starts_at = MomentField(label=_("When it begins"))
    on_day_off = forms.BooleanField(label=_("The court does sit on this day off"), required=False)
    attendee = forms.ModelChoiceField(None, label=_("Who attends"), required=False, empty_label=None)
    closed_to_public = forms.BooleanField(label=_("Closed hearing"), required=False)

    def __init__(self, *args: Any, team: Any, lead: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attendee"].queryset = team
        self.fields["attendee"].initial = lead
        if not self._is_day_off():
            del self.fields["on_day_off"]

    def _is_day_off(self) -> bool:
        try:
            starts_at = self.fields["starts_at"].clean(self.data.get("starts_at"))
        except forms.ValidationError:
            return False
        return falls_on_day_off(starts_at)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.pop("on_day_off", True) is False:
            self.add_error(
                "starts_at", _("This is a day off. Check the date; if the court does sit then, tick the box below.")
            )
        return told


class HearingResultForm(forms.Form):
    """How a sitting went."""

    status = forms.ChoiceField(
        label=_("Result"),
        choices=[("held", _("held")), ("postponed", _("postponed")), ("cancelled", _("cancelled"))],
        widget=forms.RadioSelect,
    )
    postponed_reason = forms.CharField(label=_("Why it was postponed"), max_length=200, required=False)
    next_starts_at = MomentField(label=_("Next hearing"), required=False)
    note_text = forms.CharField(
        label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DocumentForm(SentOnceForm):
    """What a paper needs that the case does not hold."""

    language = forms.ChoiceField(label=_("Language"), choices=[("ru", "Русский"), ("kk", "Қазақша")])

    def __init__(self, *args: Any, addressee_kind: str, suggested: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"] = AgencyField(addressee_kind, label=_("Addressee"), initial=suggested)


class BodyForm(forms.Form):
    """Which body handles a proceeding."""

    agency = AgencyField("police", "prosecutor", "court", label=_("Body that handles it"))


class FiledForm(forms.Form):
    """When a paper was handed in (today unless another day is told), and under which number."""

    filed_on = DayField(label=_("Day it was filed"), required=False)
    incoming_number = forms.CharField(label=_("Incoming number"), max_length=60, required=False)

    def filed_at(self) -> datetime:
        day = self.cleaned_data["filed_on"]
        return noon_of(day) if day else now()


class AnnulForm(forms.Form):
    """Why an event is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("The event stays in the log; the state will be as if it had not been."),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
