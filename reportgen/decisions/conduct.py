"""Who may do what, and when: the rules of filling in, reviewing, approving and publishing."""

from collections.abc import Collection, Sequence
from datetime import date
from urllib.parse import urlsplit

from audits.facts import Outcome
from crawler.errors import NianbaoError
from reportgen.decisions.confirmed import (
    Confirmed,
    Stage,
    is_filled_later,
    open_points,
    why_not_final,
)
from reportgen.decisions.proposal import same_value
from reportgen.decisions.record import COLUMN, FORM, SIGNED, VALUED, Action, Decision, Role
from reportgen.decisions.rulings import in_force
from reportgen.decisions.wishes import Wish
from reportgen.fields import Field, FieldKind
from reportgen.fill import fits
from reportgen.plaintext import clean_text

_BY_PREPARER = (
    *VALUED,
    Action.DELEGATE,
    Action.UNDO,
    Action.ROW_IN,
    Action.ROW_OUT,
    Action.BOX,
    Action.TOTAL,
    Action.PUBLISH,
)
_BY = {
    **dict.fromkeys(_BY_PREPARER, (Role.PREPARER,)),
    Action.RETURN: (Role.REVIEWER, Role.HEAD),
    Action.REOPEN: (Role.REVIEWER, Role.HEAD),
    Action.PASS: (Role.REVIEWER,),
    Action.SIGN: (Role.HEAD,),
    Action.APPROVE: (Role.HEAD,),
}
_NOT_UNDONE = (Action.RETURN,)
_WRITTEN = ("无", "/", "blank")


class NotAllowedError(NianbaoError):
    """Raised when a wish is not for this person, or not now; the message says why in Chinese."""


def capacity(action: Action, roles: Collection[Role], stage: Stage) -> Role | None:
    """Return the role in which a person with ``roles`` does something; None when they may not.

    Who may both review and approve returns a form in the capacity whose turn it is.
    """
    able = [role for role in _BY[action] if role in roles]
    if not able:
        return None
    return able[-1] if stage is not Stage.FILLING else able[0]


def refuse(confirmed: Confirmed, wishes: Sequence[Wish]) -> None:
    """Raise NotAllowedError for the first wish that may not be recorded now.

    The wishes are recorded together: a signature among them counts for an approval.
    """
    signs = confirmed.signature is not None
    for wish in wishes:
        signs = signs or wish.action is Action.SIGN
        sentence = _objection(confirmed, wish, signs)
        if sentence:
            raise NotAllowedError(sentence)


def undoable(confirmed: Confirmed, key: str) -> Decision | None:
    """Return the decision about a field or column that may be undone; None when there is none."""
    standing = [each for each in in_force(confirmed.decisions) if each.key == key != FORM]
    if not standing or standing[-1].action in _NOT_UNDONE:
        return None
    return standing[-1]


def _objection(confirmed: Confirmed, wish: Wish, signs: bool) -> str:
    """Return why a wish may not be recorded; empty when it may."""
    if wish.key != FORM and wish.key not in confirmed.standings:
        is_column = wish.key.startswith(COLUMN) and len(wish.key) > len(COLUMN)
        if not is_column or wish.action in (*VALUED, Action.DELEGATE, Action.RETURN):
            return "没有这个填报项或栏目。"
    if wish.action in VALUED:
        return _against_value(confirmed, wish)
    match wish.action:
        case Action.DELEGATE:
            return "" if _says(wish.details.get("department")) else "请写明交给哪个科室。"
        case Action.UNDO:
            last = undoable(confirmed, wish.key)
            matches = last is not None and wish.details.get("undoes") == last.seq
            return "" if matches else "这里没有可以撤销的一步。"
        case Action.PASS | Action.APPROVE | Action.REOPEN | Action.SIGN | Action.PUBLISH:
            return _against_step(confirmed, wish, signs)
        case _:  # a return, rows, columns
            return "" if _says(wish.reason) else "请写明原因。"


def _against_value(confirmed: Confirmed, wish: Wish) -> str:
    """Return why a value may not be settled so."""
    if is_filled_later(wish.key):
        return "这一项在审定签名或公开之后填写，不在这里确认。"
    proposed = confirmed.standings[wish.key].proposed
    if wish.action is Action.NO_DATA:
        return _against_no_data(proposed.field, wish)
    if wish.value is None or not fits(proposed.field, wish.value):
        return f"“{proposed.field.label}”不能这样填，请核对数字、日期或选项的写法。"
    if wish.action is Action.CHANGE:
        return "" if _says(wish.reason) else "请写明为什么改。"
    if proposed.value is None or not same_value(wish.value, proposed.value):
        return "建议的数已经变了，请看过再定。"
    if proposed.outcome is Outcome.PARTIAL and not _says(wish.reason):
        return "网站上只采到下限（至少），按这个数填报请写明依据。"
    return ""


def _says(text: object) -> bool:
    """Whether anything is left of what was typed once invisible characters are gone."""
    return isinstance(text, str) and bool(clean_text(text))


def may_lack_data(field: Field) -> bool:
    """Say whether a field may be without data; what is ticked has to be ticked."""
    return field.kind not in (FieldKind.YES_NO, FieldKind.CHOICE)


def _against_no_data(field: Field, wish: Wish) -> str:
    if not may_lack_data(field):
        return f"“{field.label}”要在选项里选一个，不能写无数据。"
    written = wish.details.get("written_as")
    return "" if written in _WRITTEN else "请选择报表上怎么写：无、/ 或留空。"


def _against_step(confirmed: Confirmed, wish: Wish, signs: bool) -> str:
    """Return why the whole form may not take this step."""
    stage = confirmed.stage
    match wish.action:
        case Action.PASS if stage is not Stage.FILLING:
            return "已经审核通过了。"
        case Action.PASS:
            return "；".join(open_points(confirmed))
        case Action.APPROVE if stage is not Stage.PASSED:
            return "要先经审核人审核通过。" if stage is Stage.FILLING else "已经审定了。"
        case Action.APPROVE:
            return "；".join(open_points(confirmed)) if signs else "请写上三个姓名。"
        case Action.REOPEN if stage is Stage.FILLING:
            return "报表还在填报，不用重新打开。"
        case Action.REOPEN:
            return "" if _says(wish.reason) else "请写明为什么重新打开。"
        case Action.SIGN if stage is Stage.FILLING:
            return "要先经审核人审核通过。"
        case Action.SIGN:
            return _against_signature(wish)
        case _:
            return _against_publication(confirmed, wish)


def _against_signature(wish: Wish) -> str:
    given = {name: clean_text(str(wish.details.get(name, ""))) for name in SIGNED}
    if not all(given.values()):
        return "单位负责人、审核人、填报人的姓名和填报日期都要写。"
    return "" if _is_day(given["prepared_on"]) else "填报日期请写成 2026-01-31 的样子。"


def _against_publication(confirmed: Confirmed, wish: Wish) -> str:
    if points := why_not_final(confirmed):
        return f"审定签名之后才填公开时间和网址（{points[0]}）。"
    if not _is_day(str(wish.details.get("date", ""))):
        return "公开时间请写成 2026-01-31 的样子。"
    try:
        address = urlsplit(str(wish.details.get("address", "")))
    except ValueError:
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not address.hostname:
        return "公开网址请写全，以 http:// 或 https:// 开头。"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
