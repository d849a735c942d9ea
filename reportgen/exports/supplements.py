"""Beside the evidence of figures: the back end's counts by column, and the attachments."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from crawler.errors import ExportError
from reportgen.exports.evidence_csv import safe_cell
from reportgen.exports.interface import Export, OutputFile
from reportgen.imports.attachments import Attachment, file_digest
from reportgen.report import Report

_COLUMNS = PurePosixPath("evidence/栏目对照.csv")
_HEADER = ("栏目", "后台统计", "网站上数到", "差", "说明", "网址")


def _render(report: Report) -> Iterator[OutputFile]:
    if report.compared:
        yield OutputFile(_COLUMNS, _table(report))
    for attachment in report.attachments:
        yield OutputFile(_path(attachment), _content(attachment))


def _table(report: Report) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for each in report.compared:
        known = each.backend is not None and each.site is not None
        gap = str((each.backend or 0) - (each.site or 0)) if known else ""
        cells = (_shown(each.backend), _shown(each.site), gap)
        words = [safe_cell(text) for text in (each.explanation, each.url)]
        writer.writerow([safe_cell("/".join(each.path)), *cells, *words])
    return sheet.getvalue().encode("utf-8-sig")


def _shown(count: int | None) -> str:
    return "" if count is None else str(count)


def _content(attachment: Attachment) -> bytes:
    """Return the file as it was bound; raises ExportError when it was changed or lost."""
    try:
        unchanged = file_digest(attachment.path) == attachment.sha256
    except OSError as error:
        raise ExportError(f"佐证材料 {attachment.name} 不见了：{attachment.path}") from error
    if not unchanged:
        raise ExportError(f"佐证材料 {attachment.name} 绑定以后被改动过，请重新绑定。")
    return attachment.path.read_bytes()


def _path(attachment: Attachment) -> PurePosixPath:
    return PurePosixPath("evidence/attachments") / attachment.path.name


def _may_write(report: Report) -> tuple[PurePosixPath, ...]:
    return (_COLUMNS, *map(_path, report.attachments))


EXPORT = Export("supplements", "栏目对照和佐证材料", _render, _may_write)
