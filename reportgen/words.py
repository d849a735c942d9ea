"""The Chinese words of the report for our own English ones; one meaning, one word."""

from audits.facts import Outcome, Source
from crawler.records import Kind, Verdict
from reportgen.report import State

DRAFT = "草稿（未审签）"

OUTCOMES = {
    Outcome.OBSERVED: "已采全",
    Outcome.PARTIAL: "未采全",
    Outcome.ESTIMATE: "仅供参考",
    Outcome.UNKNOWN: "采不到，需人工填",
    Outcome.FAILED: "采集出错",
}

SOURCES = {
    Source.SITE: "网站采集",
    Source.IMPORT: "数据导入",
    Source.PROFILE: "档案沿用",
    Source.PRIOR: "沿用上年",
    Source.PERSON: "人工填写",
    Source.DERIVED: "计算得出",
    Source.NONE: "暂无来源",
}

STATES = {
    State.PROPOSED: "待确认",
    State.DELEGATED: "待科室提供",
    State.CONFIRMED: "已确认",
    State.RETURNED: "已退回",
    State.APPROVED: "已审定",
    State.STALE: "网站有变化，请复核",
}

VERDICTS = {
    Verdict.EXACT: "全部采到、条数吻合",
    Verdict.BOUNDED: "本年度已采全（往年未翻）",
    Verdict.LOWER_BOUND: "未采全，只能作下限",
    Verdict.UNKNOWN: "未能采集",
}

KINDS = {
    Kind.LIST: "列表",
    Kind.AGGREGATE: "频道页",
    Kind.SINGLE: "单页",
    Kind.TOPIC: "专题",
    Kind.APP: "互动或办事系统",
    Kind.EXTERNAL: "外链",
}

BOXES = {
    "items_overview": "概况类",
    "items_affairs": "政务动态",
    "items_disclosure": "信息公开目录",
    "interpretation": "解读",
    "concern_responses": "回应关切",
    "special_columns": "专栏专题",
    "messages": "留言办理",
    "surveys": "征集调查",
    "interviews": "在线访谈",
    "services": "办事服务",
}

# rows listed beside a figure; only the suspects are in it
LEFT_OUT = {
    "external": "没有计入：外链",
    "undated": "没有计入：无日期",
    "doubtful": "没有计入：存疑",
    "dead": "没有计入：打不开",
    "hidden": "没有计入：网页上不显示",
    "placeholder": "没有计入：空行",
    "rollup": "没有计入：汇总栏目（不重复计）",
    "suspect": "已经计入、请核对：疑似重复",  # the same title and date under two addresses
}

JUDGED = {"passed": "未发现", "failed": "达到", "unknown": "看不全", "listed": "仅列出"}

SEVERITIES = {"error": "必须改", "warning": "请核对", "info": "提醒"}


def word(table: dict[str, str], key: str) -> str:
    """Return the Chinese word, or the key marked as other where an audit brings a new one."""
    return table.get(key, f"其他（{key}）")
