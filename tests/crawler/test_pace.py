import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.transport.pace import Pace, parse_retry_after

NOW = 1_767_200_000.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("-1", 0.0),
        ("999999", 3600.0),
        (formatdate(NOW + 90, usegmt=True), 90.0),
        (formatdate(NOW - 90, usegmt=True), 0.0),
        (formatdate(NOW + 999_999, usegmt=True), 3600.0),
        ("soon", None),
        ("", None),
        ("３", None),
        ("1.5", None),
        ("Wed, 99 Foo 2025 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_capped(value, seconds):
    assert parse_retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_gives_a_sane_wait(value):
    found = parse_retry_after(value, NOW)
    assert found is None or 0 <= found <= 3600


def test_a_fresh_host_may_be_asked_at_once():
    assert Pace(1.0, 1.0).wait().seconds == 0


def test_a_host_rests_for_the_delay_after_a_request():
    pace = Pace(1.0, 1.0)
    pace.report(time.monotonic(), True, "http://x/")
    wait = pace.wait()
    assert 0.9 < wait.seconds <= 1.0
    assert wait.reason == "按每 1 秒一次的间隔访问"


def test_a_crawl_delay_is_capped_at_a_minute_and_waived_at_rate_zero():
    slow, free = Pace(1.0, 1.0), Pace(0.0, 1.0)
    slow.set_crawl_delay(500)
    free.set_crawl_delay(500)
    assert (slow.delay_seconds, free.delay_seconds) == (60.0, 0.0)


def test_five_failures_of_twenty_halve_the_rate_and_twenty_good_answers_restore_it():
    pace = Pace(1.0, 1.0)
    for _ in range(5):
        pace.report(0.0, False, "")
    assert pace.delay_seconds == 2.0
    for _ in range(20):
        pace.report(0.0, True, "http://x/")
    assert pace.delay_seconds == 1.0


def test_the_longer_pause_wins_and_says_why():
    pace = Pace(0.0, 1.0)
    pace.retry_after("100")
    pace.pause(5, "稍后重试")
    assert 99 < pace.wait().seconds <= 100
    assert pace.wait().reason == "网站要求 100 秒后再来"


def test_a_storm_is_paused_six_times_with_growing_length():
    pace = Pace(1.0, 1.0)
    lengths = []
    while pace.rest():
        lengths.append(round(pace.wait().seconds))
    assert lengths == [60, 120, 240, 480, 600, 600]
    assert pace.given_up
