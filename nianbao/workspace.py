"""Where a site's files lie: ``<workspace>/<host>/site.toml`` and ``…/<year>/`` for the rest."""

import errno
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.errors import StoreError, UsageError
from nianbao import options

DEFAULT = Path("nianbao-data")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one site and year; nothing is created by asking for a path."""

    workspace: Path
    site: str  # host, with port where it is not the usual one
    year: int

    @property
    def site_folder(self) -> Path:
        """Folder of the site; a colon is no file name everywhere, so ports follow a ``_``."""
        return self.workspace / self.site.replace(":", "_")

    @property
    def site_file(self) -> Path:
        """The site profile, shared by all years."""
        return self.site_folder / "site.toml"

    @property
    def folder(self) -> Path:
        """Folder of the year."""
        return self.site_folder / str(self.year)

    @property
    def crawl_file(self) -> Path:
        """The crawl: frontier, pages and ledger."""
        return self.folder / "crawl.sqlite"

    @property
    def facts_file(self) -> Path:
        """The audits' answers; may be deleted at any time."""
        return self.folder / "facts.json"

    @property
    def imports_file(self) -> Path:
        """What was imported from logs and tables; appended to, never rewritten."""
        return self.folder / "imports.jsonl"

    @property
    def form_file(self) -> Path:
        """Which form was filled last."""
        return self.folder / "form.json"

    @property
    def handed_in_file(self) -> Path:
        """What the form already handed in says."""
        return self.folder / "submitted.json"

    @property
    def decisions_file(self) -> Path:
        """What people decided; appended to, never rewritten."""
        return self.folder / "decisions.jsonl"

    @property
    def attachments(self) -> Path:
        """Copies of the files people bound to fields."""
        return self.folder / "attachments"

    @property
    def out(self) -> Path:
        """Default folder of the draft."""
        return self.folder / "out"

    @property
    def log_file(self) -> Path:
        """The log to send to someone who helps."""
        return self.folder / "nianbao.log"


def crawled(workspace: Path) -> Iterator[Place]:
    """Yield every place of the workspace with a crawl in it."""
    for file in workspace.glob("*/*/crawl.sqlite"):
        year = file.parent.name
        if not (year.isascii() and year.isdigit()) or file.parent.is_symlink():
            continue
        if options.FIRST_YEAR <= int(year) <= options.LAST_YEAR:
            yield Place(workspace, _site(file.parent.parent.name), int(year))


def crawled_words(workspace: Path) -> str:
    """Name some sites and years of a workspace, in Chinese; empty where nothing was crawled."""
    there = sorted(crawled(workspace), key=lambda place: (place.site, place.year))
    known = "、".join(f"{place.site}（{place.year}）" for place in there[:_MOST_NAMED])
    return f"这个工作文件夹里采集过的有：{known}" if known else ""


def _site(folder: str) -> str:
    """Return the host that a site's folder is named after."""
    host, mark, port = folder.rpartition("_")
    return f"{host}:{port}" if mark and port.isdigit() else folder


def make_writable(folder: Path, option: str) -> Path:
    """Create ``folder`` and prove that a file can be written there.

    Raises ``UsageError`` naming the option, ``StoreError`` when the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 4096)
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError(
                f"磁盘已满，写不进 {folder}。请腾出空间后再运行同一命令。"
            ) from problem
        raise UsageError(
            f"{option}：文件夹不能写入：{folder}（{reason(problem)}）。请换一个文件夹或请管理员开通权限。"
        ) from problem
    return folder


def set_aside(place: Place, now: datetime) -> Path | None:
    """Rename the old crawl to ``crawl-<time>.sqlite``; None when there is none.

    Raises ``StoreError`` while another process is crawling into it.
    """
    old = place.crawl_file
    if not old.exists():
        return None
    _settle(old)
    kept = old.with_name(f"crawl-{now:%Y%m%d-%H%M%S}.sqlite")
    for suffix in ("-wal", "-shm", "-journal", ""):
        part = old.with_name(old.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept


def _settle(file: Path) -> None:
    """Let SQLite fold a leftover journal into the file, and notice a second process."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(f"{file} 正被另一个采集使用，请等它结束或先停止它。") from problem
    except sqlite3.DatabaseError:
        return  # damaged: kept under its new name as it is
    finally:
        connection.close()


def reason(problem: OSError) -> str:
    """Say in Chinese why the system refused a file."""
    known = {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "只读的磁盘",
        errno.ENOTDIR: "路径里有一段是文件",
        errno.EEXIST: "已有同名文件",
        errno.ENAMETOOLONG: "名字太长",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "磁盘配额已满",
        errno.ENOENT: "没有这个文件或文件夹",
    }
    return known.get(problem.errno or 0, problem.strerror or str(problem))
