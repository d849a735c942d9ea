from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import (
    archive_year,
    find_dates,
    from_epoch,
    month_day,
    only_date,
    parse_pubdate,
    url_date,
)

D = date(2024, 1, 2)
N = date(2025, 12, 31)

FULL = [
    ("2024-01-02", D),
    ("2024-1-2", D),
    ("2024/1/2", D),
    ("2024/01/02", D),
    ("2024.01.02", D),
    ("2024.1.2", D),
    ("[2024-01-02]", D),
    ("（2024-01-02）", D),
    ("【2024-01-02】", D),
    ("［2024－01－02］", D),
    ("２０２４-０１-０２", D),
    ("２０２４年１月２日", D),
    ("2024—01—02", D),
    ("2024－01－02", D),
    ("2024年1月2日", D),
    ("2024年01月02日", D),
    ("2024 年 1 月 2 日", D),
    ("2024年1月2号", D),
    ("2024年元月2日", D),
    ("2024-01-\n  02", D),
    ("2024 - 01 - 02", D),
    ("2024-01-02 10:30", D),
    ("2024-01-02 10:30:59", D),
    ("2024-01-02 10:30:59.0", D),
    ("2024-01-02\u300010：30", D),
    ("2024-01-02\xa0", D),
    ("2024-01-02T10:30:00", D),
    ("2024-01-02T10:30:00+08:00", D),
    ("2024-01-02T02:30:00Z", D),
    ("2024-01-02 星期二", D),
    ("2024年1月2日（星期二）", D),
    ("2024年01月02日 19:36", D),
    ("2024年01月02日 19时36分", D),
    ("发布时间：2024-01-02", D),
    ("发布日期:2024-01-02 08:00", D),
    ("发文日期：2024年1月2日", D),
    ("公开日期： 2024.01.02", D),
    ("时间：2024/1/2", D),
    ("日期 2024-01-02", D),
    ("[发布时间：2024-01-02]", D),
    ("发布于 2024-01-02", D),
    ("二〇二四年一月二日", D),
    ("二○二四年一月二日", D),
    ("二零二四年一月二日", D),
    ("二Ｏ二四年一月二日", D),
    ("二〇二五年十二月三十一日", N),
    ("二〇二五年12月31日", N),
    ("2025年十二月三十一日", N),
    ("二〇二五年十二月卅一日", N),
    ("2025-12-31T15:59:59Z", N),
    ("2025-12-30T16:00:00Z", N),
    ("2025-12-31T23:59:59+08:00", N),
    ("2025-12-31T10:00:00-02:00", N),
    ("2025-12-31 09:00-11:30", N),
    ("1990-01-01", date(1990, 1, 1)),
    ("2024-02-29", date(2024, 2, 29)),
    ("2024年10月10日", date(2024, 10, 10)),
    ("二〇二四年十月二十日", date(2024, 10, 20)),
    ("二〇二四年十一月廿一日", date(2024, 11, 21)),
]

SHORT = [
    ("24-01-02", D),
    ("[24-01-02]", D),
    ("24.01.02", D),
    ("24/01/02", D),
    ("24年1月2日", D),
    ("98-07-01", date(1998, 7, 1)),
    ("20240102", D),
    ("2024年1月2", D),
    ("发布时间：24-01-02 10:00", D),
]

NO_DATE = [
    "",
    "2020年3月",
    "2020-03",
    "2020年",
    "3月5日",
    "01-02",
    "13:05",
    "3天前",
    "昨天",
    "2026-02-00018",
    "索引号：530100-2026-02-00018",
    "索引号 11530100-2024-01-02-0018",
    "云商发〔2020〕35号",
    "〔2020〕3-5号",
    "第23号",
    "2024年第1批",
    "2024年第1-2期",
    "2024-2025年度",
    "0871-63130000",
    "0871-2024-01-02",
    "13800138000",
    "滇ICP备2024010200号-1",
    "滇公网安备 53010202000123号",
    "2024-13-01",
    "2024-00-10",
    "2024-02-30",
    "2023-02-29",
    "2024-04-31",
    "2024年13月1日",
    "二〇二四年十三月一日",
    "二〇二四年二月三十日",
    "1989-12-31",
    "2100-01-01",
    "3024-01-02",
    "12024-01-02",
    "2024-01-021",
    "2024-001-02",
    "2024-01/02",
    "V2024.1.2",
    "2024.1.2.3",
    "192.168.1.2",
    "2024.01.02%",
    "/2024/01/02/",
    "http://swj.example.test/2024/01/02/x.html",
    "24-1-2",
    "24-13-02",
    "20241302",
    "120240102",
    "GB/T 2024-01",
    "2020.5亿元",
    "第 2024. 1. 2 条",
    "电话2024-0102",
    "٢٠٢٤-٠١-٠٢",
    "②0②④-01-02",
]

