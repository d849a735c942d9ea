"""F6: a Guangdong site: its 信息公开目录 on the province's platform, its news by NFCMS."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites.f6_pages import ROWS_A_CALL, write
from tests.sites.f6_quirks import mobile_twins, signed_before, tenant
from tests.sites.f6_readers import READERS
from tests.sites.f6_routes import routes
from tests.sites.family import Family

UNIT = Unit(
    name="珠澜市人力资源和社会保障局",
    domain="zhulan-hrss.example.test",
    operator="珠澜市人力资源和社会保障局办公室",
    place="珠澜市",
    districts=("海澜湾区", "鹤汀区", "白榕区", "荔山县", "珠澜经济开发区"),
    matters=(
        "职业技能培训",
        "高校毕业生就业",
        "劳动人事争议调解",
        "失业保险",
        "工伤保险",
        "创业担保贷款",
        "人才引进",
        "技工教育",
        "农民工工资支付",
        "职称评审",
        "公益性岗位开发",
        "零工市场建设",
    ),
    site_code="4499000075",
    icp_number="粤ICP备99000075号-1",
    police_number="粤公网安备44990202000175号",
    mark_code="CA190000000699900750006",
    document_prefix="珠人社发",
    wechat="珠澜人社",
)

FRAME = "政府信息公开"
PAPERS = (FRAME, "政策文件")
OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
CATALOGUE = "/gkmlpt/index"

SECTIONS = (
    Section("/xwzx/", ("新闻中心",)),
    Section(CATALOGUE, (FRAME,)),
    Section("/hdjl/", ("互动交流",)),
    Section("/bsfw/", ("办事服务",)),
    Section("/zt/", ("专题专栏",)),
)


def _category(
    number: int, names: tuple[str, ...], voice: str, count: int, boxes: tuple[Box, ...]
) -> ColumnPlan:
    looks = frozenset({"says_rows"})
    return ColumnPlan(f"{CATALOGUE}#{number}", names, voice, count, boxes, "catalogue", looks=looks)


def _news(
    path: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...] = (),
    layout: str = "news",
    kind: Kind = Kind.LIST,
    small: bool = True,
) -> ColumnPlan:
    looks = frozenset({"says_pages"}) if layout == "scripted" else frozenset()
    return ColumnPlan(path, names, voice, count, boxes, layout, "", kind, small, looks)


COLUMNS = (
    _news("/xwzx/gzdt/", ("新闻中心", "工作动态"), "news", 32, AFFAIRS),
    _news("/xwzx/tzgg/", ("新闻中心", "通知公告"), "notice", 26, AFFAIRS, "scripted"),
    _news("/xwzx/qxdt/", ("新闻中心", "区县动态"), "news", 14, AFFAIRS, small=False),
    _category(2101, (*PAPERS, "规范性文件"), "document", 14, DISCLOSURE),
    _category(2102, (*PAPERS, "其他文件"), "document", 108, DISCLOSURE),
    _category(2103, (*PAPERS, "政策解读"), "interpretation", 10, (Box.INTERPRETATION, *DISCLOSURE)),
    _category(2301, (FRAME, "机构概况", "机构职能"), "organisation", 6, OVERVIEW + DISCLOSURE),
    _category(2401, (FRAME, "财政信息", "部门预决算"), "budget", 10, DISCLOSURE),
    _news("/hdjl/jzxx/", ("互动交流", "局长信箱"), "letter", 7, kind=Kind.APP),
    _news("/hdjl/yjzj/", ("互动交流", "意见征集"), "survey", 5, kind=Kind.APP, small=False),
    _news("/hdjl/rdhy/", ("互动交流", "热点回应"), "response", 7, (Box.RESPONSE,)),
    _news("/bsfw/bszn/", ("办事服务", "办事指南"), "guide", 5, kind=Kind.APP),
    _news("/zt/jycy/", ("专题专栏", "就业在珠澜"), "topic", 8, (Box.TOPIC,), kind=Kind.TOPIC),
)

FAMILY = Family(
    id="f6",
    title="gkmlpt",
    plan=SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=9_100_000),
    quirks=(
        quirks.external(f"{CATALOGUE}#2103", "/xwzx/gzdt/"),
        signed_before(f"{CATALOGUE}#2102"),
        mobile_twins("/xwzx/tzgg/"),
        tenant("/unitb/gkmlpt/index#9001"),
    ),
    optional=(),
    write=write,
    control="/hdjl/rdhy/",
    routes=routes,
    readers=READERS,
    page_sizes={"catalogue": ROWS_A_CALL},
)
