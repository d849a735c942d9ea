"""Type, paper and rules of the Word form: A4, 黑体 title, 宋体 labels, 仿宋 values."""

import unicodedata

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from audits.facts import Outcome

TITLE_FONT = "黑体"
LABEL_FONT = "宋体"
VALUE_FONT = "仿宋"
RED = RGBColor(0xB0, 0x1E, 0x1E)
GREY = RGBColor(0x59, 0x59, 0x59)
# what a word processor without the font is to take instead, in this order
SUBSTITUTES = {
    "黑体": ("SimHei", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "Noto Serif CJK SC"),
    "仿宋": ("仿宋_GB2312", "FangSong", "Noto Serif CJK SC"),
}
_FONT_TABLE = "/word/fontTable.xml"
_TWIPS_IN_MM = 56.7
_LATIN = "Times New Roman"
_AFTER_MARGINS = ("w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")  # schema order
_COLOURS = {
    Outcome.FAILED: RED,
    Outcome.UNKNOWN: RED,
    Outcome.PARTIAL: RGBColor(0x8A, 0x4B, 0x00),
    Outcome.ESTIMATE: RGBColor(0x8A, 0x4B, 0x00),
}


def colour_of(outcome: Outcome | None) -> RGBColor | None:
    """Return the colour that marks a value people still have to look at; None for plain black."""
    return None if outcome is None else _COLOURS.get(outcome)


def write_line(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = LABEL_FONT,
    size: float = 10.5,
    bold: bool = False,
    colour: RGBColor | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    """Add text to a paragraph; line feeds become line breaks, tabs stay tabs."""
    run = paragraph.add_run(text)
    _set_font(run, font, size)
    run.bold = bold
    if colour is not None:
        run.font.color.rgb = colour
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0


def set_page(document: Document) -> None:
    """Set A4 with margins that leave 164 mm for the table."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    section.header_distance, section.footer_distance = Mm(10), Mm(8)
    normal = document.styles["Normal"]
    normal.font.name = _LATIN
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), LABEL_FONT)


def name_substitutes(document: Document) -> None:
    """Name in the font table what stands in for the Chinese fonts on a machine without them."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == _FONT_TABLE and isinstance(part, Part):
            entries = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/>'
                '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
                for name, others in SUBSTITUTES.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())


def set_table(table: Table, widths: tuple[float, ...]) -> None:
    """Fix the column widths (mm), let no row break over two pages."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row.height = Mm(6.4)
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def set_cell_margins(cell: _Cell, millimetres: float) -> None:
    """Leave a little white above and below the text of a cell."""
    width = round(millimetres * _TWIPS_IN_MM)
    edges = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("top", "bottom"))
    margins = parse_xml(f"<w:tcMar {nsdecls('w')}>{edges}</w:tcMar>")
    cell._tc.get_or_add_tcPr().insert_element_before(margins, *_AFTER_MARGINS)


def add_page_number(paragraph: Paragraph) -> None:
    """Add 第 N 页, counted by the word processor."""
    write_line(paragraph, "第 ", size=9, colour=GREY, align=WD_ALIGN_PARAGRAPH.CENTER)
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>')
    paragraph._p.insert_element_before(field)  # before nothing: at the end
    write_line(paragraph, " 页", size=9, colour=GREY)


def _set_font(run: Run, font: str, size: float) -> None:
    # with boxes one font for all: two fonts give boxes of two sizes
    has_boxes = any(unicodedata.category(mark) == "So" for mark in run.text)
    run.font.name = font if has_boxes else _LATIN
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
