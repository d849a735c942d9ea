"""From a signed demo to files, to the blank form of the office above, to the site, to a package."""

import functools
import hashlib
import http.server
import io
import json
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nianbao.drafts import confirmed
from nianbao.workspace import Place
from reportgen.decisions.confirmed import is_filled_later
from reportgen.decisions.log import DecisionLog
from reportgen.decisions.proposal import proposal_of
from reportgen.decisions.record import FORM, Action, Role
from reportgen.decisions.wishes import Person, Wish, version_of
from tests.reportgen.official import templates

pytestmark = pytest.mark.slow
AT = "2026-01-11T09:00:00+08:00"
NAMES = {"preparer": "甲", "reviewer": "乙", "unit_head": "丙", "prepared_on": "2026-01-12"}
NIANBAO = [sys.executable, "-m", "nianbao"]


def run(place, *words):
    line = [*NIANBAO, *words, "--workspace", place.workspace, "--site", place.site]
    return subprocess.run(
        [*line, "--year", str(place.year), "--json"], capture_output=True, text=True, timeout=280
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The demo's workspace, crawled once."""
    workspace = tmp_path_factory.mktemp("export")
    line = [*NIANBAO, "demo", "--workspace", workspace]
    subprocess.run(line, check=True, capture_output=True, timeout=280)
    (file,) = workspace.glob("*/*/crawl.sqlite")
    site = file.parent.parent.name.replace("_", ":")
    return Place(workspace, site, int(file.parent.name))


@pytest.fixture(scope="module")
def signed(place):
    """The same with everything decided, passed, signed and approved."""
    draft = confirmed(place, datetime.now(UTC)).draft
    log = DecisionLog(place.decisions_file)
    decisions = []
    for key, item in draft.fields.items():
        if is_filled_later(key):
            continue
        if item.value is None:
            details = {"written_as": "无"}
            wish = Wish(Action.NO_DATA, key, 0, proposal_of(item), details=details)
        else:
            wish = Wish(Action.ACCEPT, key, 0, proposal_of(item), item.value, "已核对")
        decisions.append(wish)
    log.record(decisions, Person("甲", Role.PREPARER), AT)
    steps = (
        (Action.PASS, Person("乙", Role.REVIEWER), {}),
        (Action.SIGN, Person("丙", Role.HEAD), NAMES),
        (Action.APPROVE, Person("丙", Role.HEAD), {}),
    )
    for action, who, details in steps:
        version = version_of(log.read().decisions, FORM)
        log.record([Wish(action, FORM, version, details=details)], who, AT)
    return place


def test_form_that_nobody_confirmed_is_refused_with_what_is_left(place, tmp_path):
    unsigned = Place(place.workspace, place.site, place.year)
    if unsigned.decisions_file.exists():
        pytest.skip("signed by another test")
    done = run(unsigned, "export", "--out", tmp_path)
    assert done.returncode == 2
    assert "还没有经单位负责人审定" in done.stderr
    assert "--draft" in done.stderr
    assert list(tmp_path.iterdir()) == []
    drafted = run(unsigned, "export", "--draft", "--format", "docx", "--out", tmp_path)
    assert drafted.returncode == 0
    assert [path.name.endswith("-草稿.docx") for path in tmp_path.iterdir()] == [True]


def test_signed_form_is_exported_and_never_overwritten(signed, tmp_path):
    first, second = (
        run(signed, "export", "--format", "docx,json", "--out", tmp_path) for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (0, 0)
    files = json.loads(first.stdout)["files"] + json.loads(second.stdout)["files"]
    assert len(set(files)) == 4
    report = json.loads(next(tmp_path.glob("*表.json")).read_text("utf-8"))
    assert report["official"]["is_draft"] is False
    assert report["fields"]["unit_head"]["value"] == "丙"


def test_blank_form_with_a_renamed_row_is_filled_and_the_row_is_named(signed, tmp_path):
    whole = templates.blank("national_2018", report_year="")
    blank = tmp_path / "上级表样.docx"
    blank.write_bytes(
        templates.as_word(templates.renamed(whole, "概况类信息更新量", "概况信息类更新的量"))
    )
    done = run(signed, "export", "--template", blank, "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert done.returncode == 3
    assert set(told["unplaced"]) == {"items_overview"}
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.endswith("-上级表样.docx")


def test_blank_form_of_the_year_before_is_filled_and_that_is_said_in_words(signed, tmp_path):
    whole = templates.blank("national_2018", report_year="")
    head = (
        "政府网站工作年度报表（2024年度）",
        *(line for line in whole.head if "年度" not in line),
    )
    blank = tmp_path / "上级表样.docx"
    blank.write_bytes(templates.as_word(replace(whole, head=head)))
    line = [*NIANBAO, "export", "--template", blank, "--out", tmp_path / "out"]
    line += ["--workspace", signed.workspace, "--site", signed.site, "--year", str(signed.year)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=280)
    assert done.returncode == 3
    assert f"表题印的是 2024 年度，不是 {signed.year} 年度" in done.stdout
    assert "已经填进去" in done.stdout
    assert "没有填上" not in done.stdout


def test_package_holds_the_sealed_crawl_and_every_hash_and_is_the_same_twice(signed, tmp_path):
    for name in ("a", "b"):
        done = run(signed, "export", "--format", "package", "--out", tmp_path / name)
        assert done.returncode == 0
    (one,), (other,) = ((tmp_path / name).glob("*.zip") for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    package = zipfile.ZipFile(one)
    assert package.read("采集/crawl.sqlite") == signed.crawl_file.read_bytes()
    assert package.read("留痕/decisions.jsonl") == signed.decisions_file.read_bytes()
    sums = package.read("SHA256SUMS").decode().splitlines()
    for line in sums:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(package.read(name)).hexdigest() == digest
    assert len(sums) == len(package.namelist()) - 1
    assert any(name.startswith("草稿和依据/evidence/screenshots/") for name in package.namelist())
    assert "修改留痕" in package.read("index.html").decode()


def test_published_form_is_compared_and_the_way_to_it_found(signed, tmp_path):
    run(signed, "export", "--format", "html", "--out", tmp_path)
    (fragment,) = tmp_path.glob("*粘贴用.html")
    form = fragment.read_text("utf-8")
    site = tmp_path / "site"
    (site / "gk").mkdir(parents=True)
    head = "<html><head><meta charset='utf-8'></head><body>"
    (site / "index.html").write_text(f"{head}<a href='gk/'>政务公开</a></body></html>", "utf-8")
    links = "<a href='t1.html'>年度报表</a><a href='t2.html'>另一份</a>"
    (site / "gk" / "index.html").write_text(f"{head}{links}</body></html>", "utf-8")
    (site / "gk" / "t1.html").write_text(f"{head}{form}</body></html>", "utf-8")
    other = form.replace("☑", "□", 1)
    (site / "gk" / "t2.html").write_text(f"{head}{other}</body></html>", "utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    port = int(signed.site.rpartition(":")[2])
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://{signed.site}/"
        common = ("--rate", "0", "--deadline", "2100-01-31")
        same = run(signed, "published", f"{home}gk/t1.html", *common)
        changed = run(signed, "published", f"{home}gk/t2.html", *common)
        missing = run(signed, "published", f"{home}gk/t3.html", *common)
        foreign = run(signed, "published", "http://www.example.com/t1.html", *common)
        server.shutdown()
    told = json.loads(same.stdout)
    assert (same.returncode, told["equal"], told["in_time"]) == (0, True, True)
    assert told["path"] == ["政务公开", "年度报表"]
    gaps = json.loads(changed.stdout)["copies"][0]["differences"]
    assert (changed.returncode, len(gaps)) == (4, 1)
    assert missing.returncode == 5
    assert foreign.returncode == 2


def test_export_killed_at_any_time_leaves_only_whole_files(signed, tmp_path):
    line = [*NIANBAO, "export", "--workspace", signed.workspace, "--site", signed.site]
    line += ["--year", str(signed.year), "--format", "docx,xlsx,html,package", "--out", tmp_path]
    killed = 0
    for number in range(30):
        with subprocess.Popen(line, stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(1.0 + 0.15 * number)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
        for path in tmp_path.glob("*年度报表*"):
            content = path.read_bytes()
            if path.suffix == ".html":
                assert content.rstrip().endswith((b"</html>", b"</p>"))
            else:
                assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert killed
