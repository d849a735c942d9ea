import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ConfigError
from crawler.pages.lexicon import load_lexicon, normalise
from crawler.records import Kind

OVERVIEW, AFFAIRS, DISCLOSURE = "items_overview", "items_affairs", "items_disclosure"


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.fixture
def folder(tmp_path, root):
    copy = tmp_path / "lexicon"
    shutil.copytree(root / "config" / "lexicon", copy)
    return copy


@pytest.mark.parametrize(
    ("name", "boxes"),
    [
        ("通知公告", (AFFAIRS,)),
        ("【通知公告】", (AFFAIRS,)),
        ("通 知 公 告 >>", (AFFAIRS,)),
        ("通知公告（12）", (AFFAIRS,)),
        ("通知公告栏目", (AFFAIRS,)),
        ("通知公告（稽查大队）", (AFFAIRS,)),
        ("商务工作动态", (AFFAIRS,)),
        ("局机关通知公告", (AFFAIRS,)),
        ("云岭要闻", (AFFAIRS,)),
        ("走进云岭", (OVERVIEW,)),
        ("云岭概况", (OVERVIEW,)),
        ("机构职能", (OVERVIEW,)),
        ("局长之窗", (OVERVIEW,)),
        ("领导信息", (OVERVIEW,)),
        ("政府信息公开", (DISCLOSURE,)),
        ("云岭市商务局信息公开", (DISCLOSURE,)),
        ("政府信息公开专栏", (DISCLOSURE,)),
        ("政策文件", (DISCLOSURE,)),
        ("财政预决算", (DISCLOSURE,)),
        ("政策解读", ("interpretation",)),
        ("Ｈ５解读", ("interpretation",)),
        ("图解政策", ("interpretation",)),
        ("媒体评论", ("interpretation",)),
        ("热点回应", ("concern_responses",)),
        ("新闻发布会", ("interpretation", "concern_responses")),
        ("专题专栏", ("special_columns",)),
        ("局长信箱", ("messages",)),
        ("云岭市长信箱", ("messages",)),
        ("领导信箱", ("messages",)),
        ("意见征集", ("surveys",)),
        ("在线访谈", ("interviews",)),
        ("办事指南", ("services",)),
        ("联系我们", (OVERVIEW,)),
        ("搜索", ()),
        ("智能问答", ()),
        ("政府网站工作年度报表", ()),
        ("首页", ()),
        ("云岭", ()),
        ("廉政之窗", ()),
        ("", ()),
        ("关于《云岭市成品油管理办法》重点问题的政策解读", ()),
        ("走进A", ()),
        ("走进", ()),
    ],
)
def test_boxes_of_a_name_are_those_of_its_rows(lexicon, name, boxes):
    assert lexicon.boxes_of_name(name) == boxes


@pytest.mark.parametrize(
    ("name", "word", "how"),
    [
        ("通知公告", "通知公告", "exact"),
        ("商务局通知公告", "通知公告", "ending"),
        ("上级政策解读", "上级政策解读", "exact"),
        ("省级部门政策解读", "政策解读", "ending"),
        ("走进云岭", "走进{X}", "pattern"),
        ("云岭", "", ""),
    ],
)
def test_match_tells_which_word_matched_and_how(lexicon, name, word, how):
    found = lexicon.match(name)
    assert (found.word, found.how) == (word, how)


def test_match_tells_the_forms_of_interpretation_apart(lexicon):
    forms = {name: lexicon.match(name).topics for name in ("文字解读", "视频解读", "媒体评论")}
    assert forms == {
        "文字解读": ("interpretation_texts",),
        "视频解读": ("interpretation_products",),
        "媒体评论": ("interpretation_commentaries",),
    }


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("政府信息公开", True),
        ("法定主动公开内容", True),
        ("云岭市商务局政府信息公开", True),
        ("zfxxgk", True),
        ("ZFXXGK", True),
        ("zwgk_213", True),
        ("xxgkml2", True),
        ("政策文件", False),
        ("tzgg", False),
        ("zcwj", False),
        ("", False),
    ],
)
def test_frame_is_what_makes_everything_below_it_disclosure(lexicon, text, frame):
    assert lexicon.is_frame(text) is frame


@pytest.mark.parametrize(
    ("value", "box"),
    [
        ("政策解读", "interpretation"),
        (" 工作动态 ", AFFAIRS),
        ("政务动态", AFFAIRS),
        ("负责人信息", OVERVIEW),
        ("首页", ""),
        ("环境要闻", ""),
        ("通知公告", ""),
        ("", ""),
    ],
)
def test_box_of_type_knows_the_standard_values_only(lexicon, value, box):
    assert lexicon.box_of_type(value) == box


