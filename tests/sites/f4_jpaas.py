"""F4: a site of 大汉 jpaas, whose lists are fragments of HTML inside JSON."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites.f4_pages import routes, write
from tests.sites.f4_quirks import deaf, leave_script, nested
from tests.sites.f4_readers import READERS
from tests.sites.family import Family

UNIT = Unit(
    name="岚溪市教育局",
    domain="lanxi-education.example.test",
    operator="岚溪市教育局宣传中心",
    place="岚溪市",
    districts=("云坪区", "松岗区", "白鹭县", "枫塘镇", "岚溪高新区"),
    matters=(
        "义务教育招生",
        "校园安全",
        "学前教育普惠",
        "职业教育产教融合",
        "教师资格认定",
        "校外培训治理",
        "学生体质健康",
        "营养改善计划",
        "智慧校园建设",
        "劳动教育",
        "家庭经济困难学生资助",
        "语言文字推广",
    ),
    site_code="3399000053",
    icp_number="浙ICP备99000053号-1",
    police_number="浙公网安备33990202000153号",
    mark_code="CA110000000699900530004",
    document_prefix="岚教发",
    wechat="岚溪教育",
)

FRAME = "政府信息公开"
OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)

SECTIONS = (
    Section("/col/col2001/", ("新闻资讯",)),
    Section("/col/col2002/", ("机构概况",)),
    Section("/xxgk/", (FRAME,)),
    Section("/col/col2003/", ("政民互动",)),
    Section("/col/col2004/", ("办事服务",)),
    Section("/col/col2005/", ("专题专栏",)),
)


def _plan(
    path: str,
    names: tuple[str, ...],
    voice: str,
    count: int,
    boxes: tuple[Box, ...],
    layout: str = "right",
    kind: Kind = Kind.LIST,
    small: bool = True,
) -> ColumnPlan:
    looks = frozenset({"says_rows"})
    return ColumnPlan(path, names, voice, count, boxes, layout, "", kind, small, looks)


COLUMNS = (
    _plan("/col/col2010/", ("新闻资讯", "工作动态"), "news", 56, AFFAIRS),
    _plan("/col/col2011/", ("新闻资讯", "通知公告"), "notice", 46, AFFAIRS),
    _plan("/col/col2012/", ("新闻资讯", "县区动态"), "news", 16, AFFAIRS, "bold"),
    _plan("/col/col2020/", ("机构概况", "机构职能"), "organisation", 6, OVERVIEW),
    _plan("/col/col2021/", ("机构概况", "大事记"), "chronicle", 9, OVERVIEW, small=False),
    _plan("/xxgk/zcwj/", (FRAME, "政策文件"), "document", 20, DISCLOSURE, "bold"),
    _plan(
        "/xxgk/zcjd/", (FRAME, "政策解读"), "interpretation", 12, (Box.INTERPRETATION, *DISCLOSURE)
    ),
    _plan("/xxgk/gsgg/", (FRAME, "公示公告"), "publicity", 24, AFFAIRS + DISCLOSURE),
    _plan("/xxgk/czxx/", (FRAME, "财政信息"), "budget", 13, DISCLOSURE),
    _plan("/xxgk/ndbg/", (FRAME, "信息公开年报"), "disclosure_report", 5, DISCLOSURE),
    _plan("/col/col2030/", ("政民互动", "局长信箱"), "letter", 8, (), kind=Kind.APP),
    _plan("/col/col2031/", ("政民互动", "意见征集"), "survey", 5, (), kind=Kind.APP, small=False),
    _plan("/col/col2032/", ("政民互动", "回应关切"), "response", 8, (Box.RESPONSE,)),
    _plan("/col/col2040/", ("办事服务", "办事指南"), "guide", 6, (), kind=Kind.APP),
    _plan(
        "/col/col2050/", ("专题专栏", "岚溪书香校园"), "topic", 10, (Box.TOPIC,), kind=Kind.TOPIC
    ),
)

FAMILY = Family(
    id="f4",
    title="jpaas",
    plan=SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=400_000),
    quirks=(
        deaf("/col/col2011/"),
        nested("/xxgk/zcwj/", "/xxgk/zcjd/"),
        leave_script("/col/col2010/"),
        quirks.attachments("/xxgk/gsgg/"),
    ),
    optional=(),
    write=write,
    control="/col/col2032/",
    routes=routes,
    readers=READERS,
)
