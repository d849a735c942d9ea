"""Last year's report on the unit's own site is pointed out, and only that one."""

import pytest

from tests.audits.smallweb import article, crawl, days_back, listed, row, web

NOTICES = listed("/tzgg/", "通知公告", days_back(12))


def said(tmp_path, title, day):
    href = f"/tzgg/t{day.replace('-', '')}_88.html"
    pages = dict(NOTICES)
    pages["/tzgg/"] = pages["/tzgg/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{row(href, title, day)}"
    )
    pages[href] = article(title, day)
    found = crawl(web(pages), tmp_path).sheet.remarks
    return [remark.message for remark in found if remark.id == "A-上年报表"]


@pytest.mark.parametrize(
    ("title", "day", "is_told"),
    [
        ("云岭市商务局2023年度政府网站工作年度报表", "2025-01-20", True),
        ("政府网站工作年度报表", "2024-01-20", True),
        ("网站年度工作报表（2022年）", "2024-01-20", False),
        ("关于做好2023年工作报表的通知", "2024-01-20", False),
    ],
)
def test_report_of_the_year_before_is_told_with_its_address(tmp_path, title, day, is_told):
    messages = said(tmp_path, title, day)
    assert len(messages) == is_told
    assert all("_88.html" in message for message in messages)
