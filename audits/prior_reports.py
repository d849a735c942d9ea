"""Last year's own 年度报表 on the site: not counted, but worth reading."""

from collections.abc import Iterator

from audits.case import Case
from audits.facts import Remark
from crawler.yearreports import reports_about

_MOST = 3


def remarks(case: Case) -> Iterator[Remark]:
    """Yield one line that names the addresses, if last year's report was seen in a list."""
    found = [entry.url for entry in reports_about(case.store, case.year - 1)]
    if found:
        addresses = "、".join(found[:_MOST])
        message = (
            f"网站上有 {case.year - 1} 年度的工作报表：{addresses} 。"
            "表格直接在网页上的会自动读作上年数；是附件的，请下载后用 nianbao import prior 导入。"
        )
        yield Remark("A-上年报表", "info", message)
