"""Requests of citizens where nothing said that they are letters: told by how their titles sound.

No figure depends on it: the rows stay rows of their column, only their words are not kept.
"""

import re
from collections.abc import Callable

from crawler import urls
from crawler.letters.confidences import PUBLIC_ANSWERS
from crawler.letters.heads import beginnings, letters_of, veil_pieces
from crawler.letters.spoken import OF_DELEGATES, asks, titles_ask
from crawler.pages.lexicon import Lexicon, load_lexicon
from crawler.storage.store import Store

_COLON = re.compile(r"[:：]")
# What pages and robots say themselves, and what the program asks them.
_OWN = re.compile(
    r"^\W*(?:请(?:输入|填写|描述|选择|在)|[您你]好|欢迎|我要)|我是.{0,12}(?:助手|机器人|客服)|申请政府信息公开"
)
_SHORT = 9  # letters; shorter ones are names of columns


def suspected_columns(store: Store, words: Lexicon | None = None) -> frozenset[int]:
    """Columns of a name nobody knows whose titles ask, and of which no page proved otherwise."""
    lexicon = words or load_lexicon()
    private = store.letter_columns()
    read = {row[0] for row in store.db.execute("SELECT key FROM target WHERE state = 'ok'")}
    letters = {row[0] for row in store.db.execute("SELECT content_id FROM letter")}
    found = set()
    for column in store.columns():
        name = f"{column.name}{''.join(column.path)}"
        kept = OF_DELEGATES.search(name) or PUBLIC_ANSWERS.search(column.name)
        if column.id in private or kept or set(lexicon.boxes_of_name(column.name)) - {"messages"}:
            continue
        rows = store.entries(column.id)
        proved = any(
            urls.canonical(row.url) in read and row.content_id not in letters
            for row in rows
            if row.url
        )
        if not proved and titles_ask([row.title for row in rows]):
            found.add(column.id)
    return frozenset(found)


class Requests:
    """Tells a request on the home page or in a robot's suggestions. Reads the crawl file once."""

    def __init__(
        self, store: Store, known: Callable[[str], bool], suspected: frozenset[int]
    ) -> None:
        self.known = known
        left_out = store.letter_columns() | suspected
        rows = store.db.execute("SELECT DISTINCT title, column_id FROM entry WHERE column_id > 0")
        self.published = frozenset(
            mark for title, column in rows if column not in left_out for mark in beginnings(title)
        )

    def tell(self, text: str) -> bool:
        """Whether a piece of text asks for something, and is no item of the site."""
        said = " ".join(text.split())
        return not self.known(said) and any(map(self._asks, (said, *_COLON.split(said)[1:])))

    def _asks(self, said: str) -> bool:
        long = len(letters_of(said)) >= _SHORT
        asking = long and asks(said.strip()) and not _OWN.search(said)
        return asking and not self.published.intersection(beginnings(said))

    def without(self, source: str) -> str:
        """A page's source with such pieces veiled."""
        return veil_pieces(source, self.tell)
