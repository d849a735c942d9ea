from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.facts import Outcome, Source
from reportgen.decisions.confirmed import Stage, is_final, open_points, why_not_final
from reportgen.decisions.log import DecisionLog, Wish
from reportgen.decisions.proposal import proposal_of
from reportgen.decisions.record import COLUMN, FORM, VALUED, Action
from reportgen.decisions.replay import replay
from reportgen.decisions.rulings import rulings
from reportgen.fill import rule_remarks
from reportgen.report import State
from tests.reportgen.decisions.conftest import AT, FILLER, HEAD, REVIEWER, Desk

NEWS = COLUMN + "http://swj.yunling.gov.cn/gzdt/"


def confirmed(desk, draft=None):
    return replay(draft or desk.report, desk.log.read().decisions)


def standing(desk, key, draft=None):
    return confirmed(desk, draft).standings[key]


def proposing(report, key, value, outcome=Outcome.OBSERVED):
    """The draft of a later crawl, with another value for one field."""
    reason = "" if outcome is Outcome.OBSERVED else "第2页打不开"
    item = replace(report.fields[key], value=value, outcome=outcome, reason=reason)
    return replace(report, fields={**report.fields, key: item})


def test_without_decisions_every_field_is_the_draft_and_proposed(desk):
    now = confirmed(desk)
    assert now.report == desk.report
    assert {each.state for each in now.standings.values()} == {State.PROPOSED}
    assert now.progress.confirmed == 0
    assert now.progress.left == now.progress.total == len(desk.report.fields) - 4


def test_an_accepted_observed_value_keeps_its_source(desk):
    decision = desk.accept("items_affairs")
    now = standing(desk, "items_affairs")
    assert (now.state, now.item.value) == (State.CONFIRMED, 2)
    assert (now.item.source, now.item.outcome) == (Source.SITE, Outcome.OBSERVED)
    assert now.decision == decision


def test_an_accepted_lower_bound_becomes_a_persons_figure_without_at_least(desk):
    desk.accept("items_total", reason="第3页人工看过，没有新的")
    item = standing(desk, "items_total").item
    assert (item.value, item.outcome, item.source) == (36, Outcome.OBSERVED, Source.PERSON)
    assert (item.reason, item.written_as) == ("", "number")


def test_a_changed_value_is_a_persons_and_keeps_what_was_proposed(desk):
    desk.change("items_affairs", 5, "漏了三条")
    now = standing(desk, "items_affairs")
    assert (now.item.value, now.item.source) == (5, Source.PERSON)
    assert (now.proposed.value, now.decision.proposed.value) == (2, 2)
    assert now.decision.reason == "漏了三条"


@pytest.mark.parametrize("written", ["无", "/", "blank"])
def test_no_data_is_decided_and_never_a_zero(desk, written):
    desk.no_data("registered_users", written)
    now = standing(desk, "registered_users")
    assert (now.state, now.item.value, now.item.written_as) == (State.CONFIRMED, None, written)
    assert now.item.source is Source.PERSON


def test_a_delegated_field_names_the_department_and_is_left(desk):
    desk.do(Action.DELEGATE, "registered_users", details={"department": "信息科"})
    now = standing(desk, "registered_users")
    assert (now.state, now.note) == (State.DELEGATED, "信息科")
    assert confirmed(desk).progress.delegated == 1


def test_a_returned_field_shows_the_comment_until_it_is_settled_again(desk):
    desk.accept("items_affairs")
    desk.do(Action.RETURN, "items_affairs", who=REVIEWER, reason="少了一条")
    assert standing(desk, "items_affairs").state is State.RETURNED
    assert standing(desk, "items_affairs").note == "少了一条"
    desk.change("items_affairs", 3)
    assert standing(desk, "items_affairs").state is State.CONFIRMED


def test_undo_brings_back_what_stood_before(desk):
    desk.accept("items_affairs")
    change = desk.change("items_affairs", 9)
    desk.undo("items_affairs", change)
    now = standing(desk, "items_affairs")
    assert (now.item.value, now.state, len(now.history)) == (2, State.CONFIRMED, 3)
    desk.undo("items_affairs", now.decision)
    assert standing(desk, "items_affairs").state is State.PROPOSED


