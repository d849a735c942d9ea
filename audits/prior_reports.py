"""Last year's own 年度报表 on the site: not counted, but worth a person's download."""

import re
from collections.abc import Iterator

from audits.case import Case
from audits.facts import Remark
from crawler.records import Entry

_TITLE = re.compile(
    r"(?:政府网站|网站)(?:工作)?(?:年度)?(?:工作)?(?:年度)?报表|政府网站(?:年度)?工作年报"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_MOST = 3


def remarks(case: Case) -> Iterator[Remark]:
    """Yield one line that names the addresses, if last year's report was seen in a list."""
    found: dict[str, None] = {}
    for column in case.store.columns():
        for entry in case.store.entries(column.id):
            if entry.url and _year(entry) == case.year - 1:
                found.setdefault(entry.url)
    if found:
        addresses = "、".join(list(found)[:_MOST])
        message = (
            f"网站上有 {case.year - 1} 年度的工作报表：{addresses} 。"
            "下载后用 nianbao import prior 导入，可填上年数、核对增减。"
        )
        yield Remark("A-上年报表", "info", message)


def _year(entry: Entry) -> int | None:
    """Return the year a report in the list is about: as its title says, else the year before."""
    if not _TITLE.search("".join(entry.title.split())):
        return None
    written = _YEAR.search(entry.title)
    if written:
        return int(written[1])
    return entry.date.year - 1 if entry.date else None
