"""A recorder is killed thirty times: nothing that was told is lost, nothing is half."""

import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from reportgen.decisions.log import DecisionLog
from reportgen.decisions.replay import replay

RECORDER = """
import sys
from pathlib import Path
from audits.facts import Outcome, Source
from reportgen.decisions.log import DecisionLog
from reportgen.decisions.record import Action, Proposed, Role
from reportgen.decisions.wishes import Person, Wish, version_of

log = DecisionLog(Path(sys.argv[1]))
seen = Proposed(2, Outcome.OBSERVED, Source.SITE, "d" * 64)
keys = ("items_total", "items_affairs", "surveys_held")
print("ready", flush=True)
while True:
    decisions = log.read().decisions
    wishes = [
        Wish(Action.CHANGE, key, version_of(decisions, key), seen, len(decisions), "改" * 900)
        for key in keys
    ]
    done = log.record(wishes, Person("甲", Role.PREPARER), "2026-01-11T09:00:00+08:00")
    print(done[-1].seq, flush=True)
"""


def run_and_kill(file, delay):
    """Let a recorder work for a while, kill it, and return the last seq it had told."""
    command = [sys.executable, "-c", RECORDER, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        timer = threading.Timer(delay, lambda: process.send_signal(signal.SIGKILL))
        timer.start()
        told = [line for line in process.stdout if line.endswith("\n")]
        timer.join()
    assert process.returncode == -signal.SIGKILL
    return int(told[-1]) if told else 0


@pytest.mark.slow
def test_killed_thirty_times_while_deciding_nothing_is_lost_or_half(log, report):
    rng = random.Random(20260111)
    known = 0
    for _ in range(30):
        known = max(known, run_and_kill(log.file, 0.02 + rng.random() * 0.25))
        reading = log.read()
        assert known <= len(reading.decisions) <= known + 3
        known = len(reading.decisions)
        assert len(reading.decisions) % 3 == 0
        assert replay(report, reading.decisions) == replay(
            report, DecisionLog(log.file).read().decisions
        )
    assert len(log.read().decisions) > 60


@pytest.mark.slow
def test_four_processes_that_decide_at_once_lose_nothing(log):
    """Each records on what it has just read; whoever comes second is refused, nobody is lost."""
    count = 8
    once = RECORDER.replace("while True:", f"for _ in range({count}):").replace(
        "    done = ", "    try:\n        done = "
    )
    once = once.replace(
        "    print(done", "    except ConflictError:\n        continue\n    print(done"
    )
    once = once.replace("import Person, Wish", "import ConflictError, Person, Wish")
    command = [sys.executable, "-c", once, str(log.file)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = []
    for process in running:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        told += [int(line) for line in out.splitlines()[1:]]
    decisions = log.read().decisions
    assert sorted(told) == [each.seq for each in decisions if each.more == 0]
    assert len(told) == len(set(told)) >= count


def test_a_second_writer_waits_for_the_first(log):
    from reportgen.decisions.locking import locked
    from tests.reportgen.decisions.conftest import AT, FILLER
    from tests.reportgen.decisions.test_log import accept

    order = []
    with locked(log.file.with_suffix(".lock")):
        writer = threading.Thread(
            target=lambda: order.append(log.record([accept("site_name")], FILLER, AT))
        )
        writer.start()
        time.sleep(0.1)
        assert order == []
    writer.join(10)
    assert len(order) == 1
