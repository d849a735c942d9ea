"""The two lists a person asks for: the columns of a site, and the forms that can be filled."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from audits.facts import LedgerColumn
from crawler.familiar import Recognised, told
from crawler.records import Verdict
from crawler.storage.store import Store, connect_sealed
from nianbao.closing import aligned, only_sums_up
from nianbao.judgement import judge
from nianbao.workspace import Place
from reportgen.form import known_forms, load_form
from reportgen.words import BOXES, KINDS, VERDICTS

_DOUBTED = (Verdict.LOWER_BOUND, Verdict.UNKNOWN)
_HEADINGS = ("栏目", "类型", "归类", "计入总数", "本年条数", "采集程度")


def columns_document(place: Place) -> dict[str, Any]:
    """Return the column ledger of a crawl as JSON, judged anew; see ``judgement.judge``."""
    facts, _ = judge(place)
    return {
        "site": place.site,
        "year": place.year,
        "complete": facts.crawl.complete,
        "families": _families_document(place),
        "columns": [asdict(column) for column in facts.columns],
    }


def show_columns(place: Place) -> None:
    """Print the column tree with boxes, counts and verdicts."""
    facts, _ = judge(place)
    lines = aligned([_HEADINGS, *(_column_row(column) for column in facts.columns)])
    lines += _reasons(facts.columns)
    lines += _family_lines(place)
    lines.append(f"要改归类或是否计入，请编辑 {place.site_file}，再运行同一条 prefill 命令。")
    _print(lines)


def forms_document() -> dict[str, Any]:
    """Return the known forms as JSON."""
    return {"forms": [_form(form_id) for form_id in known_forms()]}


def show_forms() -> None:
    """Print the known forms."""
    rows = [("--form", "报表", "填报项")]
    rows += [
        (form["id"], form["name"], f"{form['fields']} 项") for form in forms_document()["forms"]
    ]
    _print(aligned(rows))


def _form(form_id: str) -> dict[str, Any]:
    form = load_form(form_id)
    return {"id": form.id, "name": form.name, "title": form.title, "fields": len(form.fields)}


def _column_row(column: LedgerColumn) -> tuple[str, ...]:
    """Return one line of the tree; a child stands two blanks further in."""
    name = "　" * len(column.path) + column.name
    return (
        name,
        KINDS[column.kind],
        "、".join(BOXES[box] for box in column.boxes) or "（未归类）",
        "汇总，不重复计" if column.rollup else "是" if column.in_total else "否",
        _in_year(column),
        VERDICTS[column.verdict],
    )


def _in_year(column: LedgerColumn) -> str:
    if column.in_year is None:
        return "—"
    bound = "至少 " if column.verdict is Verdict.LOWER_BOUND else ""
    return f"{bound}{column.in_year} 条"


def _reasons(columns: Iterable[LedgerColumn]) -> list[str]:
    """Return why a column is not fully read, one line each."""
    doubted = [
        column for column in columns if column.verdict in _DOUBTED and not only_sums_up(column)
    ]
    if not doubted:
        return []
    return ["", "未采全的原因：", *(f"  {column.name}：{column.reason}" for column in doubted), ""]


def _families(place: Place) -> tuple[Recognised, ...] | None:
    """Return the publishing systems recognised; None when the crawl was told not to look."""
    connection = connect_sealed(place.crawl_file)
    try:
        return told(Store(connection, place.crawl_file))
    finally:
        connection.close()


def _families_document(place: Place) -> list[dict[str, Any]] | None:
    found = _families(place)
    return None if found is None else [asdict(family) for family in found]


def _family_lines(place: Place) -> list[str]:
    """Return what the site is published with, as far as its pages show it."""
    found = _families(place)
    if found is None:
        return ["建站系统：没有辨认（采集时加了 --no-families）。"]
    if not found:
        return ["建站系统：没有认出已知的，全部按通用方法读取。"]
    return [
        f"建站系统：{one.name}，{one.columns} 个栏目（{'；'.join(one.signs)}）。" for one in found
    ]


def _print(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
