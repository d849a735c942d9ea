"""``nianbao import`` as a person types it."""

import json

import pytest

from nianbao.cli import main

LINE = '10.0.0.{n} - - [0{d}/Mar/2025:09:00:00 +0800] "GET /a.html HTTP/1.1" 200 9 "-" "Chrome"\n'


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def go(*words):
        code = main([*map(str, words), "--site", "www.yunling.test:8080", "--year", "2025"])
        seen = capsys.readouterr()
        return code, seen.out, seen.err

    return go


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "access.log"
    file.write_text("".join(LINE.format(n=n % 3, d=1 + n % 2) for n in range(12)), encoding="utf-8")
    return file


def test_import_of_visits_prints_one_document_and_keeps_no_address(run, log, tmp_path):
    code, out, _ = run("import", "visits", log, "--json")
    document = json.loads(out)
    assert (code, document["unique_visitors"], document["page_views"]) == (0, 6, 12)
    assert (document["outcome"], len(document["days_without_logs"])) == ("partial", 363)
    assert document["left_out"]["robot"] == 0
    kept = tmp_path / "nianbao-data/www.yunling.test_8080/2025/imports.jsonl"
    assert "10.0.0." not in kept.read_text(encoding="utf-8")


def test_import_of_the_same_log_twice_says_so_and_changes_nothing(run, log, tmp_path):
    run("import", "visits", log)
    kept = tmp_path / "nianbao-data/www.yunling.test_8080/2025/imports.jsonl"
    before = kept.read_bytes()
    log.rename(renamed := tmp_path / "again.log")
    code, out, _ = run("import", "visits", renamed)
    assert (code, kept.read_bytes()) == (0, before)
    assert "以前已经导入过" in out


def test_import_of_a_missing_log_is_refused_with_its_name(run):
    code, _, err = run("import", "visits", "no.log")
    assert code == 2
    assert "no.log" in err


def test_import_of_figures_takes_what_is_certain_and_lists_who_owes_the_rest(run, tmp_path):
    table = tmp_path / "留言.csv"
    table.write_text("收到留言数量,15\n办结留言数量,约14\n", encoding="gbk")
    code, out, _ = run("import", "figures", table, "--json")
    document = json.loads(out)
    assert (code, document["imported"]) == (3, ["messages_received"])
    assert [each["field"] for each in document["questions"]] == ["messages_closed"]
    assert "收到留言数量" not in document["owed"]["留言办理科室"]
    assert "办结留言数量" in document["owed"]["留言办理科室"]


def test_sheets_for_departments_are_written_and_their_name_is_told(tmp_path, capsys):
    code = main(["import", "template", "--out", str(tmp_path / "采集表"), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert code == 0
    assert document["file"].endswith("采集表.xlsx")
    assert "安全检测评估次数" in document["sheets"]["网络安全负责科室"]
