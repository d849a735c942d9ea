"""PDF with text: ruled tables become cells with spans, the rest lines; pictures are refused."""

import io
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber

from reportgen.submitted.document import Block, Cell, Document, Line, Table
from reportgen.submitted.labels import load_labels
from reportgen.submitted.readers.radicals import plain_characters
from reportgen.submitted.words import label_of, raised, struck

_NEAR = 3.0  # points: two rulings closer than this are one
_MOST_PAGES = 60
_NOT_TOLD = str.maketrans("⬜✅", "\ufffd\ufffd")  # pictures of boxes: one comes back as the other
_THIN = 1.6  # points
_LONGEST_STROKE = 40  # characters; a longer line is a ruling of the page
_SAMPLE = 300  # characters
_LONG = 8  # pages; in longer files only those with a label are read
_Box = tuple[float, float, float, float]
_Boxes = list[tuple[_Box, str]]
_Char = dict[str, Any]
_FIRST_PAGES = "共 {pages} 页，只读了前 {most} 页；报表在后面的，请只交报表那几页"
_PASSED = "第 {pages} 等 {count} 页里没有报表的项目，没有读"
_SCAN = "扫描图片"
_SCANNED = "第 {page} 页是扫描图片，没有文字，没有读到"


def read(content: bytes) -> Document:
    """Return the pages in order; a table that goes on over the page break is one table."""
    blocks: list[Block] = []
    remarks: list[str] = []
    passed: dict[str, str] = {}  # page to how it begins
    open_table: _Boxes = []
    offset = 0.0
    with pdfplumber.open(io.BytesIO(content)) as file:
        is_long = len(file.pages) > _LONG
        if len(file.pages) > _MOST_PAGES:
            remarks.append(_FIRST_PAGES.format(pages=len(file.pages), most=_MOST_PAGES))
        for number, page in enumerate(file.pages[:_MOST_PAGES], 1):
            if not page.chars and page.images:
                remarks.append(_SCANNED.format(page=number))
            if is_long and page.chars and not _names_a_field(page.chars):
                passed[str(number)] = "".join(char["text"] for char in page.chars[:_SAMPLE])
                page.close()
                continue
            for part in _page(page):
                if isinstance(part, str):
                    if open_table and not _is_margin(part):
                        blocks.append(_table(open_table))
                        open_table = []
                    if not _is_margin(part):
                        blocks.append(Line(part))
                    continue
                if open_table and not _same_edges(open_table, part):
                    blocks.append(_table(open_table))
                    open_table = []
                open_table += [
                    ((x0, y0 + offset, x1, y1 + offset), t) for (x0, y0, x1, y1), t in part
                ]
            offset += float(page.height) + 100
    if open_table:
        blocks.append(_table(open_table))
    if passed and blocks:
        pages = "、".join(list(passed)[:10])
        remarks.append(_PASSED.format(pages=pages, count=len(passed)))
    elif passed:
        blocks = [Line(text) for text in passed.values()]  # text, but nothing of a form
    return Document(tuple(blocks), tuple(remarks), loose=True)


def _names_a_field(chars: list[_Char]) -> bool:
    """Say whether a page of a long file has anything of a form; tables of others take minutes."""
    text = label_of(plain_characters("".join(char["text"] for char in chars)))
    return any(len(name) > 2 and name in text for name in load_labels().meanings)


def has_scans(document: Document) -> bool:
    """Say whether a page was a picture without text."""
    return any(_SCAN in remark for remark in document.remarks)


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters drawn side by side in one go; they stay together though others overlap them."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


