"""Which figure stands when the site and an import both know one."""

import pytest

from audits.facts import Evidence, Fact, Outcome, Source
from reportgen.fields import load_fields
from reportgen.precedence import settle

SEEN = (Evidence(url="http://swj.yunling.gov.cn/"),)


def site(value, outcome):
    reason = "" if outcome is Outcome.OBSERVED else "原因"
    return Fact("messages_received", value, outcome, SEEN, reason)


def imported(value):
    return Fact("messages_received", value, Outcome.OBSERVED, SEEN, source=Source.IMPORT)


@pytest.mark.parametrize(
    ("seen", "brought", "stands", "severities"),
    [
        (site(None, Outcome.UNKNOWN), 9, 9, []),
        (site(4, Outcome.PARTIAL), 9, 9, ["info"]),
        (site(4, Outcome.PARTIAL), 4, 4, []),
        (site(4, Outcome.PARTIAL), 3, 4, ["warning"]),
        (site(4, Outcome.ESTIMATE), 3, 3, ["warning"]),
        (site(4, Outcome.OBSERVED), 9, 4, ["warning"]),
        (site(0, Outcome.OBSERVED), 0, 0, []),
    ],
)
def test_import_stands_unless_the_site_shows_more_or_all(seen, brought, stands, severities):
    facts, remarks = settle(load_fields(), {"messages_received": seen}, [imported(brought)])
    assert facts["messages_received"].value == stands
    assert [remark.severity for remark in remarks] == severities


def test_import_of_a_field_the_form_lacks_is_left_out():
    facts, remarks = settle({}, {}, [imported(3)])
    assert (facts, remarks) == ({}, [])
