"""One list and one article that stand for the pages of a site; never a citizen's letter."""

from collections.abc import Callable
from datetime import date

from crawler import urls
from crawler.letters.scrubbing import letter_folders
from crawler.pages.lexicon import load_lexicon
from crawler.records import Flag, Kind, StoredColumn
from crawler.storage.store import Store

_SKIPPED = frozenset({Flag.OFFSITE, Flag.ATTACHMENT, Flag.HIDDEN, Flag.PLACEHOLDER})
_FILE = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".png", ".wps")
_ITEMS = ("items_", "interpretation_")


def sample_pages(store: Store, own: Callable[[str], bool]) -> tuple[tuple[str, str], ...]:
    """(列表页 or 文章页, address): the first list that holds an own article, and its newest one."""
    private = store.letter_columns()
    folders = letter_folders(store)
    letters = {letter.url for letter in store.letters().values()}
    for column in store.columns():
        if column.kind is not Kind.LIST or column.id in private or not _is_of_items(column):
            continue
        found = [
            (entry.date or date.min, entry.url)
            for entry in store.entries(column.id)
            if not _SKIPPED & set(entry.flags)
            and own(entry.url)
            and entry.url not in letters
            and not entry.url.startswith(folders)
            and not urls.is_scripted(entry.href)
            and not entry.url.lower().endswith(_FILE)
        ]
        if found:
            return (("列表页", column.url), ("文章页", max(found)[1]))
    return ()


def _is_of_items(column: StoredColumn) -> bool:
    boxes = load_lexicon().boxes_of_name(column.name)
    return any(box.startswith(_ITEMS) for box in boxes)
