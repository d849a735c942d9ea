"""F9: a site whose lists are cut into pages by the reader's own browser."""

from crawler.records import Kind
from nianbao.demo.model import Box, Section, SiteModel, Unit
from nianbao.demo.page import Page
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites import f9_pages, f9_readers
from tests.sites.f9_quirks import boxes, detached, second_copy, year_archives
from tests.sites.family import Family
from tests.sites.naive import READERS
from tests.sites.quirks import hidden

UNIT = Unit(
    name="临溟市数据局",
    domain="linming-data.example.test",
    operator="临溟市大数据中心",
    place="临溟市",
    districts=("海棠区", "观澜区", "长屿县", "沙浦县", "临溟保税区"),
    matters=(
        "公共数据开放",
        "数据资产登记",
        "政务云迁移",
        "城市运行中心建设",
        "数据安全培训",
        "数字乡村试点",
        "算力设施布局",
        "可信数据空间",
        "电子证照应用",
        "数据标注产业",
        "信用数据归集",
        "数字素养提升",
    ),
    site_code="3199000069",
    icp_number="沪ICP备99000069号-1",
    police_number="沪公网安备31990202000169号",
    mark_code="CA090000000699900690005",
    document_prefix="临数发",
    wechat="临溟数据",
)

OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
SECTIONS = (
    Section("/zwxx/", ("政务信息",)),
    Section("/jggk/", ("机构概况",)),
    Section("/zwgk/", ("政务公开",)),
    Section("/hdjl/", ("互动交流",)),
    Section("/bsfw/", ("办事服务",)),
    Section("/ztzl/", ("专题专栏",)),
)


def _column(
    path: str,
    way: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    column_type: str = "",
    kind: Kind = Kind.LIST,
    small: bool = True,
) -> ColumnPlan:
    looks = frozenset({way} | ({"says_rows"} if way == "boxes" else set()))
    return ColumnPlan(path, names, voice, count, boxes, "plain", column_type, kind, small, looks)


COLUMNS = (
    _column("/zwxx/gzdt/", "slice", ("政务信息", "工作动态"), "news", 46, AFFAIRS, "工作动态"),
    _column("/zwxx/tzgg/", "slice", ("政务信息", "通知公告"), "notice", 44, AFFAIRS),
    _column("/zwxx/qxdt/", "slice", ("政务信息", "县区动态"), "news", 20, AFFAIRS),
    _column("/dsj/", "archive", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, "概况信息"),
    _column(
        "/nsjg/", "archive", ("机构概况", "内设机构"), "organisation", 5, OVERVIEW, small=False
    ),
    _column("/gsgg/", "archive", ("政务公开", "公示公告"), "publicity", 38, AFFAIRS + DISCLOSURE),
    _column(
        "/zcwj/list/index_pc_1.html",
        "boxes",
        ("政务公开", "政策文件"),
        "document",
        34,
        DISCLOSURE,
        "政策文件",
    ),
    _column(
        "/zcjd/list/index_pc_1.html",
        "boxes",
        ("政务公开", "政策解读"),
        "interpretation",
        18,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "政策解读",
    ),
    _column(
        "/zwgk/xxgknb/",
        "slice",
        ("政务公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "信息公开年报",
        small=False,
    ),
    _column(
        "/hdjl/rdhy/", "slice", ("互动交流", "热点回应"), "response", 8, (Box.RESPONSE,), "回应关切"
    ),
    _column(
        "/hdjl/lxxd/", "slice", ("互动交流", "来信选登"), "letter", 8, (), "咨询投诉", Kind.APP
    ),
    _column("/bsfw/bszn/", "slice", ("办事服务", "办事指南"), "guide", 6, (), "办事服务", Kind.APP),
    _column(
        "/ztzl/sjys/",
        "slice",
        ("专题专栏", "临溟数据要素行动"),
        "topic",
        9,
        (Box.TOPIC,),
        kind=Kind.TOPIC,
    ),
)

PLAN = SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=9_200_000)


def write(model: SiteModel) -> dict[str, Page]:
    """Return the pages of the site by path."""
    return f9_pages.write(model, SECTIONS)


FAMILY = Family(
    id="f9",
    title="client-side",
    plan=PLAN,
    quirks=(
        second_copy("/zwxx/gzdt/"),
        detached("/zwxx/tzgg/"),
        hidden("/zwxx/qxdt/"),
        year_archives("/gsgg/"),
        boxes("/zcwj/list/index_pc_1.html"),
    ),
    optional=(),
    write=write,
    control="/zcjd/list/index_pc_1.html",
    routes=f9_pages.routes,
    readers=READERS | f9_readers.READERS,
)
