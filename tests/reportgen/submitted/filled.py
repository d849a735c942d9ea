"""Filled forms made from a form's own grid, and written as every file type a unit sends."""

import html
import io
from dataclasses import dataclass, replace

import docx
import openpyxl
from docx.shared import Pt

from reportgen.form import Form, load_form

YES, NO = "☑是　　　□否", "□是　　　☑否"


@dataclass(frozen=True)
class Box:
    """A printed cell: position, spans, text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """A filled form on paper: lines above, the table, lines below."""

    head: tuple[str, ...]
    boxes: tuple[Box, ...]
    foot: tuple[str, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return max(b.row + b.rows for b in self.boxes), max(
            b.column + b.columns for b in self.boxes
        )


def national(**changed: str) -> dict[str, str]:
    """What an invented unit wrote into the national form, as it stands in the cells."""
    counts = {
        key: str(100 + number)
        for number, (key, field) in enumerate(load_form("national_2018").fields.items())
        if field.kind in ("count", "number")
    }
    yes_no = {
        key: (YES if number % 2 else NO)
        for number, (key, field) in enumerate(load_form("national_2018").fields.items())
        if field.kind == "yes_no"
    }
    texts = {
        "reporting_unit": "云岭市商务局",
        "site_name": "云岭市商务局网站",
        "home_url": "http://swj.yunling.example/",
        "host_unit": "云岭市商务局",
        "site_type": "□政府门户网站　　　☑部门网站　　　□专项网站",
        "site_code": "5399000012",
        "icp_number": "滇ICP备00000001号",
        "police_number": "滇公网安备53990002000001号",
        "weibo_name": "云岭商务",
        "wechat_name": "云岭商务发布",
        "new_media_other": "",
        "unit_head": "甲某",
        "reviewer": "乙某",
        "preparer": "丙某",
        "contact_phone": "0999-0000000",
        "prepared_on": "2026年1月20日",
        "surveys_held": "0",
        "survey_opinions": "0",
        "survey_results_published": "0",
        "innovation_other": "□其他____________",
    }
    return counts | yes_no | texts | changed


def guangxi(**changed: str) -> dict[str, str]:
    """What an invented unit wrote into the Guangxi form."""
    form = load_form("guangxi_2020")
    values = {key: text for key, text in national().items() if key in form.fields}
    for number, (key, field) in enumerate(form.fields.items()):
        if key in form.writing.words:
            values[key] = "有" if number % 2 else "无"
        elif field.kind in ("count", "number"):
            values[key] = "无" if number % 5 == 0 else f"{200 + number}{field.unit or ''}"
        elif field.kind == "yes_no":
            values[key] = YES if number % 3 else NO
    return (
        values
        | {
            "report_year": "2025",
            "published_on": "2026年1月21日",
            "published_url": "http://swj.yunling.example/gk/2026.html",
            "operator_unit": "云岭市信息中心",
            "chinese_domain": "云岭市商务局.政务",
            "electronic_mark_code": "CA000000000000000000001",
            "security_level": "level_3",
            "inspection_cycle": "1周/次",
            "app_name": "无",
            "app_download_url": "无",
            "new_media_other": "无",
            "innovation_other": "无",
        }
        | changed
    )


def sheet(form: Form, values: dict[str, str]) -> Sheet:
    """Lay the written values out as the form prints them."""
    boxes = []
    for place in form.grid.places():
        cell = place.cell
        text = cell.text
        if cell.ticks:
            words = [form.fields[key].short_label for key in cell.ticks]
            marks = ["☑" if "☑是" in values[key] else "□" for key in cell.ticks]
            text = "　　　".join(m + w for m, w in zip(marks, words, strict=True))
            text += "\n" + values[cell.other or ""]
        elif cell.choice and cell.key:
            mark = "☑" if values[cell.key] == cell.choice else "□"
            text = mark + form.fields[cell.key].choices[cell.choice]
        elif cell.key:
            text = values[cell.key]
        boxes.append(Box(place.row, place.column, cell.rows, cell.columns, text))
    head = [form.title] if "report_year" in form.fields else []
    if "report_year" in form.fields:
        head.append(form.year_line.replace("{year}", values["report_year"]))
    head += ["　　".join(p.text + values[p.key] for p in line) for line in form.lines.head]
    foot = ["　　　".join(p.text + values[p.key] for p in line) for line in form.lines.foot]
    return Sheet(tuple(head), tuple(boxes), tuple(foot))


def changed(whole: Sheet, old: str, new: str) -> Sheet:
    """Return the sheet with one cell's text replaced."""
    found = [b for b in whole.boxes if b.text == old]
    assert found, old
    boxes = tuple(replace(b, text=new) if b is found[0] else b for b in whole.boxes)
    return replace(whole, boxes=boxes)


