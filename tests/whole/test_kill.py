"""Stopped at any moment, by any means, the same line goes on and ends with the same result."""

import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from crawler.browser.render import browser_path
from nianbao.demo import site as demo
from tests.sites import build, serve
from tests.whole.sealed import Result, crawl_file, result
from tests.whole.trial import ROOT, SECONDS, line, prefill

YEAR = ("--year", str(demo.YEAR))
STOPPING = 30  # a reader that has not ended by then hangs


@pytest.fixture(scope="module")
def site():
    """The sample site, to be served by the tests: it survives what happens to its reader."""
    known = demo.build()
    return replace(build("f1", quirks="none"), pages=known.pages, truth=known.truth, faults=())


@pytest.fixture(scope="module")
def server(site):
    server = serve(site)
    with server:
        yield server


@dataclass(frozen=True)
class Whole:
    """A run nobody disturbed."""

    done: "subprocess.CompletedProcess[str]"
    folder: Path
    result: Result
    requests: int
    seconds: float


@pytest.fixture(scope="module")
def whole(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    requests, moment = len(server.requests), time.monotonic()
    done = prefill(server.address, folder, *YEAR)
    seconds = time.monotonic() - moment
    assert done.returncode in (0, 3), done.stderr
    return Whole(done, folder, result(folder), len(server.requests) - requests, seconds)


@contextmanager
def running(words):
    """The running line; killed at the end of the block if it is still there."""
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def start(server, folder, *options):
    return running(line(server.address, folder, *YEAR, *options))


def wait_for(server, requests, process):
    """Wait until the server has answered so many requests, or the process has ended."""
    end = time.monotonic() + SECONDS
    while len(server.requests) < requests and process.poll() is None:
        assert time.monotonic() < end, "the reader neither asks nor ends"
        time.sleep(0.001)


def kill_after(server, folder, requests, pause):
    """Start the line and kill it so many answers later; return whether it was still at work."""
    begun = len(server.requests)
    with start(server, folder, "--rate", "50") as process:  # slow enough for kills to land inside
        wait_for(server, begun + requests, process)
        time.sleep(pause)
    return process.returncode == -signal.SIGKILL


def assert_same(one: Result, other: Result):
    for part in fields(Result):
        assert getattr(one, part.name) == getattr(other, part.name), part.name


def is_sound(folder):
    """Whether the file a killed reader left can be opened and holds no torn page."""
    with closing(sqlite3.connect(crawl_file(folder))) as crawl:
        return crawl.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_run_killed_at_random_moments_ends_like_an_undisturbed_one(server, whole, tmp_path, kills):
    dice = random.Random(kills)
    moments = [0, *sorted(dice.sample(range(1, whole.requests * 3 // 4), kills))]
    begun = len(server.requests)
    for earlier, moment in pairwise(moments):
        assert kill_after(server, tmp_path, moment - earlier, dice.random() / 50)
        assert is_sound(tmp_path)

    done = prefill(server.address, tmp_path, *YEAR)

    assert done.returncode in (0, 3), done.stderr
    assert_same(result(tmp_path), whole.result)
    # a resumed run asks again for robots.txt and the page in flight, not for what it has
    assert len(server.requests) - begun <= whole.requests + 3 * kills


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_run_killed_once_at_any_moment_of_its_life_ends_like_an_undisturbed_one(
    server, whole, tmp_path, seed
):
    """Start-up, sealing, audits and outputs are moments too: the time is what is random here."""
    kill_after(server, tmp_path, 0, random.Random(seed).random() * whole.seconds * 1.3)

    done = prefill(server.address, tmp_path, *YEAR)

    assert done.returncode in (0, 3), done.stderr
    assert_same(result(tmp_path), whole.result)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_asked_to_stop_ends_with_130_and_the_same_line_goes_on(server, whole, tmp_path, number):
    begun = len(server.requests)
    with start(server, tmp_path) as process:
        wait_for(server, begun + whole.requests // 3, process)
        process.send_signal(number)
        out, err = process.communicate(timeout=STOPPING)
    assert process.returncode == 130, err
    assert err.splitlines()[-1] == "已暂停，再次运行同一命令即可继续。"
    assert "Traceback" not in out + err
    assert not (tmp_path / "out" / "report.json").exists()

    assert prefill(server.address, tmp_path, *YEAR).returncode in (0, 3)

    assert_same(result(tmp_path), whole.result)
    assert len(server.requests) - begun <= whole.requests + 3


def test_sealed_run_sends_no_request_and_makes_the_same_report_again(server, whole):
    folder = whole.folder
    before = len(server.requests), crawl_file(folder).read_bytes()
    (folder / "out" / "report.json").unlink()

    again = prefill(server.address, folder, *YEAR)

    assert (len(server.requests), crawl_file(folder).read_bytes()) == before
    assert (again.returncode, again.stdout) == (whole.done.returncode, whole.done.stdout)
    assert_same(result(folder), whole.result)


def test_second_process_on_the_same_workspace_is_refused_and_does_no_harm(site, tmp_path):
    server = serve(site)
    with server, start(server, tmp_path, "--rate", "2") as process:  # busy for a minute and more
        wait_for(server, 10, process)
        second = prefill(server.address, tmp_path, *YEAR)
        third = prefill(server.address, tmp_path, *YEAR, "--fresh")
        assert process.poll() is None, "the first must still be at work"
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=STOPPING)
    for refused in (second, third):
        assert refused.returncode == 1, refused.stderr
        assert "正被另一个采集使用" in refused.stderr
        assert "Traceback" not in refused.stdout + refused.stderr
    assert process.returncode == 130
    assert is_sound(tmp_path)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_stopped_run_leaves_no_browser_behind(server, tmp_path, number):
    words = [word for word in line(server.address, tmp_path, *YEAR) if word != "--no-browser"]
    with running(words) as process:
        reader, found = psutil.Process(process.pid), []
        while process.poll() is None and not any("chrom" in one.name() for one in found):
            found = reader.children(recursive=True)
        process.send_signal(number)
        process.communicate(timeout=STOPPING)
    assert found, "the browser never started"
    _, left = psutil.wait_procs(found, timeout=STOPPING)
    assert [one for one in left if one.is_running()] == []
