import pytest

from reportgen.decisions.conduct import NotAllowedError, capacity, refuse, undoable
from reportgen.decisions.confirmed import Stage
from reportgen.decisions.record import FORM, Action, Role
from reportgen.decisions.replay import replay
from reportgen.decisions.wishes import Wish
from tests.reportgen.decisions.conftest import HEAD, REVIEWER

NAMES = {"preparer": "甲", "reviewer": "乙", "unit_head": "丙", "prepared_on": "2026-01-12"}
PUBLISHED = {"date": "2026-01-20", "address": "https://swj.yunling.gov.cn/nb.html"}


def now(desk):
    return replay(desk.report, desk.log.read().decisions)


def objection(desk, *wishes):
    try:
        refuse(now(desk), wishes)
    except NotAllowedError as error:
        return str(error)
    return ""


UNSEEN = "\u200b\x1f\ufeff"  # nothing that a reader would see


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(Action.ACCEPT, "items_affairs", 0, value=2), ""),
        (Wish(Action.ACCEPT, "items_affairs", 0, value=3), "建议的数已经变了"),
        (Wish(Action.ACCEPT, "items_total", 0, value=36), "请写明依据"),
        (Wish(Action.ACCEPT, "items_total", 0, value=36, reason="看过"), ""),
        (Wish(Action.ACCEPT, "items_overview", 0), "不能这样填"),
        (Wish(Action.CHANGE, "items_affairs", 0, value=-1, reason="改"), "不能这样填"),
        (Wish(Action.CHANGE, "items_affairs", 0, value="3", reason="改"), "不能这样填"),
        (Wish(Action.CHANGE, "items_affairs", 0, value=3, reason=" "), "为什么改"),
        (Wish(Action.CHANGE, "items_affairs", 0, value=3, reason=UNSEEN), "为什么改"),
        (Wish(Action.ACCEPT, "items_total", 0, value=36, reason=UNSEEN), "请写明依据"),
        (Wish(Action.RETURN, "items_affairs", 0, reason=UNSEEN), "请写明原因"),
        (Wish(Action.DELEGATE, "items_affairs", 0, details={"department": UNSEEN}), "哪个科室"),
        (Wish(Action.NO_DATA, "items_affairs", 0, details={"written_as": "〔待填〕"}), "无、/"),
        (Wish(Action.NO_DATA, "smart_qa_offered", 0, details={"written_as": "无"}), "选一个"),
        (Wish(Action.NO_DATA, "site_type", 0, details={"written_as": "无"}), "选一个"),
        (Wish(Action.CHANGE, "unit_head", 0, value="丙", reason="改"), "审定签名"),
        (Wish(Action.ACCEPT, "no_such_field", 0, value=2), "没有这个填报项"),
        (Wish(Action.ACCEPT, "column:http://a/", 0, value=2), "没有这个填报项"),
        (Wish(Action.DELEGATE, "items_affairs", 0, details={"department": ""}), "哪个科室"),
        (Wish(Action.UNDO, "items_affairs", 0, details={"undoes": 1}), "没有可以撤销"),
        (Wish(Action.RETURN, "items_affairs", 0), "请写明原因"),
        (Wish(Action.PASS, FORM, 0), "没有确认"),
        (Wish(Action.APPROVE, FORM, 0), "先经审核人"),
        (Wish(Action.SIGN, FORM, 0, details=NAMES), "先经审核人"),
        (Wish(Action.REOPEN, FORM, 0, reason="改"), "不用重新打开"),
        (Wish(Action.PUBLISH, FORM, 0, details=PUBLISHED), "审定签名之后"),
    ],
)
def test_a_wish_while_filling_in_is_allowed_or_refused_with_a_sentence(desk, wish, said):
    answer = objection(desk, wish)
    assert said in answer
    assert bool(answer) is bool(said)


def test_approval_wants_the_review_and_a_signature_with_it(desk):
    desk.decide_all()
    assert objection(desk, Wish(Action.PASS, FORM, 0)) == ""
    desk.do(Action.PASS, who=REVIEWER)
    approve = Wish(Action.APPROVE, FORM, 0)
    assert "三个姓名" in objection(desk, approve)
    assert objection(desk, Wish(Action.SIGN, FORM, 0, details=NAMES), approve) == ""
    for spoilt in (
        {"reviewer": " "},
        {"unit_head": UNSEEN},
        {"prepared_on": "2026-1-2"},
        {"prepared_on": "明天"},
    ):
        assert objection(desk, Wish(Action.SIGN, FORM, 0, details=NAMES | spoilt))
    assert "已经审核" in objection(desk, Wish(Action.PASS, FORM, 0))


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({}, ""),
        ({"date": "昨天"}, "公开时间"),
        ({"address": "swj.yunling.gov.cn/nb"}, "公开网址"),
        ({"address": "javascript:alert(1)"}, "公开网址"),
        ({"address": "http://[bad"}, "公开网址"),
    ],
)
def test_publication_wants_a_signed_form_a_day_and_a_whole_address(desk, spoilt, said):
    desk.decide_all()
    desk.do(Action.PASS, who=REVIEWER)
    desk.names()
    desk.do(Action.APPROVE, who=HEAD)
    assert said in objection(desk, Wish(Action.PUBLISH, FORM, 0, details=PUBLISHED | spoilt))


def test_the_last_step_of_the_preparer_can_be_undone_but_no_return(desk):
    assert undoable(now(desk), "items_affairs") is None
    accepted = desk.accept("items_affairs")
    assert undoable(now(desk), "items_affairs") == accepted
    assert objection(desk, Wish(Action.UNDO, "items_affairs", 0, details={"undoes": 1})) == ""
    desk.do(Action.RETURN, "items_affairs", who=REVIEWER, reason="请核对")
    assert undoable(now(desk), "items_affairs") is None


@pytest.mark.parametrize(
    ("action", "roles", "stage", "role"),
    [
        (Action.ACCEPT, {Role.PREPARER}, Stage.FILLING, Role.PREPARER),
        (Action.ACCEPT, {Role.REVIEWER, Role.HEAD}, Stage.FILLING, None),
        (Action.PASS, {Role.PREPARER}, Stage.FILLING, None),
        (Action.PASS, set(Role), Stage.FILLING, Role.REVIEWER),
        (Action.APPROVE, {Role.REVIEWER}, Stage.PASSED, None),
        (Action.RETURN, set(Role), Stage.FILLING, Role.REVIEWER),
        (Action.RETURN, set(Role), Stage.PASSED, Role.HEAD),
        (Action.RETURN, {Role.REVIEWER}, Stage.PASSED, Role.REVIEWER),
    ],
)
def test_everyone_acts_in_a_capacity_they_hold_or_not_at_all(action, roles, stage, role):
    assert capacity(action, roles, stage) is role


def test_every_action_is_somebodys():
    assert all(capacity(action, set(Role), Stage.FILLING) for action in Action)
