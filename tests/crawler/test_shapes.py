import pytest

from crawler.pages.shapes import looks_like_column, looks_like_detail

HOST = "http://yunling.example"


@pytest.mark.parametrize(
    "path",
    [
        "/gzdt/202401/t20240102_123.html",
        "/gzdt/t20240102_123.shtml",
        "/art/2024/1/2/art_1_2.html",
        "/c/2024-01-02/5003243.shtml",
        "/info/1021/3201.htm",
        "/content/post_9103540.html",
        "/f.pdf",
        "/down/%E8%A1%A8.xlsx",
        "/gzdt/12345678.html",
        "/x/t5400138.shtml",
        "/csrc/c101935/c1234567/content.shtml",
    ],
)
def test_addresses_of_articles_and_files_are_known(path):
    assert looks_like_detail(HOST + path)
    assert not looks_like_column(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gzdt/",
        "/gzdt",
        "/gzdt/index.html",
        "/gzdt/index_1.html",
        "/list.jsp?id=7",
        "/zwgk_213/",
        "/gzdt/list.shtml",
        "/jytabl/2024n/",
        "/index/tzgg.htm",
        "/content/column/6812451",
        "/content/column/6812451?pageIndex=2",
        "/channel/10234.html",
    ],
)
def test_addresses_of_columns_are_known(path):
    assert looks_like_column(HOST + path)
    assert not looks_like_detail(HOST + path)


@pytest.mark.parametrize("url", ["", f"{HOST}/logo.png", f"{HOST}/a.zip"])
def test_nothing_and_files_are_no_column(url):
    assert not looks_like_column(url)
