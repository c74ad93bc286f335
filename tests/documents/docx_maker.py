"""DOCX files made part by part, so that a test can put anything anywhere in them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(text: str) -> str:
    """One paragraph of one run; `text` is written as XML, so that a test may break it."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def content_types(*, main: str = WORD + "document.main+xml", more: str = "") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{WORD}{kind}+xml"/>'


def relations(*rows: tuple[str, str, bool]) -> str:
    """(type's last word or whole type, target, outside?) for each relationship."""
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{kind if ":" in kind else R + "/" + kind}" Target="{target}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for at, (kind, target, outside) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


def parts_of(
    *texts: str, body: str = "", more: dict[str, str | bytes] | None = None, types: str = ""
) -> dict[str, str | bytes]:
    """The parts of a plain DOCX with these paragraphs, and whatever else a test wants in it."""
    inner = body or "".join(paragraph(text) for text in texts)
    return {
        "[Content_Types].xml": types or content_types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": f"<w:document {NS}><w:body>{inner}</w:body></w:document>",
        **(more or {}),
    }


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(*texts: str, body: str = "", more: dict[str, str | bytes] | None = None, types: str = "") -> bytes:
    return zipped(parts_of(*texts, body=body, more=more, types=types))
