"""A filled paper as its reader meets it."""

import io
import re

from docx import Document as Docx

from backend.documents.outline import words_of

ORPHANS = re.compile(r" {2}|\{\{|\}\}|\{%|%\}| [,.;:)]|\( |\(\)|[,;:]{2}|[,;:]\.|,\s*$|None|\.\.(?!\.)", re.M)


def text_of(paper: bytes) -> str:
    """Every paragraph and cell, one line each."""
    return words_of(Docx(io.BytesIO(paper)))


def orphans_in(text: str) -> list[str]:
    """Empty braces, double spaces, punctuation with nothing before it: what an unfilled place leaves behind."""
    return [text[max(0, found.start() - 30) : found.end() + 10] for found in ORPHANS.finditer(text)]
