"""Columns that turn out to hold letters when one of their pages is drawn in the browser."""

from crawler.drawnarticles import Seen, keep_articles
from crawler.records import VEIL, Kind
from crawler.storage.frontier import Job
from crawler.storage.store import Store, connect

LETTER = (
    "<html><body><h1>金丝雀反映路灯</h1><p>信件编号：LX1</p><p>来信人：金丝雀</p>"
    "<p>来信时间：2025-03-04</p><p>来信内容：路灯不亮</p></body></html>"
)
ARTICLE = "<html><body><h1>金丝雀反映路灯</h1><p>发布时间：2025-03-04</p></body></html>"


def after_looking(folder, text):
    """(kind of the column, titles of its rows, letters) once an item was seen as ``text``."""
    store = Store(connect(folder / "c.sqlite"), folder / "c.sqlite")
    with store.transaction():
        store.db.execute(
            "INSERT INTO col VALUES (1, 'http://a.example/#/41', '回音壁', '[]', 'list', '',"
            " 'shown', NULL, NULL, 'static', '', 'end', NULL, NULL, 0, '[]', 1)"
        )
        for n in range(3):
            url = f"http://a.example/#/detail/{n}"
            store.db.execute(
                "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
                " content_id, raw_date, date, date_source, flags)"
                " VALUES (1, 1, 1, ?, ?, ?, ?, ?, '2025-03-04', '2025-03-04', 'list', '')",
                (n, f"金丝雀{n}反映路灯", url, url, url),
            )
        job = Job(0, "http://a.example/#/41", "open", 1, 0, -1)
        keep_articles(store, job, [Seen(store.entries(1)[0], text, text is LETTER)], 2025)
    told = (
        store.columns()[0].kind,
        [entry.title for entry in store.entries(1)],
        len(store.letters()),
        len(store.targets()),
    )
    store.close()
    return told


def test_a_drawn_letter_makes_its_column_one_of_letters(tmp_path):
    kind, titles, letters, targets = after_looking(tmp_path, LETTER)
    assert (kind, letters, targets) == (Kind.APP, 3, 0)
    assert all(title.startswith(VEIL) for title in titles)


def test_a_drawn_article_leaves_its_column_as_it_is(tmp_path):
    kind, titles, letters, targets = after_looking(tmp_path, ARTICLE)
    assert (kind, letters, targets) == (Kind.LIST, 0, 1)
    assert titles[0] == "金丝雀0反映路灯"
