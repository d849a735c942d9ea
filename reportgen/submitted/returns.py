"""What goes back: one table of all forms, the findings, and a draft letter for each unit."""

import csv
import io
from collections.abc import Iterator, Sequence

from reportgen.diff.outputs import sheet_bytes
from reportgen.plaintext import clean_text
from reportgen.submitted.across import Finding, unit_of
from reportgen.submitted.folder import Received
from reportgen.submitted.labels import load_labels
from reportgen.submitted.reading import WHICH_FORM
from reportgen.submitted.submission import Submission
from reportgen.words import SEVERITIES

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_OUR_FORM = "认不出是哪一种表式，请用下发的表式填报。"
_FIRST = ("文件", "单位", "年度", "报表", "必须改", "请核对", "待确认", "读取情况")


def heads() -> tuple[str, ...]:
    """Return the columns of the table: about the file, then every field."""
    return (*_FIRST, *(field.label for field in load_labels().fields.values()))


def lines(received: Sequence[Received]) -> list[tuple[str, ...]]:
    """Return one line a file under ``heads``; values as the unit wrote them."""
    return [_line(item) for item in received]


def table_csv(received: Sequence[Received]) -> bytes:
    """Return the table as CSV, UTF-8 with BOM; nothing in it can become a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for line in [heads(), *lines(received)]:
        writer.writerow([_tame(text) for text in line])
    return buffer.getvalue().encode("utf-8-sig")


def table_xlsx(received: Sequence[Received]) -> bytes:
    """Return the table as a workbook, all cells as text."""
    return sheet_bytes("已报数汇总", heads(), lines(received), (30, 26, 8, 16, 8, 8, 8, 40))


def findings_xlsx(received: Sequence[Received], across: Sequence[Finding]) -> bytes:
    """Return every remark, question and finding, one a line."""
    rows: list[tuple[str, ...]] = []
    for item in received:
        if item.submission is None:
            rows.append((item.name, "", "读不了", "", item.refused))
            continue
        about = (item.name, unit_of(item.submission))
        rows += [(*about, SEVERITIES[r.severity], r.id, r.message) for r in item.submission.remarks]
        rows += [(*about, "待确认", q.field, q.message) for q in item.submission.questions]
    rows += [("、".join(f.files), "", "各单位之间", f.kind, f.message) for f in across]
    names = ("文件", "单位", "程度", "编号", "内容")
    return sheet_bytes("发现的问题", names, rows, (30, 26, 12, 22, 90))


def letter(item: Received, across: Sequence[Finding]) -> str:
    """Return a draft 退回意见 for one file; empty when there is nothing to say to the unit."""
    if item.submission is None:
        if item.stopped:
            return ""
        body = [f"你单位报送的《{item.name}》{item.refused}请重新报送。"]
        return _letter(item.name, body)
    said = item.submission
    must = [remark.message for remark in said.remarks if remark.severity == "error"]
    look = [remark.message for remark in said.remarks if remark.severity == "warning"]
    look += [finding.message for finding in across if item.name in finding.files]
    ask = [_to_unit(question.message) for question in said.questions]
    parts = (("一定要改的", must), ("请核对并说明的", look), ("没有看清、请补充的", ask))
    body = list(_numbered(parts))
    return _letter(unit_of(said), [_opening(said), *body]) if body else ""


def _to_unit(message: str) -> str:
    """Return a question without what only the person who runs the program can do."""
    return _OUR_FORM if message == WHICH_FORM else message


def _opening(said: Submission) -> str:
    year = f"{said.year}年度" if said.year else ""
    return f"你单位报送的{year}政府网站工作年度报表收悉。经核对，有以下问题，请修改后重新报送："


def _numbered(parts: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    for title, sentences in parts:
        if sentences:
            yield f"【{title}】"
            yield from (f"{number}. {text}" for number, text in enumerate(sentences, 1))


def _letter(unit: str, body: Sequence[str]) -> str:
    text = "\n".join(clean_text(line) for line in body)
    return f"退回意见（草稿，发出前请审核）\n\n{clean_text(unit)}：\n{text}\n"


def _line(item: Received) -> tuple[str, ...]:
    fields = load_labels().fields
    said = item.submission
    if said is None:
        return (item.name, "", "", "", "", "", "", item.refused, *("" for _ in fields))
    levels = [remark.severity for remark in said.remarks]
    about = (
        item.name,
        unit_of(said),
        str(said.year or ""),
        said.form or "",
        str(levels.count("error")),
        str(levels.count("warning")),
        str(len(said.questions)),
        "已读取",
    )
    shown = (said.fields[key].written_as if key in said.fields else "" for key in fields)
    return (*about, *shown)


def _tame(text: str) -> str:
    """Return a text that no table program takes for a formula."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.startswith(_FORMULA) and len(cleaned) > 1 else cleaned
