"""The text of a DOCX as lines: what a review reads of a paper, since the file itself is binary. Pure."""

import re

from docx import Document
from docx.document import Document as Docx
from docx.table import Table
from docx.text.paragraph import Paragraph


def outline(docx: Docx) -> str:
    """One line for each paragraph, led by its style; a table's rows with their cells parted by bars."""
    lines: list[str] = []
    for block in docx.iter_inner_content():
        if isinstance(block, Table):
            lines += ["| " + " | ".join(_cells(row)) + " |" for row in block.rows]
        elif isinstance(block, Paragraph):
            lines.append(f"[{block.style.name if block.style else ''}] {block.text}".rstrip())
    return "\n".join(lines) + "\n"


def _cells(row: object) -> list[str]:
    texts = [cell.text for cell in row.cells]  # a merged cell comes once for each column it spans
    return [text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1] or not text.startswith("{%")]


def words_of(docx: Docx) -> str:
    """The running text without style names, as a reader meets it."""
    return re.sub(r"^(?:\[[^\]]*\] ?)", "", outline(docx), flags=re.M)


def outline_of_file(path: str) -> str:
    """The outline of a DOCX on disk."""
    return outline(Document(path))
