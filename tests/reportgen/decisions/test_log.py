import json

import pytest

from audits.facts import Outcome, Source
from reportgen.decisions.log import DamagedLogError, DecisionLog
from reportgen.decisions.record import FIRST, FORM, Action, Proposed, as_line, from_line
from reportgen.decisions.wishes import ConflictError, Wish, version_of
from tests.reportgen.decisions.conftest import AT, FILLER, REVIEWER

SEVEN = Proposed(7, Outcome.OBSERVED, Source.SITE, "d" * 64)


def accept(key, based_on=0):
    return Wish(Action.ACCEPT, key, based_on, proposed=SEVEN, value=7)


def three(log):
    for key in ("items_total", "items_affairs", "surveys_held"):
        log.record([accept(key)], FILLER, AT)
    return log.file.read_bytes().splitlines(keepends=True)


def test_a_missing_log_reads_as_no_decisions_and_creates_nothing(log):
    assert log.read().decisions == ()
    assert list(log.file.parent.iterdir()) == []


def test_a_recorded_decision_is_read_back_as_it_was_written(log):
    (written,) = log.record([accept("items_total")], FILLER, AT)
    assert log.read().decisions == (written,)
    assert (written.seq, written.of, written.previous) == (1, "swj.yunling.gov.cn/2025", FIRST)
    assert from_line(as_line(written)) == written


def test_every_line_holds_the_hash_of_the_line_before(log):
    lines = [json.loads(line) for line in three(log)]
    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]


def test_control_characters_and_lone_surrogates_are_cleaned_before_they_are_kept(log):
    wish = Wish(
        Action.CHANGE, "site_name", 0, proposed=SEVEN, value="云\ud800岭\x00", reason="改\n正\u202e"
    )
    (written,) = log.record([wish], FILLER, AT)
    assert (written.value, written.reason) == ("云岭", "改 正")
    assert log.read().decisions == (written,)


