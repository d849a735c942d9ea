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

from audits.facts import LedgerColumn, Outcome
from crawler.records import Verdict
from nianbao.exits import INCOMPLETE, print_json
from nianbao.prefill import Draft
from nianbao.wording import width
from reportgen.report import PENDING, Report, ReportField
from reportgen.words import OUTCOMES, SEVERITIES, VERDICTS

_HEADINGS = ("填报项", "预填", "采集情况")

# most sites end so: hardly any shows everything the form asks
_MEANT = "退出码 3 不是出错：采集和清点已做完，只是有的数网站上看不到或看不全，要由人填写、补全。"

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
    lines = [f"栏目：{_columns(report.columns) or '没有找到栏目'}", _left(report)]
    remarks = Counter(remark.severity for remark in report.remarks)
    if remarks:
        lines.append("核对提示：" + "，".join(f"{SEVERITIES[s]} {remarks[s]} 条" for s in remarks))
    if not report.crawl.complete:
        lines.append(
            "本次没有采全：未能打开的页面列在报表里，有关数字只作下限或记为“采不到”（退出码 3）。"
        )
    elif draft.exit_code == INCOMPLETE:
        lines.append(_MEANT)
    lines += ["草稿（未审签）已写好，请打开查看：", *_places(draft.files)]
    return [*lines, "下一步：运行 nianbao review，在网页上逐项确认、审签。"]


def only_sums_up(column: LedgerColumn) -> bool:
    """Say whether a column merely shows the first rows of others: no gap of the crawl."""
    return column.rollup and column.verdict is Verdict.LOWER_BOUND


def _columns(columns: Sequence[LedgerColumn]) -> str:
    """Return how many columns were read how far, those that only sum up apart."""
    verdicts = Counter(column.verdict for column in columns if not only_sums_up(column))
    told = [f"{VERDICTS[v]} {verdicts[v]} 个" for v in Verdict if verdicts[v]]
    apart = sum(map(only_sums_up, columns))
    return "；".join([*told, f"汇总栏目（不重复计） {apart} 个"] if apart else told)


def _left(report: Report) -> str:
    """Return what is left for people, by what they have to do."""
    found = Counter(field.outcome for field in report.fields.values())
    unknown = found[Outcome.UNKNOWN] + found[Outcome.FAILED]
    parts = (
        (unknown, "填写"),
        (found[Outcome.PARTIAL], "补全（只采到下限）"),
        (found[Outcome.ESTIMATE], "核对（仅供参考）"),
    )
    told = "，".join(f"{word} {count} 项" for count, word in parts if count)
    whole = f"共 {len(report.fields)} 项"
    return f"还要人做的：{told}（{whole}，各项向谁要写在报表里）" if told else f"{whole}，都有了"


def _places(files: Sequence[Path]) -> list[str]:
    """Return the files a person opens, pages and documents first; tables and pictures by folder."""
    lists = [file for file in files if file.suffix == ".csv"]
    pictures = [file for file in files if file.suffix == ".png"]
    order = {".html": 0, ".docx": 1}
    opened = sorted(
        set(files) - {*lists, *pictures}, key=lambda file: (order.get(file.suffix, 2), file)
    )
    lines = [f"  {file}" for file in opened]
    for found, what in ((lists, "份逐条明细"), (pictures, "张截图")):
        if found:
            lines.append(f"  {found[0].parent}{os.sep}（{len(found)} {what}）")
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
