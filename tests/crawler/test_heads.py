"""Titles of letters known wherever they stand, by hashes of how they begin."""

import pytest

from crawler.letters.heads import Heads, drop_heads, note_heads
from crawler.storage.store import Store, connect

TITLE = "反映幸福小区三号楼供水管道漏水的问题"


@pytest.fixture
def store(tmp_path):
    found = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    with found.transaction():
        note_heads(found, (TITLE, "路灯不亮怎么办"))
    yield found
    found.close()


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        f"热门：{TITLE}",
        f"2025-03-01{TITLE}_云岭市商务局",
        "反映幸福小区三号楼供…",
        "反映幸福小区...",
        "召开会议… 反映幸福小区… 部署工作…",
        "反映“幸福小区”三号楼供水管道",
        "路灯不亮怎么办",
    ],
)
def test_a_title_is_known_whole_and_cut_and_among_other_words(store, text):
    assert Heads(store).tell(text)


@pytest.mark.parametrize(
    "text", ["幸福小区三号楼供水管道完成改造", "反映时代风貌的作品展出", "反映幸福", "路灯改造工程"]
)
def test_other_texts_are_not_taken_for_a_title(store, text):
    assert not Heads(store).tell(text)


@pytest.mark.parametrize(
    "source",
    [
        "<p>{}</p>",
        "<b title='{}'>x</b>",
        "<script>var a = [{{t: '{}'}}];</script>",
        '{{"t": "{}"}}',
        "<a onclick='say(\"{}\")'>问</a>",
    ],
)
def test_a_page_loses_the_title_and_nothing_else(store, source):
    clean = Heads(store).without(source.format(TITLE) + "<p>工作会议在云岭召开</p>")
    assert "幸福小区" not in clean
    assert clean.endswith("<p>工作会议在云岭召开</p>")


def test_a_title_written_with_escapes_is_known(store):
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in TITLE)
    entities = "".join(f"&#{ord(letter)};" for letter in TITLE)
    clean = Heads(store).without(f'{{"t": "{escaped}"}}<p>{entities}</p>')
    assert escaped not in clean
    assert entities not in clean


def test_what_an_item_of_the_site_is_called_too_is_no_letters_title(store):
    with store.transaction():
        store.db.execute(
            "INSERT INTO col VALUES (1, 'http://a.example/', '动态', '[]', 'list', '', 'nav', NULL,"
            " NULL, 'static', '', 'end', NULL, NULL, 0, '[]', 1)"
        )
        store.db.execute(
            "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
            " content_id, raw_date, date, date_source, flags)"
            " VALUES (1, 1, 1, 0, ?, '', 'u', 'u', '', NULL, 'none', '')",
            (TITLE,),
        )
    assert not Heads(store).tell(TITLE)
    assert Heads(store).tell("路灯不亮怎么办")


def test_with_the_end_of_the_crawl_the_hashes_are_gone(store):
    with store.transaction():
        drop_heads(store)
    assert store.db.execute("SELECT count(*) FROM letter_head").fetchone()[0] == 0
    assert not Heads(store).tell(TITLE)
