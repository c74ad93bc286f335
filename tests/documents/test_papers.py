"""The papers as files: made for Word and for a court, nobody's name in them, nothing that splits a tag."""

import re
import zipfile

import pytest
from docx import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from backend.documents.catalogue import papers
from backend.documents.outline import outline_of_file
from backend.documents.package import open_package

PAPERS = [(key, language) for key in ("police_report", "prosecutor_complaint_105", "koap_special_requirements")
          for language in ("ru", "kk")]  # fmt: skip
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
every_paper = pytest.mark.parametrize(("key", "language"), PAPERS)


def path_of(key: str, language: str) -> str:
    return str(papers()[key].folder / f"{language}.docx")


def test_these_are_the_papers_there_are():
    assert {key for key, _language in PAPERS} == set(papers())


@every_paper
def test_the_text_beside_a_paper_is_the_text_in_it(key, language):
    beside = (papers()[key].folder / f"{language}.txt").read_text(encoding="utf-8")
    assert beside == outline_of_file(path_of(key, language)), "run manage.py outline_papers"


@every_paper
def test_a_paper_has_the_margins_and_the_type_of_court_papers(key, language):
    docx = Docx(path_of(key, language))
    section = docx.sections[0]
    margins = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
    assert [round(margin.cm, 1) for margin in margins] == [3.0, 1.5, 2.0, 2.0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    defaults = docx.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts = defaults.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == defaults.find(qn("w:szCs")).get(qn("w:val")) == "28"
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == {"ru": "ru-RU", "kk": "kk-KZ"}[language]


@every_paper
def test_a_paper_is_laid_out_by_styles_with_a_page_number(key, language):
    docx = Docx(path_of(key, language))
    used = [paragraph.style.name for paragraph in docx.paragraphs]
    assert used[0] == "Addressee"
    assert docx.styles["Addressee"].paragraph_format.left_indent > Cm(7)
    assert {"Title", "Subtitle", "Body Text", "List Number", "Attachment", "Signature"} <= set(used)
    assert docx.paragraphs[-1].style.name == "Signature"
    assert "Normal" not in used
    assert " PAGE " in docx.sections[0].footer._element.xml


@every_paper
def test_nobody_and_no_tool_has_left_a_mark_in_a_paper(key, language):
    about = Docx(path_of(key, language)).core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("", "", "", "")
    archive = zipfile.ZipFile(path_of(key, language))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for mark in (b"rsid", b"python", b"thumbnail", b"Heading", b"proofErr", b"4F81BD"):
        assert mark not in everything
    colours = set(re.findall(rb'w:color w:val="(\w+)"', everything))
    assert colours <= {b"000000", b"auto"}


@every_paper
def test_every_tag_stands_in_one_run(key, language):
    package = open_package(papers()[key].content(language))
    root = etree.fromstring(package.parts[package.filled[0]])
    whole = [tag for text in root.iter(qn("w:t")) for tag in TAG.findall(text.text or "")]
    by_paragraph = [
        tag
        for each in root.iter(qn("w:p"))
        for tag in TAG.findall("".join(text.text or "" for text in each.iter(qn("w:t"))))
    ]
    assert whole == by_paragraph
    assert len(whole) > 30


@every_paper
def test_the_articles_a_manifest_names_stand_in_the_text(key, language):
    text = outline_of_file(path_of(key, language))
    for article in papers()[key].articles:
        number = article.split()[1]
        assert re.search(rf"(?<![\d-]){re.escape(number)}(?![\d])", text), article


def test_both_languages_ask_for_the_same_facts():
    for key in papers():
        asked = {
            language: {
                name.split(".")[0] for name in re.findall(r"[a-z_]+\.[a-z_]+", outline_of_file(path_of(key, language)))
            }
            for language in ("ru", "kk")
        }
        assert asked["ru"] == asked["kk"], key
