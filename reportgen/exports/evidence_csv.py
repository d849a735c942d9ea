"""evidence/<key>.csv: every row behind a figure, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from audits.facts import Evidence
from reportgen.exports.interface import Export, OutputFile
from reportgen.plaintext import clean_text
from reportgen.report import Report

HEADER = ("column", "url", "title", "date", "date_source", "href")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return the text cleaned, with an apostrophe before what a spreadsheet would calculate."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.startswith(_FORMULA_STARTS) else cleaned


def _render(report: Report) -> Iterator[OutputFile]:
    for item in report.fields.values():
        if item.evidence_file is not None:
            yield OutputFile(PurePosixPath(item.evidence_file), _table(item.evidence))


def _table(rows: tuple[Evidence, ...]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows:
        cells = (row.column, row.url, row.title, row.date, row.date_source, row.href)
        writer.writerow([safe_cell(cell) for cell in cells])
    return sheet.getvalue().encode("utf-8-sig")


def _may_write(report: Report) -> tuple[PurePosixPath, ...]:
    return tuple(PurePosixPath(f"evidence/{key}.csv") for key in report.form.fields)


EXPORT = Export("csv", "明细", _render, _may_write)