@pytest.mark.parametrize(
    ("name", "navigation"),
    [
        ("首页", True),
        ("网站地图", True),
        ("打印", True),
        ("更多>>", True),
        ("更多", True),
        ("更多公告>>", True),
        ("更多专题", False),
        ("下一页", True),
        ("English", True),
        ("  ", True),
        (">>", True),
        ("联系我们", False),
        ("通知公告", False),
        ("云岭", False),
    ],
)
def test_navigation_is_what_names_no_column(lexicon, name, navigation):
    assert lexicon.is_navigation(name) is navigation


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("通知公告", Kind.LIST),
        ("机构职能", Kind.SINGLE),
        ("联系我们", Kind.SINGLE),
        ("专题专栏", Kind.TOPIC),
        ("领导信箱", Kind.APP),
        ("站内搜索", Kind.APP),
        ("概况", None),
        ("云岭", None),
    ],
)
def test_kind_hint_says_what_such_a_column_usually_is(lexicon, name, kind):
    assert lexicon.kind_hint(name) is kind


def test_columns_of_upper_levels_are_asked_about(lexicon):
    assert lexicon.is_upper_level("上级要闻")
    assert lexicon.is_upper_level("媒体看云岭")
    assert not lexicon.is_upper_level("工作动态")


def test_slug_alone_never_settles_leaders_or_letters(lexicon):
    assert lexicon.slug_hints("ldxx") == (OVERVIEW, "messages")
    assert lexicon.slug_hints("tzgg_62444") == (AFFAIRS,)
    assert lexicon.slug_hints("x") == ()
    assert lexicon.boxes_of_name("ldxx") == ()


def test_apps_are_not_counted_as_items(lexicon):
    apps = ("messages", "surveys", "interviews", "services", "search", "smart_qa")
    assert all(map(lexicon.is_app, apps))
    assert not any(map(lexicon.is_app, (OVERVIEW, AFFAIRS, DISCLOSURE, "interpretation", "")))


def test_pager_words_are_in_their_plain_form(lexicon):
    assert "下一页" in lexicon.pager.next
    assert "尾页" in lexicon.pager.last
    assert "更多" in lexicon.pager.more
    assert not lexicon.pager.next & (lexicon.pager.previous | lexicon.pager.last)


def test_every_upper_level_column_is_known_or_in_no_box(lexicon):
    allowed = {(), (AFFAIRS,), (DISCLOSURE,), ("interpretation",)}
    assert {lexicon.boxes_of_name(name) for name in lexicon._upper} <= allowed


def test_load_lexicon_reads_the_files_once():
    assert load_lexicon() is load_lexicon()


@pytest.mark.parametrize(
    ("file", "text", "key"),
    [
        ("columns.toml", '[[row]]\ntopic = "x"\nbox = "items_afairs"\n', "row.0.box"),
        ("columns.toml", '[[row]]\ntopic = "x"\nname = ["a"]\n', "row.0.name"),
        ("columns.toml", '[[row]]\nnames = ["a"]\n', "row.0.topic"),
        ("columns.toml", '[[row]]\ntopic = "x"\nnames = ["甲", "【甲】"]\n', "【甲】"),
        ("columns.toml", '[[row]]\ntopic = "x"\npatterns = ["走进X"]\n', "走进X"),
        ("columns.toml", "[[row]\n", ""),
        ("pager.toml", 'next = ["下一页"]\n', "previous"),
        ("chrome.toml", "names = [1]\n", "names.0"),
        ("slugs.toml", '[boxes]\nzcjd = ["x"]\n', "frames"),
    ],
)
def test_broken_word_list_is_refused_with_file_and_key(folder, file, text, key):
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_lexicon(folder)
    assert (Path(caught.value.file).name, caught.value.key) == (file, key)


def test_missing_word_list_is_refused(folder):
    (folder / "chrome.toml").unlink()
    with pytest.raises(ConfigError, match=r"chrome\.toml"):
        load_lexicon(folder)


@given(st.text(max_size=60))
def test_no_name_makes_the_lexicon_fail(name):
    lexicon = load_lexicon()
    assert normalise(normalise(name)) == normalise(name)
    lexicon.match(name), lexicon.is_frame(name), lexicon.is_navigation(name)
    lexicon.is_upper_level(name), lexicon.kind_hint(name), lexicon.slug_hints(name)


@given(st.sampled_from(["{}", "【{}】", " {} ", "{}(3)", "·{}", "{}>>"]))
def test_every_name_is_found_in_any_dress(dress):
    lexicon = load_lexicon()
    for name in lexicon._names:
        assert lexicon.match(dress.format(name)).word == name


@pytest.mark.parametrize(
    ("name", "boxes"),
    [
        ("政策图解与解读", ("interpretation",)),
        ("政策法规与解读", ("items_disclosure", "interpretation")),
        ("人事与教育", ()),
        ("2025年访谈", ("interviews",)),
        ("《就业补助资金细则》意见征集", ()),
        ("《意见征集》", ("surveys",)),
    ],
)
def test_names_of_two_known_parts_are_both_and_titles_of_papers_none(lexicon, name, boxes):
    assert lexicon.boxes_of_name(name) == boxes
