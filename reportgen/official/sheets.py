"""The sheets behind the form: evidence, ledger and rules, as rows of text."""

from collections.abc import Iterator

from reportgen.report import Report
from reportgen.words import BOXES, KINDS, LEFT_OUT, SEVERITIES, VERDICTS, word

EVIDENCE = ("填报项", "类别", "栏目", "标题", "日期", "日期来自", "网址", "网页上的写法")
LEDGER = (
    "栏目", "路径", "网址", "类型", "归类", "计入总数", "本年条数", "外链", "无日期", "采集程度",
    "说明", "页数", "行数", "网站自报行数", "最早日期", "最近日期",
)  # fmt: skip
RULES = ("编号", "程度", "核对提示", "涉及填报项")


def evidence(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield every counted row, then what was looked at and left out."""
    for item in report.fields.values():
        # with its section, so that no reader takes a line of evidence for a line of the form
        label = f"【{item.field.section_title}】{item.field.label}"
        kinds = [("依据", item.evidence)]
        kinds += [(word(LEFT_OUT, part.kind), part.rows) for part in item.left_out]
        for kind, rows in kinds:
            for row in rows:
                cells = (row.column, row.title or row.quote, row.date, row.date_source, row.url)
                yield (label, kind, *cells, row.href)


def ledger(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield every column with its counts and how far it was read."""
    for each in report.columns:
        counts = (each.in_year, each.external_in_year, each.undated)
        yield (
            each.name,
            "/".join(each.path),
            each.url,
            KINDS[each.kind],
            "、".join(word(BOXES, box) for box in each.boxes),
            "是" if each.in_total else "否",
            *("" if count is None else str(count) for count in counts),
            VERDICTS[each.verdict],
            each.reason,
            str(each.pages),
            str(each.rows),
            "" if each.declared_rows is None else str(each.declared_rows),
            each.first_date or "",
            each.last_date or "",
        )


def rules(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield what the form's own rules and the checks say."""
    for remark in report.remarks:
        labels = [report.fields[key].field.label for key in remark.fields if key in report.fields]
        severity = word(SEVERITIES, remark.severity)
        yield (remark.id, severity, remark.message, "、".join(labels))
