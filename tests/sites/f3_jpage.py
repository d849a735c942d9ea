"""F3: a site of 大汉 JCMS, whose lists lie as records in a script and come on by POST."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites.f3_pages import routes, write
from tests.sites.f3_quirks import aggregate, cut_titles
from tests.sites.f3_readers import READERS
from tests.sites.family import Family

UNIT = Unit(
    name="沐江市水务局",
    domain="mujiang-water.example.test",
    operator="沐江市水务局办公室",
    place="沐江市",
    districts=("东湾区", "北堰区", "柳堰县", "长滩镇", "沐江新区"),
    matters=(
        "防汛抗旱",
        "河湖长制",
        "农村饮水安全",
        "节水型社会建设",
        "水土保持",
        "取水许可管理",
        "水库除险加固",
        "灌区现代化改造",
        "水资源调度",
        "排水设施养护",
        "水利工程质量监督",
        "移民后期扶持",
    ),
    site_code="3299000042",
    icp_number="苏ICP备99000042号-1",
    police_number="苏公网安备32990202000142号",
    mark_code="CA100000000699900420003",
    document_prefix="沐水发",
    wechat="沐江水务",
)

GET = frozenset({"nextgroup"})
SPLIT = frozenset({"split_dates"})
FRAME = "政府信息公开"
OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)

SECTIONS = (
    Section("/col/col1100/", ("新闻中心",)),
    Section("/col/col1200/", ("单位概况",)),
    Section("/col/col1000/", (FRAME,)),
    Section("/col/col1300/", ("互动交流",)),
    Section("/col/col1400/", ("办事服务",)),
    Section("/col/col1500/", ("专题专栏",)),
)


def _plan(
    number: int,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    kind: Kind = Kind.LIST,
    small: bool = True,
    looks: frozenset[str] = frozenset(),
) -> ColumnPlan:
    path = f"/col/col{number}/"
    looks |= {"says_rows"}
    return ColumnPlan(path, names, voice, count, boxes, "records", "", kind, small, looks)


COLUMNS = (
    _plan(1101, ("新闻中心", "水务要闻"), "news", 56, AFFAIRS),
    _plan(1102, ("新闻中心", "区县动态"), "news", 16, AFFAIRS),
    _plan(1103, ("新闻中心", "通知公告"), "notice", 50, AFFAIRS, looks=GET),
    _plan(1201, ("单位概况", "机构职能"), "organisation", 6, OVERVIEW),
    _plan(1202, ("单位概况", "大事记"), "chronicle", 9, OVERVIEW, small=False),
    _plan(1001, (FRAME, "政策文件"), "document", 20, DISCLOSURE),
    _plan(1002, (FRAME, "政策解读"), "interpretation", 12, (Box.INTERPRETATION, *DISCLOSURE)),
    _plan(1003, (FRAME, "公示公告"), "publicity", 22, AFFAIRS + DISCLOSURE),
    _plan(1004, (FRAME, "规划计划"), "planning", 8, DISCLOSURE),
    _plan(1005, (FRAME, "财政信息"), "budget", 13, DISCLOSURE, looks=SPLIT),
    _plan(1301, ("互动交流", "局长信箱"), "letter", 9, (), Kind.APP),
    _plan(1302, ("互动交流", "民意征集"), "survey", 5, (), Kind.APP, small=False),
    _plan(1303, ("互动交流", "热点回应"), "response", 8, (Box.RESPONSE,)),
    _plan(1401, ("办事服务", "服务指南"), "guide", 6, (), Kind.APP),
    _plan(1501, ("专题专栏", "沐江节水行动"), "topic", 10, (Box.TOPIC,), Kind.TOPIC),
)

FAMILY = Family(
    id="f3",
    title="jpage",
    plan=SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=30_000),
    quirks=(
        quirks.external("/col/col1101/", "/col/col1003/"),
        cut_titles("/col/col1103/"),
        quirks.shared(
            ("/col/col1103/", "/col/col1003/", 3),
            ("/col/col1101/", "/col/col1501/", 3),
            ("/col/col1001/", "/col/col1002/", 1),
        ),
        aggregate("/col/col1000/"),
    ),
    optional=(),
    write=write,
    control="/col/col1303/",
    routes=routes,
    readers=READERS,
)
