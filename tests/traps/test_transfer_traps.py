"""What clients and parsers keep to themselves, through the real fetch and the whole command line.

One site, a column for each way a list page can come only in part. Every page 1 is whole; the
answer for page 2 is spoiled, and its status is 200.
"""

import gzip
import json
import re
import zlib
from datetime import date, timedelta

import brotli
import pytest

from tests.audits.smallweb import list_page, listed
from tests.faults.server import FaultServer, answer
from tests.traps.hasty import YEAR
from tests.whole.trial import prefill

ROWS = 28  # on three pages, all in the year
MENU = re.compile(r"<div class='nav'>.*?</div>")
ANCHOR = re.compile(rb"<a href='[^']*t2024")


def half(data):
    return data[: len(data) // 2]


def inflated(data):
    """What a tolerant client makes of a stream: everything up to where it breaks."""
    stream = zlib.decompressobj(47)
    return stream.decompress(data)


def chunked(body, end=b"0\r\n\r\n"):
    head = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + f"{len(body):x}\r\n".encode() + body + b"\r\n" + end


def coded(body, name):
    return answer(body=body, Content_Encoding=name)


def nested(body, depth=3000):
    """The list inside so many elements that libxml2 gives up, and the closing tags left out."""
    head, mark, rest = body.partition(b"<div class='list'>")
    return head + b"<b><div>" * depth + mark + rest


# Column name -> what is done to page 2; below, the words of the column's reason.
SPOILED = {
    "压缩截断": lambda body: coded(half(gzip.compress(body, 1)), "gzip"),
    "校验不符": lambda body: coded(gzip.compress(body, 1)[:-8] + b"12345678", "gzip"),
    "流式截断": lambda body: coded(half(zlib.compress(body, 1)), "deflate"),
    "新压缩截断": lambda body: coded(half(brotli.compress(body)), "br"),
    "分块无尾": lambda body: chunked(half(body), end=b""),
    "长度偏短": lambda body: answer(body=body, length=len(body) // 2),
    "连接即断": lambda body: answer(body=half(body), length=None),
    "重复压缩": lambda body: coded(gzip.compress(gzip.compress(body, 1), 1), "gzip"),
    "嵌套过深": lambda body: answer(body=nested(body)),
    "没有结尾": lambda body: answer(body=body.rpartition(b"<div class='footer'>")[0]),
}
REASONS = {
    "压缩截断": "压缩数据不完整",
    "校验不符": "压缩数据不完整",
    "流式截断": "压缩数据不完整",
    "新压缩截断": "压缩数据不完整",
    "分块无尾": "第 2 页未能打开",
    "长度偏短": "没有结尾标记",
    "连接即断": "没有传完",
    "重复压缩": "重复压缩",
    "嵌套过深": "嵌套过深，有 10 个链接没有读到",
    "没有结尾": "没有结尾标记",
}
WHOLE = {
    "完整分块": chunked,
    "完整压缩": lambda body: coded(gzip.compress(body, 1), "gzip"),
    "完整流式": lambda body: coded(zlib.compress(body, 1), "deflate"),
}
COLUMNS = {**SPOILED, **WHOLE}


def routes():
    """Every page of the site as raw answers."""
    menu = "".join(f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in enumerate(COLUMNS))
    texts = {"/": list_page("", [], "")}
    for n, name in enumerate(COLUMNS):
        days = [date(YEAR, 12, 1) - timedelta(days=9 * k) for k in range(ROWS)]
        texts |= listed(f"/c{n}/", name, days)
    bodies = {
        path: MENU.sub(f"<div class='nav'><ul>{menu}</ul></div>", text).encode()
        for path, text in texts.items()
    }
    found = {path: answer(body=body) for path, body in bodies.items()}
    for n, spoil in enumerate(COLUMNS.values()):
        found[f"/c{n}/index_1.html"] = spoil(bodies[f"/c{n}/index_1.html"])
    return found, bodies


@pytest.fixture(scope="module")
def columns(tmp_path_factory):
    """The ledger of one run over the whole site, by column name."""
    folder = tmp_path_factory.mktemp("transfer")
    with FaultServer() as server:
        site = server.add(routes()[0])
        done = prefill(site.url(), folder, "--year", str(YEAR))
    report = folder / "out" / "report.json"
    assert report.is_file(), done.stdout + done.stderr
    return {c["name"]: c for c in json.loads(report.read_text("utf-8"))["columns"]}


def test_a_tolerant_reader_finds_part_of_the_rows_and_no_fault():
    """Half a gzip stream, a wrong length, half a body: rows are missing and nothing is said."""
    _, bodies = routes()
    body = bodies["/c0/index_1.html"]
    assert len(ANCHOR.findall(body)) == 10
    assert len(ANCHOR.findall(inflated(half(gzip.compress(body, 1))))) < 10
    assert len(ANCHOR.findall(half(body))) < 10
    assert len(ANCHOR.findall(gzip.compress(body, 1))) == 0  # unpacked once of two times


@pytest.mark.parametrize("name", SPOILED)
def test_a_page_that_came_in_part_leaves_its_column_unsure(columns, name):
    line = columns[name]
    assert line["verdict"] == "lower_bound", (name, line["reason"])
    assert 10 <= line["in_year"] <= ROWS
    assert REASONS[name] in line["reason"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_page_in_any_coding_leaves_its_column_exact(columns, name):
    line = columns[name]
    assert (line["verdict"], line["in_year"]) == ("exact", ROWS), line["reason"]
