"""Items the home page shows, kept as rows of column 0: one in no column betrays a missing one."""

from crawler import dates, urls
from crawler.lists.reading import entry_of
from crawler.lists.rows import all_dated_rows
from crawler.pages.dom import PageDom, fold
from crawler.recording.recorder import Recorder
from crawler.records import DateSource, Row
from crawler.storage.store import Store


def write_home_rows(store: Store, recorder: Recorder, year_bound: int) -> None:
    """Store every dated row and every dated address of the home page; letters are left out."""
    letters = {row[0] for row in store.db.execute("SELECT content_id FROM letter")}
    for page in store.pages("home"):
        dom = PageDom(page.final_url, page.text)
        rows = list(all_dated_rows(dom, year_bound))
        shown = {row.href for row in rows}
        for anchor in dom.root.iter("a"):
            href = anchor.get("href") or ""
            if href not in shown and dates.url_date(urls.join(dom.base, href)).date:
                text = fold("".join(anchor.itertext()))
                rows.append(Row(len(rows), text, href, "", None, DateSource.NONE))
        entries = (entry_of(dom, row, year_bound) for row in rows)
        kept = tuple(e for e in entries if e.content_id not in letters)
        recorder.write_entries(page.frontier_id, 0, 1, kept)
