"""Templates made to harm: each is refused with a reason in three languages and its place, within a second, run by nothing."""

import io
import struct
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import translation

from backend.documents.refusals import SENTENCES, TemplateRefused, sentence
from backend.documents.rendering import clean_text, render
from tests.documents.docx_maker import NS, content_types, docx, override, paragraph, parts_of, relations, zipped

FACTS = {
    "name": "Айгүл", "flag": True, "survivor": {"name": "Айгүл", "iin": "850314450129"},
    "rows": [{"title": "а"}, {"title": "б"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def within_a_second() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < 1


def refusal(template: bytes) -> TemplateRefused:
    with pytest.raises(TemplateRefused) as refused:
        render(template, FACTS)
    error = refused.value
    told = set()
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            told.add(sentence(error))
    assert len(told) == 3
    assert all(error.place in words for words in told) or error.code in ("not_a_docx", "encrypted")
    return error


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "forbidden_tag"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "forbidden_tag"),
        ("{{ lipsum.__globals__['os'].environ }}", "forbidden_tag"),
        ("{{ self.__init__.__globals__ }}", "forbidden_tag"),
        ("{{ ''|attr('__class__') }}", "forbidden_tag"),
        ("{{ '{0.__class__}'.format(1) }}", "forbidden_tag"),
        ("{{ '%s' % name }}", "forbidden_tag"),
        ("{{ name|format(1) }}", "forbidden_tag"),
        ("{{ name.upper() }}", "forbidden_tag"),
        ("{{ survivor.pop('name') }}", "forbidden_tag"),
        ("{{ survivor['name'] }}", "forbidden_tag"),
        ("{{ range(1000000) }}", "forbidden_tag"),
        ("{{ 10**(10**8) }}", "forbidden_tag"),
        ("{{ 'x' * 1000000000 }}", "forbidden_tag"),
        ("{{ name ~ name }}", "forbidden_tag"),
        ("{{ name.upper }}", "unknown_fact"),
        ("{{ survivor.keys }}", "unknown_fact"),
        ("{{ lipsum }}", "unknown_fact"),
        ("{{ self }}", "unknown_fact"),
        ("{{ survivor }}", "not_text"),
        ("{{ flag }}", "not_text"),
        ("{% set x = 1 %}", "forbidden_tag"),
        ("{% include 'x' %}", "forbidden_tag"),
        ("{% import 'x' as y %}", "forbidden_tag"),
        ("{% macro x() %}{% endmacro %}", "forbidden_tag"),
        ("{% raw %}{{ name }}{% endraw %}", "forbidden_tag"),
        ("{% for x in 'abcdef' %}{% endfor %}", "broken_tag"),
        ("{% for x in name %}{% endfor %}", "not_a_list"),
        ("{% for x in survivor %}{% endfor %}", "not_a_list"),
        ("{% for a in rows %}{% for b in rows %}{% for c in rows %}{% endfor %}{% endfor %}{% endfor %}", "too_long"),
        ("{# hidden #}", "forbidden_tag"),
        ("{{r name }}", "forbidden_tag"),
        ("{%- if flag -%}x{%- endif -%}", "forbidden_tag"),
    ],
)
def test_a_tag_that_does_more_than_read_compare_and_repeat_is_refused(tag, code):
    assert refusal(docx("до", tag)).code == code


@pytest.mark.parametrize(
    ("texts", "code", "place"),
    [
        (["{{ aplicant }}"], "unknown_fact", "aplicant"),
        (["{{ survivor.nmae }}"], "unknown_fact", "survivor.nmae"),
        (["{% if flag %}{{ nobody }}{% endif %}"], "unknown_fact", "nobody"),
        (["{% for row in rows %}{{ row.titel }}{% endfor %}"], "unknown_fact", "row.titel"),
        (["{{ name }"], "unclosed_tag", "{{ name }"),
        (["{{ name", "}}"], "unclosed_tag", "{{ name"),
        (["{% if flag %}"], "unclosed_tag", "{% if flag %}"),
        (["{% if flag %}", "{% endif %}"], "unclosed_tag", "{% if flag %}"),
        (["{%p if flag %}", "x", "{%p endfor %}"], "unclosed_tag", "{%p if flag %}"),
        (["{% endif %}"], "broken_tag", "{% endif %}"),
        (["{{ имя клиента }}"], "broken_tag", "{{ имя клиента }}"),
        (["{{}}"], "broken_tag", "{{}}"),
        (["{{ «name» }}"], "broken_tag", "name"),
        (["{{ name – }}"], "broken_tag", "{{ name - }}"),
        (["{%p if flag %} и ещё слова", "{%p endif %}"], "text_beside_tag", "{%p if flag %}"),
        (["{%tr for row in rows %}"], "text_beside_tag", "{%tr for row in rows %}"),
    ],
)
def test_a_mistake_is_named_with_its_tag(texts, code, place):
    error = refusal(docx(*texts))
    assert (error.code, error.place) == (code, place)


