"""Lists that print the day of signing beside that of publishing: counted by one, told by both."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from reportgen.diff.countings import Question, explain
from reportgen.diff.rows import Item, read_rows
from tests.audits.smallweb import YEAR, article, crawl, days_back, listed, page, web

PATH = "/gzdt/"
DAYS = [date(2025, 1, 20), *(date(2024, 1, 3) + timedelta(days=20 * n) for n in range(11, -1, -1))]
DAYS += days_back(8, start=date(2023, 12, 25))
LATE = timedelta(days=4)  # what was signed four days before it was published


def table(both: bool) -> str:
    heads = ("标题", "成文日期", "发布日期") if both else ("标题", "发布日期")
    lines = ["".join(f"<th>{head}</th>" for head in heads)]
    for day in DAYS:
        signed = f"<td>{day - LATE}</td>" if both else ""
        link = f"<a href='{PATH}a{day:%Y%m%d}.html'>关于{day:%m%d}号事项的通知</a>"
        lines.append(f"<td>{link}</td>{signed}<td>{day}</td>")
    return "".join(f"<tr>{line}</tr>" for line in lines)


def rows_of(folder: Path, both: bool) -> tuple[Item, ...]:
    pages = {f"{PATH}a{day:%Y%m%d}.html": article("通知", day) for day in DAYS}
    pages[PATH] = page(f"<table class='list'>{table(both)}</table>", title="工作动态_云岭市商务局")
    done = crawl(web(pages, listed("/tzgg/", "通知公告", days_back(5))), folder)
    columns = read_rows(done.file, done.profile())
    column = next(column for column in columns if column.url.endswith(PATH))
    counted = sum(1 for item in column.items if item.day and item.day.year == YEAR)
    assert counted == 12
    found = explain(Question((column,), (), YEAR, counted, counted - 1))
    assert ("drafted_date" in {each.kind for each in found}) == both
    return column.items


@pytest.mark.parametrize("both", [True, False])
def test_figure_by_the_day_of_signing_is_named_where_the_rows_print_it(
    tmp_path: Path, both: bool
) -> None:
    items = rows_of(tmp_path, both)
    assert {item.day for item in items} >= set(DAYS)
    assert {item.signed for item in items} == ({d - LATE for d in DAYS} if both else {None})