IN_TEXT = [
    ("来源：市商务局 2024-01-02 浏览：12次", [D]),
    ("2024-01-02至2025-12-31", [D, N]),
    ("2024-01-02 ~ 2025-12-31", [D, N]),
    ("2024-01-02-2025-12-31", [D, N]),
    ("2024年1月2日—2025年12月31日", [D, N]),
    ("2024.01.02-2025.12.31", [D, N]),
    ("自2024年1月2日起施行，有效期至2025年12月31日。", [D, N]),
    ("2024年1月2日-5日", [D]),
    ("2020年3月至2024年1月2日", [D]),
    ("公告〔2020〕35号（2024年1月2日）", [D]),
    ("关于24-01-02批次的通知", []),
    ("编号20240102的事项", []),
    ("2024-01-02，2025-12-31", [D, N]),
    ("成文日期：2024-01-02发布日期：2025-12-31", [D, N]),
]


@pytest.mark.parametrize(("text", "day"), FULL)
def test_date_in_full_form_is_found_alone_and_in_a_sentence(text, day):
    assert [each.date for each in find_dates(text)] == [day]
    assert only_date(text).date == day
    assert [each.date for each in find_dates(f"通知（{text}）如下")] == [day]


@pytest.mark.parametrize(("text", "day"), SHORT)
def test_date_in_short_form_is_read_only_alone_and_not_as_exact(text, day):
    (found,) = find_dates(text)
    assert (found.date, found.exact) == (day, False)
    assert find_dates(f"通知{text}如下") == []


@pytest.mark.parametrize("text", NO_DATE)
def test_number_that_is_no_date_is_not_found(text):
    assert find_dates(text) == []
    assert only_date(text) is None


@pytest.mark.parametrize(("text", "days"), IN_TEXT)
def test_find_dates_gives_all_dates_in_order_with_their_places(text, days):
    found = find_dates(text)
    assert [each.date for each in found] == days
    assert all(text[each.start : each.end] == each.raw for each in found)


@pytest.mark.parametrize(("text", "found"), [("2026-01-01", 1), ("2027-01-01", 0)])
def test_date_after_the_year_that_follows_the_report_year_is_none(text, found):
    assert len(find_dates(text, 2025)) == found


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("01-02", (1, 2)),
        ("[01-02]", (1, 2)),
        ("（12-31）", (12, 31)),
        ("01/02", (1, 2)),
        ("12.31", (12, 31)),
        ("1月2日", (1, 2)),
        ("１月２日", (1, 2)),
        ("12月31日 10:30", (12, 31)),
        ("十二月三十一日", (12, 31)),
        ("01-02 10:30", (1, 2)),
        ("发布时间：01-02", (1, 2)),
        ("02-29", (2, 29)),
        ("1/11", None),
        ("1-2", None),
        ("13-01", None),
        ("02-30", None),
        ("10:30", None),
        ("共12页", None),
        ("1.5", None),
        ("2024-01", None),
        ("01-02-03", None),
        ("3月", None),
        ("关于01-02的通知", None),
        ("", None),
    ],
)
def test_month_day_reads_only_a_text_that_is_nothing_else(text, pair):
    assert month_day(text) == pair


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020年08月02日", date(2020, 8, 2)),
        ("2017—04—12 21:37", date(2017, 4, 12)),
        ("2017－04－12 21：37", date(2017, 4, 12)),
        ("2022-04-17 14:46:00", date(2022, 4, 17)),
        ("2022/4/17", date(2022, 4, 17)),
        ("2022/4/17 9:05:00", date(2022, 4, 17)),
        ("2022.04.17", date(2022, 4, 17)),
        ("2022-04-17", date(2022, 4, 17)),
        (" 2022-04-17 \n", date(2022, 4, 17)),
        ("2024-12-31T16:30:00Z", date(2025, 1, 1)),
        ("2024-12-31T15:30:00Z", date(2024, 12, 31)),
        ("2024-12-31T16:30:00.000+00:00", date(2025, 1, 1)),
        ("2024-12-31T16:30:00+0000", date(2025, 1, 1)),
        ("2025-01-01T00:30:00+08:00", date(2025, 1, 1)),
        ("20220417", date(2022, 4, 17)),
        ("20220417144600", date(2022, 4, 17)),
        ("202204171446", date(2022, 4, 17)),
        ("1735662600000", date(2025, 1, 1)),
        ("1735662600", date(2025, 1, 1)),
        ("Tue Dec 31 16:30:00 CST 2024", date(2024, 12, 31)),
        ("Tue Dec 31 16:30:00 UTC 2024", date(2025, 1, 1)),
        ("Tue Dec 31 16:30:00 GMT+08:00 2024", date(2024, 12, 31)),
        ("Tue, 31 Dec 2024 16:30:00 GMT", date(2025, 1, 1)),
        ("发布时间：2022年4月17日", date(2022, 4, 17)),
        ("", None),
        ("2022-04", None),
        ("2022-04-31", None),
        ("20221317", None),
        ("Tue Foo 31 16:30:00 CST 2024", None),
        ("Day, 99", None),
        ("暂无", None),
    ],
)
def test_parse_pubdate_reads_the_forms_seen_in_metas(value, day):
    assert parse_pubdate(value) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1735660799, date(2024, 12, 31)),
        (1735660800, date(2025, 1, 1)),
        (1735660800000, date(2025, 1, 1)),
        (1735660799999, date(2024, 12, 31)),
        ("1735660800", date(2025, 1, 1)),
        ("1735660800000", date(2025, 1, 1)),
        ("1735660800.5", date(2025, 1, 1)),
        (0, None),
        (-5, None),
        (20250101, None),
        (10**15, None),
        (float("nan"), None),
        ("", None),
        ("abc", None),
        ("１７３５６６０８００", None),
    ],
)
def test_from_epoch_gives_the_day_in_shanghai(value, day):
    assert from_epoch(value) == day


