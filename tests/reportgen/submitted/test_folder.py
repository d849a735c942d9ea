"""Many forms at once: one table, findings across units, and no bad file stops the rest."""

import csv
import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from nianbao import cli
from reportgen.form import load_form
from reportgen.submitted.across import findings
from reportgen.submitted.folder import Received, take_folder
from reportgen.submitted.intake import take_file
from reportgen.submitted.reading import WHICH_FORM
from reportgen.submitted.refused import ReadingStoppedError
from reportgen.submitted.returns import heads, letter, table_csv, table_xlsx
from reportgen.submitted.submission import Question
from reportgen.submitted.wall import Wall
from tests.reportgen.submitted import filled

NATIONAL = load_form("national_2018")
FIGURES = tuple(k for k, f in NATIONAL.fields.items() if f.kind in ("count", "number"))
TOKENS = {key: f"{70000 + number}" for number, key in enumerate(FIGURES)}
UNIT_TOKEN = "云岭市某某局"


def consistent(dice: random.Random) -> dict[str, str]:
    """Figures that keep every rule of the form."""
    value = {key: dice.randint(20, 90) for key in FIGURES}
    value["items_overview"], value["items_affairs"] = dice.randint(10, 90), dice.randint(100, 400)
    value["items_disclosure"] = dice.randint(50, 300)
    classes = ("items_overview", "items_affairs", "items_disclosure")
    value["items_total"] = sum(value[k] for k in classes) + dice.randint(0, 99)
    value["unique_visitors"] = dice.randint(20000, 90000)
    value["page_views"] = value["unique_visitors"] * dice.randint(3, 9)
    value["registered_users"] = dice.randint(100, 900)
    parts = ("interpretation_texts", "interpretation_products", "interpretation_commentaries")
    value["interpretation_total"] = sum(value[k] for k in parts)
    value["cases_total"] = value["cases_individuals"] + value["cases_organizations"]
    value["special_columns_opened"] = value["special_columns_maintained"] - 3
    value["service_items_online"] = value["service_items"] - 2
    for key in ("messages_closed", "messages_published_replies"):
        value[key] = value["messages_received"] - 4
    value["messages_average_days"] = dice.randint(1, 9)
    value["survey_results_published"] = value["surveys_held"] - 1
    value["interview_replies"] = value["interview_messages"] - 1
    value["security_problems_fixed"] = value["security_problems_found"]
    return {key: str(number) for key, number in value.items()}


class Press:
    """Prints forms quickly: one of each file type is made, the figures put in afterwards."""

    def __init__(self) -> None:
        values = filled.national(**TOKENS, reporting_unit=UNIT_TOKEN, host_unit=UNIT_TOKEN)
        yes = {k: filled.YES for k, f in NATIONAL.fields.items() if f.kind == "yes_no"}
        own = {
            "site_code": "5399009999",
            "police_number": "滇公网安备53990009999001号",
            "home_url": "http://5399009999.yunling.example/",
        }
        sheet = filled.sheet(NATIONAL, values | yes | own)
        self.made = {kind: filled.WRITERS[kind](sheet) for kind in ("docx", "html", "txt", "xlsx")}

    def form(self, kind: str, unit: str, code: str, figures: dict[str, str]) -> bytes:
        pairs = [(TOKENS[k], v) for k, v in figures.items()]
        pairs += [(UNIT_TOKEN, unit), ("5399009999", code), ("53990009999001", f"5399{code}")]
        if kind in ("html", "txt"):
            return _replaced(self.made[kind], pairs)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.made[kind])) as old, zipfile.ZipFile(out, "w") as new:
            for part in old.infolist():
                new.writestr(part.filename, _replaced(old.read(part), pairs))
        return out.getvalue()


def _replaced(content: bytes, pairs: list[tuple[str, str]]) -> bytes:
    for token, value in pairs:
        content = content.replace(token.encode(), value.encode())
    return content


