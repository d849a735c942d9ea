"""Many at once and much nonsense: nothing is lost, nothing breaks."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reportgen.review.conftest import CASE, Bench, inputs

FIELD = f"{CASE}/field/items_affairs"
ACTIONS = ("accept", "change", "no_data", "delegate", "undo", "return", "pass", "row_in", "x")
TEXT = st.text(max_size=20) | st.sampled_from(
    ["0", "1", "yes", "无", "-1", "9" * 30, "\x00", "2026-01-31", "<b>", "，", "١"]
)
NAMES = (
    *("value", "reason", "version", "seen", "at", "written_as", "department", "undoes"),
    *("date", "address", "preparer", "reviewer", "unit_head", "prepared_on", "key"),
)
SENT = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, TEXT))
PATH = st.sampled_from(
    [
        *(f"{FIELD}/{action}" for action in ACTIONS),
        *(f"{CASE}/form/{action}" for action in (*ACTIONS, "approve", "reopen", "publish")),
        f"{CASE}/accept-certain",
        "/me",
        "/login",
    ]
)


@pytest.fixture(scope="module")
def bench(report, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("many"), report)


@pytest.fixture(scope="module")
def person(bench):
    return bench.person()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(path=PATH, sent=SENT, known=st.booleans())
def test_no_nonsense_in_a_form_breaks_the_page(bench, person, path, sent, known):
    given_inputs = inputs(person.get(FIELD), f"{FIELD}/change")
    data = sent | {"csrf": given_inputs["csrf"]}
    if known:
        data |= {"version": given_inputs["version"], "seen": given_inputs["seen"]}
    answer = person.post(path, data=data)
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    assert bench.file.confirmed().report.fields  # the log is still whole


def test_saves_of_four_people_at_once_lose_nothing(report, tmp_path):
    bench = Bench(tmp_path, report)
    people = [bench.person() for _ in range(4)]
    accepted = []

    def work(person, number):
        for turn in range(12):
            hidden = inputs(person.get(FIELD), f"{FIELD}/change")
            value = number * 1000 + turn
            typed = {"value": str(value), "reason": f"第{value}次"}
            answer = person.post(f"{FIELD}/change", data=hidden | typed)
            assert answer.status_code in (200, 409)
            if answer.status_code == 200:
                accepted.append(value)

    threads = [
        threading.Thread(target=work, args=pair) for pair in zip(people, range(1, 5), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    recorded = [each.value for each in bench.file.log.read().decisions]
    assert sorted(recorded) == sorted(accepted)
    assert len(recorded) >= 12