def as_docx(whole: Sheet) -> bytes:
    """Write a Word document; merged cells are merged."""
    document = docx.Document()
    for line in whole.head:
        document.add_paragraph(line)
    rows, columns = whole.size
    table = document.add_table(rows, columns, style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for box in whole.boxes:
        last = grid[box.row + box.rows - 1][box.column + box.columns - 1]
        cell = grid[box.row][box.column].merge(last)
        for number, text in enumerate(box.text.split("\n")):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.add_run(text).font.size = Pt(9)
    for line in whole.foot:
        document.add_paragraph(line)
    return _saved(document)


def as_xlsx(whole: Sheet) -> bytes:
    """Write a workbook; figures as numbers, merged cells merged."""
    book = openpyxl.Workbook()
    page = book.active
    rows, columns = whole.size
    for number, line in enumerate(whole.head, 1):
        page.cell(number, 1, line)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
    top = len(whole.head)
    for box in whole.boxes:
        row, column = top + box.row + 1, box.column + 1
        value = int(box.text) if box.text.isdigit() and len(box.text) < 8 else box.text
        page.cell(row, column, value)
        if box.rows * box.columns > 1:
            page.merge_cells(
                start_row=row,
                end_row=row + box.rows - 1,
                start_column=column,
                end_column=column + box.columns - 1,
            )
    for number, line in enumerate(whole.foot, 1):
        page.cell(top + rows + number, 1, line)
    return _saved(book)


def as_html(whole: Sheet, encoding: str = "utf-8") -> bytes:
    """Write a page as a content system saves it."""
    parts = [f"<html><head><meta charset='{encoding}'><title>公开</title></head><body>"]
    parts += [f"<p>{html.escape(line)}</p>" for line in whole.head]
    parts.append("<table border=1>")
    for row in range(whole.size[0]):
        cells = sorted((b for b in whole.boxes if b.row == row), key=lambda b: b.column)
        parts.append("<tr>")
        for box in cells:
            text = html.escape(box.text).replace("\n", "<br>")
            parts.append(f'<td rowspan="{box.rows}" colspan="{box.columns}"><p>{text}</p></td>')
        parts.append("</tr>")
    parts.append("</table>")
    parts += [f"<p>{html.escape(line)}</p>" for line in whole.foot]
    return "\n".join([*parts, "</body></html>"]).encode(encoding)


def as_text(whole: Sheet) -> bytes:
    """Write text as word processors do: a tab opens a cell, merged ones stand empty below."""
    lines = [*whole.head, ""]
    for row in range(whole.size[0]):
        cells = [b for b in whole.boxes if b.row <= row < b.row + b.rows]
        cells.sort(key=lambda b: b.column)
        lines += ["\t" + (box.text if box.row == row else "") for box in cells] + [""]
    return "\n".join([*lines, "", *whole.foot, ""]).encode("utf-8")


def as_pdf(whole: Sheet) -> bytes:
    """Write a PDF of ruled boxes and text in a standard Chinese font, 30 rows a page."""
    height, size, per_page = 30.0, 7, 24
    rows, columns = whole.size
    width = 535.0 / columns
    pages: list[list[str]] = []
    for first in range(0, rows, per_page):
        top = 780.0
        marks: list[str] = []
        if first == 0:
            marks += [_shown(t, 30, top - n * 14, size) for n, t in enumerate(whole.head)]
            top -= 14 * len(whole.head)
        for box in whole.boxes:
            begin, end = max(box.row, first), min(box.row + box.rows, first + per_page)
            if begin >= end:
                continue
            x, y = 30 + box.column * width, top - (begin - first) * height
            w, h = box.columns * width, (end - begin) * height
            marks.append(f"{x:.1f} {y - h:.1f} {w:.1f} {h:.1f} re S")
            if begin == box.row:
                most = max(1, int((w - 4) // size))
                drawn = [
                    text[at : at + most]
                    for text in box.text.replace("　　　", "　").split("\n")
                    for at in range(0, max(len(text), 1), most)
                ]
                marks += [
                    _shown(text, x + 2, y - 8 - n * (size + 0.5), size)
                    for n, text in enumerate(drawn)
                ]
        if first + per_page >= rows:
            base = top - (rows - first) * height - 16
            marks += [_shown(t, 30, base - n * 14, size) for n, t in enumerate(whole.foot)]
        pages.append(marks)
    return _pdf(["\n".join(marks) for marks in pages])


def _shown(text: str, x: float, y: float, size: int) -> str:
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET"


def _pdf(contents: list[str]) -> bytes:
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[4 0 R]>>"
    )
    descendant = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>"
    )
    descriptor = (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
        "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(contents)))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>",
        font,
        descendant,
        descriptor,
    ]
    for number, content in enumerate(contents):
        bodies.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {7 + 2 * number} 0 R>>"
        )
        bodies.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def _saved(document: "docx.document.Document | openpyxl.Workbook") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines_as_pdf(pages: list[list[str]]) -> bytes:
    """Write a PDF of plain lines, nothing ruled."""
    marks = [[_shown(t, 30, 780 - n * 20, 9) for n, t in enumerate(page)] for page in pages]
    return _pdf(["\n".join(page) for page in marks])


WRITERS = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "txt": as_text,
    "pdf": as_pdf,
}
