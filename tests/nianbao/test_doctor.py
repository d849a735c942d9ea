"""What doctor finds on machines that lack something."""

import pytest

from nianbao.doctor import Level, document, examine, has_wal_fault, missing_browser


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((4, 0, 0), False),
    ],
)
def test_write_ahead_fault_is_known_by_the_version(version, fault):
    assert has_wal_fault(version) is fault


@pytest.fixture
def empty_path(tmp_path, monkeypatch):
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("NIANBAO_BROWSER", raising=False)
    return folder


def test_machine_without_browser_and_font_works_with_two_notes(empty_path, tmp_path):
    found = {finding.id: finding for finding in examine(tmp_path / "data")}
    assert (found["browser"].level, found["font"].level) == (Level.NOTE, Level.NOTE)
    assert "无浏览器模式" in found["browser"].message
    assert document(tuple(found.values()))["ok"] is True


def test_browser_on_the_path_is_named_with_its_path(empty_path, tmp_path):
    browser = empty_path / "google-chrome"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    found = {finding.id: finding for finding in examine(tmp_path / "data")}
    assert found["browser"].message.startswith(str(browser))


def test_driver_that_cannot_run_is_found_before_the_crawl(empty_path, tmp_path, monkeypatch):
    browser, python = empty_path / "chromium", tmp_path / "python"
    for file, code in ((browser, 0), (python, 127)):
        file.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        file.chmod(0o755)
    assert missing_browser() is None
    monkeypatch.setattr("sys.executable", str(python))
    found = missing_browser()
    assert found is not None
    assert "libatomic1" in found.advice


def test_workspace_that_cannot_be_written_is_a_fault_with_code_2(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    findings = examine(tmp_path / "file" / "data")
    assert document(findings)["ok"] is False
    assert max(finding.exit_code for finding in findings) == 2
