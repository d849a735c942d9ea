"""F7: a Visual SiteBuilder site of a made-up city, all in GBK, its list files counting down."""

from crawler.records import Kind
from nianbao.demo.model import Box, Section, SiteModel, Unit
from nianbao.demo.page import Page
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites import f7_pages, f7_readers
from tests.sites.f7_quirks import (
    cut_titles,
    few_rows,
    no_rows,
    old_pin,
    old_template,
    rare_characters,
    session_ids,
)
from tests.sites.family import Family
from tests.sites.naive import READERS
from tests.sites.quirks import blocked

UNIT = Unit(
    name="望川市水务局",
    domain="wangchuan-water.example.test",
    operator="望川市水务信息中心",
    place="望川市",
    districts=("汀溪区", "北渡区", "竹岭县", "柏塘县", "望川湿地管理区"),
    matters=(
        "河湖长制",
        "农村饮水安全",
        "水库除险加固",
        "节水型社会建设",
        "水土保持治理",
        "防汛抗旱准备",
        "灌区续建配套",
        "取用水管理",
        "河道采砂监管",
        "城市供水保障",
        "污水处理提升",
        "水利工程建设",
        "水资源税改革",
    ),
    site_code="3699000047",
    icp_number="赣ICP备99000047号-1",
    police_number="赣公网安备36990202000147号",
    mark_code="CA140000000699900470003",
    document_prefix="望水发",
    wechat="望川水务",
)

OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
SAYS = frozenset({"says_pages", "says_rows"})

SECTIONS = (
    Section("/xwzx.htm", ("新闻中心",)),
    Section("/jggk.htm", ("机构概况",)),
    Section("/zwgk.htm", ("政务公开",)),
    Section("/hdjl.htm", ("互动交流",)),
    Section("/bsfw.htm", ("办事服务",)),
    Section("/ztzl.htm", ("专题专栏",)),
)


def _column(
    path: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    column_type: str = "",
    kind: Kind = Kind.LIST,
    small: bool = True,
) -> ColumnPlan:
    return ColumnPlan(path, names, voice, count, boxes, "plain", column_type, kind, small, SAYS)


COLUMNS = (
    _column("/index/tzgg.htm", ("通知公告",), "notice", 53, AFFAIRS),
    _column("/xwzx/swyw.htm", ("新闻中心", "水务要闻"), "news", 50, AFFAIRS, "工作动态"),
    _column("/xwzx/qxdt.htm", ("新闻中心", "县区动态"), "news", 14, AFFAIRS),
    _column("/jggk/dsj.htm", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, "概况信息"),
    _column("/jggk/nsjg.htm", ("机构概况", "内设机构"), "organisation", 5, OVERVIEW),
    _column("/zwgk/zcwj.htm", ("政务公开", "政策文件"), "document", 18, DISCLOSURE, "政策文件"),
    _column(
        "/zwgk/zcjd.htm",
        ("政务公开", "政策解读"),
        "interpretation",
        11,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "政策解读",
    ),
    _column("/zwgk/gsgg.htm", ("政务公开", "公示公告"), "publicity", 46, AFFAIRS + DISCLOSURE),
    _column("/zwgk/ghjh.htm", ("政务公开", "规划计划"), "planning", 6, DISCLOSURE),
    _column("/zwgk/czxx.htm", ("政务公开", "财政信息"), "budget", 5, DISCLOSURE),
    _column(
        "/zwgk/xxgknb.htm",
        ("政务公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "信息公开年报",
        small=False,
    ),
    _column("/hdjl/hygq.htm", ("互动交流", "回应关切"), "response", 8, (Box.RESPONSE,), "回应关切"),
    _column("/hdjl/lxxd.htm", ("互动交流", "来信选登"), "letter", 8, (), "咨询投诉", Kind.APP),
    _column(
        "/bsfw/bszn.htm", ("办事服务", "办事指南"), "guide", 6, (), "办事服务", Kind.APP, False
    ),
    _column(
        "/ztzl/jscs.htm",
        ("专题专栏", "望川节水城市行动"),
        "topic",
        10,
        (Box.TOPIC,),
        kind=Kind.TOPIC,
    ),
)

PLAN = SitePlan(UNIT, SECTIONS, COLUMNS, page_size=20, first_id=30_000)


def write(model: SiteModel) -> dict[str, Page]:
    """Return the pages of the site by path."""
    return f7_pages.write(model, PLAN)


FAMILY = Family(
    id="f7",
    title="vsb",
    plan=PLAN,
    quirks=(
        rare_characters("/zwgk/zcwj.htm"),
        old_pin("/xwzx/qxdt.htm", marked=False),
        session_ids("/xwzx/swyw.htm"),
        cut_titles("/index/tzgg.htm"),
        few_rows("/jggk/nsjg.htm", "/zwgk/ghjh.htm"),
        no_rows("/zwgk/czxx.htm"),
        old_template("/zwgk/gsgg.htm"),
    ),
    optional=(blocked("/hdjl/hygq.htm"),),
    write=write,
    control="/zwgk/zcjd.htm",
    readers=READERS | f7_readers.READERS,
)
