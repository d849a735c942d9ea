"""What ``import visits`` does: count, keep the figures, say what was left out."""

import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nianbao.closing import aligned
from nianbao.exits import print_json
from nianbao.workspace import Place, make_writable
from reportgen.imports.identity import parse_identity
from reportgen.imports.journal import ImportRecord, append, latest, read_journal
from reportgen.imports.traffic import KIND_WORDS, Kind
from reportgen.imports.visit_record import KIND, days_without_logs, record_visits
from reportgen.imports.visits import Overlap, VisitCount, count_visits
from reportgen.words import OUTCOMES

_ZONE = ZoneInfo("Asia/Shanghai")


def import_visits(
    place: Place, logs: tuple[Path, ...], visitor: str, replace: bool, as_json: bool
) -> None:
    """Count the logs and append the figures to imports.jsonl, unless nothing is new.

    Raises UsageError for logs that cannot be used or overlap with earlier ones.
    """
    identity = parse_identity(visitor)
    count = count_visits(logs, place.year, identity, place.site)
    journal = read_journal(place.imports_file)
    before = latest(journal, KIND)
    at = datetime.now(_ZONE).isoformat(timespec="seconds")
    new = record_visits(count, before, at, replace)
    record = new or before
    if record is None:  # record_visits is silent only about a record that is there
        raise AssertionError("no record and none before")
    if new is not None:
        make_writable(place.folder, "--workspace")
        append(place.imports_file, new)
    result = document(place, record, count, changed=new is not None)
    result["other_figures"] = _others(journal, record)
    if as_json:
        print_json(result)
    else:
        sys.stdout.write("\n".join(_lines(place, record, count, result)) + "\n")


def document(
    place: Place, record: ImportRecord, count: VisitCount, *, changed: bool
) -> dict[str, Any]:
    """Return what now stands for the year, as JSON values."""
    visitors, views = record.figures
    details = record.details
    left_out = {
        kind.name.lower(): details["left_out"].get(kind.name.lower(), 0) for kind in Kind if kind
    }
    return {
        "site": place.site,
        "year": place.year,
        "unique_visitors": visitors.value,
        "page_views": views.value,
        "outcome": visitors.outcome.value,
        "reason": visitors.reason,
        "visitor": details["visitor"],
        "scope": {figure.field: figure.scope for figure in record.figures},
        "lines": details["lines"],
        "malformed_lines": left_out.pop("malformed"),
        "left_out": left_out,
        "days_with_logs": len(details["days"]),
        "days_without_logs": list(days_without_logs(record, place.year)),
        "files": [{"name": file.name, "sha256": file.sha256} for file in record.files],
        "repeated_files": list(count.repeated),
        "skipped_files": list(count.skipped),
        "overlaps": [asdict(overlap) for overlap in count.overlaps],
        "changed": changed,
    }


def _lines(
    place: Place, record: ImportRecord, count: VisitCount, result: dict[str, Any]
) -> list[str]:
    """Return what a person reads: the two figures, what was left out, what is missing."""
    visitors = record.figures[0]
    left_out = record.details["left_out"]
    rows = [
        ("独立用户访问总量（UV）", f"{_figure(result['unique_visitors'])} 个"),
        ("网站总访问量（PV）", f"{_figure(result['page_views'])} 次"),
        ("采集情况", OUTCOMES[visitors.outcome]),
        ("怎样算一个用户", parse_identity(record.details["visitor"]).words),
        (
            "日志",
            f"{len(record.files)} 个文件，{result['lines']} 行，{result['days_with_logs']} 天",
        ),
    ]
    rows += [
        (f"不计：{KIND_WORDS[kind]}", f"{left_out[kind.name.lower()]} 行")
        for kind in Kind
        if left_out.get(kind.name.lower())
    ]
    lines = [*aligned(rows)]
    if visitors.reason:
        lines.append(f"请注意：{visitors.reason}")
    lines += [f"内容与前面的文件相同，只算一次：{name}" for name in count.repeated]
    lines += map(_overlap, count.overlaps)
    lines += [f"不是网站日志，跳过：{name}" for name in count.skipped]
    lines += [
        f"请核对：以前从 {other['file']} 导入的是 {other['value']}，与日志不同，"
        f"现在用{'日志的' if result['changed'] else '后导入的'}；两个数不会相加。"
        for other in result["other_figures"]
    ]
    if not result["changed"]:
        lines.append("这些日志以前已经导入过，数没有变。")
    lines.append(f"已记入 {place.imports_file}，再运行 prefill 即填入草稿。")
    return lines


def _overlap(found: Overlap) -> str:
    if found.lines is None:
        return f"{found.name} 整个都在 {found.before} 里，只算一次"
    return f"{found.name} 开头 {found.lines} 行就是 {found.before} 的结尾，只算一次"


def _others(journal: tuple[ImportRecord, ...], record: ImportRecord) -> list[dict[str, Any]]:
    """Return what tables said of the same two fields where it differs from the logs."""
    ours = {figure.field: figure.value for figure in record.figures}
    return [
        {"field": figure.field, "value": figure.value, "file": figure.file}
        for each in journal
        if each.kind != KIND
        for figure in each.figures
        if figure.field in ours and figure.value != ours[figure.field]
    ]


def _figure(value: int | None) -> str:
    return "—" if value is None else str(value)
