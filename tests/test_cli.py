"""What a person typed wrong is one Chinese sentence and the right exit code, before any request."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from crawler.errors import (
    ConfigError,
    ExportError,
    StoreError,
    UnreadableSiteError,
    UsageError,
)
from nianbao import exits
from nianbao.cli import main

CHINESE = re.compile("[一-鿿]")
GOOD = ["http://swj.example.test/", "--year", "2025"]


@pytest.fixture(autouse=True)
def hooks_put_back():
    terminate, hook = signal.getsignal(signal.SIGTERM), sys.excepthook
    yield
    signal.signal(signal.SIGTERM, terminate)
    sys.excepthook = hook


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run a line in an empty folder; returns (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def go(*words):
        code = main([str(word) for word in words])
        seen = capsys.readouterr()
        return code, seen.out, seen.err

    return go


@pytest.mark.parametrize(
    "url",
    [
        "www.example.gov.cn",
        "ftp://www.example.gov.cn/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
        "http://",
        "http:///index.html",
        "http://www.example.gov.cn:99999/",
        "http://www.example.gov.cn:port/",
        "http://[::1/",
        "http://www example.gov.cn/",
        "http：//www.example.gov.cn/",
    ],
)
def test_address_that_is_no_web_address_is_refused_with_code_2(run, url):
    code, out, err = run("prefill", url, "--year", "2025")
    assert (code, out) == (2, "")
    assert "网址不对" in err


def test_address_with_a_password_is_refused_without_repeating_it(run):
    code, _, err = run("prefill", "http://admin:s3cret@www.example.gov.cn/", "--year", "2025")
    assert code == 2
    assert "用户名和密码" in err
    assert "s3cret" not in err


@pytest.mark.parametrize("year", ["1999", "2101", "25", "-1"])
def test_year_out_of_range_is_refused_with_code_2(run, year):
    code, _, err = run("prefill", GOOD[0], f"--year={year}")
    assert code == 2
    assert "--year 不对" in err


@pytest.mark.parametrize("rate", ["-1", "nan", "inf"])
def test_rate_that_is_no_speed_is_refused_with_code_2(run, rate):
    code, _, err = run("prefill", *GOOD, f"--rate={rate}")
    assert code == 2
    assert "--rate 不对" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prefill"], "缺少 URL"),
        (["prefill", "http://a.test/"], "缺少 --year"),
        (["prefill", "http://a.test/", "--year"], "选项 --year 后面要跟一个值"),
        (["prefill", "http://a.test/", "--year", "next"], "--year 的值不对"),
        (["prefill", "http://a.test/", "--yaer", "2025"], "没有选项 --yaer"),
        (["prefil"], "命令写得不对"),
        (["prefill", "http://a.test/", "http://b.test/", "--year", "2025"], "命令写得不对"),
    ],
)
def test_misspelt_line_is_explained_in_chinese_with_code_2(run, words, said):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "--help" in err


def test_unknown_form_is_refused_by_name_before_anything_is_written(run, tmp_path):
    code, _, err = run("prefill", *GOOD, "--form", "mars_2030")
    assert code == 2
    assert "mars_2030" in err
    assert list(tmp_path.iterdir()) == []


def test_out_folder_that_is_a_file_is_refused_by_option(run, tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    code, _, err = run("prefill", *GOOD, "--out", "taken")
    assert code == 2
    assert err.startswith("--out：文件夹不能写入")


def test_workspace_below_a_file_is_refused_by_option(run, tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    code, _, err = run("prefill", *GOOD, "--workspace", "taken/inside")
    assert code == 2
    assert err.startswith("--workspace：文件夹不能写入")


def test_missing_profile_is_refused_before_the_crawl(run):
    code, _, err = run("prefill", *GOOD, "--profile", "gone.toml")
    assert code == 2
    assert "gone.toml" in err


def test_broken_profile_is_refused_with_the_name_of_the_file(run, tmp_path):
    (tmp_path / "site.toml").write_text("hosts = [\n", encoding="utf-8")
    code, _, err = run("prefill", *GOOD, "--profile", "site.toml")
    assert code == 2
    assert "site.toml" in err


def test_columns_of_a_site_never_crawled_say_what_to_run(run):
    code, _, err = run("columns", "--site", "swj.example.test", "--year", "2025")
    assert code == 2
    assert "prefill" in err


def test_a_site_named_without_its_port_is_told_what_was_crawled_and_leaves_no_folder(run, tmp_path):
    there = tmp_path / "nianbao-data" / "127.0.0.1_8021" / "2025"
    there.mkdir(parents=True)
    (there / "crawl.sqlite").touch()
    code, _, err = run("export", "--site", "127.0.0.1", "--year", "2025", "--draft")
    assert code == 2
    assert "采集过的有：127.0.0.1:8021（2025）" in err
    assert [each.name for each in (tmp_path / "nianbao-data").iterdir()] == ["127.0.0.1_8021"]


def test_figures_for_a_site_that_was_never_crawled_are_taken_with_a_word(run, tmp_path):
    there = tmp_path / "nianbao-data" / "127.0.0.1_8021" / "2025"
    there.mkdir(parents=True)
    (there / "crawl.sqlite").touch()
    (tmp_path / "t.csv").write_text("填报项,填写\n注册用户数,5\n", "utf-8")
    for site, said in (("127.0.0.1", True), ("127.0.0.1:8021", False)):
        _, _, err = run("import", "figures", "t.csv", "--site", site, "--year", "2025")
        assert ("采集过的有：127.0.0.1:8021（2025）" in err) == said


@pytest.mark.parametrize("site", ["../../etc", "a/b", "", "a b"])
def test_site_that_is_no_host_is_refused(run, site):
    code, _, err = run("columns", "--site", site, "--year", "2025")
    assert code == 2
    assert "--site 不对" in err


def test_json_run_that_fails_prints_one_document_and_the_sentence_on_stderr(run):
    code, out, err = run("prefill", "ftp://a.test/", "--year", "2025", "--json")
    document = json.loads(out)
    assert document["error"]["exit"] == code == 2
    assert document["error"]["message"] in err


def test_forms_as_json_name_the_national_form(run):
    code, out, _ = run("forms", "--json")
    assert code == 0
    assert "national_2018" in [form["id"] for form in json.loads(out)["forms"]]


def test_doctor_as_json_looks_at_browser_font_sqlite_and_disk(run):
    code, out, _ = run("doctor", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["ok"] is True
    assert {"browser", "font", "sqlite", "workspace", "disk"} <= {
        finding["id"] for finding in document["findings"]
    }


def test_no_command_shows_the_commands(run):
    code, out, _ = run()
    assert code == 0
    assert "prefill" in out


@pytest.mark.parametrize("command", ["prefill", "demo", "columns", "forms", "doctor"])
def test_help_of_every_command_is_chinese_and_names_the_common_options(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "--workspace DIR" in out
    assert "--json" in out
    assert all(CHINESE.search(line) for line in out.splitlines() if line)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (UsageError("不对"), 2),
        (ConfigError("site.toml", "hosts", "不对"), 2),
        (UnreadableSiteError("tls", "证书不对"), 5),
        (StoreError("磁盘已满"), 1),
        (ExportError("写不出"), 1),
        (PermissionError(13, "Permission denied", "x"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_kind_of_error_has_its_exit_code_and_a_chinese_sentence(capsys, problem, code):
    def work():
        raise problem

    assert exits.ending(work, as_json=False) == code
    seen = capsys.readouterr()
    assert seen.out == ""
    assert CHINESE.search(seen.err)
    assert len(seen.err.splitlines()) == 1


def test_interrupted_run_says_that_the_same_line_goes_on(capsys):
    assert exits.ending(lambda: 130, as_json=False) == 130
    assert "再次运行同一命令即可继续" in capsys.readouterr().err


def test_unexpected_error_ends_with_code_1_and_keeps_the_traceback_in_a_file(tmp_path, root):
    code = "from nianbao import exits; exits.ending(lambda: {}['gone'], as_json=True)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["error"]["exit"] == 1
    (log,) = tmp_path.glob("nianbao-*.log")
    assert str(log) in done.stderr
    assert "KeyError: 'gone'" in log.read_text(encoding="utf-8")


def test_screen_that_knows_no_chinese_letters_does_not_break_the_help(root):
    done = subprocess.run(
        [sys.executable, "-m", "nianbao", "--help"],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"prefill" in done.stdout


def test_help_does_not_load_the_heavy_packages(root):
    code = (
        "import sys; from nianbao.cli import main; main(['prefill', '--help']); "
        "print([m for m in ('scrapy', 'jinja2', 'lxml', 'playwright') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
