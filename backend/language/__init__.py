"""Names, dates and identifiers in Russian and Kazakh. Pure: no Django, no files, no clock."""

from backend.language.declension import decline

__all__ = ["decline"]
