"""The Chinese words of the review page; one meaning, one word."""

from audits.facts import Value
from reportgen.decisions.confirmed import Stage
from reportgen.decisions.record import Action, Decision, Role
from reportgen.fields import Field, FieldKind
from reportgen.words import BOXES, word

ROLES = {Role.PREPARER: "填报人", Role.REVIEWER: "审核人", Role.HEAD: "单位负责人"}

STAGES = {Stage.FILLING: "填报中", Stage.PASSED: "已审核，待审定", Stage.APPROVED: "已审定"}

ACTIONS = {
    Action.ACCEPT: "确认",
    Action.CHANGE: "改数",
    Action.NO_DATA: "无数据",
    Action.DELEGATE: "交科室",
    Action.UNDO: "撤销",
    Action.RETURN: "退回",
    Action.PASS: "审核通过",
    Action.APPROVE: "审定",
    Action.REOPEN: "重新打开",
    Action.ROW_IN: "计入",
    Action.ROW_OUT: "不计",
    Action.BOX: "改归类",
    Action.TOTAL: "是否计入总数",
    Action.SIGN: "签名",
    Action.PUBLISH: "公开",
}

STATE_STYLES = {
    "proposed": "waiting",
    "delegated": "waiting",
    "confirmed": "done",
    "returned": "alarm",
    "approved": "done",
    "stale": "alarm",
}

WRITTEN = (("无", "写“无”"), ("/", "写“/”"), ("blank", "留空"))


def decided(decision: Decision, field: Field | None) -> str:
    """Return what a decision says, in one short sentence."""
    details = decision.details
    match decision.action:
        case Action.ACCEPT | Action.CHANGE:
            return f"{ACTIONS[decision.action]}：{value_text(decision.value, field)}"
        case Action.NO_DATA:
            written = dict(WRITTEN).get(str(details["written_as"]), "")
            return f"无数据，报表{written}"
        case Action.DELEGATE:
            return f"请 {details['department']} 提供"
        case Action.UNDO:
            return f"撤销（第 {details['undoes']} 步）"
        case Action.ROW_IN | Action.ROW_OUT:
            return f"{len(details['rows'])} 条{ACTIONS[decision.action]}"
        case Action.BOX:
            names = "、".join(word(BOXES, str(box)) for box in details["boxes"])
            return f"归类改为{names}" if names else "归类改为不归类"
        case Action.TOTAL:
            return "改为计入总数" if details["in_total"] else "改为不计入总数"
        case Action.PUBLISH:
            return f"公开于 {details['date']}，{details['address']}"
        case Action.SIGN:
            names = "、".join(f"{ROLES[role]} {details[key]}" for role, key in SIGNERS)
            return f"签名：{names}"
        case _:
            return ACTIONS[decision.action]


SIGNERS = (
    (Role.HEAD, "unit_head"),
    (Role.REVIEWER, "reviewer"),
    (Role.PREPARER, "preparer"),
)


def value_text(value: Value | None, field: Field | None) -> str:
    """Return a value of a log line in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field and field.kind is FieldKind.CHOICE:
        return field.choices.get(str(value), str(value))
    return f"{value} {field.unit}" if field and field.unit else str(value)
