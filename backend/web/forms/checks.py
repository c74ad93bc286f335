"""What people make of a finding, and the words with which one lead asks another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.check_models import Finding
from backend.cases.checks.deciding import LONGEST_REASON, decisions_for
from backend.cases.checks.opening import LONGEST_NOTE
from backend.web.once import SentOnceForm


class DecisionForm(SentOnceForm):
    """A decision about one finding; a conflict wants a reason."""

    decision = forms.ChoiceField(label=_("What is decided"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why it is decided so"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say who steps back, or where she is referred. The lead and the coordinators read this."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            (each.value, str(each.label).capitalize()) for each in decisions_for(finding)
        ]
        self.fields["reason"].required = finding.is_conflict
        if not finding.is_conflict:
            self.fields["reason"].help_text = _("The lead and the coordinators read this.")


class AskForm(SentOnceForm):
    """A request to open a match."""

    note = forms.CharField(
        label=_("Note to the other lead"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say why you ask. No names and nothing by which she could be known."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ask_%s", **kwargs)  # it stands on one page with the decision
