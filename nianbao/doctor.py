"""What is missing on this machine, in a clerk's words, with what to do about it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from crawler.browser.render import browser_path
from crawler.errors import NianbaoError
from nianbao.exits import DONE, code_of
from nianbao.workspace import make_writable

_ENOUGH_BYTES = 500_000_000
# Releases in which two connections on a write-ahead log may lose a committed page.
_WAL_FAULT_SINCE = (3, 7, 0)
_WAL_FAULT_MENDED = (3, 51, 3)
_WAL_BACKPORTS = ((3, 44, 6), (3, 50, 7))


class Level(StrEnum):
    """How bad a finding is: a note costs something, a fault stops the main job."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``advice`` is empty when nothing need be done."""

    id: str
    title: str
    level: Level
    message: str
    advice: str = ""
    exit_code: int = DONE


def examine(workspace: Path) -> tuple[Finding, ...]:
    """Look at everything the main job needs; creates the workspace folder."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _browser,
        _font,
        _sqlite,
        lambda: _writing(workspace),
        lambda: _space(workspace),
    )
    return tuple(check() for check in checks)


def document(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the findings as JSON."""
    faults = [finding for finding in findings if finding.level is Level.FAULT]
    return {"ok": not faults, "findings": [asdict(finding) for finding in findings]}


def show(findings: tuple[Finding, ...]) -> None:
    """Print one line a finding, the advice under it."""
    signs = {Level.OK: "正常", Level.NOTE: "提醒", Level.FAULT: "要处理"}
    for finding in findings:
        sys.stdout.write(f"【{signs[finding.level]}】{finding.title}：{finding.message}\n")
        if finding.advice:
            sys.stdout.write(f"　　　　{finding.advice}\n")


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("python", "Python", Level.OK, version)


def missing_browser() -> Finding | None:
    """Return what keeps the browser from being used; None when it can be.

    The main job runs without one. Playwright's own program is tried because it needs a library
    that a bare system lacks, and says nothing helpful when it breaks later.
    """
    if browser_path() is None:
        return Finding(
            "browser",
            "浏览器",
            Level.NOTE,
            "没有找到，将以【无浏览器模式】运行：靠脚本生成的栏目会记为“未能采集”，其余不受影响",
            "请安装 Chromium、Chrome 或 Edge（Debian：apt install chromium），"
            "或用环境变量 NIANBAO_BROWSER 指明路径。",
        )
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False, timeout=60).returncode:
        return Finding(
            "browser",
            "浏览器",
            Level.NOTE,
            "驱动程序不能运行，将以【无浏览器模式】运行：靠脚本生成的栏目会记为“未能采集”",
            "多半缺少一个系统组件，请管理员安装（Debian：apt install libatomic1）。",
        )
    return None


def _browser() -> Finding:
    missing = missing_browser()
    path = browser_path() or ""
    if missing is None and hasattr(os, "geteuid") and os.geteuid() == 0:
        return Finding(
            "browser",
            "浏览器",
            Level.NOTE,
            f"{path}（现在是 root 身份，只在本机网站上使用）",
            "采集外网网站请换普通用户运行；确实要用 root，加 --allow-root-browser。",
        )
    return missing or Finding("browser", "浏览器", Level.OK, path)


def _font() -> Finding:
    lister = shutil.which("fc-list")
    if lister:
        found = subprocess.run(
            [lister, ":lang=zh", "family"], capture_output=True, text=True, check=False, timeout=30
        ).stdout.split("\n", 1)[0]
        if found:
            return Finding("font", "中文字体", Level.OK, found)
    return Finding(
        "font",
        "中文字体",
        Level.NOTE,
        "没有找到，截图里的汉字可能显示为方框；数字和报表不受影响",
        "可安装 fonts-wqy-microhei 或 fonts-noto-cjk。",
    )


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if not has_wal_fault(sqlite3.sqlite_version_info):
        return Finding("sqlite", "SQLite", Level.OK, version)
    message = f"{version}（此版本多个连接同时使用时有已知缺陷；本程序只用一个独占连接，不受影响）"
    return Finding("sqlite", "SQLite", Level.OK, message)


def has_wal_fault(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite can lose a page when two connections share a write-ahead log."""
    if not _WAL_FAULT_SINCE <= version < _WAL_FAULT_MENDED:
        return False
    return not any(version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_BACKPORTS)


def _writing(workspace: Path) -> Finding:
    try:
        make_writable(workspace, "--workspace")
    except NianbaoError as problem:
        return Finding(
            "workspace",
            "工作文件夹",
            Level.FAULT,
            str(problem),
            "请用 --workspace 换一个能写的文件夹。",
            code_of(problem),
        )
    return Finding("workspace", "工作文件夹", Level.OK, str(workspace.resolve()))


def _space(workspace: Path) -> Finding:
    folder = workspace if workspace.is_dir() else Path()
    free = shutil.disk_usage(folder).free
    message = f"剩余 {free / 1e9:.1f} GB"
    if free >= _ENOUGH_BYTES:
        return Finding("disk", "磁盘空间", Level.OK, message)
    return Finding(
        "disk",
        "磁盘空间",
        Level.NOTE,
        message,
        "一个几千页的网站约需 0.5 GB，请腾出空间或用 --workspace 换一个磁盘。",
    )
