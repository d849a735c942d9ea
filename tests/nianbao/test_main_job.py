"""The main job as a person runs it, on the sample site: done, again, stopped, killed, resumed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.demo.server import serve
from nianbao.demo.site import YEAR, build

OUTPUTS = {"report.json", "report.html", "report.docx", "evidence"}
FINISHED = 3  # no website shows everything that is asked of it: some rows stay unknown


@pytest.fixture(scope="module")
def home():
    with serve() as address:
        yield address


def line(*words):
    return [sys.executable, "-m", "nianbao", *(str(word) for word in words)]


def prefill_line(home, workspace):
    words = ("--year", YEAR, "--rate", 0, "--no-browser", "--workspace", workspace)
    return line("prefill", home, *words)


@pytest.fixture(scope="module")
def run(root):
    """Run a line to its end."""

    def go(words):
        return subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)

    return go


@pytest.fixture(scope="module")
def run_until(root):
    """Run a line, send a signal when its progress first says ``words``; returns (code, stderr)."""

    def go(command, words, number):
        with subprocess.Popen(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            for said in process.stderr:
                if words in said:
                    process.send_signal(number)
                    break
            rest = process.stderr.read()
        return process.returncode, rest

    return go


def folder_of(workspace):
    return next(Path(workspace).glob(f"*/{YEAR}"))


def answers(workspace):
    """What must be the same however often the run was stopped."""
    report = json.loads((folder_of(workspace) / "out/report.json").read_text(encoding="utf-8"))
    return report["fields"], report["columns"], report["crawl"]["discovered"]


@pytest.fixture(scope="module")
def finished(home, run, tmp_path_factory):
    workspace = tmp_path_factory.mktemp("finished")
    done = run(prefill_line(home, workspace))
    return done, workspace


def test_finished_run_has_every_output_and_says_where(finished):
    done, workspace = finished
    assert done.returncode == FINISHED, done.stderr
    out = folder_of(workspace) / "out"
    assert {file.name for file in out.iterdir()} >= OUTPUTS
    assert str(out / "report.html") in done.stdout


def test_finished_run_found_the_true_totals(finished):
    fields, _, _ = answers(finished[1])
    truth = build().truth.fields
    assert fields["items_total"]["value"] == truth["items_total"].value
    assert fields["items_total"]["outcome"] == "observed"


def test_sealed_crawl_is_judged_again_when_the_site_is_gone(run, tmp_path):
    with serve() as address:
        first = run(prefill_line(address, tmp_path))
    assert first.returncode == FINISHED, first.stderr
    files = [folder_of(tmp_path) / name for name in ("crawl.sqlite", "facts.json")]
    before = [file.read_bytes() for file in files]
    again = run([*prefill_line(address, tmp_path), "--json"])
    assert again.returncode == FINISHED, again.stderr
    assert json.loads(again.stdout)["exit"] == FINISHED
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("stage", ["查找栏目", "翻阅栏目", "核对条目"])
def test_killed_run_goes_on_to_the_same_answers(finished, home, run, run_until, tmp_path, stage):
    code, _ = run_until(prefill_line(home, tmp_path), stage, signal.SIGKILL)
    assert code == -signal.SIGKILL
    done = run(prefill_line(home, tmp_path))
    assert done.returncode == FINISHED, done.stderr
    assert answers(tmp_path) == answers(finished[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_run_says_how_to_go_on_and_loses_nothing(
    finished, home, run, run_until, tmp_path, number
):
    code, said = run_until(prefill_line(home, tmp_path), "翻阅栏目", number)
    assert code == 130
    assert "再次运行同一命令即可继续" in said
    assert "Traceback" not in said
    assert run(prefill_line(home, tmp_path)).returncode == FINISHED
    assert answers(tmp_path) == answers(finished[1])


def test_fresh_run_keeps_the_old_crawl(finished, home, run, tmp_path):
    shutil.copytree(finished[1], tmp_path, dirs_exist_ok=True)
    done = run([*prefill_line(home, tmp_path), "--fresh"])
    assert done.returncode == FINISHED, done.stderr
    kept = list(folder_of(tmp_path).glob("crawl-*.sqlite"))
    assert len(kept) == 1
    assert kept[0].stat().st_size > 0


def test_json_run_prints_the_report_and_nothing_else(finished, home, run):
    done = run([*prefill_line(home, finished[1]), "--json"])
    document = json.loads(done.stdout)
    assert document["schema"] == "nianbao.report/1"
    assert all(Path(file).is_file() for file in document["files"])


def test_unreachable_site_ends_with_code_5_in_one_chinese_sentence(run, tmp_path):
    with serve() as gone:
        pass
    done = run(prefill_line(gone, tmp_path))
    assert done.returncode == 5
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert folder_of(tmp_path).joinpath("nianbao.log").is_file()


def test_broken_site_file_of_the_workspace_is_named(finished, home, run, tmp_path):
    shutil.copytree(finished[1], tmp_path, dirs_exist_ok=True)
    site_file = folder_of(tmp_path).parent / "site.toml"
    site_file.write_text(site_file.read_text(encoding="utf-8") + "\n[[hosts", encoding="utf-8")
    done = run(prefill_line(home, tmp_path))
    assert done.returncode == 2
    assert "site.toml" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="ports are shared differently elsewhere")
def test_demo_comes_out_right_even_when_its_usual_port_is_taken(run, tmp_path):
    try:
        with serve(8021):
            done = run(line("demo", "--workspace", tmp_path))
    except OSError:  # taken already, by another run of the tests: just as good
        done = run(line("demo", "--workspace", tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已知答案全部核对一致" in done.stdout
    assert "127.0.0.1_8021" not in {folder.name for folder in tmp_path.iterdir()}
