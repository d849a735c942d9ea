"""The closing table: what was counted, what is left for people, and where the files are."""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from audits.facts import Outcome
from crawler.records import Verdict
from nianbao.exits import print_json
from nianbao.prefill import Draft
from nianbao.wording import width
from reportgen.report import PENDING, ReportField
from reportgen.words import OUTCOMES, SEVERITIES, VERDICTS

_HEADINGS = ("填报项", "预填", "采集情况")

Rows = list[tuple[str, str, str]]


def finish(draft: Draft, as_json: bool) -> int:
    """Show how the main job ended, for a person or for a program; return its exit code."""
    if as_json:
        print_json({**document(draft), "exit": draft.exit_code})
    else:
        show(draft)
    return draft.exit_code


def document(draft: Draft) -> dict[str, Any]:
    """Return report.json as written, and the absolute paths of all files."""
    text = (draft.out / "report.json").read_text(encoding="utf-8")
    return {**json.loads(text), "files": [str(file.resolve()) for file in draft.files]}


def show(draft: Draft) -> None:
    """Print the closing table on stdout: ruled on a terminal, plain lines otherwise."""
    rows = field_rows(draft)
    if sys.stdout.isatty():
        table = Table(*_HEADINGS)
        for row in rows:
            table.add_row(*row)
        Console().print(table, markup=False)
    else:
        sys.stdout.write("\n".join(aligned([_HEADINGS, *rows])) + "\n")
    sys.stdout.write("\n".join(notes(draft)) + "\n")


def field_rows(draft: Draft) -> Rows:
    """Return label, value and outcome of every field that an audit fills."""
    return [(field.field.label, _value(field), OUTCOMES[field.outcome]) for field in draft.audited]


def notes(draft: Draft) -> list[str]:
    """Return the sentences below the table."""
    report = draft.report
    verdicts = Counter(column.verdict for column in report.columns)
    columns = "，".join(f"{VERDICTS[v]} {verdicts[v]} 个" for v in Verdict if verdicts[v])
    left = sum(field.value is None for field in report.fields.values())
    lines = [
        f"栏目：{columns or '没有找到栏目'}",
        f"待人工填写：{left} 项（共 {len(report.fields)} 项，每项写明向谁索取）",
    ]
    remarks = Counter(remark.severity for remark in report.remarks)
    if remarks:
        lines.append("核对提示：" + "，".join(f"{SEVERITIES[s]} {remarks[s]} 条" for s in remarks))
    if not report.crawl.complete:
        lines.append("本次没有采全：未能打开的页面列在报表里，有关数字只作下限或记为“采不到”。")
    return [*lines, "草稿（未审签）已写好，请打开查看：", *_places(draft.files)]


def _places(files: Sequence[Path]) -> list[str]:
    """Return the files a person opens, pages and documents first, the tables as one folder."""
    lists = [file for file in files if file.suffix == ".csv"]
    order = {".html": 0, ".docx": 1}
    opened = sorted(set(files) - set(lists), key=lambda file: (order.get(file.suffix, 2), file))
    lines = [f"  {file}" for file in opened]
    if lists:
        lines.append(f"  {lists[0].parent}{os.sep}（{len(lists)} 份逐条明细）")
    return lines


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as text lines, columns aligned for Chinese letters."""
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _value(field: ReportField) -> str:
    """Write a value as a person reads it; a lower bound says so."""
    if field.value is None:
        return PENDING
    if isinstance(field.value, bool):
        return "是" if field.value else "否"
    text = f"{field.value}{field.field.unit or ''}"
    return f"至少 {text}" if field.outcome is Outcome.PARTIAL else text
