"""``nianbao import`` as a person types it."""

import json

import pytest

from nianbao.cli import main
from reportgen.form import load_form
from tests.reportgen.submitted.filled import as_text, guangxi, sheet

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


def test_import_of_visits_says_where_a_table_told_another_figure(run, log, tmp_path):
    table = tmp_path / "统计.csv"
    table.write_text("网站总访问量,500\n", encoding="utf-8")
    run("import", "figures", table)
    _, out, _ = run("import", "visits", log, "--json")
    (other,) = json.loads(out)["other_figures"]
    assert (other["field"], other["value"], other["file"]) == ("page_views", 500, "统计.csv")


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


def test_last_years_form_is_read_and_the_form_of_another_year_refused(run, tmp_path):
    file = tmp_path / "上年.txt"
    values = guangxi(report_year="2024", page_views="5000次")
    file.write_bytes(as_text(sheet(load_form("guangxi_2020"), values)))
    code, out, _ = run("import", "prior", file, "--json")
    document = json.loads(out)
    assert (code, document["year"], document["values"]["page_views"]) == (0, 2024, 5000)
    assert main(["import", "prior", str(file), "--site", "a.test", "--year", "2024"]) == 2


def test_proof_is_bound_to_a_field_by_its_label_and_unknown_labels_are_refused(run, tmp_path):
    proof = tmp_path / "截图.png"
    proof.write_bytes(b"picture")
    code, out, _ = run("import", "attachment", proof, "--field", "收到留言数量", "--json")
    document = json.loads(out)
    assert (code, document["field"], document["changed"]) == (0, "messages_received", True)
    _, out, _ = run("import", "attachment", proof, "--field", "messages_received", "--json")
    assert json.loads(out)["changed"] is False
    code, _, err = run("import", "attachment", proof, "--field", "没有这项")
    assert (code, "没有这项" in err) == (2, True)
