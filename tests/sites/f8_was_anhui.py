"""F8: a site of several programs, each paging its lists in a way of its own."""

from crawler.records import Kind
from nianbao.demo.model import Box, Section, SiteModel, Unit
from nianbao.demo.page import Page
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites import f8_readers, f8_routes
from tests.sites.f8_pages import draw
from tests.sites.f8_quirks import calendar, changing_addresses, endless
from tests.sites.family import Family
from tests.sites.naive import READERS
from tests.sites.quirks import late
from tests.sites.routes import Routes

UNIT = Unit(
    name="栖湖市农业农村局",
    domain="qihu-farming.example.test",
    operator="栖湖市农业信息中心",
    place="栖湖市",
    districts=("东湾区", "河西区", "桐坡县", "稻香县", "栖湖农业园区"),
    matters=(
        "高标准农田建设",
        "水稻机插秧推广",
        "小麦赤霉病防控",
        "农机购置补贴",
        "秸秆综合利用",
        "农产品质量安全监管",
        "家庭农场培育",
        "畜禽粪污资源化利用",
        "长江禁捕",
        "农村厕所改造",
        "宅基地管理",
        "动物疫病防控",
    ),
    site_code="3499000058",
    icp_number="皖ICP备99000058号-1",
    police_number="皖公网安备34990202000158号",
    mark_code="CA120000000699900580004",
    document_prefix="栖农发",
    wechat="栖湖农业农村",
)

OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
SECTIONS = (
    Section("/nydt/index.html", ("农业动态",)),
    Section("/jggk/index.html", ("机构概况",)),
    Section("/zwgk/index.html", ("政务公开",)),
    Section("/hdjl/index.html", ("互动交流",)),
    Section("/bsfw/index.html", ("办事服务",)),
    Section("/ztzl/index.html", ("专题专栏",)),
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
    looks = frozenset({way} | {"was": {"says_rows"}, "jsp": {"says_rows"}}.get(way, set()))
    return ColumnPlan(path, names, voice, count, boxes, "plain", column_type, kind, small, looks)


def _index(number: int) -> str:
    return f"/content/column/{number}?pageIndex=1"


COLUMNS = (
    _column("/nydt/nyyw/", "was", ("农业动态", "农业要闻"), "news", 50, AFFAIRS, "工作动态"),
    _column(_index(6812451), "index", ("农业动态", "通知公告"), "notice", 46, AFFAIRS),
    _column("/channel/30", "offset", ("农业动态", "县区动态"), "news", 32, AFFAIRS),
    _column(_index(6812460), "index", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, "概况信息"),
    _column(
        _index(6812461), "index", ("机构概况", "内设机构"), "organisation", 5, OVERVIEW, small=False
    ),
    _column(
        "/xxgk/column.jsp?id=1204",
        "jsp",
        ("政务公开", "政策文件"),
        "document",
        32,
        DISCLOSURE,
        "政策文件",
    ),
    _column(
        "/xxgk/gsgg.jsp", "post", ("政务公开", "公示公告"), "publicity", 32, AFFAIRS + DISCLOSURE
    ),
    _column(
        _index(6812462),
        "index",
        ("政务公开", "政策解读"),
        "interpretation",
        20,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "政策解读",
    ),
    _column(
        _index(6812463),
        "index",
        ("政务公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "信息公开年报",
        small=False,
    ),
    _column(
        _index(6812464),
        "index",
        ("互动交流", "回应关切"),
        "response",
        8,
        (Box.RESPONSE,),
        "回应关切",
    ),
    _column(
        _index(6812465), "index", ("互动交流", "来信选登"), "letter", 8, (), "咨询投诉", Kind.APP
    ),
    _column(
        _index(6812466),
        "index",
        ("办事服务", "办事指南"),
        "guide",
        6,
        (),
        "办事服务",
        Kind.APP,
        small=False,
    ),
    _column(
        "/channel/41",
        "offset",
        ("专题专栏", "栖湖春耕备耕专题"),
        "topic",
        9,
        (Box.TOPIC,),
        kind=Kind.TOPIC,
    ),
)

PLAN = SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=8_100_000)


def write(model: SiteModel) -> dict[str, Page]:
    """Return the pages that are files, by path."""
    return {path: page for path, page in draw(model, SECTIONS)[1].items() if "?" not in path}


def routes(model: SiteModel) -> Routes:
    """Return what the programs answer."""
    return f8_routes.routes(model, SECTIONS)


FAMILY = Family(
    id="f8",
    title="was-anhui",
    plan=PLAN,
    quirks=(
        endless("/channel/30"),
        calendar("/xxgk/gsgg.jsp"),
        changing_addresses("/xxgk/column.jsp?id=1204"),
        late(_index(6812451)),
    ),
    optional=(),
    write=write,
    control=_index(6812462),
    routes=routes,
    readers=READERS | f8_readers.READERS,
)