def test_a_near_miss_is_told_what_was_meant():
    error = refusal(docx("{{ survivor.nmae }}"))
    with translation.override("ru"):
        assert "survivor.name" in sentence(error)


def test_quotes_and_dashes_that_word_put_in_are_read_as_meant():
    paper = render(docx("{% if name == «Айгүл» %}да{% endif %}{% if name == “x” %}нет{% endif %}"), FACTS)
    assert "да" in zipfile.ZipFile(io.BytesIO(paper)).read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("name", "kind", "root"),
    [("word/header1.xml", "header", "hdr"), ("word/footer3.xml", "footer", "ftr"), ("word/notes.xml", "footnotes", "footnotes"),
     ("word/endnotes.xml", "endnotes", "endnotes")],
)  # fmt: skip
def test_an_unknown_fact_in_a_header_footer_or_note_is_found_too(name, kind, root):
    inner = (
        paragraph("{{ nobody }}")
        if root in ("hdr", "ftr")
        else f'<w:footnote w:id="1">{paragraph("{{ nobody }}")}</w:footnote>'
    )
    part = f"<w:{root} {NS}>{inner}</w:{root}>"
    template = docx("x", more={name: part}, types=content_types(more=override(name, kind)))
    assert refusal(template).code == "unknown_fact"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>новое</w:t></w:r></w:ins></w:p>', "tracked_changes"),
        ('<w:p><w:del w:id="1"><w:r><w:delText>{{ survivor.iin }}</w:delText></w:r></w:del></w:p>', "tracked_changes"),
        ('<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>x</w:t></w:r></w:p>', "comments"),
        ('<w:altChunk r:id="rId1"/>', "embedded_object"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "embedded_object"),
        ('<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "c:/x" </w:instrText></w:r></w:p>', "active_field"),
        ('<w:p><w:fldSimple w:instr="DDEAUTO c:/x"/></w:p>', "active_field"),
        ('<w:p><w:bookmarkStart w:id="0" w:name="{{ survivor.iin }}"/></w:p>', "tag_elsewhere"),
        ("<w:p><w:r><w:instrText>{{ name }}</w:instrText></w:r></w:p>", "tag_elsewhere"),
        ("<w:p><!-- {{ name }} --></w:p>", "damaged"),
        ("<w:p><w:r></w:p>", "damaged"),
    ],
)  # fmt: skip
def test_what_must_not_be_in_the_text_of_a_template_is_refused(body, code):
    assert refusal(docx(body=body)).code == code


