import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from crawler.errors import StoreError, store_error
from crawler.records import FrontierState
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect, connect_sealed
from crawler.storage.storedrows import packed


@pytest.fixture
def path(tmp_path):
    return tmp_path / "crawl.sqlite"


@pytest.fixture
def store(path):
    made = Store(connect(path), path)
    yield made
    made.close()


def test_what_was_put_is_there_after_closing(path):
    with closing(Store(connect(path), path)) as one, one.transaction():
        one.put("year", "2024")
    with closing(Store(connect(path), path)) as two:
        assert two.get("year") == "2024"
        assert two.get("none", "nothing") == "nothing"


def test_a_transaction_that_fails_changes_nothing(store):
    def half() -> None:
        with store.transaction():
            store.put("year", "2024")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert store.get("year") == ""
    with store.transaction():
        store.put("year", "2025")
    assert store.get("year") == "2025"


def test_a_database_fault_inside_a_transaction_is_a_store_error_and_undone(store):
    def broken() -> None:
        with store.transaction():
            store.put("year", "2024")
            store.db.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StoreError):
        broken()
    assert store.get("year") == ""


def test_a_second_crawl_on_the_same_file_is_refused(store, path):
    with pytest.raises(StoreError, match="另一个采集"):
        connect(path)


def test_a_file_of_another_version_is_refused_with_what_to_do(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()
    with pytest.raises(StoreError, match="--fresh"):
        connect(path)


def test_a_sealed_file_of_another_version_is_refused_too(path):
    """Read with other tables in mind it would only make every audit fail."""
    connect(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 3")
        db.commit()
    with pytest.raises(StoreError, match="另一版本"):
        connect_sealed(path)


@pytest.mark.parametrize("content", [b"not a database at all, just text\n" * 40])
def test_a_file_that_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(StoreError):
        connect(path)


def test_a_missing_crawl_cannot_be_opened_for_reading_and_is_not_made(path):
    with pytest.raises(StoreError, match="nianbao prefill"):
        connect_sealed(path)
    assert not path.exists()


def test_a_sealed_file_stands_alone_and_cannot_be_written_by_a_reader(store, path):
    with store.transaction():
        store.put("year", "2024")
    store.seal()
    store.close()
    assert [p.name for p in path.parent.iterdir()] == ["crawl.sqlite"]
    with closing(connect_sealed(path)) as db:
        assert Store(db, path).get("year") == "2024"
        with pytest.raises(sqlite3.OperationalError):
            db.execute("INSERT INTO crawl VALUES ('a', 'b')")
    assert [p.name for p in path.parent.iterdir()] == ["crawl.sqlite"]


def test_the_states_of_all_requests_are_counted_the_absent_ones_as_zero(store):
    frontier = Frontier(store)
    with store.transaction():
        one = frontier.add("http://yunling.example/", "home")
        frontier.add("http://yunling.example/a/", "column")
        frontier.close(one, FrontierState.FETCHED)
    states = store.states()
    assert states[FrontierState.FETCHED] == states[FrontierState.PENDING] == 1
    assert states[FrontierState.FAILED] == states[FrontierState.SKIPPED] == 0


def test_a_crawl_killed_in_the_middle_of_an_answer_keeps_all_answers_before_it(path, root):
    code = (
        "import sys; from pathlib import Path; from crawler.storage.store import Store, connect\n"
        "path = Path(sys.argv[1]); store = Store(connect(path), path)\n"
        "with store.transaction(): store.put('whole', '1')\n"
        "with store.transaction():\n"
        "    store.put('half', '1'); print('ready', flush=True); sys.stdin.read()\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=root,
    )  # fmt: skip
    with run:
        assert run.stdout.readline() == b"ready\n"
        run.send_signal(signal.SIGKILL)
    with closing(Store(connect(path), path)) as store:
        assert (store.get("whole"), store.get("half")) == ("1", "")


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ("database is locked", "另一个采集"),
        ("database or disk is full", "磁盘"),
        ("disk I/O error", "磁盘"),
        ("attempt to write a readonly database", "不可写"),
        ("unable to open database file", "不可写"),
        ("database disk image is malformed", "损坏"),
    ],
)
def test_every_fault_of_the_database_has_a_sentence_that_names_the_file(fault, word):
    said = str(store_error(sqlite3.OperationalError(fault), "crawl.sqlite"))
    assert word in said
    assert "crawl.sqlite" in said


def test_text_is_packed_smaller_and_lone_surrogates_do_not_break_it():
    assert len(packed("通知公告" * 100)) < 200
    assert packed("\ud800通知")
