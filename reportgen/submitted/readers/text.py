"""Plain text: cells that a word processor wrote behind tabs, rows of columns, or bare lines."""

import csv
import re

from crawler.pages.decode import decode
from reportgen.submitted.document import Block, Cell, Document, Line, Table, table_of
from reportgen.submitted.inline import is_title, pairs
from reportgen.submitted.labels import load_labels
from reportgen.submitted.words import label_of

_FEWEST_CELLS = 5
_NEARLY = 0.8  # of the rows of a csv file have all columns


def read(content: bytes) -> Document:
    """Return a text file as tables and lines, whatever its encoding."""
    text = decode(content, "text/plain").text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if _is_comma_divided(lines):
        rows = list(csv.reader(lines))
        lines = ["\t".join(" ".join(part.split()) for part in row) for row in rows]
    elif _has_cell_a_line(lines):
        return Document(tuple(_cells(lines)))
    return Document(tuple(_columns(lines)))


def _is_comma_divided(lines: list[str]) -> bool:
    """Say whether a file is comma-separated values: nearly all rows have as many commas."""
    text = "\n".join(lines)
    if "\t" in text or "," not in text:
        return False
    try:
        rows = [row for row in csv.reader(lines) if row]
    except csv.Error:
        return False
    labels = load_labels()
    if sum(bool(pairs(line, labels)) for line in lines) > len(rows) / 2:
        return False  # a name, a colon and its value: a comma there divides thousands
    usual = max((len(row) for row in rows), default=0)
    whole = sum(1 for row in rows if len(row) == usual)
    return usual > 1 and whole >= max(_FEWEST_CELLS, _NEARLY * len(rows))


def _has_cell_a_line(lines: list[str]) -> bool:
    """Say whether a tab opens each cell, as word processors write; else tabs divide columns."""
    opened = [line for line in lines if line.startswith("\t")]
    divided = [line for line in lines if re.search(r"[^\t]\t+[^\t]", line)]
    return len(opened) >= _FEWEST_CELLS and len(opened) > 2 * len(divided)


def _cells(lines: list[str]) -> list[Block]:
    """Read text in which a tab opens each cell and an empty line ends each row."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    blanks = 0
    for line in lines:
        if line.startswith("\t"):
            parts = line[1:].split("\t")
            if blanks or not rows:
                rows.append([])
            rows[-1] += parts
        elif line.strip():
            if rows and not _ends_table(line, blanks):
                rows[-1][-1] += "\n" + line
            else:
                _close(blocks, rows)
                rows = []
                blocks.append(Line(line))
        blanks = 0 if line.strip() or line.startswith("\t") else blanks + 1
    _close(blocks, rows)
    return blocks


def _ends_table(line: str, blanks: int) -> bool:
    """Say whether a line without a tab no longer belongs to the last cell."""
    labels = load_labels()
    if blanks > 1 or pairs(line, labels) or is_title(line, labels):
        return True
    return blanks > 0 and label_of(line) in labels.notes


def _close(blocks: list[Block], rows: list[list[str]]) -> None:
    if rows:
        blocks.append(_table(_mended(rows)))


def _mended(rows: list[list[str]]) -> list[list[str]]:
    """Join a row to the one before it when an empty line inside a cell had cut it off."""
    labels = load_labels()
    kept: list[list[str]] = []
    for row in rows:
        last = kept[-1][-1] if kept else ""
        before = kept[-1][:-1] if kept else []
        is_header = sum(1 for text in before if labels.is_label(text)) > 0 and not any(
            text.strip() and not labels.is_label(text) and labels.group(text) is None
            for text in before
        )
        first = row[0]
        is_known = labels.is_label(first) or labels.group(first) is not None
        if last and labels.is_label(last) and not is_header and first.strip() and not is_known:
            kept[-1] = kept[-1] + row
        else:
            kept.append(row)
    return kept


def _table(rows: list[list[str]]) -> Table:
    cells = tuple(
        Cell(row, column, 1, 1, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(cells, exact=False)


def _columns(lines: list[str]) -> list[Block]:
    """Read text in which tabs, commas' place or strokes divide the columns of a row."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in lines:
        parts = _parts(line)
        if rows and line.strip() and "\t" in line:
            parts = line.split("\t")  # one cell of a row, others empty
        if len(parts) > 1:
            rows.append(parts)
            continue
        if rows and not line.strip():
            continue
        if rows:
            blocks.append(table_of(rows))
            rows = []
        blocks.append(Line(line))
    if rows:
        blocks.append(table_of(rows))
    return blocks


def _parts(line: str) -> list[str]:
    """Return the cells of a line divided by tabs or strokes; one part if it is not."""
    if "\t" in line.strip():
        return [part.strip() for part in line.rstrip("\n").split("\t")]
    stripped = line.strip()
    if stripped.count("|") >= 2 and not set(stripped) <= set("|-+: "):
        return [part.strip() for part in stripped.strip("|").split("|")]
    return [line]
