"""Why a template cannot be used: one code for each reason, and its sentence for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class TemplateRefused(Exception):
    """A template that cannot be used. `code` says why, `place` where (a tag, a part of the file), `hint` what was meant."""

    def __init__(self, code: str, place: str = "", hint: str = "") -> None:
        super().__init__(f"{code}: {place}" if place else code)
        self.code, self.place, self.hint = code, place, hint


SENTENCES: dict[str, str | Promise] = {
    "not_a_docx": gettext_lazy("This is not a Word document. Save it as DOCX and try again."),
    "encrypted": gettext_lazy("The document is protected by a password. Save it without one."),
    "damaged": gettext_lazy("The file is damaged at “%(place)s”. Save it in Word again."),
    "too_large": gettext_lazy("The file is too large at “%(place)s”. Take pictures and unused pages out."),
    "duplicate_part": gettext_lazy("The file holds “%(place)s” twice. Save it in Word again."),
    "bad_part_name": gettext_lazy("The file holds a part with a forbidden name: “%(place)s”."),
    "active_content": gettext_lazy("The file carries a program (%(place)s). Save it as DOCX without macros."),
    "embedded_object": gettext_lazy("The file carries another file inside (%(place)s). Take it out."),
    "external_link": gettext_lazy("The file fetches something from outside (%(place)s). Insert it into the document itself."),
    "active_field": gettext_lazy("The file has a field that runs or fetches something: “%(place)s”. Take it out."),
    "doctype": gettext_lazy("The file declares XML entities (%(place)s), which a Word document never does."),
    "tracked_changes": gettext_lazy("The document has tracked changes near “%(place)s”. Accept or reject them first."),
    "comments": gettext_lazy("The document has comments near “%(place)s”. Delete them first."),
    "tag_elsewhere": gettext_lazy("“%(place)s” stands where nothing is filled. Tags belong into the text itself."),
    "unclosed_tag": gettext_lazy("The tag “%(place)s” is not closed."),
    "broken_tag": gettext_lazy("The tag “%(place)s” cannot be read."),
    "forbidden_tag": gettext_lazy("“%(place)s” is not allowed: tags only name facts, ask if and repeat."),
    "text_beside_tag": gettext_lazy("“%(place)s” needs a paragraph or a row of its own: text beside it would be lost."),
    "not_text": gettext_lazy("“%(place)s” is a group of facts, not one of them."),
    "not_a_list": gettext_lazy("“%(place)s” is not a list and cannot be repeated."),
    "unknown_fact": gettext_lazy("The template asks for “%(place)s”, and there is no such fact."),
    "too_long": gettext_lazy("The filled document would be too long at “%(place)s”."),
    "broken_result": gettext_lazy("The filled document would be damaged: a tag stands where text cannot be (%(place)s)."),
}  # fmt: skip


def sentence(error: TemplateRefused) -> str:
    """What is wrong and where, in the language that is active."""
    told = str(SENTENCES[error.code]) % {"place": error.place}
    if error.hint:
        told += " " + _("Did you mean “%(hint)s”?") % {"hint": error.hint}
    return told
