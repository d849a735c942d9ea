from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates, urls
from crawler.errors import ConfigError
from crawler.familiar import FamilyBook, choose, told
from crawler.families import load_families, recognise
from crawler.paging.plan import Plan
from crawler.resources import config_folder
from crawler.storage.store import Store, connect
from tests.audits.smallweb import CRAWL_FILE, connect_sealed, crawl, days_back, listed, web
from tests.sites import build

HOME = "http://yunling.example"
BY_ID = {family.id: family for family in load_families()}
ITEMS = [(family.id, shape) for family in BY_ID.values() for shape in family.item]
KIT = {
    "f1": "dated-folders",
    "f2": "trs-wcm",
    "f3": "jpage",
    "f4": "jpaas",
    "f5": "ucap-static",
    "f7": "vsb",
    "f9": "page-slices",
}
NEWS = listed("/gzdt/", "工作动态", days_back(35))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
GOOD = """
name = "某系统"
paging = ["接口"]

[[page]]
says = "页面里的记号"
shape = 'MARK'
example = "MARK"
"""


def test_every_family_file_is_understood():
    files = {file.stem for file in (config_folder() / "families").glob("*.toml")}
    assert files == set(BY_ID)
    assert len(files) >= 20


@pytest.mark.parametrize(("family", "shape"), ITEMS, ids=[f"{f}-{s.example}" for f, s in ITEMS])
def test_the_generic_reader_tells_the_number_and_the_day_of_a_familys_items(family, shape):
    found = shape.pattern.search(shape.example)
    assert found["id"] in urls.content_id(HOME + shape.example)
    day = found.groupdict().get("date", "").replace("/", "-").replace("-", "")
    if len(day) >= 8:
        assert dates.url_date(HOME + shape.example).date.strftime("%Y%m%d") == day


@pytest.mark.parametrize(("kit", "family"), KIT.items(), ids=KIT)
def test_a_list_of_the_site_kit_is_recognised_as_its_family(kit, family):
    site = build(kit, quirks="none")
    column = next(c for c in site.model.columns if c.rows and c.path in site.pages)
    text = site.pages[column.path].body.decode("utf-8", "replace")
    seen = recognise(BY_ID.values(), HOME + column.path, text, [])
    assert seen is not None
    assert seen.family.id == family
    assert all(seen.signs)


def test_the_worked_example_of_contributing_is_the_file_in_the_tree(root):
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    block = text.split("```toml\n", 1)[1].split("```", 1)[0]
    shown = "".join(line.removeprefix("   ") for line in block.splitlines(keepends=True))
    file = config_folder() / "families" / "create-page.toml"
    assert shown.strip() == file.read_text("utf-8").strip()


def test_a_page_without_any_sign_is_of_no_family():
    assert recognise(BY_ID.values(), f"{HOME}/zwdt/", "<ul><li>通知</li></ul>", []) is None


def test_the_lists_own_address_alone_does_not_make_a_family():
    assert recognise(BY_ID.values(), f"{HOME}/col/col12/", "<ul><li>通知</li></ul>", []) is None


def test_most_rows_must_have_the_familys_address():
    few = [f"{HOME}/c/2025-07-18/5003243.shtml", f"{HOME}/a/1.html", f"{HOME}/a/2.html"]
    assert recognise(BY_ID.values(), f"{HOME}/zwdt/", "", few) is None
    seen = recognise(BY_ID.values(), f"{HOME}/zwdt/", "", few[:2])
    assert seen is not None
    assert seen.family.id == "dated-folders"


PLANS = st.lists(
    st.builds(
        Plan,
        st.sampled_from(["next", "template"]),
        st.sampled_from(["下一页", "页码", "翻页脚本", "网址页码", "接口", "试探"]),
        st.sampled_from([f"{HOME}/index_{{n}}.html", f"{HOME}/was5/web/search?page={{n}}", ""]),
        first=st.sampled_from([1, 2]),
    ),
    max_size=8,
)


