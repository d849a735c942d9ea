"""Blank forms as superior offices send them, in all the ways they differ from the official one."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl

from reportgen.form import load_form
from tests.reportgen.submitted import filled
from tests.reportgen.submitted.filled import Box, Sheet

FEATURES = (
    "search_as_service",
    "multilingual_offered",
    "accessibility_offered",
    "personal_pages_offered",
)


def blank(form_id: str, **changed: str) -> Sheet:
    """The form with nothing in it; a title with the year left open, underlined sign-off lines."""
    form = load_form(form_id)
    values = {}
    for key, field in form.fields.items():
        values[key] = ""
        if field.kind == "yes_no" and key not in form.writing.words:
            values[key] = "□是　　　□否"
        if field.kind == "choice":
            values[key] = "　　".join(f"□{word}" for word in field.choices.values())
    if form_id == "national_2018":
        values |= dict.fromkeys(FEATURES, "□") | {"innovation_other": "□其他__________"}
    for key in ("unit_head", "reviewer", "preparer"):
        values[key] = "______"
    values["prepared_on"] = "　　年　月　日"
    whole = filled.sheet(form, values | {"report_year": "　　"} | changed)
    if form_id == "national_2018":
        whole = replace(whole, head=("政府网站工作年度报表", *whole.head))
    return whole


def moved(whole: Sheet, first: int, count: int) -> Sheet:
    """The sheet with some rows moved behind all others."""
    rows = whole.size[0]

    def place(box: Box) -> Box:
        if first <= box.row < first + count:
            return replace(box, row=rows - count + box.row - first)
        return replace(box, row=box.row - count) if box.row >= first + count else box

    return replace(
        whole, boxes=tuple(sorted(map(place, whole.boxes), key=lambda b: (b.row, b.column)))
    )


def renamed(whole: Sheet, old: str, new: str) -> Sheet:
    """The sheet with another name in one label's cell, the first of that name."""
    return filled.changed(whole, old, new)


def merged(whole: Sheet, label: str, rows: int) -> Sheet:
    """The sheet with the value cells of some rows, from a label's on, made one."""
    (start,) = [box for box in whole.boxes if box.text == label]
    (value,) = [
        b for b in whole.boxes if b.row == start.row and b.column == start.column + start.columns
    ]
    below = [
        box
        for box in whole.boxes
        if box.column == value.column and start.row < box.row < start.row + rows
    ]
    boxes = [replace(b, rows=rows) if b is value else b for b in whole.boxes if b not in below]
    return replace(whole, boxes=tuple(boxes))


PACKAGE = "application/vnd.openxmlformats"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{PACKAGE}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{PACKAGE}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def as_word(whole: Sheet) -> bytes:
    """A Word document written out by hand: the library takes a second for every table."""
    rows, columns = whole.size
    covered = {
        (row, column): box
        for box in whole.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    }
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            box = covered[row, column]
            if column != box.column:
                continue
            state = "" if box.rows == 1 else '<w:vMerge w:val="restart"/>'
            state = "<w:vMerge/>" if row > box.row else state
            text = paragraphs(box.text if row == box.row else "")
            cells.append(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{box.columns}"/>{state}</w:tcPr>{text}</w:tc>'
            )
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "<w:tblGrid>" + "<w:gridCol w:w='600'/>" * columns + "</w:tblGrid>"
    head, foot = ("".join(map(paragraphs, each)) for each in (whole.head, whole.foot))
    body = f"{head}<w:tbl><w:tblPr/>{grid}{''.join(lines)}</w:tbl>{foot}"
    document = f"<?xml version='1.0' encoding='utf-8'?><w:document xmlns:w='{W}'>"
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/media/seal.png", b"\x89PNG not really")
        package.writestr(
            "word/document.xml", f"{document}<w:body>{body}<w:sectPr/></w:body></w:document>"
        )
    return result.getvalue()


def paragraphs(text: str) -> str:
    """One paragraph a line; an empty one has a run with nothing in it."""
    look = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    return "".join(
        f"<w:p><w:r>{look}{f'<w:t>{part}</w:t>' if part else ''}</w:r></w:p>"
        for part in text.split("\n")
    )


def with_symbols(content: bytes) -> bytes:
    """The document with the boxes of one cell as Wingdings symbols, as Word keeps them."""
    box = '<w:sym w:font="Wingdings" w:char="F0A8"/>'
    return with_xml(
        content,
        "<w:t>□是　　　□否</w:t>",
        f'{box}<w:t xml:space="preserve">是　　</w:t>{box}<w:t>否</w:t>',
    )


def with_controls(content: bytes) -> bytes:
    """The document with the boxes of one cell as check boxes to click on."""
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2611" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
    run = r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t>□是　　　□否</w:t></w:r>"
    new = f"{control}<w:r><w:t>是　</w:t></w:r>{control}<w:r><w:t>否</w:t></w:r>"
    return with_xml(content, run, new, pattern=True)


def with_xml(content: bytes, old: str, new: str, *, pattern: bool = False) -> bytes:
    """The document with the first place of some markup replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(result, "w") as after:
        for info in before.infolist():
            part = before.read(info)
            if info.filename == "word/document.xml":
                text = part.decode("utf-8")
                changed = re.sub(old if pattern else re.escape(old), lambda _: new, text, count=1)
                assert changed != text
                part = changed.encode("utf-8")
            after.writestr(info, part)
    return result.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """All parts of a package."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def cell_texts(content: bytes) -> list[str]:
    """All texts of a document's or workbook's cells, merged ones once; read by the libraries."""
    if "word/document.xml" in parts(content):
        table = docx.Document(io.BytesIO(content)).tables[0]
        return ["".join(t.text or "" for t in tc.iter(f"{{{W}}}t")) for tc in table._tbl.iter_tcs()]
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
