"""Files of a site and year, and keeping the old crawl."""

import sqlite3
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import StoreError, UsageError
from nianbao.workspace import Place, make_writable, set_aside

NOON = datetime(2026, 1, 10, 12, 0, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path, "127.0.0.1:8021", 2025)
    place.folder.mkdir(parents=True)
    return place


def write_crawl(file, text):
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE note (text)")
        connection.execute("INSERT INTO note VALUES (?)", (text,))
    connection.close()


def test_port_follows_an_underscore_and_years_share_the_profile():
    place = Place(Path("data"), "127.0.0.1:8021", 2025)
    assert place.crawl_file == Path("data/127.0.0.1_8021/2025/crawl.sqlite")
    assert place.site_file == Path("data/127.0.0.1_8021/site.toml")
    assert place.out == Path("data/127.0.0.1_8021/2025/out")


def test_fresh_crawl_keeps_the_old_one_readable_under_its_time(place):
    write_crawl(place.crawl_file, "old")
    kept = set_aside(place, NOON)
    assert kept == place.folder / "crawl-20260110-120005.sqlite"
    assert not place.crawl_file.exists()
    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT text FROM note").fetchall() == [("old",)]
    connection.close()


def test_fresh_crawl_keeps_what_a_killed_crawl_left_in_its_log(place):
    writer = sqlite3.connect(place.crawl_file)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE note (text)")
    writer.commit()
    left = {
        file.name: file.read_bytes()
        for file in place.folder.iterdir()
        if not file.name.endswith("-shm")
    }
    writer.close()
    for name, content in left.items():
        (place.folder / name).write_bytes(content)
    assert (place.folder / "crawl.sqlite-wal").stat().st_size > 0

    kept = set_aside(place, NOON)

    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("note",)]
    connection.close()
    assert [f.name for f in place.folder.glob("crawl.sqlite*")] == []


def test_fresh_crawl_without_an_old_one_changes_nothing(place):
    assert set_aside(place, NOON) is None
    assert list(place.folder.iterdir()) == []


def test_fresh_crawl_is_refused_while_another_is_writing(place):
    write_crawl(place.crawl_file, "running")
    other = sqlite3.connect(place.crawl_file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="另一个采集"):
        set_aside(place, NOON)
    other.close()
    assert place.crawl_file.exists()


def test_damaged_crawl_is_kept_as_it_is(place):
    place.crawl_file.write_bytes(b"this is no database, " * 100)
    kept = set_aside(place, NOON)
    assert kept is not None
    assert kept.read_bytes().startswith(b"this is no database")


def test_writable_folder_is_made_and_left_empty(tmp_path):
    folder = make_writable(tmp_path / "a" / "b", "--out")
    assert list(folder.iterdir()) == []


def test_folder_below_a_file_is_refused_naming_the_option(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="--out：文件夹不能写入"):
        make_writable(tmp_path / "file" / "out", "--out")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_name_longer_than_the_disk_takes_is_refused_in_chinese(tmp_path):
    with pytest.raises(UsageError, match="名字太长"):
        make_writable(tmp_path / ("长" * 300), "--out")