@given(PLANS, st.sampled_from(sorted(BY_ID)))
def test_a_family_only_puts_plans_into_another_order(plans, ident):
    ordered = BY_ID[ident].ordered(plans)
    assert sorted(map(repr, ordered)) == sorted(map(repr, plans))


@given(PLANS, st.sampled_from(sorted(BY_ID)))
def test_files_of_one_rule_are_asked_in_the_order_they_were_proposed(plans, ident):
    ordered = BY_ID[ident].ordered(plans)
    for source, template in {(plan.source, plan.template) for plan in plans}:
        before = [p.first for p in plans if (p.source, p.template) == (source, template)]
        after = [p.first for p in ordered if (p.source, p.template) == (source, template)]
        assert after == before


def test_a_familys_sources_and_endings_come_first():
    script = Plan("template", "翻页脚本", f"{HOME}/index_{{n}}.html")
    called = Plan("template", "接口", f"{HOME}/more.jsp?page={{n}}", whole=True)
    proxy = Plan("template", "接口", f"{HOME}/module/web/jpage/dataproxy.jsp?page={{n}}")
    assert BY_ID["jpage"].ordered((script, called, proxy)) == (proxy, called, script)
    assert BY_ID["trs-wcm"].ordered((called, script)) == (script, called)
    assert BY_ID["dated-folders"].endings((".html", ".shtml")) == (".shtml", ".html")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD.replace("name", "title"), "name"),
        (GOOD + "first = 2\n", "page.0.first"),
        (GOOD.replace("接口", "猜"), "paging.0"),
        (GOOD.replace("'MARK'", "'(MARK'"), "page.0.shape"),
        (GOOD.replace("'MARK'", "'NARK'"), "page.0.example"),
        (GOOD.replace('says = "页面里的记号"', ""), "page.0.says"),
        (GOOD.replace("[[page]]", "[[column]]"), "page"),
        (GOOD.replace("paging", 'extensions = ["html"]\npaging'), "extensions.0"),
        ("name = ", "文件"),
    ],
)
def test_a_family_file_that_is_not_understood_names_file_and_key(tmp_path, text, key):
    file = tmp_path / "odd.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"odd\.toml") as caught:
        load_families(tmp_path)
    assert (Path(caught.value.file), caught.value.key or "文件") == (file, key)


def test_a_good_family_file_is_taken(tmp_path):
    (tmp_path / "odd.toml").write_text(GOOD, "utf-8")
    assert [family.name for family in load_families(tmp_path)] == ["某系统"]


def test_a_crawl_keeps_which_family_its_lists_showed(tmp_path):
    crawl(web(NEWS, NOTICES), tmp_path)
    families = _told(tmp_path)
    assert [(one.id, one.columns) for one in families] == [("trs-wcm", 2)]
    assert families[0].signs[0] == "翻页脚本 createPageHTML，页码从 0 数起"


def test_a_crawl_without_families_recognises_none_and_counts_the_same(tmp_path):
    with_hints = crawl(web(NEWS, NOTICES), tmp_path / "with")
    without = crawl(web(NEWS, NOTICES), tmp_path / "without", families=False)
    assert _told(tmp_path / "without") is None
    assert [(c.url, c.verdict, c.in_year) for c in with_hints.sheet.columns] == [
        (c.url, c.verdict, c.in_year) for c in without.sheet.columns
    ]


def test_a_resumed_crawl_believes_what_its_file_says_of_families(tmp_path):
    file = tmp_path / CRAWL_FILE
    store = Store(connect(file), file)
    with store.transaction():
        choose(store, wanted=True)
        store.put("family:3", '{"id": "vsb", "name": "", "signs": []}')
        assert FamilyBook(store, BY_ID.values()).of(3) is BY_ID["vsb"]
        assert FamilyBook(store, BY_ID.values()).of(4) is None
        choose(store, wanted=False)
        assert FamilyBook(store, BY_ID.values()).of(3) is None
    store.close()


def _told(folder):
    connection = connect_sealed(folder / CRAWL_FILE)
    try:
        return told(Store(connection, folder / CRAWL_FILE))
    finally:
        connection.close()
