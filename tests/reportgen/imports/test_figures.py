"""Tables as units really send them: every figure exact or asked about, none silently zero."""

# ruff: noqa: E501  # a case a line

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from audits.facts import Outcome
from crawler.errors import UsageError
from reportgen.form import load_form
from reportgen.imports.figures import read_figures
from reportgen.imports.numbers import read_number
from reportgen.imports.template import collection_sheets

MONTHS = [f"{month}月" for month in range(1, 13)]
UNEVEN = [2, 1, *range(3, 13)]


def year_of(heading, figures, names=MONTHS, total=None):
    lines = [heading, *(f"{name},{figure}" for name, figure in zip(names, figures, strict=True))]
    return "\n".join([*lines, f"合计,{total}"] if total is not None else lines)


def days_of_2025(figure):
    first = datetime.date(2025, 1, 1)
    return [
        f"{first + datetime.timedelta(days=n):%Y/%m/%d},{figure[0]},{figure[1]}" for n in range(365)
    ]


BAIDU = "日期,浏览量(PV),访客数(UV)\n" + "\n".join(days_of_2025((30, 10)))

# text of a CSV, the figures it gives, the fields it asks about
CASES = {
    # one figure beside its name
    "list": ("注册用户数,1234\n政务服务事项数量,22", {"registered_users": 1234, "service_items": 22}, []),
    "list with heading": ("指标,单位,数量,备注\n收到留言数量,条,15,含电话\n办结留言数量,条,14,", {"messages_received": 15, "messages_closed": 14}, []),
    "list with units": ("收到留言数量（单位：条）,15条\n平均办理时间（单位：天）,3.5天", {"messages_received": 15, "messages_average_days": 3.5}, []),
    "numbered": ("1.收到留言数量,15\n2、办结留言数量,14", {"messages_received": 15, "messages_closed": 14}, []),
    "full width": ("注册用户数，１２３４", {"registered_users": 1234}, []),
    "semicolon": ("注册用户数;1.234;\n收到留言数量;15;", {"messages_received": 15}, ["registered_users"]),
    "tabs": ("注册用户数\t1234\n收到留言数量\t15", {"registered_users": 1234, "messages_received": 15}, []),
    "form layout": ("收到留言数量,15,办结留言数量,14\n公开答复数量,9,平均办理时间,3", {"messages_received": 15, "messages_closed": 14, "messages_published_replies": 9, "messages_average_days": 3}, []),
    "group in front": ("微博,名称,云岭商务\n微博,信息发布量,300\n微博,关注量,120\n微信,信息发布量,200", {"weibo_name": "云岭商务", "weibo_posts": 300, "weibo_followers": 120, "wechat_posts": 200}, []),
    "yes and no": ("是否建立安全监测预警机制,是\n是否开展应急演练,否", {"security_monitoring_set_up": True, "emergency_drill_held": False}, []),
    "word for none": ("收到留言数量,无\n办结留言数量,0", {"messages_received": 0, "messages_closed": 0}, []),
    "title above": ("2025年留言统计表\n\n指标,数量\n收到留言数量,15", {"messages_received": 15}, []),
    "last year beside": ("指标,上年,本年\n收到留言数量,9,15", {"messages_received": 15}, []),
    "years beside": ("指标,2024年,2025年\n收到留言数量,9,15", {"messages_received": 15}, []),
    # signs of doubt
    "thousands unquoted": ("注册用户数,1,234", {}, ["registered_users"]),
    "thousands quoted": ('注册用户数,"1,234,567"', {"registered_users": 1234567}, []),
    "wan exact": ("注册用户数,12.3456万", {"registered_users": (123456, "estimate")}, []),
    "wan in heading": ("注册用户数（万个）,1.2", {"registered_users": (12000, "estimate")}, []),
    "about": ("注册用户数,约1200\n收到留言数量,15", {"messages_received": 15}, ["registered_users"]),
    "more than": ("注册用户数,1200多\n收到留言数量,300+", {}, ["registered_users", "messages_received"]),
    "dash": ("注册用户数,-\n收到留言数量,/", {}, ["registered_users", "messages_received"]),
    "dash under a head": ("指标,数量,单位\n收到留言数量,15,条\n注册用户数,-,个", {"messages_received": 15}, ["registered_users"]),
    "empty": ("注册用户数,\n收到留言数量,15", {"messages_received": 15}, ["registered_users"]),
    "negative": ("注册用户数,-5", {}, ["registered_users"]),
    "formula error": ("注册用户数,#REF!", {}, ["registered_users"]),
    "half a letter": ("收到留言数量,15.5", {}, ["messages_received"]),
    "lost digits": ("注册用户数,1.23E+05", {}, ["registered_users"]),
    "date for a figure": ("收到留言数量,2025-01-15", {}, ["messages_received"]),
    "words": ("注册用户数,详见附件\n收到留言数量,15", {"messages_received": 15}, ["registered_users"]),
    "two figures": ("收到留言数量,15,16", {}, ["messages_received"]),
    "same name twice": ("收到留言数量,15\n收到留言数量,16", {}, ["messages_received"]),
    "same figure twice": ("收到留言数量,15\n收到留言数量,15", {"messages_received": 15}, []),
    "other year in title": ("2024年留言统计表\n指标,数量\n收到留言数量,15", {}, ["messages_received"]),
    "unclear tick": ("是否开展应急演练,部分开展", {}, ["emergency_drill_held"]),
    # another year, a part of the year, another unit
    "last year's done beside": ("指标,上年完成,本年完成\n收到留言数量,100,120", {"messages_received": 120}, []),
    "data of two years beside": ("指标,2024年数据,2025年数据\n收到留言数量,100,120", {"messages_received": 120}, []),
    "goal beside": ("指标,目标值,完成值\n收到留言数量,100,120", {}, ["messages_received"]),
    "running total beside": ("指标,本期,本年累计\n收到留言数量,36,500", {}, ["messages_received"]),
    "days of last year in title": ("网站概况（2024/01/01-2024/12/31）\n指标,数值\n浏览量,36000", {}, ["page_views"]),
    "days of half a year in title": ("网站概况(2025/01/01-2025/06/30)\n指标,数值\n浏览量,36000", {}, ["page_views"]),
    "all days of the year in title": ("网站概况(2025/01/01-2025/12/31)\n指标,数值\n浏览量,36000", {"page_views": 36000}, []),
    "half a year in title": ("2025年上半年统计\n指标,数值\n收到留言数量,36", {}, ["messages_received"]),
    "months in title": ("2025年1-9月统计\n指标,数值\n收到留言数量,36", {}, ["messages_received"]),
    "all months in title": ("2025年1月至12月统计\n指标,数值\n收到留言数量,36", {"messages_received": 36}, []),
    "half a year in a row": ("时间,收到留言数量\n上半年,36", {}, ["messages_received"]),
    "both halves": ("时间,收到留言数量\n上半年,36\n下半年,30", {"messages_received": 66}, []),
    "year without 年 in title": ("2024网站数据\n指标,数值\n收到留言数量,36", {}, ["messages_received"]),
    "total of some months": (year_of("月份,收到留言数量", [3, 4], MONTHS[:2], total=7), {"messages_received": (7, "partial")}, []),
    "share for percent": ("按时办结率,0.95", {}, ["messages_on_time_rate"]),
    "percent": ("按时办结率,95%", {"messages_on_time_rate": 95}, []),
    "percent for a count": ("收到留言数量,12%", {}, ["messages_received"]),
    "hours in heading": ("平均办理时间（小时）,36", {}, ["messages_average_days"]),
    "hours in cell": ("平均办理时间,36小时", {}, ["messages_average_days"]),
    "hours in the column of units": ("指标,单位,数值\n平均办理时间,小时,36", {}, ["messages_average_days"]),
    "wan in the column of units": ("指标,单位,数值\n网站总访问量,万次,36", {}, ["page_views"]),
    "wan in title": ("单位：万次\n指标,数值\n网站总访问量,36", {}, ["page_views"]),
    "up to a day of the year in title": ("截至2025年6月30日\n指标,数值\n收到留言数量,36", {}, ["messages_received"]),
    "up to the year's end in title": ("截至2025年12月31日\n指标,数值\n注册用户数,36", {"registered_users": 36}, []),
    "date of filling below": ("指标,数值\n收到留言数量,15\n填表人：甲,\n2026年1月5日,", {"messages_received": 15}, []),
    "mean and largest below": (year_of("月份,收到留言数量", [2] * 12) + "\n平均值,2\n最大值,2", {"messages_received": 24}, []),
    # months
    "months": (year_of("月份,收到留言数量", UNEVEN), {"messages_received": 78}, []),
    "months with total": (year_of("月份,收到留言数量", UNEVEN, total=78), {"messages_received": 78}, []),
    "total that does not fit": (year_of("月份,收到留言数量", UNEVEN, total=87), {}, ["messages_received"]),
    "total hidden under another name": (year_of("月份,收到留言数量", UNEVEN) + "\n全市,78", {}, ["messages_received"]),
    "month missing": (year_of("月份,收到留言数量", UNEVEN[:11], MONTHS[:11]), {"messages_received": (66, "partial")}, []),
    "month twice": (year_of("月份,收到留言数量", UNEVEN, [*MONTHS[:11], "11月"]), {}, ["messages_received"]),
    "month empty": (year_of("月份,收到留言数量", [*UNEVEN[:11], ""]), {"messages_received": (66, "partial")}, []),
    "months rising all year, added or running": (year_of("月份,收到留言数量", range(1, 13)), {"messages_received": (78, "estimate")}, []),
    "months that never fall, added or running": (year_of("月份,收到留言数量", [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]), {"messages_received": (36, "estimate")}, []),
    "months all alike": (year_of("月份,收到留言数量", [3] * 12), {"messages_received": 36}, []),
    "nothing before December": (year_of("月份,收到留言数量", [0] * 11 + [1]), {"messages_received": 1}, []),
    "months rising to November, added or running": (year_of("月份,收到留言数量", range(1, 12), MONTHS[:11]), {"messages_received": (66, "estimate")}, []),
    "months rising with a total that adds them": (year_of("月份,收到留言数量", range(1, 13), total=78), {"messages_received": 78}, []),
    "months with zeros": (year_of("月份,收到留言数量", [0] * 12), {"messages_received": 0}, []),
    "months with year": (year_of("时间,收到留言数量", [2] * 12, [f"2025年{n}月" for n in range(1, 13)]), {"messages_received": 24}, []),
    "months of two years": (year_of("时间,收到留言数量", [2] * 12 + [9], [*(f"2025-{n:02}" for n in range(1, 13)), "2024-12"]), {"messages_received": 24}, []),
    "months of another year": (year_of("时间,收到留言数量", [2], ["2024年12月"]), {}, ["messages_received"]),
    "chinese months": (year_of("月份,收到留言数量", [1] * 12, ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"]), {"messages_received": 12}, []),
    "quarters": (year_of("季度,安全检测评估次数", [1, 2, 3, 4], ["一季度", "第二季度", "3季度", "Q4"]), {"security_assessments": 10}, []),
    "quarter missing": (year_of("季度,安全检测评估次数", [1, 2, 3], ["一季度", "二季度", "三季度"]), {"security_assessments": (6, "partial")}, []),
    "months and half years": ("月份,收到留言数量\n" + "\n".join([*(f"{m},1" for m in MONTHS[:6]), "上半年小计,6", *(f"{m},1" for m in MONTHS[6:]), "下半年小计,6", "合计,12"]), {"messages_received": 12}, []),
    "months across": ("指标," + ",".join(MONTHS) + ",合计\n收到留言数量," + "2," * 12 + "24\n办结留言数量," + "1," * 12 + "12", {"messages_received": 24, "messages_closed": 12}, []),
    "running total by month": (year_of("月份,微信订阅数", range(101, 113)), {"wechat_subscribers": 112}, []),
    "running total with senseless sum": (year_of("月份,微信订阅数", range(101, 113), total=sum(range(101, 113))), {"wechat_subscribers": 112}, []),
    "running total that falls a little": (year_of("月份,微信订阅数", [*range(101, 112), 108]), {"wechat_subscribers": 108}, []),
    "running total beside the same total": (year_of("月份,微信订阅数", range(101, 113), total=112), {"wechat_subscribers": 112}, []),
    "running total beside another total": (year_of("月份,微信订阅数", range(101, 113), total=120), {}, ["wechat_subscribers"]),
    "added months of a running total": (year_of("月份,微信订阅数", [10, 12, 5, 7, 9, 20, 11, 3, 4, 8, 6, 30]), {}, ["wechat_subscribers"]),
    "added months nearly the same, with their sum": (year_of("月份,微信订阅数", [100, 99] * 6, total=1194), {}, ["wechat_subscribers"]),
    "running total of one day in June": ("日期,微信订阅数\n2025-06-30,110", {}, ["wechat_subscribers"]),
    "running total of the third quarter": ("季度,微信订阅数\n三季度,110", {}, ["wechat_subscribers"]),
    "running total of the last day": ("日期,微信订阅数\n2025-12-31,110", {"wechat_subscribers": 110}, []),
    "months and halves": (year_of("月份,收到留言数量", [1] * 12) + "\n上半年,6\n下半年,6", {}, ["messages_received"]),
    "whole bureau beside its offices": ("科室,收到留言数量\n全局,7\n办公室,3\n法规科,3", {}, ["messages_received"]),
    "wan over the column of figures": ("指标,数值（万）\n浏览量,36", {}, ["page_views"]),
    "hundreds in heading": ("指标,数值\n浏览量（百次）,36", {}, ["page_views"]),
    "running total without december": (year_of("月份,微信订阅数", range(101, 112), MONTHS[:11]), {}, ["wechat_subscribers"]),
    "means by month": (year_of("月份,平均办理时间", [3] * 11 + [5]), {}, ["messages_average_days"]),
    # departments
    "departments": ("科室,收到留言数量,办结留言数量\n办公室,3,3\n法规科,4,2\n合计,7,5", {"messages_received": 7, "messages_closed": 5}, []),
    "departments without total": ("科室,收到留言数量\n办公室,3\n法规科,4", {"messages_received": 7}, []),
    "department twice": ("科室,收到留言数量\n办公室,3\n办公室,4", {}, ["messages_received"]),
    "department left empty": ("科室,收到留言数量\n办公室,3\n法规科,", {"messages_received": (3, "partial")}, []),
    "department not understood": ("科室,收到留言数量\n办公室,3\n法规科,若干", {}, ["messages_received"]),
    "items of departments": ("科室,政务服务事项数量\n办公室,3\n法规科,4", {}, ["service_items"]),
    "items with total": ("科室,政务服务事项数量\n办公室,3\n法规科,4\n总计,7", {"service_items": 7}, []),
    "numbers in front": ("序号,科室,收到留言数量\n1,办公室,3\n2,法规科,4\n,合计,7", {"messages_received": 7}, []),
    "two tables below each other": ("科室,收到留言数量\n办公室,3\n法规科,4\n合计,7\n\n月份,安全检测评估次数\n" + "\n".join(f"{m},1" for m in MONTHS), {"messages_received": 7, "security_assessments": 12}, []),
    "merged heading": ("科室,办件量,,\n,总数,自然人,法人\n办公室,7,3,4\n法规科,5,5,0\n合计,12,8,4", {"cases_total": 12, "cases_individuals": 8, "cases_organizations": 4}, []),
    # analytics
    "baidu by day": (BAIDU, {"page_views": 10950, "unique_visitors": 3650}, []),
    "baidu total is of distinct visitors": (BAIDU + "\n合计,10950,900", {"page_views": 10950, "unique_visitors": 3650}, []),
    "baidu by month": (year_of("月份,访客数(UV)", [10] * 12), {"unique_visitors": (120, "estimate")}, []),
    "baidu year only": ("时间,浏览量(PV),访客数(UV)\n2025/01/01-2025/12/31,5000,800", {"page_views": 5000, "unique_visitors": (800, "estimate")}, []),
    "baidu half a year": ("\n".join(BAIDU.split("\n")[:182]), {"page_views": (5430, "partial"), "unique_visitors": (1810, "partial")}, []),
    "matomo": ("Date,Unique visitors,Visits,Actions\n" + "\n".join(f"{d.split(',')[0].replace('/', '-')},10,15,30" for d in days_of_2025((0, 0))), {"unique_visitors": 3650, "page_views": (10950, "estimate")}, []),
    "matomo in chinese": ("日期,访客数,访问次数,浏览次数\n" + "\n".join(f"{d.split(',')[0].replace('/', '-')},10,15,30" for d in days_of_2025((0, 0))), {"unique_visitors": 3650, "page_views": 10950}, []),
    "baidu with shares beside": ("趋势分析,2025/01/01 - 2025/12/31\n\n日期,浏览量(PV),浏览量占比,访客数(UV),平均访问时长\n" + "\n".join(f"{d.split(',')[0]},30,0.27%,10,00:02:01" for d in days_of_2025((0, 0))) + "\n当前汇总,10950,100%,900,00:02:01", {"page_views": 10950, "unique_visitors": 3650}, []),
    "baidu by source": ("来源分析 2025/01/01-2025/12/31\n来源,浏览量(PV),访客数(UV)\n直接访问,100,50\n搜索引擎,200,80", {}, ["page_views", "unique_visitors"]),
}  # fmt: skip


def plain(found):
    certain = found.outcome is Outcome.OBSERVED
    return found.value if certain else (found.value, found.outcome.value)


def read(tmp_path, content, name="表.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_figures(file, 2025)


@pytest.mark.parametrize("name", CASES)
def test_table_gives_its_figures_exactly_or_asks(name, tmp_path):
    text, figures, asked = CASES[name]
    result = read(tmp_path, text)
    assert {found.field: plain(found) for found in result.figures} == figures
    assert sorted({question.field for question in result.questions}) == sorted(asked)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_change_nothing(encoding, end, tmp_path):
    text = "科室,收到留言数量\n办公室,3\n法规科,4\n合计,7".replace("\n", end)
    result = read(tmp_path, text.encode(encoding))
    assert {found.field: found.value for found in result.figures} == {"messages_received": 7}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0rest", "另存为 xlsx"),
        (b"%PDF-1.4", "PDF"),
        (b"<html><table></table>", "网页"),
        (b"PK\x03\x04broken", "已损坏"),
        (b"\x00\x01\x02\x03", "编码"),
        ("科室,人数\n办公室,3".encode(), "没有认出来"),
        (b"x" * 21_000_000, "MB"),
    ],
    ids=["empty", "xls", "pdf", "html", "cut", "binary", "foreign", "large"],
)
def test_file_that_is_no_table_of_ours_is_refused_with_its_reason(content, said, tmp_path):
    with pytest.raises(UsageError, match=said):
        read(tmp_path, content)


@pytest.fixture
def book(tmp_path):
    """Write sheets (name → rows) as xlsx, let ``change`` at the workbook, and read it."""

    def go(sheets, change=lambda book: None):
        made = Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        change(made)
        made.save(tmp_path / "表.xlsx")
        return read_figures(tmp_path / "表.xlsx", 2025)

    return go


def figures(result):
    return {found.field: plain(found) for found in result.figures}


HEADED = [["科室", "办件量", None, None], [None, "总数", "自然人", "法人"], ["办公室", 7, 3, 4]]


def test_workbook_with_merged_headings_is_read_by_their_groups(book):
    def merge(made):
        made["表"].merge_cells("B1:D1")
        made["表"].merge_cells("A1:A2")

    result = book({"表": HEADED}, merge)
    assert figures(result) == {"cases_total": 7, "cases_individuals": 3, "cases_organizations": 4}


def test_figure_in_a_merged_cell_counts_once(book):
    rows = [["科室", "收到留言数量"], ["办公室", 5], ["法规科", None], ["信访科", 2]]
    result = book({"表": rows}, lambda made: made["表"].merge_cells("B2:B3"))
    assert figures(result) == {"messages_received": (7, "partial")}


def test_same_figure_on_two_sheets_counts_once_and_two_figures_are_a_question(book):
    one, same, other = ([["收到留言数量", figure]] for figure in (5, 5, 6))
    twice = book({"一": one, "二": same})
    assert figures(twice) == {"messages_received": (5, "estimate")}
    assert "是不是该相加" in twice.figures[0].reason
    result = book({"一": one, "二": other})
    assert figures(result) == {}
    assert result.questions[0].field == "messages_received"


def test_sheet_and_file_named_for_an_earlier_year_are_not_read(book, tmp_path):
    earlier = book({"2024年": [["收到留言数量", 15]]})
    assert [question.field for question in earlier.questions] == ["messages_received"]
    assert not earlier.figures
    with pytest.raises(UsageError, match="从文件名看不是 2025 年"):
        read(tmp_path, "收到留言数量,15", "2024年留言.csv")
    exported = read(tmp_path, "收到留言数量,15", "留言2026年1月导出.csv")
    assert [found.value for found in exported.figures] == [15]


@pytest.mark.parametrize("name", ["3月", "一季度", "上半年"])
def test_sheet_named_for_a_part_of_the_year_is_a_question(name, book):
    result = book({name: [["收到留言数量", 15]]})
    assert (figures(result), [q.field for q in result.questions]) == ({}, ["messages_received"])


@pytest.mark.parametrize("hide", ["row", "column"])
def test_figure_that_nobody_sees_is_a_question(hide, book):
    def unseen(made):
        sheet = made["表"]
        (sheet.row_dimensions[3] if hide == "row" else sheet.column_dimensions["B"]).hidden = True

    rows = [["科室", "收到留言数量"], ["办公室", 3], ["旧科室", 9]]
    result = book({"表": rows}, unseen)
    assert (figures(result), [q.field for q in result.questions]) == ({}, ["messages_received"])


def test_figure_shown_in_wan_by_its_format_is_a_question(tmp_path):
    sheets = Workbook()
    sheets.active.append(["收到留言数量", 12])
    sheets.active["B1"].number_format = '0"万"'
    sheets.save(tmp_path / "表.xlsx")
    answer = read_figures(tmp_path / "表.xlsx", 2025)
    assert not answer.figures
    assert [question.field for question in answer.questions] == ["messages_received"]


def test_hidden_sheet_is_not_read(book):
    def hide(made):
        made["旧"].sheet_state = "hidden"

    sheets = {"新": [["收到留言数量", 5]], "旧": [["收到留言数量", 6]]}
    assert figures(book(sheets, hide)) == {"messages_received": 5}


def test_formula_never_worked_out_is_a_question(book):
    rows = [["科室", "收到留言数量"], ["办公室", 5], ["合计", "=SUM(B2:B2)"]]
    result = book({"表": rows})
    assert figures(result) == {}
    (question,) = result.questions
    assert (question.field, "公式" in question.message) == ("messages_received", True)


def test_days_shown_as_months_are_months(book):
    def months(made):
        for cell in made["表"][1][1:]:
            cell.number_format = 'yyyy"年"m"月"'

    firsts = [datetime.date(2025, month, 1) for month in range(1, 13)]
    result = book({"表": [["指标", *firsts], ["收到留言数量", *[2] * 12]]}, months)
    assert figures(result) == {"messages_received": 24}


def test_dates_and_percents_of_a_workbook_are_what_they_look_like(book):
    def percent(made):
        made["率"]["B1"].number_format = "0.0%"

    days = [["日期", "浏览量"]] + [
        [datetime.date(2025, 1, 1) + datetime.timedelta(days=n), 2] for n in range(365)
    ]
    result = book({"日": days, "率": [["按时办结率", 0.955]]}, percent)
    assert figures(result) == {"page_views": 730, "messages_on_time_rate": 95.5}


def test_statistics_of_the_back_end_are_kept_by_column_and_fill_no_field(book):
    rows = [["栏目名称", "信息发布量"], ["通知公告", 12], ["工作动态", 30], ["合计", 42]]
    result = book({"栏目": rows})
    assert [(each.path, each.count) for each in result.columns] == [
        (("通知公告",), 12),
        (("工作动态",), 30),
    ]
    assert (result.figures, result.questions) == ((), ())


def test_back_end_total_that_does_not_fit_is_a_question(book):
    rows = [
        ["一级栏目", "二级栏目", "发布数"],
        ["政务公开", "公告", 12],
        [None, "动态", 3],
        ["合计", None, 42],
    ]
    result = book({"栏目": rows})
    assert [each.path for each in result.columns] == [("政务公开", "公告"), ("政务公开", "动态")]
    assert "42" in result.questions[0].message


def test_packed_bomb_is_refused_before_it_is_opened(tmp_path):
    file = tmp_path / "表.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 200_000_000)
    with pytest.raises(UsageError, match="大得不像"):
        read_figures(file, 2025)


def test_workbook_with_broken_parts_is_refused_by_the_child(tmp_path):
    file = tmp_path / "表.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", b"<not><closed>")
        packed.writestr("[Content_Types].xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    with pytest.raises(UsageError, match="打不开"):
        read_figures(file, 2025)


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_any_count_is_read_back_from_every_way_it_is_written(number):
    for text in (str(number), f"{number:,}", f" {number} 条", f"{number}.0", f"{number}个"):
        assert read_number(text).value == number


@settings(deadline=None)
@given(st.text("0123456789.,，万个条约-/无 #%Ⅳａ", max_size=12))
def test_any_text_is_a_figure_or_a_question_or_empty(text):
    reading = read_number(text)
    assert (reading.value is None) or not reading.question
    if text.strip() and any(letter.isalnum() for letter in text):
        assert reading.value is not None or reading.question


@pytest.fixture(scope="module")
def sheets():
    return collection_sheets(load_form("national_2018"), 2025)


def filled(sheets, answers):
    """Write a department's answers (label → what it wrote) into the collection sheets."""
    book = load_workbook(io.BytesIO(sheets))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            if row[1].value in answers:
                row[2].value = answers[row[1].value]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_sheets_come_back_from_three_departments_with_what_is_left(sheets, tmp_path):
    security = {"安全检测评估次数": "12次", "发现问题数量": 3, "是否开展应急演练": "是"}
    media = {"微博 › 信息发布量": "约300", "微博 › 关注量": "1,200"}
    services = {"办件量 › 总数": 12, "自然人办件量": "无", "法人办件量": 12.5}
    results = [
        read(tmp_path, filled(sheets, answers), f"{number}.xlsx")
        for number, answers in enumerate((security, media, services))
    ]
    assert [figures(result) for result in results] == [
        {"security_assessments": 12, "security_problems_found": 3, "emergency_drill_held": True},
        {"weibo_followers": 1200},
        {"cases_total": 12, "cases_individuals": 0},
    ]
    assert [[question.field for question in result.questions] for result in results] == [
        [],
        ["weibo_posts"],
        ["cases_organizations"],
    ]


def test_figure_in_the_wrong_cell_of_our_sheet_is_asked_about(sheets, tmp_path):
    book = load_workbook(io.BytesIO(sheets))
    book["政务服务科室"]["D6"] = 21
    content = io.BytesIO()
    book.save(content)
    (question,) = read(tmp_path, content.getvalue(), "表.xlsx").questions
    assert question.field == "service_items_online"
    assert "D6 写着“21”" in question.message


def test_sheets_sent_back_empty_say_that_nothing_was_filled(sheets, tmp_path):
    with pytest.raises(UsageError, match="没有填"):
        read(tmp_path, sheets, "空.xlsx")


def test_every_row_of_the_sheets_has_a_note_and_its_own_keeper(sheets):
    book = load_workbook(io.BytesIO(sheets))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(min_row=5)]
    assert len(book.worksheets) >= 5
    assert len({row[0].value for row in rows}) == len(rows) >= 25
    assert all(row[4].value.endswith("。") for row in rows)
