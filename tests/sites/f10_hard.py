"""F10: a site of gates and odd programs; some of its columns cannot be read, and say so."""

from crawler.records import Kind
from nianbao.demo.model import Box, Section, SiteModel, Unit
from nianbao.demo.page import Page
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites import f10_readers, f10_routes
from tests.sites.f10_pages import draw
from tests.sites.f10_quirks import bounced, no_dates, shelled, soft_blocked, wrong_code
from tests.sites.family import Family
from tests.sites.naive import READERS
from tests.sites.quirks import blocked
from tests.sites.routes import Routes

UNIT = Unit(
    name="北砚市文化和旅游局",
    domain="beiyan-culture.example.test",
    operator="北砚市文化和旅游信息中心",
    place="北砚市",
    districts=("砚台区", "墨池区", "松烟县", "竹湾县", "北砚古城管理区"),
    matters=(
        "文物保护利用",
        "非遗传承",
        "公共图书馆服务",
        "旅游市场整治",
        "乡村旅游",
        "全民阅读",
        "景区安全检查",
        "文化惠民演出",
        "研学旅行",
        "民宿管理",
        "广播电视安全播出",
        "导游培训",
    ),
    site_code="3399000071",
    icp_number="浙ICP备99000071号-1",
    police_number="浙公网安备33990202000171号",
    mark_code="CA110000000699900710006",
    document_prefix="北文旅发",
    wechat="北砚文旅",
)

OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
SECTIONS = (
    Section("/xwzx/", ("新闻中心",)),
    Section("/jggk/", ("机构概况",)),
    Section("/zwgk/", ("政务公开",)),
    Section("/hdjl/", ("互动交流",)),
    Section("/bsfw/", ("办事服务",)),
    Section("/ztzl/", ("专题专栏",)),
)


def _column(
    path: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    column_type: str = "",
    way: str = "plain",
    kind: Kind = Kind.LIST,
    small: bool = True,
) -> ColumnPlan:
    looks = frozenset({way})
    return ColumnPlan(path, names, voice, count, boxes, "plain", column_type, kind, small, looks)


COLUMNS = (
    _column("/xwzx/ldhd/", ("新闻中心", "领导活动"), "news", 14, AFFAIRS),
    _column("/xwzx/tzgg/", ("新闻中心", "通知公告"), "notice", 44, AFFAIRS),
    _column("/xwzx/qxdt/", ("新闻中心", "县区动态"), "news", 20, AFFAIRS),
    _column("/xwzx/ywdt/", ("新闻中心", "要闻动态"), "news", 40, AFFAIRS, "工作动态", "app"),
    _column("/jggk/nsjg/", ("机构概况", "内设机构"), "organisation", 5, OVERVIEW),
    _column("/jggk/dsj/", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, "概况信息"),
    _column(
        "/zwgk/MoreInfo.aspx?CategoryNum=009001",
        ("政务公开", "政策文件"),
        "document",
        32,
        DISCLOSURE,
        "政策文件",
        "aspx",
    ),
    _column(
        "/zwgk/gsgg/", ("政务公开", "公示公告"), "publicity", 32, AFFAIRS + DISCLOSURE, way="count"
    ),
    _column("/zwgk/ghjh/", ("政务公开", "规划计划"), "planning", 10, DISCLOSURE),
    _column(
        "/zwgk/zcjd/",
        ("政务公开", "政策解读"),
        "interpretation",
        11,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "政策解读",
    ),
    _column(
        "/zwgk/xxgknb/",
        ("政务公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "信息公开年报",
        small=False,
    ),
    _column("/hdjl/rdhy/", ("互动交流", "热点回应"), "response", 8, (Box.RESPONSE,), "回应关切"),
    _column("/hdjl/lxxd/", ("互动交流", "来信选登"), "letter", 8, (), "咨询投诉", kind=Kind.APP),
    _column(
        "/bsfw/bszn/",
        ("办事服务", "办事指南"),
        "guide",
        6,
        (),
        "办事服务",
        kind=Kind.APP,
        small=False,
    ),
    _column("/ztzl/gcby/", ("专题专栏", "北砚古城保护"), "topic", 9, (Box.TOPIC,), kind=Kind.TOPIC),
)

PLAN = SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=11_000_000)


def write(model: SiteModel) -> dict[str, Page]:
    """Return the pages that are files, by path."""
    return {path: page for path, page in draw(model, SECTIONS)[1].items() if "?" not in path}


def routes(model: SiteModel) -> Routes:
    """Return what the gates and programs answer."""
    return f10_routes.routes(model, SECTIONS)


FAMILY = Family(
    id="f10",
    title="hard",
    plan=PLAN,
    quirks=(
        blocked("/xwzx/ldhd/"),
        bounced("/xwzx/tzgg/"),
        shelled("/xwzx/qxdt/"),
        soft_blocked("/jggk/nsjg/"),
        no_dates("/zwgk/ghjh/"),
        wrong_code("/hdjl/rdhy/"),
    ),
    optional=(),
    write=write,
    control="/zwgk/zcjd/",
    routes=routes,
    readers=READERS | f10_readers.READERS,
)
