"""Whether every paper can be filled in both languages: for `manage.py doctor`."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from backend.documents.catalogue import papers
from backend.documents.package import open_package
from backend.documents.refusals import TemplateRefused
from backend.kernel.health import Asked, Check, Finding, broken


def papers_open(asked: Asked) -> Iterator[Finding]:
    found = papers()
    if not found:
        yield broken(
            _("There is no template of any paper."), _("No complaint and no petition can be filled."),
            _("Put back the folder doc_templates of this version."),
        )  # fmt: skip
    for key, paper in found.items():
        for language in ("ru", "kk"):
            try:
                open_package(paper.content(language))
            except (OSError, TemplateRefused):
                yield broken(
                    _("The template %(file)s cannot be opened.") % {"file": f"doc_templates/{key}/{language}.docx"},
                    _("This paper cannot be filled when it is needed."),
                    _("Put back the file of this version, or save it in Word again as DOCX."),
                )


CHECKS = (Check("papers_open", papers_open, needs=()),)