@pytest.mark.parametrize(
    ("spoil", "line", "said"),
    [
        (lambda a, b, c: a + b.replace(b'"value":7', b'"value":8') + c, 2, "内容被改动过"),
        (lambda a, b, c: a + b.replace(b"\xe7", b"\xff") + c, 2, "读不懂"),
        (lambda a, b, c: a + c, 2, "与前一行接不上"),
        (lambda a, b, c: b + a + c, 1, "与前一行接不上"),
        (lambda a, b, c: a + b + b + c, 3, "与前一行接不上"),
        (lambda a, b, c: a + b"\n" + b + c, 2, "读不懂"),
        (lambda a, b, c: a + b[:-1] + b" \n" + c, 2, "内容被改动过"),
        (lambda a, b, c: a + b[: len(b) // 2] + b"\n" + c, 2, "读不懂"),
        (lambda a, b, c: b"\0" * len(a) + b"\n" + b + c, 1, "读不懂"),
        (lambda a, b, c: a + b, 3, "缺少"),
        (lambda a, b, c: a + b + c[:-9], 3, "缺少"),
        (lambda a, b, c: a + b + c[:-1], 3, "缺少"),
        (lambda a, b, c: b"", 1, "缺少"),
        (lambda a, b, c: a + b + c.replace(b"swj.", b"gxj."), 3, "不是“swj"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_added_after_it(log, spoil, line, said):
    log.file.write_bytes(spoil(*three(log)))
    spoilt = log.file.read_bytes()
    with pytest.raises(DamagedLogError, match=said) as caught:
        log.read()
    assert caught.value.line == line
    assert f"第 {line} 行" in str(caught.value)
    assert len(caught.value.before) <= line - 1
    with pytest.raises(DamagedLogError):
        log.record([accept("registered_users")], FILLER, AT)
    assert log.file.read_bytes() == spoilt


def test_a_log_that_vanished_is_missed(log):
    three(log)
    log.file.unlink()
    with pytest.raises(DamagedLogError, match="应当有 3 行"):
        log.read()


def test_a_rewritten_chain_that_ends_elsewhere_than_noted_is_named(log, tmp_path):
    three(log)
    other = DecisionLog(tmp_path / "other" / log.of / "decisions.jsonl")
    for key in ("items_total", "items_affairs", "site_name"):
        other.record([accept(key)], FILLER, AT)
    log.file.write_bytes(other.file.read_bytes())
    with pytest.raises(DamagedLogError, match=r"decisions\.head"):
        log.read()


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_line_that_a_killed_process_left_unfinished_is_told_from_damage(log, cut):
    three(log)
    unfinished = log.file.read_bytes().splitlines()[0][:cut]
    with log.file.open("ab") as opened:
        opened.write(unfinished)
    reading = log.read()
    assert (len(reading.decisions), reading.torn) == (3, unfinished)
    log.record([accept("registered_users")], FILLER, AT)
    assert (len(log.read().decisions), log.read().torn) == (4, b"")
    assert log.file.with_suffix(".torn").read_bytes() == unfinished + b"\n"


def test_what_was_recorded_together_counts_whole_or_not_at_all(log):
    first = log.record([accept("site_name")], FILLER, AT)
    head = log.file.with_suffix(".head").read_bytes()
    log.record([accept("items_total"), accept("items_affairs"), accept("surveys_held")], FILLER, AT)
    lines = log.file.read_bytes().splitlines(keepends=True)
    log.file.with_suffix(".head").write_bytes(head)  # killed before it was noted
    log.file.write_bytes(b"".join(lines[:3]) + lines[3][:10])
    assert log.read().decisions == first
    assert log.read().torn == lines[1] + lines[2] + lines[3][:10]
    log.record([accept("surveys_held")], FILLER, AT)
    assert [each.key for each in log.read().decisions] == ["site_name", "surveys_held"]


def test_a_line_whose_head_was_not_noted_any_more_still_counts(log):
    log.record([accept("site_name")], FILLER, AT)
    head = log.file.with_suffix(".head").read_bytes()
    log.record([accept("items_total")], FILLER, AT)
    log.file.with_suffix(".head").write_bytes(head)
    assert len(log.read().decisions) == 2


def test_two_people_on_one_field_the_second_is_refused_and_told_what_changed(log):
    log.record([accept("items_total")], FILLER, AT)
    with pytest.raises(ConflictError, match="填报甲") as caught:
        log.record([accept("items_total", based_on=0)], REVIEWER, AT)
    assert [each.key for each in caught.value.since] == ["items_total"]
    assert len(log.read().decisions) == 1


def test_two_people_on_two_fields_do_not_hinder_each_other(log):
    log.record([accept("items_total")], FILLER, AT)
    log.record([accept("items_affairs")], REVIEWER, AT)
    assert len(log.read().decisions) == 2


def test_a_decision_about_the_whole_form_needs_to_know_every_other(log):
    log.record([accept("items_total")], FILLER, AT)
    with pytest.raises(ConflictError):
        log.record([Wish(Action.PASS, FORM, 0)], REVIEWER, AT)
    (passed,) = log.record([Wish(Action.PASS, FORM, 1)], REVIEWER, AT)
    assert version_of(log.read().decisions, "items_affairs") == passed.seq
    with pytest.raises(ConflictError):
        log.record([accept("items_affairs", based_on=0)], FILLER, AT)


def test_one_outdated_wish_keeps_the_whole_batch_out(log):
    log.record([accept("items_total")], FILLER, AT)
    with pytest.raises(ConflictError):
        log.record([accept("items_affairs"), accept("items_total")], FILLER, AT)
    assert len(log.read().decisions) == 1


def test_what_the_check_raises_prevents_the_recording(log):
    def refuse(_decisions):
        raise LookupError("no")

    with pytest.raises(LookupError):
        log.record([accept("items_total")], FILLER, AT, refuse)
    assert log.read().decisions == ()


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Action.CHANGE, "items_total", 0, proposed=SEVEN, value=8),
        Wish(Action.CHANGE, "items_total", 0, proposed=SEVEN, reason="r"),
        Wish(Action.ACCEPT, "items_total", 0, value=7),
        Wish(Action.ACCEPT, "", 0, proposed=SEVEN, value=7),
        Wish(Action.PASS, "items_total", 0),
        Wish(Action.RETURN, "items_total", 0),
        Wish(Action.DELEGATE, "items_total", 0),
        Wish(Action.BOX, "items_total", 0, reason="r", details={"boxes": []}),
        Wish(Action.SIGN, "", 0, details={"preparer": "甲"}),
        Wish(Action.CHANGE, "items_total", 0, proposed=SEVEN, value=float("nan"), reason="r"),
    ],
)
def test_a_wish_that_makes_no_sense_is_an_error_and_leaves_no_line(log, wish):
    with pytest.raises(ValueError):  # noqa: PT011 # many reasons
        log.record([wish], FILLER, AT)
    assert log.read().decisions == ()


def test_the_log_of_another_year_is_not_taken_for_this_one(log, tmp_path):
    three(log)
    other = DecisionLog(tmp_path / "swj.yunling.gov.cn" / "2024" / "decisions.jsonl")
    other.file.parent.mkdir()
    other.file.write_bytes(log.file.read_bytes())
    with pytest.raises(DamagedLogError, match=r"swj\.yunling\.gov\.cn/2025"):
        other.read()
