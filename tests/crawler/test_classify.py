import pytest

from crawler.columns.classify import archive_year, classify
from crawler.pages.lexicon import load_lexicon

WORDS = load_lexicon()
URL = "http://yunling.example/xwzx/"


def boxes(name, path=(), url=URL, column_type=""):
    return classify(name, tuple(path), url, column_type, WORDS).boxes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("机构职能", ("items_overview",)),
        ("工作动态", ("items_affairs",)),
        ("通知公告", ("items_affairs",)),
        ("政策解读", ("interpretation",)),
        ("专题专栏", ("special_columns",)),
        ("局长信箱", ("messages",)),
        ("某某栏目", ()),
        ("文旅资讯", ("items_affairs",)),
        ("政策资讯", ()),
        ("文件公开", ("items_disclosure",)),
        ("征集", ("surveys",)),
        ("办事", ("services",)),
        ("", ()),
    ],
)
def test_a_column_is_boxed_by_its_own_name(name, expected):
    assert boxes(name) == expected


def test_a_standard_column_type_goes_before_the_name():
    assert boxes("工作动态", column_type="政策解读") == ("interpretation",)
    assert boxes("工作动态", column_type="自己起的类型") == ("items_affairs",)


@pytest.mark.parametrize("frame", ["政府信息公开", "政务公开", "信息公开"])
def test_a_disclosure_frame_above_adds_its_box(frame):
    choice = classify("通知公告", ("首页", frame), URL, "", WORDS)
    assert choice.boxes == ("items_affairs", "items_disclosure")
    assert frame in choice.reason


def test_a_disclosure_frame_in_the_address_adds_its_box():
    assert boxes("政策解读", url="http://yunling.example/zfxxgk/fdzdgknr/zcjd/") == (
        "interpretation", "items_disclosure",
    )  # fmt: skip
    assert boxes("通知公告", url="http://yunling.example/zwgk_213/tzgg/") == (
        "items_affairs", "items_disclosure",
    )  # fmt: skip


def test_an_ancestor_decides_only_when_the_own_name_says_nothing():
    assert boxes("科室简讯", path=("工作动态",)) == ("items_affairs",)
    assert boxes("政策解读", path=("工作动态",)) == ("interpretation",)


def test_interaction_is_never_disclosure_even_inside_the_frame():
    choice = classify("局长信箱", ("政府信息公开",), URL, "", WORDS)
    assert (choice.boxes, choice.is_app) == (("messages",), True)


@pytest.mark.parametrize("name", ["上级要闻", "国务院信息", "媒体聚焦"])
def test_a_column_that_passes_on_others_news_is_asked_for(name):
    choice = classify(name, (), URL, "", WORDS)
    assert (choice.boxes, choice.maybe) == ((), ("items_affairs",))
    assert name in choice.reason


def test_a_name_in_two_boxes_is_in_none_and_asked_for():
    two = next(
        (n for n in ("新闻发布会", "政策文件解读", "热点回应", "专题解读", "回应解读", "解读回应")
         if len(WORDS.boxes_of_name(n)) > 1), None,
    )  # fmt: skip
    if two is None:
        pytest.skip("no such name in the word lists")
    choice = classify(two, (), URL, "", WORDS)
    assert (choice.boxes, len(choice.maybe)) == ((), 2)


def test_every_choice_says_why():
    for name in ("工作动态", "无此名称", "上级要闻", "局长信箱"):
        assert classify(name, (), URL, "", WORDS).reason


@pytest.mark.parametrize(
    ("name", "url", "year"),
    [
        ("2024年", "http://yunling.example/zfxxgk/jytabl/x/", 2024),
        ("2024年度", URL, 2024),
        ("2024", URL, 2024),
        ("2024年建议提案", "http://yunling.example/jytabl/2024n/", 2024),
        ("年报2023", "http://yunling.example/nb/nb2023/index.html", 2023),
        ("2024年工作要点", URL, None),
        ("工作动态", URL, None),
        ("2024年5月", URL, None),
        ("2024年5月", "http://yunling.example/czxx/202405/", 2024),
        ("2024年5月", "http://yunling.example/czxx/2024/05/", 2024),
        ("工作动态", "http://yunling.example/czxx/202405/", None),
    ],
)
def test_a_year_archive_is_known_by_its_name_or_its_folder(name, url, year):
    assert archive_year(name, url) == year


@pytest.mark.parametrize("name", ["智能问答", "智能客服", "站内搜索", "高级搜索"])
def test_a_robot_or_a_search_in_the_menu_is_no_column_of_items(name):
    choice = classify(name, ("政务公开",), URL, "", WORDS)
    assert (choice.boxes, choice.maybe, choice.is_app) == ((), (), True)
    assert name in choice.reason


def test_a_tool_s_name_does_not_outweigh_a_standard_column_type():
    choice = classify("智能问答", (), URL, "咨询投诉", WORDS)
    assert choice.boxes == ("messages",)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("工作动态", "items_affairs"),
        ("政策文件", "items_disclosure"),
        ("组织机构", "items_overview"),
    ],
)
def test_a_column_of_a_topic_is_the_topic_s_whatever_it_is_called_and_asked_for(name, asked):
    """Two readings: news of the unit, or what belongs to the topic only."""
    choice = classify(name, ("专题专栏", "优化营商环境"), URL, "", WORDS)
    assert (choice.boxes, choice.maybe) == (("special_columns",), (asked,))
    assert "优化营商环境" in choice.reason


def test_a_column_of_a_topic_keeps_what_its_tag_or_its_kind_says():
    path = ("专题专栏", "优化营商环境")
    assert boxes("工作动态", path, column_type="工作动态") == ("items_affairs",)
    assert boxes("政策解读", path) == ("interpretation",)
    assert boxes("局长信箱", path) == ("messages",)
    assert boxes("活动风采", path) == ("special_columns",)
    assert boxes("工作动态", ("信息公开", *path)) == ("special_columns", "items_disclosure")
    assert boxes("工作动态", ("专题专栏",)) == ("items_affairs",)
