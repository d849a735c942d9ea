import pytest

from audits import site_identity
from audits.case import Case
from audits.facts import Outcome
from crawler.records import SiteProfile
from tests.audits.homepage import store_of
from tests.audits.smallweb import HOME, YEAR, Web, crawl, page

CODE = "5301990001"


@pytest.fixture
def facts(tmp_path):
    def read(head="", footer="", title="云岭市商务局", unit=None, **columns):
        home = page("<p>欢迎。</p>", head=head, footer=footer, title=title) if title else ""
        store = store_of(home, tmp_path, **columns)
        profile = SiteProfile(HOME, unit=unit or {})
        case = Case(store, profile, YEAR, lambda url: True, ("yunling.example",))
        return {fact.field: fact for fact in site_identity.run(case)}

    return read


META = f"<meta name='SiteIDCode' content='{CODE}'>"
FOOT = f"<div>网站标识码：{CODE}</div>"
SCRIPT = f"<script id='_jiucuo_' sitecode='{CODE}' src='x.js'></script>"
LINK = f"<a href='jiucuo.html?site_code={CODE}'>找错</a>"


@pytest.mark.parametrize(
    ("head", "footer"),
    [
        (META, FOOT),
        (META, SCRIPT),
        ("", FOOT + SCRIPT),
        (META.lower(), f"<div>政府网站标识码 {CODE}</div>"),
        (META.replace(CODE, "bm53000001"), "<div>网站标识码bm53000001</div>"),
    ],
)
def test_a_site_code_seen_in_two_places_is_observed(facts, head, footer):
    fact = facts(head, footer)["site_code"]
    assert (fact.outcome, len(fact.evidence)) == (Outcome.OBSERVED, 2)
    assert fact.value in (CODE, "bm53000001")


@pytest.mark.parametrize(("head", "footer"), [(META, ""), ("", FOOT), ("", SCRIPT + LINK)])
def test_a_site_code_seen_in_one_place_is_only_a_proposal(facts, head, footer):
    fact = facts(head, footer)["site_code"]
    assert (fact.value, fact.outcome) == (CODE, Outcome.ESTIMATE)


def test_two_site_codes_are_unknown_with_both_quoted(facts):
    fact = facts(META, FOOT.replace(CODE, "5301990002"))["site_code"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert CODE in fact.reason
    assert "5301990002" in fact.reason


def test_a_site_code_of_two_places_against_a_tag_left_over_is_a_proposal(facts):
    fact = facts(META.replace(CODE, "5301990002"), FOOT + SCRIPT)["site_code"]
    assert (fact.value, fact.outcome) == (CODE, Outcome.ESTIMATE)
    assert "5301990002" in fact.reason


def test_two_places_that_each_say_both_codes_leave_the_code_unknown(facts):
    other = (FOOT + SCRIPT).replace(CODE, "5301990002")
    fact = facts("", FOOT + SCRIPT + other)["site_code"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("head", "footer"),
    [
        ("", ""),
        ("", f"<!-- 网站标识码：{CODE} --><!-- {SCRIPT} -->"),
        (f"<!-- {META} -->", ""),
        ("<meta name='SiteIDCode' content=''>", ""),
        ("<meta name='SiteIDCode' content='12345'>", "<div>网站标识码：123456789012</div>"),
        ("", f"<div>组织机构代码：{CODE}</div>"),
    ],
)
def test_no_site_code_is_unknown(facts, head, footer):
    fact = facts(head, footer)["site_code"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)


NAME = "<meta name='SiteName' content='云岭市商务局'>"


def test_a_site_name_the_pages_agree_on_is_observed(facts):
    fact = facts(NAME, gzdt=page("", head=NAME), tzgg=page("", head=NAME))["site_name"]
    assert (fact.value, fact.outcome, len(fact.evidence)) == ("云岭市商务局", Outcome.OBSERVED, 3)


def test_site_names_that_differ_between_pages_are_unknown(facts):
    other = "<meta name='SiteName' content='澜江市商务局'>"
    fact = facts(NAME, gzdt=page("", head=other))["site_name"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert "澜江市商务局" in fact.reason


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("云岭市商务局", "云岭市商务局"),
        ("云岭市商务局网站首页", "云岭市商务局"),
        ("云岭市商务局-首页", "云岭市商务局"),
        ("欢迎访问云岭市商务局", "云岭市商务局"),
        ("首页-云岭市商务局", "云岭市商务局"),
        ("首页_云岭市商务局", "云岭市商务局"),
        ("网站首页 | 云岭市商务局", "云岭市商务局"),
    ],
)
def test_a_title_is_only_a_proposal_of_the_name(facts, title, value):
    fact = facts(title=title)["site_name"]
    assert (fact.value, fact.outcome) == (value, Outcome.ESTIMATE)