@pytest.mark.parametrize(
    ("before", "decided", "after", "outcome", "state"),
    [
        (2, 2, 3, Outcome.OBSERVED, State.STALE),
        (2, 2, None, Outcome.UNKNOWN, State.STALE),
        (2, 2, 2, Outcome.OBSERVED, State.CONFIRMED),
        (2, 2, 2, Outcome.PARTIAL, State.STALE),
        (2, 5, 5, Outcome.OBSERVED, State.CONFIRMED),
        (2, 5, 5, Outcome.PARTIAL, State.STALE),
        (2, 5, 3, Outcome.OBSERVED, State.STALE),
        (2, 5, 2, Outcome.OBSERVED, State.CONFIRMED),
    ],
)
def test_another_proposal_asks_again_and_the_decided_value_stays(
    desk, before, decided, after, outcome, state
):
    assert desk.report.fields["items_affairs"].value == before
    desk.change("items_affairs", decided)
    now = standing(desk, "items_affairs", proposing(desk.report, "items_affairs", after, outcome))
    assert (now.state, now.item.value) == (state, decided)
    assert bool(now.note == "按单位台账") is (state is State.CONFIRMED)


def test_a_value_found_later_asks_again_where_a_person_had_filled_in(desk):
    desk.change("registered_users", 10)
    found = proposing(desk.report, "registered_users", 12)
    assert standing(desk, "registered_users", found).state is State.STALE


def test_a_yes_is_not_a_one_when_proposals_are_compared(desk):
    desk.change("surveys_held", 1)
    assert standing(desk, "surveys_held", proposing(desk.report, "surveys_held", True)).state is (
        State.STALE
    )


def test_the_forms_rules_judge_the_decided_values(desk):
    desk.accept("items_total", reason="核对过")
    desk.change("items_affairs", 99)
    now = confirmed(desk)
    assert any("99" in remark.message for remark in now.errors)
    assert now.progress.must_correct == len(now.errors) >= 1
    desk.change("items_affairs", 9)
    assert not confirmed(desk).errors


def test_the_whole_course_to_a_final_form_and_its_publication(desk):
    assert not is_final(confirmed(desk))
    desk.decide_all()
    assert open_points(confirmed(desk)) == ()
    desk.do(Action.PASS, who=REVIEWER)
    assert confirmed(desk).stage is Stage.PASSED
    desk.names()
    desk.do(Action.APPROVE, who=HEAD)
    now = confirmed(desk)
    assert why_not_final(now) == ()
    assert {each.state for each in now.standings.values()} == {State.APPROVED}
    assert now.report.fields["unit_head"].value == "丙"
    desk.do(
        Action.PUBLISH, details={"date": "2026-01-20", "address": "http://swj.yunling.gov.cn/x"}
    )
    assert is_final(confirmed(desk))
    assert confirmed(desk).publication.date == "2026-01-20"


def test_a_change_after_approval_reopens_the_form_and_voids_the_signature(desk):
    desk.decide_all()
    desk.do(Action.PASS, who=REVIEWER)
    desk.names()
    desk.do(Action.APPROVE, who=HEAD)
    desk.change("items_affairs", 3)
    now = confirmed(desk)
    assert (now.stage, now.signature) == (Stage.FILLING, None)
    assert now.standings["site_name"].state is State.CONFIRMED
    assert len(why_not_final(now)) == 3


def test_an_approved_form_is_not_final_once_the_site_has_changed(desk):
    desk.decide_all()
    desk.do(Action.PASS, who=REVIEWER)
    desk.names()
    desk.do(Action.APPROVE, who=HEAD)
    later = confirmed(desk, proposing(desk.report, "items_affairs", 4))
    assert later.standings["items_affairs"].state is State.STALE
    (why,) = why_not_final(later)
    assert "请复核" in why


def test_a_form_returned_as_a_whole_is_filled_again_with_the_comment(desk):
    desk.decide_all()
    desk.do(Action.PASS, who=REVIEWER)
    desk.do(Action.RETURN, FORM, who=HEAD, reason="请再核一遍信息发布")
    now = confirmed(desk)
    assert (now.stage, now.comment) == (Stage.FILLING, "请再核一遍信息发布")
    assert now.progress.left == 0


def test_rulings_in_force_are_the_last_that_were_not_undone(desk):
    desk.do(Action.ROW_OUT, NEWS, reason="转载", details={"rows": ["a", "b"]})
    again = desk.do(Action.ROW_IN, NEWS, reason="看错了", details={"rows": ["b"]})
    desk.do(Action.BOX, NEWS, reason="是解读", details={"boxes": ["interpretation"]})
    desk.do(Action.TOTAL, NEWS, reason="不是本单位的", details={"in_total": False})
    ruled = rulings(desk.log.read().decisions)
    assert {pair: each.counted for pair, each in ruled.rows.items()} == {
        (NEWS, "a"): False,
        (NEWS, "b"): True,
    }
    (column,) = ruled.columns.values()
    assert (column.boxes, column.in_total) == (("interpretation",), False)
    desk.undo(NEWS, again)
    assert rulings(desk.log.read().decisions).rows[NEWS, "b"].counted is False