def _page(page: Any) -> Iterator[str | _Boxes]:
    """Yield the lines and tables of one page from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    cells: list[_Box] = [_box(box) for table in tables for box in table.cells]
    held: dict[_Box | None, list[_Run]] = {}
    chars = _with_strokes(page.dedupe_chars().chars, [*page.lines, *page.rects])
    for cell, run in _runs(chars, cells):
        held.setdefault(cell, []).append(run)
    free = _lines(held.get(None, []))
    parts: list[tuple[float, str | _Boxes]] = list(free)
    for table in tables:
        boxes = [
            (box, "\n".join(text for _, text in _lines(held.get(box, []))))
            for box in map(_box, table.cells)
        ]
        parts.append((float(table.bbox[1]), boxes))
    for _, part in sorted(parts, key=lambda pair: pair[0]):
        yield part


def _with_strokes(chars: list[_Char], drawn: list[dict[str, Any]]) -> list[_Char]:
    """Return the characters, those with a thin line through their middle marked as struck."""
    thin = [
        (float(line["x0"]), float(line["x1"]), float(line["top"] + line["bottom"]) / 2)
        for line in drawn
        if float(line["bottom"]) - float(line["top"]) < _THIN and line["x1"] - line["x0"] > _THIN
    ]
    thin.sort(key=lambda line: line[2])
    heights = [line[2] for line in thin]
    return [
        {**char, "text": struck(str(char["text"]))} if _is_struck(char, thin, heights) else char
        for char in chars
    ]


def _is_struck(char: _Char, thin: list[tuple[float, float, float]], heights: list[float]) -> bool:
    top, size = float(char["top"]), float(char["bottom"]) - float(char["top"])
    first, last = bisect(heights, top + size * 0.3), bisect(heights, top + size * 0.75)
    middle = float(char["x0"] + char["x1"]) / 2
    own = [line for line in thin[first:last] if line[0] <= middle <= line[1]]
    return any(line[1] - line[0] < size * _LONGEST_STROKE for line in own)


def _box(box: Sequence[float]) -> _Box:
    return (float(box[0]), float(box[1]), float(box[2]), float(box[3]))


def _runs(chars: list[_Char], cells: list[_Box]) -> Iterator[tuple[_Box | None, _Run]]:
    """Yield each run with the cell in which it begins, in the order of drawing."""
    open_run: list[_Char] = []
    cell: _Box | None = None
    for char in chars:
        here = _cell_at(char, cells)
        gap = abs(float(char["x0"]) - float(open_run[-1]["x1"])) if open_run else 0.0
        same_line = bool(open_run) and abs(_down(char) - _down(open_run[-1])) < 1
        near = gap < float(char["size"]) * (0.6 if here == cell else 0.15)
        if open_run and not (same_line and near):
            yield cell, _run(open_run)
            open_run = []
        if not open_run:
            cell = here
        open_run.append(char)
    if open_run:
        yield cell, _run(open_run)


def _run(chars: list[_Char]) -> _Run:
    text = plain_characters("".join(char["text"] for char in chars)).translate(_NOT_TOLD)
    last = chars[-1]
    baseline = float(chars[0]["top"] + chars[0]["bottom"]) / 2
    return _Run(text, float(chars[0]["x0"]), float(last["x1"]), baseline, float(last["size"]))


def _down(char: _Char) -> float:
    """Return how far down a character stands, the same for all fonts of a line."""
    return -float(char["matrix"][5])


def _cell_at(char: _Char, cells: list[_Box]) -> _Box | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return next((b for b in cells if b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)


def _lines(runs: list[_Run]) -> list[tuple[float, str]]:
    """Return (height, text) of each line, from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: r.baseline):
        if rows and run.baseline - rows[-1][0].baseline < run.size * 0.45:
            rows[-1].append(run)
        else:
            rows.append([run])
    found = [(row[0].baseline, _spaced(sorted(row, key=lambda r: r.left))) for row in rows]
    return [(height, text) for height, text in found if text]


def _spaced(runs: list[_Run]) -> str:
    """Return a line with blanks where its runs stand apart."""
    parts: list[str] = []
    end = runs[0].left
    before = runs[0]
    for run in runs:
        small = run.size < before.size * 0.8 and run.baseline < before.baseline - run.size * 0.1
        if small and run.left - end < before.size * 0.3:
            parts.append(raised(run.text))
            end = max(end, run.right)
            continue
        before = run
        if run.left - end > run.size * 0.6:
            parts.append("\u3000" * max(1, round((run.left - end) / run.size)))
        parts.append(run.text)
        end = max(end, run.right)
    return "".join(parts).strip()


def _is_margin(text: str) -> bool:
    """Say whether a line is a page number."""
    flat = "".join(text.split()).strip("-—第页/共·")
    return flat.isdigit() and len(flat) <= 3


def _same_edges(left: _Boxes, right: _Boxes) -> bool:
    """Say whether two tables have the same outer rulings left and right."""
    return all(
        abs(pick(box[side] for box, _ in left) - pick(box[side] for box, _ in right)) < _NEAR
        for side, pick in ((0, min), (2, max))
    )


def _table(boxes: _Boxes) -> Table:
    """Return the cells by the rulings that bound them."""
    across = _edges([x for box, _ in boxes for x in (box[0], box[2])])
    down = _edges([y for box, _ in boxes for y in (box[1], box[3])])
    cells = []
    for box, text in boxes:
        left, right = _nearest(across, box[0]), _nearest(across, box[2])
        top, bottom = _nearest(down, box[1]), _nearest(down, box[3])
        cells.append(Cell(top, left, max(1, bottom - top), max(1, right - left), text))
    return Table(tuple(_without_page_gaps(sorted(cells, key=lambda c: (c.row, c.column)))))


def _edges(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _nearest(edges: list[float], place: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def _without_page_gaps(cells: list[Cell]) -> Iterator[Cell]:
    """Number the rows without the empty one that lies between two pages."""
    rows = {row: place for place, row in enumerate(sorted({cell.row for cell in cells}))}
    ends = sorted(rows)
    for cell in cells:
        covered = sum(1 for row in ends if cell.row <= row < cell.below)
        yield Cell(rows[cell.row], cell.column, max(1, covered), cell.columns, cell.text)
