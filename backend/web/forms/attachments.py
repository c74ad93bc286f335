"""A file as people choose it or take it with the phone's camera."""

import uuid
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.documents.attachment_models import AttachmentKind
from backend.documents.attachments import REFUSALS, too_large
from backend.documents.incoming.refusals import FileRefused
from backend.web.once import SentOnceForm

PHOTOS = "image/*"
FILES = "image/*,application/pdf,.docx"


class AttachedFile(forms.FileField):
    """Checked for having arrived whole; what it is, its content says, and the domain looks.

    Not called optional on the page: one of two is needed, and the form says so when both are empty.
    """

    def clean(self, data: Any, initial: Any = None) -> Any:
        if getattr(data, "too_large", False):
            raise forms.ValidationError(str(too_large().message), code="file_too_large")
        if data is not None and not data.size:
            raise forms.ValidationError(REFUSALS[FileRefused.EMPTY], code="empty")
        return super().clean(data, initial) if data is not None else None


class AttachmentForm(SentOnceForm):
    """Photo or paper, what it is, and what it belongs to. A phone offers its camera at the first field, its files at the second."""

    use_required_attribute = False
    photo = AttachedFile(
        label=_("Take a photo"),
        widget=forms.FileInput(attrs={"accept": PHOTOS, "capture": "environment"}),
        help_text=_("Where it was taken is removed from it. Up to 25 MB."),
    )
    file = AttachedFile(
        label=_("or choose a file"),
        widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=_("JPEG, PNG, HEIC, WEBP, PDF or DOCX, up to 25 MB. What it was called is not kept."),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", "—"), *AttachmentKind.choices])
    about = forms.ChoiceField(label=_("What it belongs to"), required=False)
    remark = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, about: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("the case as a whole")), *about]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        chosen = [told[name] for name in ("photo", "file") if told.get(name)]
        if len(chosen) == 1:
            told["data"] = chosen[0].read()
            # The same page sent again with another file is another attachment, not a repeat.
            told["sent_as"] = f"{told.get('sent_as', '')}{sha256(told['data']).hexdigest()}"
        elif chosen:
            self.add_error("file", _("Choose one: the photo or the file."))
        elif not {"photo", "file"} & set(self.errors):
            self.add_error("file", _("Take a photo or choose a file."))
        return told

    def about_key(self) -> tuple[str, uuid.UUID] | None:
        """What was chosen: `event`, `hearing` or `incident`, and its id."""
        kind, _colon, key = self.cleaned_data["about"].partition(":")
        return (kind, uuid.UUID(key)) if key else None
