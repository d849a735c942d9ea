"""The draft as if nobody had edited site.toml, and what each edit moves."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from audits.facts import Evidence, FactSheet, Remark, Value
from crawler.records import ColumnChoice, SiteProfile
from reportgen.diff.outputs import sheet_bytes
from reportgen.fields import load_fields
from reportgen.report import Report

Judge = Callable[[SiteProfile], FactSheet]
SAMPLE = 30
_ID = "A-人工指定"


def neutral(profile: SiteProfile) -> SiteProfile:
    """Return the profile without what people decided: columns, fixed texts, options.

    Hosts stay: without them nobody could say what belongs to the site.
    """
    columns = tuple(column for column in profile.columns if not column.by_person)
    return replace(profile, columns=columns, unit={}, options={})


def moves(profile: SiteProfile, sheet: FactSheet, judge: Judge) -> tuple[Remark, ...]:
    """Return one remark for each edited column: which figures it alone would move.

    ``sheet`` are the facts of the neutral profile, ``judge`` makes facts of any other.
    """
    return tuple(_moves(profile, sheet, judge))


def _moves(profile: SiteProfile, sheet: FactSheet, judge: Judge) -> Iterator[Remark]:
    base = neutral(profile)
    plain = _values(sheet)
    for column in profile.columns:
        if not column.by_person:
            continue
        with_one = _values(judge(replace(base, columns=(*base.columns, column))))
        moved = [key for key in plain if with_one.get(key) != plain[key]]
        yield Remark(_ID, "info", _sentence(column, plain, with_one, moved), tuple(moved))
    if profile.unit:
        texts = "、".join(load_fields()[key].label for key in profile.unit if profile.unit[key])
        if texts:
            message = f"网站档案里写定的文字没有采用：{texts}。"
            yield Remark(_ID, "info", message, tuple(profile.unit))


def _sentence(
    column: ColumnChoice,
    plain: dict[str, Value | None],
    with_one: dict[str, Value | None],
    moved: list[str],
) -> str:
    fields = load_fields()
    told = "；".join(
        f"{fields[key].label}由 {_shown(plain[key])} 变为 {_shown(with_one.get(key))}"
        for key in moved
        if key in fields
    )
    reason = f"（理由：{column.reason}）" if column.reason else ""
    return f"人工指定的“{column.name}”{reason}没有采用；采用的话，{told or '各项的数不变'}。"


def _shown(value: Value | None) -> str:
    return "采不到" if value is None else str(value)


def _values(sheet: FactSheet) -> dict[str, Value | None]:
    return {fact.field: fact.value for fact in sheet.facts}


def checklist(report: Report, seed: str) -> bytes:
    """Return the 抽查表: rows drawn from the items of the year, the same for the same seed."""
    rows = report.fields["items_total"].evidence
    drawn = _drawn(rows, seed)
    lines: list[tuple[str, ...]] = [
        (str(number), row.column, row.title, row.date, row.url, "□属实　□不属实", "")
        for number, row in enumerate(drawn, 1)
    ]
    heads = ("序号", "栏目", "标题", "日期", "网址", "核对结果", "说明")
    return sheet_bytes(f"抽查表（{len(drawn)} 条）", heads, lines, (6, 18, 50, 13, 60, 20, 24))


def _drawn(rows: tuple[Evidence, ...], seed: str) -> list[Evidence]:
    """Return up to ``SAMPLE`` rows in their printed order."""
    dice = random.Random(seed)
    places = sorted(dice.sample(range(len(rows)), min(SAMPLE, len(rows))))
    return [rows[place] for place in places]
