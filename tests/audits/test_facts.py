import pytest

from audits.facts import Evidence, Fact, Outcome, Source

SEEN = (Evidence("http://yunling.example/", quote="云岭市商务局"),)


@pytest.mark.parametrize(
    ("outcome", "value", "reason"),
    [
        (Outcome.OBSERVED, 0, ""),
        (Outcome.OBSERVED, False, ""),
        (Outcome.OBSERVED, "云岭市商务局", ""),
        (Outcome.PARTIAL, 3, "未采全"),
        (Outcome.ESTIMATE, 2.5, "取自样本"),
        (Outcome.UNKNOWN, None, "没有看到"),
        (Outcome.FAILED, None, "出错"),
    ],
)
def test_a_fact_in_a_state_a_reader_can_trust_is_made(outcome, value, reason):
    assert Fact("items_total", value, outcome, SEEN, reason).value == value


@pytest.mark.parametrize(
    ("outcome", "value", "evidence", "reason"),
    [
        (Outcome.UNKNOWN, 0, SEEN, "没有看到"),
        (Outcome.FAILED, 7, SEEN, "出错"),
        (Outcome.OBSERVED, None, SEEN, ""),
        (Outcome.PARTIAL, None, SEEN, "未采全"),
        (Outcome.ESTIMATE, None, SEEN, "取自样本"),
        (Outcome.OBSERVED, 0, (), ""),
        (Outcome.PARTIAL, 3, (), "未采全"),
        (Outcome.OBSERVED, 3, SEEN, "但是"),
        (Outcome.PARTIAL, 3, SEEN, ""),
        (Outcome.UNKNOWN, None, (), ""),
        (Outcome.ESTIMATE, 3, SEEN, ""),
    ],
)
def test_a_fact_that_would_mislead_cannot_be_written(outcome, value, evidence, reason):
    with pytest.raises(ValueError, match="items_total"):
        Fact("items_total", value, outcome, evidence, reason)


def test_a_value_that_is_not_the_site_s_needs_no_page():
    assert Fact("reviewer", "甲", Outcome.OBSERVED, source=Source.PERSON).evidence == ()