@pytest.mark.parametrize(
    ("more", "types", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "", "active_content"),
        ({"word/activeX/activeX1.xml": "<x/>"}, "", "active_content"),
        ({"customUI/customUI.xml": "<x/>"}, "", "active_content"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "", "embedded_object"),
        ({"word/afchunk.html": "x"}, "", "embedded_object"),
        ({}, content_types(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "active_content"),
        ({}, content_types(main="application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "active_content"),
        ({}, content_types(main="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), "not_a_docx"),
        ({}, content_types(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "not_a_docx"),
        ({"word/_rels/document.xml.rels": relations(("image", "http://evil.example/x.png", True))}, "", "external_link"),
        ({"word/_rels/document.xml.rels": relations(("image", "//evil.example/x.png", False))}, "", "external_link"),
        ({"word/_rels/settings.xml.rels": relations(("attachedTemplate", "file:///x.dotm", True))}, "", "external_link"),
        ({"word/_rels/settings.xml.rels": relations(("attachedTemplate", "x.dotx", False))}, "", "embedded_object"),
        ({"word/_rels/document.xml.rels": relations(("oleObject", "x", False))}, "", "embedded_object"),
        ({"word/_rels/document.xml.rels": relations(("aFChunk", "x", False))}, "", "embedded_object"),
        ({"word/_rels/document.xml.rels": relations(("hyperlink", "file:///etc/passwd", True))}, "", "external_link"),
        ({"word/../../x.xml": "<x/>"}, "", "bad_part_name"),
        ({"/etc/x.xml": "<x/>"}, "", "bad_part_name"),
        ({"word\\x.xml": "<x/>"}, "", "bad_part_name"),
        ({"word/DOCUMENT.xml": "<x/>"}, "", "duplicate_part"),
        ({"word/styles.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}, "", "doctype"),
        ({"word/styles.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")}, "", "doctype"),
        ({"word/styles.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'}, "", "damaged"),
    ],
)  # fmt: skip
def test_a_package_that_carries_fetches_or_hides_something_is_refused(more, types, code):
    assert refusal(docx("x", more=more, types=types)).code == code


def test_billion_laughs_are_refused_before_any_is_heard():
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    body = f"<!DOCTYPE x [{laughs}]><w:document {NS}><w:body>{paragraph('&l9;')}</w:body></w:document>"
    assert refusal(docx("x", more={"word/document.xml": body})).code == "doctype"


def test_fifty_megabytes_of_empty_paragraphs_are_not_unpacked():
    bomb = docx("x", more={"word/document.xml": b"<w:p/>" * (50 * 1024 * 1024 // 6)})
    assert len(bomb) < 200_000
    error = refusal(bomb)
    assert (error.code, error.place) == ("too_large", "word/document.xml")


def test_many_parts_and_much_in_all_are_refused():
    assert refusal(docx("x", more={f"word/x{at}.xml": "<x/>" for at in range(400)})).code == "too_large"
    assert (
        refusal(docx("x", more={f"word/media/{at}.png": bytes(6 * 1024 * 1024) for at in range(4)})).code == "too_large"
    )
    assert refusal(b"PK" + bytes(6 * 1024 * 1024)).code == "too_large"


@pytest.mark.parametrize("claimed", [10, 0, 2**31])
def test_a_size_that_lies_in_the_header_changes_nothing(claimed):
    bomb = bytearray(docx("x", more={"word/document.xml": b"<w:p/>" * 2_000_000}))
    at = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(b"word/document.xml"))
    bomb[at + 24 : at + 28] = struct.pack("<I", claimed)
    assert refusal(bytes(bomb)).code in ("too_large", "damaged")


def test_a_part_that_stands_twice_is_refused():
    out = io.BytesIO(docx("x"))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(out.getvalue()).code == "duplicate_part"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_docx"),
        (b"not a zip at all", "not_a_docx"),
        (b"PK\x03\x04" + bytes(100), "not_a_docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (b"{\\rtf1 x}", "not_a_docx"),
        (zipped({"x.txt": "x"}), "not_a_docx"),
        (docx("x")[:-40], "not_a_docx"),
    ],
)
def test_what_is_no_docx_is_refused(content, code):
    assert refusal(content).code == code


def test_an_encrypted_zip_is_refused():
    content = bytearray(docx("x"))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(signature)
        content[place + at] |= 1
    assert refusal(bytes(content)).code == "encrypted"


@pytest.mark.parametrize(
    ("text", "code"),
    [("{{" * 20_000, "unclosed_tag"), ("{%" * 20_000, "unclosed_tag"), ("{" * 60_000, "unclosed_tag"),
     ("{{ name }}" * 3_000, "too_long"), ("{% if flag %}" * 3_000, "too_long")],
)  # fmt: skip
def test_very_many_tags_do_not_stall_the_check(text, code):
    assert refusal(docx(text)).code == code


def test_a_loop_cannot_make_more_than_a_paper():
    rows = [{"title": "я" * 1000} for _ in range(200)]
    template = docx("{% for a in rows %}{% for b in rows %}{{ b.title }}{% endfor %}{% endfor %}")
    with pytest.raises(TemplateRefused, match="too_long"):
        render(template, {"rows": rows})
    idle = docx("{% for a in rows %}{% for b in rows %}{% endfor %}{% endfor %}")
    with pytest.raises(TemplateRefused, match="too_long"):
        render(idle, {"rows": rows})


def test_every_reason_has_its_sentence_in_three_languages():
    for code in SENTENCES:
        told = set()
        for language in ("ru", "kk", "en"):
            with translation.override(language):
                told.add(sentence(TemplateRefused(code, "место")))
        assert len(told) == 3, code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("до\ud800после", "допосле"),
        ("\ud83d\ude00", "\U0001f600"),
        ("до\aпосле", "допосле"),
        ("до\fпосле", "до\nпосле"),
        ("до\vпосле", "до\nпосле"),
        ("до\r\nпосле\rещё", "до\nпосле\nещё"),
        ("до\x00\x1b\ufffe\uffffпосле", "допосле"),
        ("до\u2028после", "до\nпосле"),
        ("и\u0306", "й"),
    ],
)
def test_text_around_a_forbidden_character_is_never_lost(typed, kept):
    assert clean_text(typed) == kept


def test_a_paper_keeps_its_other_parts_untouched():
    parts = parts_of("{{ name }}", more={"word/media/seal.png": b"\x89PNG"})
    made = zipfile.ZipFile(io.BytesIO(render(zipped(parts), FACTS)))
    assert sorted(made.namelist()) == sorted(parts)
    assert made.namelist()[0] == next(iter(parts))  # by which a DOCX is told from other archives
    assert made.read("word/media/seal.png") == b"\x89PNG"
