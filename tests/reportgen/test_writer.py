import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from crawler.errors import ExportError, StoreError
from reportgen.exports import EXPORTS, write_all
from reportgen.exports.interface import Export, OutputFile
from reportgen.report import Picture, Report


def failing(report: Report) -> Iterator[OutputFile]:
    raise ExportError("report.docx 写出后核对不符。")


def test_exports_are_registered_once_each() -> None:
    assert [export.id for export in EXPORTS] == [
        "csv",
        "json",
        "html",
        "docx",
        "note",
        "supplements",
        "indicators",
        "screenshots",
    ]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_export_writes_only_paths_it_names(export: Export, report: Report) -> None:
    files = list(export.render(report))
    assert files or export.id in ("supplements", "screenshots")  # nobody brought or tried anything
    assert {file.path for file in files} <= set(export.may_write(report))
    assert files == list(export.render(report))


def test_write_all_puts_every_file_in_place_and_leaves_nothing_else(
    report: Report, tmp_path: Path
) -> None:
    out = tmp_path / "年报" / "out"
    written = write_all(report, out)
    assert len(written) == 14
    assert sorted(written) == sorted(path for path in out.rglob("*") if path.is_file())
    assert [path.name for path in written[-6:]] == [
        "report.json",
        "report.html",
        "report.docx",
        "口径说明.docx",
        "口径说明.html",
        "indicators.json",
    ]


def test_write_all_removes_evidence_that_the_report_no_longer_has(
    report: Report, tmp_path: Path
) -> None:
    write_all(report, tmp_path)
    note = tmp_path / "evidence" / "我的说明.csv"
    note.write_text("留着", encoding="utf-8")
    fields = dict(report.fields)
    fields["items_total"] = replace(fields["items_total"], evidence=())
    write_all(replace(report, fields=fields), tmp_path)
    assert not (tmp_path / "evidence" / "items_total.csv").exists()
    assert (tmp_path / "evidence" / "site_name.csv").exists()
    assert note.exists()


def test_write_all_with_one_broken_format_still_writes_the_others(
    report: Report, tmp_path: Path
) -> None:
    path = PurePosixPath("report.docx")
    broken = Export("docx", "报表", failing, lambda report: (path,))
    (tmp_path / path).write_bytes(b"last year's figures")
    with pytest.raises(ExportError, match="核对不符"):
        write_all(report, tmp_path, (broken, *EXPORTS[:3]))
    assert (tmp_path / "report.html").exists()
    assert not (tmp_path / path).exists()


def test_write_all_with_a_folder_in_the_way_says_so(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.json" / "x").mkdir(parents=True)
    with pytest.raises(ExportError, match=r"report\.json.*占住了位置"):
        write_all(report, tmp_path)
    assert (tmp_path / "report.html").exists()
    assert not list(tmp_path.glob(".*.part"))


def test_write_all_with_a_file_for_a_folder_says_so(report: Report, tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="占住了位置"):
        write_all(report, blocked)


def test_write_all_on_a_full_disk_says_so_and_keeps_the_old_file(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "report.json"
    old.write_text("old", encoding="utf-8")

    def no_space(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)  # a full disk cannot be had in a test folder
    with pytest.raises(StoreError, match=r"磁盘已满，写不下 report\.json"):
        write_all(report, tmp_path, EXPORTS[1:2])
    assert old.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_screenshots_are_written_beside_the_report_and_old_ones_go(
    report: Report, tmp_path: Path
) -> None:
    path = "evidence/screenshots/search-1.png"
    write_all(replace(report, pictures=(Picture(path, b"PNG"),)), tmp_path)
    assert (tmp_path / path).read_bytes() == b"PNG"
    write_all(report, tmp_path)
    assert not (tmp_path / path).exists()
