"""manage.py outline_papers: write beside every paper's DOCX the text it holds, for reviews to read."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.documents.catalogue import papers
from backend.documents.outline import outline_of_file


class Command(BaseCommand):
    help = "Write <language>.txt beside each DOCX of doc_templates, so that a change of a paper can be read in a diff."

    def handle(self, *args: Any, **options: Any) -> None:
        for paper in papers().values():
            for language in ("ru", "kk"):
                text = outline_of_file(str(paper.folder / f"{language}.docx"))
                (paper.folder / f"{language}.txt").write_text(text, encoding="utf-8")
                self.stdout.write(f"{paper.key}/{language}.txt")