HOST = "http://swj.example.test"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/zwdt/202401/t20240102_123.html", D),
        ("./202401/t20240102_123.html", D),
        ("/art/2024/1/2/art_1001_34567.html", D),
        ("/c/2024-01-02/5003243.shtml", D),
        ("/nw12344/20240102/0a1b2c3d-0000-1111-2222-333344445555.html", D),
        ("/system/2024/01/02/011234567.shtml", D),
        ("/2024/0102/c123a456/page.htm", D),
        ("/2024-01/02/c_1129.htm", D),
        ("/2024010217462526593/index.html", D),
        ("/upload/P020240102612345678901.pdf", D),
        ("/files/W020240102612345678901.docx", D),
        ("/news/20240102_12.html", D),
        ("/news/20240102103000123.html", D),
    ],
)
def test_url_date_reads_the_day_of_known_shapes(path, day):
    assert url_date(HOST + path if path[0] == "/" else path).date == day


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("/zwdt/202401/a1b2.shtml", (2024, 1)),
        ("/zwdt/2024-01/123.shtml", (2024, 1)),
        ("/zwdt/2024/1/content_5.htm", (2024, 1)),
        ("/zwdt/202413/a1b2.shtml", None),
        ("/zwdt/202401.html", None),
        ("/t20241302_1.html", None),
        ("/c/2024-02-30/1.shtml", None),
        ("/t5400138.shtml", None),
        ("/info/1021/3201.htm", None),
        ("/content/post_9103540.html", None),
        ("/x.html?date=2024-01-02", None),
        ("/20999999/x.html", None),
        ("/99999999999999999/index.html", None),
        ("/20240102993000123/index.html", None),
    ],
)
def test_url_date_without_a_day_gives_at_most_the_month(path, month):
    found = url_date(HOST + path)
    assert (found.date, found.month) == (None, month)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("/zfxxgk/fdzdgknr/jytabl/2025n/", 2025),
        ("/nw2024/", 2024),
        ("/2022n/", 2022),
        ("2025年", 2025),
        ("2025年度", 2025),
        ("2025年建议提案办理", 2025),
        ("2025年1月重点工作", None),
        ("/zwgk_213/", None),
        ("/col/col12025/", None),
        ("通知公告", None),
    ],
)
def test_archive_year_is_the_year_a_column_is_named_after(text, year):
    assert archive_year(text) == year


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]))
def test_every_day_survives_being_printed_and_read(day, form):
    text = day.strftime(form)
    assert [each.date for each in find_dates(f"发布：{text} 浏览")] == [day]
    assert parse_pubdate(f"{text} 23:59:59") == day


@given(st.integers(662_688_000, 4_070_000_000))
def test_stamps_with_a_zone_agree_with_the_epoch(seconds):
    moment = datetime.fromtimestamp(seconds, UTC)
    day = (moment + timedelta(hours=8)).date()
    assert parse_pubdate(moment.strftime("%Y-%m-%dT%H:%M:%SZ")) == day
    assert from_epoch(seconds * 1000) == day
    assert from_epoch(seconds) == day


@given(st.text(max_size=80))
def test_no_text_makes_the_readers_fail(text):
    for found in find_dates(text):
        assert text[found.start : found.end] == found.raw
    only_date(text), month_day(text), parse_pubdate(text), url_date(text), from_epoch(text)


@given(st.text(alphabet="0123456789-/.年月日〇二十元:T Z+[]", max_size=40))
def test_no_heap_of_digits_makes_the_readers_fail(text):
    for found in find_dates(text, 2025):
        assert 1990 <= found.date.year <= 2026
    only_date(text), month_day(text), parse_pubdate(text), url_date("/" + text), archive_year(text)
