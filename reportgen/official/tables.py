"""The form for programs: one line a field (csv), or the whole report (json)."""

import csv
import io
import json
from typing import Any

from crawler.errors import ExportError
from reportgen.exports.evidence_csv import safe_cell
from reportgen.exports.report_json import as_document
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.paper import written
from reportgen.plaintext import clean_text
from reportgen.report import ReportField
from reportgen.words import DRAFT, SOURCES, STATES

_CSV, _JSON = ".csv", ".json"
_HEADER = ("部分", "键名", "填报项", "表上写的", "单位", "数据来源", "确认状态", "说明")


def _lines(form: OfficialForm) -> list[list[str]]:
    """Return the rows of the table: on a draft the last column says so in every one."""
    report = form.report
    sections = {key: part.title for part in report.form.sections for key in part.keys}
    return [
        [
            sections[key],
            key,
            item.field.label,
            safe_cell(written(item, report).replace("\n", " ")),
            item.field.unit or "",
            SOURCES[item.source],
            STATES[item.state],
            safe_cell(_remark(item, form)),
        ]
        for key, item in report.fields.items()
    ]


def _remark(item: ReportField, form: OfficialForm) -> str:
    return "；".join(filter(None, (DRAFT if form.is_draft else "", item.reason)))


def _render_csv(form: OfficialForm) -> tuple[FormFile, ...]:
    lines = _lines(form)
    sheet = io.StringIO(newline="")
    csv.writer(sheet, lineterminator="\r\n").writerows([_HEADER, *lines])
    content = sheet.getvalue().encode("utf-8-sig")
    again = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if again != [list(_HEADER), *lines]:
        raise ExportError(f"{form.stem}{_CSV} 写出后核对不符，没有保存。")
    return (FormFile(_CSV, content),)


def official_document(form: OfficialForm) -> dict[str, Any]:
    """Return report.json with what makes it official: draft or signed, when, and what is left."""
    return as_document(form.report) | {
        "official": {
            "is_draft": form.is_draft,
            "signed_at": form.signed_at or None,
            "decisions_hash": form.log_head or None,
            "left": list(form.left),
            "on_paper": {
                key: written(item, form.report) for key, item in form.report.fields.items()
            },
        }
    }


def _render_json(form: OfficialForm) -> tuple[FormFile, ...]:
    document = _cleaned(official_document(form))
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    content = f"{text}\n".encode()
    if json.loads(content) != document:
        raise ExportError(f"{form.stem}{_JSON} 写出后核对不符，没有保存。")
    return (FormFile(_JSON, content),)


def _cleaned(value: Any) -> Any:  # any JSON value
    """Return the document with every text cleaned: a lone surrogate is no UTF-8."""
    if isinstance(value, str):
        return "\n".join(clean_text(part) for part in value.split("\n"))
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


CSV = Format("csv", "报表数据（CSV）", _render_csv)
JSON = Format("json", "报表数据（JSON）", _render_json)
