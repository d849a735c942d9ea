"""F5: a site of 开普云 UCAP: static lists, lists as JSON by channel, lists as fragments."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites.f5_pages import write
from tests.sites.f5_quirks import days_apart, epochs, looping, overdeclared
from tests.sites.f5_readers import READERS
from tests.sites.f5_routes import routes
from tests.sites.family import Family

UNIT = Unit(
    name="雪岭市林业和草原局",
    domain="xueling-forestry.example.test",
    operator="雪岭市林业和草原局信息中心",
    place="雪岭市",
    districts=("桦岭林区", "松湾县", "寒溪县", "北屏区", "雪岭自然保护区"),
    matters=(
        "森林草原防火",
        "国土绿化",
        "林下经济",
        "野生动植物保护",
        "湿地保护修复",
        "松材线虫病防控",
        "林权登记",
        "退耕还林",
        "古树名木保护",
        "林木种苗管理",
        "草原生态修复",
        "国家储备林建设",
    ),
    site_code="2399000064",
    icp_number="黑ICP备99000064号-1",
    police_number="黑公网安备23990202000164号",
    mark_code="CA120000000699900640005",
    document_prefix="雪林草发",
    wechat="雪岭林草",
)

FRAME = "政府信息公开"
OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
BY_META = frozenset({"by_meta"})

SECTIONS = (
    Section("/xwzx/", ("新闻中心",)),
    Section("/zjjg/", ("机构概况",)),
    Section("/xxgk/", (FRAME,)),
    Section("/hdjl/", ("互动交流",)),
    Section("/bsfw/", ("办事服务",)),
    Section("/ztzl/", ("专题专栏",)),
)


def _plan(
    folder: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    layout: str = "static",
    kind: Kind = Kind.LIST,
    small: bool = True,
    looks: frozenset[str] = frozenset(),
) -> ColumnPlan:
    path = f"{folder}/list.shtml"
    looks |= {"says_rows", "says_pages"}
    return ColumnPlan(path, names, voice, count, boxes, layout, "", kind, small, looks)


COLUMNS = (
    _plan("/xwzx/c100101", ("新闻中心", "林草要闻"), "news", 56, AFFAIRS),
    _plan("/xwzx/c100102", ("新闻中心", "通知公告"), "notice", 46, AFFAIRS, "fragments"),
    _plan("/xwzx/c100103", ("新闻中心", "基层动态"), "news", 16, AFFAIRS),
    _plan("/zjjg/c100201", ("机构概况", "机构职能"), "organisation", 6, OVERVIEW),
    _plan("/zjjg/c100202", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, small=False),
    _plan("/xxgk/c100301", (FRAME, "政策文件"), "document", 22, DISCLOSURE, "json"),
    _plan(
        "/xxgk/c100302",
        (FRAME, "政策解读"),
        "interpretation",
        12,
        (Box.INTERPRETATION, *DISCLOSURE),
    ),
    _plan(
        "/xxgk/c100303",
        (FRAME, "公示公告"),
        "publicity",
        34,
        AFFAIRS + DISCLOSURE,
        "json",
        looks=BY_META,
    ),
    _plan("/xxgk/c100304", (FRAME, "财政信息"), "budget", 13, DISCLOSURE),
    _plan("/xxgk/c100305", (FRAME, "信息公开年报"), "disclosure_report", 5, DISCLOSURE),
    _plan("/hdjl/c100401", ("互动交流", "局长信箱"), "letter", 8, (), kind=Kind.APP),
    _plan("/hdjl/c100402", ("互动交流", "意见征集"), "survey", 5, (), kind=Kind.APP, small=False),
    _plan("/hdjl/c100403", ("互动交流", "回应关切"), "response", 8, (Box.RESPONSE,)),
    _plan("/bsfw/c100501", ("办事服务", "办事指南"), "guide", 6, (), kind=Kind.APP),
    _plan(
        "/ztzl/c100601",
        ("专题专栏", "雪岭绿色家园"),
        "topic",
        10,
        (Box.TOPIC,),
        "json",
        Kind.TOPIC,
        looks=BY_META,
    ),
)

FAMILY = Family(
    id="f5",
    title="ucap",
    plan=SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=5_600_000),
    quirks=(
        quirks.external("/xwzx/c100103/list.shtml"),
        overdeclared("/xxgk/c100304/list.shtml"),
        days_apart("/xxgk/c100303/list.shtml"),
        epochs("/xxgk/c100301/list.shtml"),
        looping("/ztzl/c100601/list.shtml"),
    ),
    optional=(),
    write=write,
    control="/hdjl/c100403/list.shtml",
    routes=routes,
    readers=READERS,
)