@pytest.mark.parametrize("title", ["首页", "无标题文档", " "])
def test_a_title_that_names_nothing_is_no_name(facts, title):
    assert facts(title=title)["site_name"].outcome is Outcome.UNKNOWN


def test_a_filler_in_the_name_tag_is_no_name(facts):
    fact = facts("<meta name='SiteName' content='网站名称'>")["site_name"]
    assert (fact.value, fact.outcome) == ("云岭市商务局", Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("footer", "value"),
    [
        ("主办单位：云岭市商务局", "云岭市商务局"),
        ("主办：云岭市商务局 承办：云岭市信息中心", "云岭市商务局"),
        ("主办单位：云岭市商务局　技术支持：某公司", "云岭市商务局"),
        ("主办单位：云岭市商务局承办单位：云岭市信息中心", "云岭市商务局"),
        ("<p>主办单位：云岭市商务局</p><p>地址：云岭路1号</p>", "云岭市商务局"),
        ("主 办 单 位：云岭市商务局", "云岭市商务局"),
        ("云岭市商务局主办 地址：云岭路1号", "云岭市商务局"),
        ("本网站由云岭市商务局主办&nbsp;云岭市信息中心承办", "云岭市商务局"),
        ("Copyright © 2025 版权所有：云岭市商务局 滇ICP备12345678号", "云岭市商务局"),
        ("版权所有：澜江科技 主办单位：云岭市商务局", "云岭市商务局"),
        ("主办单位：云岭市科学技术局承办单位：云岭市技术交流中心", "云岭市科学技术局"),
        ("主办：云岭市网站维护中心　技术支持：某公司", "云岭市网站维护中心"),
        ("主办：云岭市商务局技术支持：某公司", "云岭市商务局"),
        ("<dl><dt>主办单位</dt><dd>云岭市商务局</dd><dt>地址</dt></dl>", "云岭市商务局"),
        ("<table><tr><td>主办单位</td><td>云岭市商务局</td></tr></table>ICP", "云岭市商务局"),
    ],
)
def test_the_host_unit_of_the_footer_is_a_proposal(facts, footer, value):
    fact = facts(footer=f"<div>{footer}</div>")["host_unit"]
    assert (fact.value, fact.outcome) == (value, Outcome.ESTIMATE)


def test_the_host_unit_is_observed_when_the_unit_s_own_profile_says_the_same(facts):
    fact = facts(footer="<div>主办单位：云岭市商务局</div>", unit={"host_unit": "云岭市商务局"})
    assert fact["host_unit"].outcome is Outcome.OBSERVED


@pytest.mark.parametrize(
    ("footer", "outcome"),
    [
        ("", Outcome.UNKNOWN),
        ("<!-- 主办单位：澜江市商务局 -->", Outcome.UNKNOWN),
        ("主办单位：云岭市商务局<br>主办单位：澜江市商务局", Outcome.UNKNOWN),
        ("主办单位：", Outcome.UNKNOWN),
        ("版权所有：澜江网 地址：云岭路1号", Outcome.UNKNOWN),
        ("<a href='/1.html'>博览会由省商务厅主办</a>", Outcome.UNKNOWN),
        ("云岭市商务局主办 地址：云岭路1号<br>澜江市商务局主办", Outcome.UNKNOWN),
    ],
)
def test_no_host_unit_or_two_are_unknown(facts, footer, outcome):
    assert facts(footer=f"<div>{footer}</div>")["host_unit"].outcome is outcome


def test_without_a_home_page_everything_is_unknown(facts):
    assert {fact.outcome for fact in facts(title="").values()} == {Outcome.UNKNOWN}


MARK = "https://dcs.conac.cn/js/26/000/0000/60799070/CA260000000607990700006.js"


def test_the_electronic_mark_is_read_from_the_script_s_path(facts):
    written = f"document.write(unescape(\"%3Cscript src='{MARK}'%3E%3C/script%3E\"));"
    fact = facts(footer=f"<script>{written}</script>")["electronic_mark_code"]
    assert (fact.value, fact.outcome) == ("CA260000000607990700006", Outcome.OBSERVED)


