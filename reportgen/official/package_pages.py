"""What explains an evidence package to people without the program: a page, a text, tables."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from reportgen.decisions.record import Decision, Role
from reportgen.diff.rows import ColumnRows
from reportgen.exports.evidence_csv import safe_cell
from reportgen.official.form import OfficialForm
from reportgen.official.sheets import LEDGER, ledger
from reportgen.official.webpage import environment
from reportgen.paper import lay_out, written
from reportgen.plaintext import clean_text
from reportgen.report import Report
from reportgen.words import DRAFT, OUTCOMES, SOURCES

_ROLES = {Role.PREPARER: "填报人", Role.REVIEWER: "审核人", Role.HEAD: "单位负责人"}
_ACTIONS = {
    "accept": "确认",
    "change": "改数",
    "no_data": "无数据",
    "delegate": "交科室",
    "undo": "撤销",
    "return": "退回",
    "pass": "审核通过",
    "approve": "审定",
    "reopen": "重新打开",
    "row_in": "计入条目",
    "row_out": "不计条目",
    "box": "改归类",
    "total": "改是否计入总数",
    "sign": "签名",
    "publish": "公开",
}
_ROWS = ("日期", "成文日期", "标题", "网址", "本网站的页面")
PARTS = (
    ("报表/", "导出的报表：Word、网页、数据"),
    (
        "草稿和依据/",
        "程序预填的草稿；report.html 是每个数的来历，evidence/ 是明细和截图",
    ),
    ("栏目和条目/", "栏目台账，和采集到的每个栏目的全部条目（各年度都在，按台账的次序编号）"),
    ("采集/crawl.sqlite", "封存的采集结果，一个字节未动；用任何能打开 SQLite 的工具查看"),
    ("采集/facts.json", "从采集结果清点出的各项结果"),
    ("采集/site.toml", "网站档案：哪些栏目归到哪一类，以及理由"),
    (
        "留痕/decisions.jsonl",
        "每一步确认、修改、审签：谁、何时、怎么改、为什么；每行带上一行的校验值",
    ),
    ("留痕/imports.jsonl", "从日志和表格导入的数"),
    ("佐证材料/", "科室交来、绑定到填报项的文件"),
    ("SHA256SUMS", "本包每个文件的校验值"),
)
_HOW = (
    "核对有没有被改动：在解压后的文件夹里运行 sha256sum -c SHA256SUMS"
    "（Windows 用 certutil -hashfile 文件名 SHA256，逐个对照 SHA256SUMS 里的值）。"
)


def explained(
    form: OfficialForm, decisions: tuple[Decision, ...], sums: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield index.html and 说明.txt; ``sums`` are the hashes of all other files by name."""
    parts = [(name, text) for name, text in PARTS if _is_there(name, sums)]
    page = (
        environment()
        .get_template("package.html")
        .render(
            form=form,
            paper=lay_out(form.report),
            draft_words=DRAFT,
            parts=parts,
            how=_HOW,
            values=_values(form),
            decisions=[_line(each, form.report) for each in decisions],
            files=sorted(sums.items()),
        )
    )
    yield "index.html", page.encode("utf-8")
    yield "说明.txt", _text(form, parts).encode("utf-8-sig")


def ledger_table(report: Report) -> bytes:
    """Return the ledger as CSV."""
    return _table(LEDGER, ledger(report))


def rows_table(column: ColumnRows) -> bytes:
    """Return every row of a column as CSV, its name and address above."""
    lines = (
        (
            item.day.isoformat() if item.day else "",
            item.signed.isoformat() if item.signed else "",
            item.title,
            item.url,
            "是" if item.own else "否",
        )
        for item in column.items
    )
    return _table(("栏目", column.name, "网址", column.url, ""), ((*_ROWS,), *lines))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([safe_cell(text) for text in row])
    return sheet.getvalue().encode("utf-8-sig")


def _is_there(name: str, sums: Mapping[str, str]) -> bool:
    return name == "SHA256SUMS" or any(each.startswith(name) for each in sums)


def _values(form: OfficialForm) -> list[tuple[str, str, str, str, str]]:
    """Return label, what stands on paper, trust, source and evidence file of every field."""
    return [
        (
            item.field.label,
            written(item, form.report),
            OUTCOMES[item.outcome] if item.value is not None else "",
            SOURCES[item.source],
            f"草稿和依据/{item.evidence_file}" if item.evidence_file else "",
        )
        for item in form.report.fields.values()
    ]


def _line(decision: Decision, report: Report) -> tuple[str, str, str, str, str]:
    """Return when, who, what, about which field, and why."""
    item = report.fields.get(decision.key)
    about = item.field.label if item else decision.key.removeprefix("column:")
    value = "" if decision.value is None else f"：{decision.value}"
    did = f"{_ACTIONS[decision.action.value]}{value}"
    who = f"{decision.who}（{_ROLES[decision.role]}）"
    return decision.at, who, did, about, decision.reason


def _text(form: OfficialForm, parts: list[tuple[str, str]]) -> str:
    paper, report = lay_out(form.report), form.report
    state = DRAFT if form.is_draft else f"审定签名于 {form.signed_at}"
    lines = [
        f"{paper.title}{paper.year_line} 取证包",
        "",
        f"网站：{clean_text(report.home_url)}",
        f"报表：{state}",
        f"采集：{report.crawl.started_at} 至 {report.crawl.sealed_at or '（没有封存）'}",
        "",
        "先看 index.html。不需要本程序就能看这里的所有内容。",
        "",
        *(f"{name}　{text}" for name, text in parts),
        "",
        _HOW,
        "",
    ]
    return "\r\n".join(lines)