def test_the_last_word_on_a_row_of_two_columns_gives_other_rulings_than_the_first(desk):
    notices = COLUMN + "http://swj.yunling.gov.cn/tzgg/"
    details = {"rows": ["a"]}
    desk.do(Action.ROW_IN, NEWS, reason="本年的", details=details)
    desk.do(Action.ROW_OUT, notices, reason="转载", details=details)
    before = rulings(desk.log.read().decisions)
    desk.do(Action.ROW_IN, NEWS, reason="看过了，要计", details=details)
    after = rulings(desk.log.read().decisions)
    assert [row.counted for row in after.rows.values()] == [False, True]
    assert after.shape != before.shape


def test_what_is_ruled_about_rows_of_a_field_does_not_settle_it(desk):
    desk.do(Action.ROW_OUT, "items_affairs", reason="转载", details={"rows": ["a"]})
    assert standing(desk, "items_affairs").state is State.PROPOSED


KEYS = ("items_total", "items_affairs", "registered_users")
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*VALUED, Action.DELEGATE, Action.RETURN, Action.UNDO, Action.PASS]),
        st.sampled_from(KEYS),
        st.integers(0, 60),
    ),
    max_size=12,
)


def take(desk, action, key, number):
    """One step of anybody, whatever came before; nothing when there is nothing to undo."""
    if action is Action.UNDO:
        settled = standing(desk, key).decision
        return desk.undo(key, settled) if settled else None
    if action is Action.PASS:
        return desk.do(action, who=REVIEWER)
    if action is Action.NO_DATA:
        return desk.no_data(key)
    if action is Action.DELEGATE:
        return desk.do(action, key, details={"department": "信息科"})
    if action is Action.RETURN:
        return desk.do(action, key, who=REVIEWER, reason="请核对")
    return desk.change(key, number)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_course_replays_to_the_same_form_and_adds_up(report, tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("replay") / "swj.yunling.gov.cn" / "2025"
    desk = Desk(report, DecisionLog(folder / "decisions.jsonl"))
    done = sum(take(desk, *step) is not None for step in steps)
    decisions = desk.log.read().decisions
    now = replay(report, decisions)
    assert len(decisions) == done
    assert now == replay(report, DecisionLog(desk.log.file).read().decisions)
    progress = now.progress
    assert progress.confirmed + progress.left + progress.stale == progress.total
    for key, each in now.standings.items():
        if key not in KEYS or each.state is State.PROPOSED:
            assert each.item == report.fields[key]
    fresh = rule_remarks(report.form, now.report.fields, 2025, {})
    assert set(fresh) <= set(now.report.remarks)


def test_a_wish_that_was_based_on_the_right_version_is_recorded(desk):
    desk.accept("items_affairs")
    seen = standing(desk, "items_affairs")
    proposed = proposal_of(seen.proposed)
    wish = Wish(Action.CHANGE, "items_affairs", seen.version, proposed, 4, "漏了")
    desk.log.record([wish], FILLER, AT)
    assert standing(desk, "items_affairs").item.value == 4


def test_a_figure_set_below_what_the_site_shows_is_asked_about(desk):
    assert not [each for each in confirmed(desk).report.remarks if each.id == "C31"]
    desk.change("items_total", 30, "去掉转载的")
    (said,) = [each for each in confirmed(desk).report.remarks if each.id == "C31"]
    assert (said.severity, said.fields) == ("warning", ("items_total",))
    assert "网站上数到 36" in said.message


def test_names_of_a_signature_that_is_void_stand_on_the_form_no_more(desk):
    desk.decide_all()
    desk.do(Action.PASS, who=REVIEWER)
    desk.names()
    desk.do(Action.APPROVE, who=HEAD)
    signed = standing(desk, "unit_head").item
    desk.change("items_affairs", 3)
    void = standing(desk, "unit_head").item
    assert (signed.state, void.state) == (State.APPROVED, State.PROPOSED)
    assert void.value == desk.report.fields["unit_head"].value != signed.value