@pytest.mark.parametrize(
    "footer",
    [
        "",
        f"<!-- <script src='{MARK}'></script> -->",
        f"<script src='{MARK.replace('60799070/', '60799071/')}'></script>",
        f"<script src='{MARK}'></script><script src='{MARK.replace('79907', '79908')}'></script>",
        "<a href='//bszs.conac.cn/sitename?method=show&id=07F25BE9EAD54F6EE053022819AC3F41'></a>",
    ],
)
def test_no_mark_a_broken_one_or_two_are_unknown(facts, footer):
    assert facts(footer=footer)["electronic_mark_code"].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("footer", "value"),
    [
        ("主办：云岭市商务局　承办：云岭市商务信息中心", "云岭市商务信息中心"),
        ("承办单位：云岭市商务信息中心<br>地址：云山路1号", "云岭市商务信息中心"),
        ("云岭市商务局主办　云岭市商务信息中心承办　地址：云山路1号", "云岭市商务信息中心"),
        ("主办单位：云岭市商务局", None),
        ("云岭市商务局主办　云岭市商务信息中心承办<br>地址：云山路1号", "云岭市商务信息中心"),
        (
            "<dl><dt>承办单位</dt><dd>云岭市商务信息中心</dd><dt>地址</dt></dl>",
            "云岭市商务信息中心",
        ),
        ("<p>会议由云岭市商务信息中心承办</p>" + "各科室参加。" * 60, None),
        ("本次活动由澜江市文化局承办，版权所有", None),
        ("承办：云岭市商务信息中心<br>承办：澜江市商务信息中心", None),
        ("云岭市商务局主办　云岭市商务信息中心承办<br>滇ICP备12345678号", "云岭市商务信息中心"),
        ("<p>云岭市商务信息中心承办全市展会</p>", None),
    ],
)
def test_the_operator_is_proposed_when_the_footer_names_one(facts, footer, value):
    fact = facts(footer=f"<div>{footer}</div>")["operator_unit"]
    assert fact.value == value
    assert fact.outcome is (Outcome.ESTIMATE if value else Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("shown", "value"),
    [("中文域名：云岭市商务局.政务", "云岭市商务局.政务"), ("云岭.政务公开", None), ("", None)],
)
def test_the_chinese_domain_is_proposed_only_when_printed(facts, shown, value):
    assert facts(footer=f"<p>{shown}</p>")["chinese_domain"].value == value


@pytest.fixture
def remarks(tmp_path):
    def read(footer, **columns):
        store = store_of(page("", footer=footer), tmp_path, **columns)
        case = Case(store, SiteProfile(HOME), YEAR, lambda url: True, ("yunling.example",))
        said = [remark.id for remark in site_identity.AUDIT.remarks(case)]
        store.close()
        return said

    return read


GOOD = "滇ICP备12345678号 滇公网安备53010202000123号 网站标识码：5301990001"


@pytest.mark.parametrize(
    ("footer", "said"),
    [
        (GOOD, []),
        (GOOD.replace("滇ICP", "桂ICP"), ["C20"]),
        (GOOD.replace("滇公网安备53", "滇公网安备45"), ["C20"]),
        (GOOD.replace("5301990001", "4501990001"), ["C20"]),
        (GOOD.replace("滇公网", "云公网"), []),
        ("", []),
    ],
)
def test_numbers_of_different_provinces_are_remarked(remarks, footer, said):
    assert remarks(f"<p>{footer}</p>") == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("<p>主办单位：澜江市商务局</p>", ["A-模板"]),
        ("<script sitecode='5302990001' id='_jiucuo_'></script>", ["A-模板"]),
        ("<p>主办单位：云岭市商务局 网站标识码：5301990001</p>", []),
        ("<!-- 主办单位：澜江市商务局 -->", []),
    ],
)
def test_what_a_copied_template_left_on_a_page_is_remarked(remarks, left, said):
    own = "<p>主办单位：云岭市商务局</p><script sitecode='5301990001'></script>"
    assert remarks(own, gzdt=page("<p>列表</p>", footer=left)) == said


def test_a_footer_written_by_a_file_of_the_site_is_read(tmp_path):
    lines = (
        "document.writeln('<p>主办单位：云岭市商务局　网站标识码：5301990001</p>');"
        "document.writeln('<p>滇ICP备12345678号-1</p>');"
    )
    home = page("<script src='/js/footer.js'></script>", footer="")
    sealed = crawl(Web({"/": home, "/js/footer.js": lines}), tmp_path)
    assert sealed.fact("host_unit").value == "云岭市商务局"
    assert sealed.fact("site_code").value == "5301990001"
    assert sealed.fact("icp_number").value == "滇ICP备12345678号-1"


@pytest.mark.parametrize(
    "code", ["$('#f').load('/inc/foot.html')", "loadHtml('f', '/inc/foot.html')"]
)
def test_a_footer_that_a_script_loads_from_a_page_is_read(tmp_path, code):
    home = page(f"<div id='f'></div><script>{code}</script>", footer="")
    part = "<p>主办单位：云岭市商务局　承办单位：云岭市商务局办公室</p>"
    sealed = crawl(Web({"/": home, "/inc/foot.html": part}), tmp_path)
    assert sealed.fact("operator_unit").value == "云岭市商务局办公室"
