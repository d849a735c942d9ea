"""F2: a TRS WCM site of a made-up city, with one column group in GBK."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan
from tests.sites.f2_pages import write
from tests.sites.family import Family
from tests.sites.quirks import (
    backdated,
    blocked,
    broken_pages,
    charset,
    hidden,
    late,
    long_texts,
    no_year,
    placeholders,
    written,
)

UNIT = Unit(
    name="澜江市城市管理局",
    domain="lanjiang-city.example.test",
    operator="澜江市城市管理信息中心",
    place="澜江市",
    districts=("临江区", "南屏区", "石桥县", "平川县", "澜江高新区"),
    matters=(
        "市容环境整治",
        "生活垃圾分类",
        "户外广告管理",
        "城市照明维护",
        "渣土运输管理",
        "市政道路养护",
        "园林绿化管护",
        "燃气安全排查",
        "公厕提升改造",
        "占道经营治理",
        "违法建设查处",
        "数字城管建设",
    ),
    site_code="4599000035",
    icp_number="桂ICP备99000035号-1",
    police_number="桂公网安备45990202000135号",
    mark_code="CA210000000699900350002",
    document_prefix="澜城管发",
    wechat="澜江城管",
)

SAYS = frozenset({"says_pages"})
GBK = SAYS | {"gbk"}
BASIC = ("政务公开", "基础信息公开")
BASIC_FOLDER = "/zwgk_213/jcxx/"
KEY = ("政务公开", "重点领域信息公开")
KEY_FOLDER = "/zwgk_213/zdly/"
OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)

SECTIONS = (
    Section("/xwdt_239/", ("新闻动态",)),
    Section("/bmgk_238/", ("部门概况",)),
    Section("/zwgk_213/", ("政务公开",)),
    Section(BASIC_FOLDER, BASIC),
    Section(KEY_FOLDER, KEY),
    Section("/hdjl_240/", ("互动交流",)),
    Section("/bsfw_241/", ("办事服务",)),
    Section("/ztzl_242/", ("专题专栏",)),
)

COLUMNS = (
    ColumnPlan(
        "/xwdt_239/bmdt/",
        ("新闻动态", "部门动态"),
        "news",
        60,
        AFFAIRS,
        "plain",
        "工作动态",
        looks=SAYS,
    ),
    ColumnPlan(
        "/xwdt_239/tpxw/", ("新闻动态", "图片新闻"), "news", 18, AFFAIRS, "plain", looks=SAYS
    ),
    ColumnPlan(
        "/xwdt_239/qxdt_551/", ("新闻动态", "县区动态"), "news", 16, AFFAIRS, "plain", looks=SAYS
    ),
    ColumnPlan(
        "/bmgk_238/dsj/",
        ("部门概况", "大事记"),
        "chronicle",
        10,
        OVERVIEW,
        "plain",
        "概况信息",
        looks=SAYS,
    ),
    ColumnPlan(
        "/bmgk_238/nsjg/",
        ("部门概况", "内设机构"),
        "organisation",
        5,
        OVERVIEW,
        "plain",
        small=False,
        looks=SAYS,
    ),
    ColumnPlan(
        f"{BASIC_FOLDER}tzgg/",
        (*BASIC, "通知公告"),
        "notice",
        44,
        AFFAIRS + DISCLOSURE,
        "plain",
        looks=SAYS,
    ),
    ColumnPlan(
        f"{BASIC_FOLDER}jgzn/",
        (*BASIC, "机构职能"),
        "organisation",
        6,
        OVERVIEW + DISCLOSURE,
        "plain",
        "机构职能",
        looks=SAYS,
    ),
    ColumnPlan(
        f"{BASIC_FOLDER}zcwj/",
        (*BASIC, "政策文件"),
        "document",
        20,
        DISCLOSURE,
        "plain",
        "政策文件",
        looks=SAYS,
    ),
    ColumnPlan(
        f"{BASIC_FOLDER}zcjd/",
        (*BASIC, "政策解读"),
        "interpretation",
        11,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "plain",
        "政策解读",
        looks=SAYS,
    ),
    ColumnPlan(
        f"{KEY_FOLDER}czyjs/", (*KEY, "财政预决算"), "budget", 13, DISCLOSURE, "spelled", looks=GBK
    ),
    ColumnPlan(
        f"{KEY_FOLDER}ghjh/",
        (*KEY, "规划计划"),
        "planning",
        8,
        DISCLOSURE,
        "spelled",
        small=False,
        looks=GBK,
    ),
    ColumnPlan(
        "/zwgk_213/xxgknb/",
        ("政务公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "plain",
        "信息公开年报",
        looks=SAYS,
    ),
    ColumnPlan(
        "/hdjl_240/hygq/",
        ("互动交流", "回应关切"),
        "response",
        9,
        (Box.RESPONSE,),
        "plain",
        "回应关切",
        looks=SAYS,
    ),
    ColumnPlan(
        "/hdjl_240/ldxx/",
        ("互动交流", "领导信箱"),
        "letter",
        8,
        (),
        "plain",
        "咨询投诉",
        Kind.APP,
        looks=SAYS,
    ),
    ColumnPlan(
        "/hdjl_240/yjzj/",
        ("互动交流", "意见征集"),
        "survey",
        5,
        (),
        "plain",
        "征集调查",
        Kind.APP,
        small=False,
        looks=SAYS,
    ),
    ColumnPlan(
        "/bsfw_241/bszn/",
        ("办事服务", "办事指南"),
        "guide",
        6,
        (),
        "plain",
        "办事服务",
        Kind.APP,
        looks=SAYS,
    ),
    ColumnPlan(
        "/ztzl_242/qjjy/",
        ("专题专栏", "澜江清洁家园行动"),
        "topic",
        10,
        (Box.TOPIC,),
        "plain",
        kind=Kind.TOPIC,
        small=False,
        looks=SAYS,
    ),
)

FAMILY = Family(
    id="f2",
    title="trs-wcm",
    plan=SitePlan(UNIT, SECTIONS, COLUMNS, page_size=15, first_id=20_000_000),
    quirks=(
        charset(f"{KEY_FOLDER}czyjs/", f"{KEY_FOLDER}ghjh/"),
        no_year("/xwdt_239/qxdt_551/"),
        broken_pages("/xwdt_239/bmdt/"),
        long_texts("/bmgk_238/dsj/"),
        late(f"{BASIC_FOLDER}tzgg/"),
        hidden("/hdjl_240/hygq/"),
        written(f"{BASIC_FOLDER}zcwj/"),
        quirks.shared(
            (f"{BASIC_FOLDER}tzgg/", "/xwdt_239/tpxw/", 3),
            (f"{BASIC_FOLDER}tzgg/", "/ztzl_242/qjjy/", 2),
        ),
        placeholders("/xwdt_239/tpxw/"),
    ),
    optional=(blocked("/xwdt_239/qxdt_551/"), backdated(f"{BASIC_FOLDER}tzgg/")),
    write=write,
    control=f"{BASIC_FOLDER}zcjd/",
)
