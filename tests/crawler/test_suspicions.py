"""Requests shown where nothing said that they are letters, and what only sounds like them."""

import pytest

from crawler.letters.suspicions import Requests
from crawler.storage.store import Store, connect


@pytest.fixture
def requests(tmp_path):
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    yield Requests(store, lambda text: text == "咨询建议投诉举报平台", frozenset())
    store.close()


@pytest.mark.parametrize(
    "text",
    [
        "咨询幸福路养老保险补缴",
        "请输入您的问题，如：反映幸福小区停水三天",
        "幸福小区停水三天了怎么办？",
        "我住幸福路三号，家里停水三天",
    ],
)
def test_what_a_person_asks_is_told(requests, text):
    assert requests.tell(text)


@pytest.mark.parametrize(
    "text",
    [
        "召开冬季供水工作会议",
        "反映问题",
        "咨询建议投诉举报平台",
        "您好，我是智能小助手，很高兴为您服务",
        "请输入您要咨询的问题",
        "如何申请政府信息公开",
        "怎么申请政府信息公开",
        "（建议使用1024×768分辨率浏览）",
        "举报电话：25780000（县人社局）",
        "我们的节日端午主题活动",
        "缴费满一年的由本人提出申请",
    ],
)
def test_what_the_site_or_the_program_itself_says_is_not(requests, text):
    assert not requests.tell(text)
