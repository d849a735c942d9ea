"""The column plan of the sample site; the test kit's Kunming-like family grows the same plan."""

from crawler.records import Kind
from nianbao.demo import quirks
from nianbao.demo.model import Box, Section, Unit
from nianbao.demo.plan import ColumnPlan, SitePlan

UNIT = Unit(
    name="云岭市商务局",
    domain="yunling-commerce.example.test",
    operator="云岭市商务局办公室",
    place="云岭市",
    districts=("青禾区", "松溪县", "白石县", "望江区", "落霞县", "云岭经济开发区"),
    matters=(
        "汽车以旧换新",
        "家电以旧换新",
        "外贸稳增长",
        "电子商务进农村",
        "县域商业体系建设",
        "夜间经济培育",
        "成品油流通管理",
        "单用途预付卡管理",
        "展会服务",
        "老字号保护",
        "冷链物流建设",
        "再生资源回收",
        "对外投资合作",
        "家政服务提升",
        "一刻钟便民生活圈",
    ),
    site_code="5399000021",
    icp_number="滇ICP备99000021号-1",
    police_number="滇公网安备53990202000121号",
    mark_code="CA260000000699900210001",
    document_prefix="云商发",
    wechat="云岭商务",
)

OVERVIEW, AFFAIRS, DISCLOSURE = (Box.OVERVIEW,), (Box.AFFAIRS,), (Box.DISCLOSURE,)
FRAME = ("政府信息公开", "法定主动公开内容")
FOLDER = "/zfxxgk/fdzdgknr/"

SECTIONS = (
    Section("/zwdt/", ("政务动态",)),
    Section("/bmgk/", ("部门概况",)),
    Section("/zfxxgk/", ("政府信息公开",)),
    Section(FOLDER, FRAME),
    Section("/hdjl/", ("互动交流",)),
    Section("/zxfw/", ("办事服务",)),
    Section("/ztzl/", ("专题专栏",)),
)

COLUMNS = (
    ColumnPlan("/zwdt/tzgg/", ("政务动态", "通知公告"), "notice", 46, AFFAIRS, "newslist"),
    ColumnPlan(
        "/zwdt/gzdt/", ("政务动态", "工作动态"), "news", 64, AFFAIRS, "newslist", "工作动态"
    ),
    ColumnPlan("/zwdt/qxdt/", ("政务动态", "县区动态"), "news", 16, AFFAIRS, "newslist"),
    ColumnPlan(
        "/bmgk/dsj/", ("部门概况", "大事记"), "chronicle", 9, OVERVIEW, "newslist", "概况信息"
    ),
    ColumnPlan(
        "/bmgk/jgsz/", ("部门概况", "机构设置"), "organisation", 6, OVERVIEW, "texts", small=False
    ),
    ColumnPlan(
        f"{FOLDER}jgzn/",
        (*FRAME, "机构职能"),
        "organisation",
        6,
        OVERVIEW + DISCLOSURE,
        "table",
        "机构职能",
    ),
    ColumnPlan(
        f"{FOLDER}zcjd/",
        (*FRAME, "政策解读"),
        "interpretation",
        12,
        (Box.INTERPRETATION, Box.DISCLOSURE),
        "table",
        "政策解读",
    ),
    ColumnPlan(
        f"{FOLDER}gsgg/", (*FRAME, "公示公告"), "publicity", 26, AFFAIRS + DISCLOSURE, "table"
    ),
    ColumnPlan(
        f"{FOLDER}xwfb/", (*FRAME, "新闻发布"), "briefing", 11, AFFAIRS + DISCLOSURE, "table"
    ),
    ColumnPlan(f"{FOLDER}jytabl/", (*FRAME, "建议提案办理"), "proposal", 17, DISCLOSURE, "table"),
    ColumnPlan(
        f"{FOLDER}zfwzgzndbb/",
        (*FRAME, "政府网站工作年度报表"),
        "website_report",
        5,
        DISCLOSURE,
        "table",
    ),
    ColumnPlan(
        "/zfxxgk/zfxxgknb/",
        ("政府信息公开", "政府信息公开年报"),
        "disclosure_report",
        5,
        DISCLOSURE,
        "table",
        "信息公开年报",
        small=False,
    ),
    ColumnPlan(
        "/hdjl/rdhy/", ("互动交流", "热点回应"), "response", 8, (Box.RESPONSE,), "texts", "回应关切"
    ),
    ColumnPlan(
        "/hdjl/zxzj/",
        ("互动交流", "征集调查"),
        "survey",
        5,
        (),
        "texts",
        "征集调查",
        Kind.APP,
        small=False,
    ),
    ColumnPlan(
        "/hdjl/lxxd/", ("互动交流", "来信选登"), "letter", 9, (), "texts", "咨询投诉", Kind.APP
    ),
    ColumnPlan(
        "/hdjl/cjwtwd/",
        ("互动交流", "常见问题"),
        "question",
        6,
        (),
        "texts",
        "咨询投诉",
        Kind.APP,
        small=False,
    ),
    ColumnPlan(
        "/zxfw/fwzn/", ("办事服务", "服务指南"), "guide", 7, (), "texts", "办事服务", Kind.APP
    ),
    ColumnPlan(
        "/ztzl/yxhw/",
        ("专题专栏", "云岭好物消费季"),
        "topic",
        10,
        (Box.TOPIC,),
        "newslist",
        kind=Kind.TOPIC,
    ),
)

PLAN = SitePlan(UNIT, SECTIONS, COLUMNS, page_size=20, first_id=5_000_000)

QUIRKS = (
    quirks.external("/zwdt/gzdt/", f"{FOLDER}xwfb/"),
    quirks.archive(f"{FOLDER}jytabl/", misplaced=2022),
    quirks.attachments(f"{FOLDER}gsgg/"),
    quirks.shared(
        ("/zwdt/tzgg/", f"{FOLDER}gsgg/", 4),
        ("/zwdt/gzdt/", "/ztzl/yxhw/", 3),
        ("/zwdt/gzdt/", "/bmgk/dsj/", 2),
        ("/zwdt/tzgg/", "/ztzl/yxhw/", 1),
    ),
    quirks.pin("/zwdt/tzgg/"),
)
