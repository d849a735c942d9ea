"""A log in a folder of its own, and short ways to decide."""

from pathlib import Path

import pytest

from audits.facts import Outcome
from reportgen.decisions.log import DecisionLog
from reportgen.decisions.proposal import proposal_of
from reportgen.decisions.record import FORM, SIGNED, VALUED, Action, Role
from reportgen.decisions.wishes import Person, Wish, version_of
from reportgen.fields import FieldKind

AT = "2026-01-11T09:00:00+08:00"
FILLER = Person("填报甲", Role.PREPARER)
REVIEWER = Person("审核乙", Role.REVIEWER)
HEAD = Person("负责丙", Role.HEAD)


class Desk:
    """A draft with its log; every method records one decision and returns its line."""

    def __init__(self, report, log):
        self.report = report
        self.log = log

    def wish(self, action, key=FORM, **others):
        version = version_of(self.log.read().decisions, key)
        item = self.report.fields.get(key)
        proposed = proposal_of(item) if action in VALUED else None
        return Wish(action, key, version, proposed=proposed, **others)

    def do(self, action, key=FORM, who=FILLER, **others):
        return self.log.record([self.wish(action, key, **others)], who, AT)[0]

    def decide_all(self):
        return decide_all(self.report, self.log)

    def accept(self, key, reason=""):
        return self.do(Action.ACCEPT, key, value=self.report.fields[key].value, reason=reason)

    def change(self, key, value, reason="按单位台账"):
        return self.do(Action.CHANGE, key, value=value, reason=reason)

    def no_data(self, key, written="无"):
        return self.do(Action.NO_DATA, key, details={"written_as": written})

    def undo(self, key, decision):
        return self.do(Action.UNDO, key, details={"undoes": decision.seq})

    def names(self):
        details = {"preparer": "甲", "reviewer": "乙", "unit_head": "丙"}
        details["prepared_on"] = "2026-01-12"
        return self.do(Action.SIGN, who=HEAD, details=details)


def decide_all(report, log):
    """Accept what was observed, and call the rest without data; in one batch."""
    desk = Desk(report, log)
    wishes = []
    for key, item in report.fields.items():
        if key in SIGNED:
            continue
        if item.outcome is Outcome.OBSERVED:
            wishes.append(desk.wish(Action.ACCEPT, key, value=item.value))
        elif item.field.kind in (FieldKind.YES_NO, FieldKind.CHOICE):
            value = next(iter(item.field.choices), False)
            wishes.append(desk.wish(Action.CHANGE, key, value=value, reason="问过科室"))
        else:
            wishes.append(desk.wish(Action.NO_DATA, key, details={"written_as": "无"}))
    return log.record(wishes, FILLER, AT)


@pytest.fixture
def log(tmp_path: Path) -> DecisionLog:
    folder = tmp_path / "swj.yunling.gov.cn" / "2025"
    folder.mkdir(parents=True)
    return DecisionLog(folder / "decisions.jsonl")


@pytest.fixture
def desk(report, log) -> Desk:
    return Desk(report, log)
