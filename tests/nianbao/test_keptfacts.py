"""When facts.json is taken as it is, and when it is counted anew."""

import json
import sqlite3

import pytest

from bench.bigcrawl import YEAR, write
from nianbao import keptfacts
from nianbao.judgement import recount_of
from nianbao.workspace import Place

SITE = "swj.yunling.example"


@pytest.fixture(scope="module")
def counted_once(tmp_path_factory):
    """A workspace with a small crawl, counted once."""
    place = Place(tmp_path_factory.mktemp("data"), SITE, YEAR)
    place.folder.mkdir(parents=True)
    write(place.crawl_file, columns=2, rows=60)
    recount_of(place)
    return place


@pytest.fixture
def place(counted_once, tmp_path):
    copy = Place(tmp_path, SITE, YEAR)
    copy.folder.mkdir(parents=True)
    for file in counted_once.folder.iterdir():
        (copy.folder / file.name).write_bytes(file.read_bytes())
    return copy


def was_read(recount):
    """Whether the crawl was counted; facts taken as they are leave it alone."""
    return recount.known is not None


def test_facts_of_the_same_crawl_profile_and_program_are_taken_as_they_are(place, counted_once):
    again = recount_of(place)
    assert not was_read(again)
    assert again.sheet == recount_of(counted_once).sheet
    assert again.sheet.columns
    assert again.basis.columns  # read when somebody asks


def another_crawl(place):
    with sqlite3.connect(place.crawl_file) as crawl:
        crawl.execute("UPDATE entry SET title = title || '（改）' WHERE id = 1")
    crawl.close()


def unfinished_crawl(place):
    place.crawl_file.with_name("crawl.sqlite-wal").write_bytes(b"")


def another_profile(place):
    place.site_file.write_text('[site]\nhome_url = "http://swj.yunling.example/"\n', "utf-8")


def harmed_facts(place):
    place.facts_file.write_bytes(place.facts_file.read_bytes().replace(b"2025-", b"2024-", 1))


def no_facts(place):
    place.facts_file.unlink()


def no_key(place):
    place.facts_file.with_suffix(".key").unlink()


def another_program(place):
    file = place.facts_file.with_suffix(".key")
    file.write_text(json.dumps(json.loads(file.read_text()) | {"made_of": "0" * 64}))


@pytest.mark.parametrize(
    "change",
    [
        another_crawl, unfinished_crawl, another_profile, harmed_facts, no_facts, no_key,
        another_program,
    ],
)  # fmt: skip
def test_facts_of_anything_else_are_counted_anew(place, change):
    change(place)
    assert was_read(recount_of(place))


@pytest.mark.parametrize("change", [harmed_facts, no_key, another_program])
def test_facts_counted_anew_are_written_and_taken_the_next_time(place, counted_once, change):
    change(place)
    recount_of(place)
    assert place.facts_file.read_bytes() == counted_once.facts_file.read_bytes()
    assert not was_read(recount_of(place))


def test_facts_made_after_the_program_was_changed_on_the_disk_are_not_kept(place, monkeypatch):
    monkeypatch.setattr(keptfacts, "program_mark", lambda: "what an update has put there")
    assert was_read(recount_of(place))
    assert not place.facts_file.with_suffix(".key").exists()