def fill_folder(folder: Path, count: int, damaged: int) -> dict[str, dict[str, str]]:
    """Write ``count`` forms, the last ``damaged`` of them broken; return the figures written."""
    press, wanted = Press(), {}
    kinds = ("docx", "html", "xlsx", "txt")
    for number in range(count):
        dice, kind = random.Random(number), kinds[number % 4]
        figures = consistent(dice)
        content = press.form(kind, f"云岭市第{number}局", f"53990{number:05}", figures)
        name = f"{number:03}.{kind}"
        if number >= count - damaged:
            content = (content[: len(content) // 3], b"", b"PK\x03\x04x", b"\x89PNG")[number % 4]
        else:
            wanted[name] = figures
        (folder / name).write_bytes(content)
    return wanted


def wrong(received: tuple[Received, ...], wanted: dict[str, dict[str, str]]) -> list[str]:
    """Files that should have been read and were not, or not right."""
    found = {item.name: item.submission for item in received}
    bad = []
    for name, figures in wanted.items():
        said = found[name]
        values = {k: str(v) for k, v in said.values.items() if k in figures} if said else {}
        if values != figures:
            bad.append(name)
    return bad


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("forms")
    return folder, fill_folder(folder, 24, 4)


def test_folder_reads_every_good_form_and_names_every_bad_one(
    small: tuple[Path, dict[str, dict[str, str]]],
) -> None:
    folder, wanted = small
    received = take_folder(folder, workers=2)
    assert len(received) == 24
    assert wrong(received, wanted) == []
    refused = [item for item in received if item.submission is None]
    assert [item.name[:3] for item in refused] == ["020", "021", "022", "023"]
    assert all(item.refused.endswith("。") for item in refused)
    assert findings(received) == ()


def test_table_holds_a_line_a_file_with_the_cells_as_written(
    small: tuple[Path, dict[str, dict[str, str]]],
) -> None:
    folder, wanted = small
    received = take_folder(folder, workers=2)
    rows = list(csv.reader(io.StringIO(table_csv(received).decode("utf-8-sig"))))
    assert tuple(rows[0]) == heads()
    assert len(rows) == 25
    at = rows[0].index("网站总访问量")
    told = {row[0]: row[at] for row in rows[1:]}
    assert {name: told[name] for name in wanted} == {n: f["page_views"] for n, f in wanted.items()}
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(received))).active
    assert sheet is not None
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows


def test_letter_says_what_must_be_mended_and_is_empty_for_a_good_form(tmp_path: Path) -> None:
    press, figures = Press(), consistent(random.Random(1))
    good = press.form("txt", "云岭市甲局", "5399000001", figures)
    bad = press.form("txt", "云岭市乙局", "5399000002", figures | {"cases_total": "1"})
    (tmp_path / "a.txt").write_bytes(good)
    (tmp_path / "b.txt").write_bytes(bad)
    received = take_folder(tmp_path, workers=1)
    told = letter(received[1], ())
    assert "云岭市乙局：" in told
    assert "【一定要改的】" in told
    assert "【一定要改的】" not in letter(received[0], ())


def test_letter_asks_nothing_of_the_unit_that_only_this_machine_can_mend(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(Press().form("txt", "云岭市甲局", "5399000001", consistent(random.Random(1))))
    with Wall(seconds=0.0) as wall, pytest.raises(ReadingStoppedError, match=r"a\.txt"):
        take_file(file, wall, None)
    assert letter(Received("a.txt", None, "读取超时。", stopped=True), ()) == ""
    assert "重新报送" in letter(Received("a.txt", None, "是空文件。"), ())
    (received,) = take_folder(tmp_path, workers=1)
    said = received.submission
    assert said is not None
    asked = replace(said, questions=(Question("", WHICH_FORM),))
    told = letter(replace(received, submission=asked), ())
    assert "--form" not in told
    assert "用下发的表式" in told


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"registered_users": "1424600"}, "shared_users"),
        (dict.fromkeys(FIGURES, "77"), "copied_figures"),
    ],
)
def test_figures_two_units_share_are_found(
    tmp_path: Path, changed: dict[str, str], kind: str
) -> None:
    press = Press()
    for number in range(2):
        figures = consistent(random.Random(number)) | changed
        content = press.form("txt", f"云岭市{number}局", f"539900000{number}", figures)
        (tmp_path / f"{number}.txt").write_bytes(content)
    found = findings(take_folder(tmp_path, workers=1))
    assert kind in [finding.kind for finding in found]


def test_figures_of_last_year_and_a_figure_far_from_its_peers_are_found(tmp_path: Path) -> None:
    press = Press()
    for number in range(10):
        figures = consistent(random.Random(number))
        if number == 4:
            figures["weibo_posts"] = "900000"
        content = press.form("txt", f"云岭市{number}局", f"539900000{number}", figures)
        (tmp_path / f"{number}.txt").write_bytes(content)
        if number == 7:
            before = content.replace("2026年1月20日".encode(), "2025年1月20日".encode())
            (tmp_path / "7-上年.txt").write_bytes(before)
    found = {finding.kind: finding for finding in findings(take_folder(tmp_path, workers=2))}
    assert set(found) == {"outlier", "copied_last_year"}
    assert found["outlier"].files == ("4.txt",)
    assert found["copied_last_year"].files == ("7.txt", "7-上年.txt")


def test_submitted_of_a_folder_writes_the_table_and_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "forms", tmp_path / "out"
    source.mkdir()
    fill_folder(source, 6, 2)
    code = cli.main(["submitted", str(source), "--out", str(out)])
    assert code == 3
    assert "读取 4 份" in capsys.readouterr().out
    assert {"已报数汇总.csv", "已报数汇总.xlsx", "发现的问题.xlsx", "退回意见"} == {
        path.name for path in out.iterdir()
    }
    assert (out / "退回意见" / "005.html.txt").is_file()


@pytest.mark.slow
def test_five_hundred_forms_with_one_in_twenty_damaged_are_read(tmp_path: Path) -> None:
    wanted = fill_folder(tmp_path, 500, 25)
    received = take_folder(tmp_path)
    assert wrong(received, wanted) == []
    assert sum(1 for item in received if item.submission is None and item.refused) == 25
