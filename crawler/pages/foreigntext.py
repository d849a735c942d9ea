"""Text in another language than Chinese: how much of a page it is, and where more of it lies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages import articles
from crawler.pages.dom import PageDom, visible_strings

_CONTENT, _RUNNING, _LINE = 300, 200, 25  # letters of a page of content, of its sentences, of one
_MENU, _FURTHER = 20, 4  # letters of a menu in another language; pages opened behind it
_ADDRESS = re.compile(r"https?://|[{};=]")  # addresses and code are no sentences


@dataclass(frozen=True, slots=True)
class ForeignText:
    """How much of a page is written in another script than Han.

    ``letters`` and ``han`` count the whole page, ``lines`` are those of running text.
    """

    letters: int
    han: int
    lines: tuple[str, ...]

    @property
    def word(self) -> str:
        """Real when a page has content in another language, else empty."""
        running = sum(_letters(line)[0] for line in self.lines)
        whole = self.letters >= _CONTENT and self.letters > 2 * self.han
        return "real" if whole and running >= _RUNNING else "empty"

    @property
    def told(self) -> str:
        """The counts in words."""
        counts = f"该页有外文字母 {self.letters} 个、汉字 {self.han} 个"
        return f"{counts}，成句的外文 {len(self.lines)} 行"


def foreign_text(text: str) -> ForeignText:
    """Read a page's visible text, lines kept."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    running = [
        line
        for line in lines
        if (told := _letters(line))[0] >= _LINE
        and told[0] > 2 * told[1]
        and not _ADDRESS.search(line)
    ]
    counts = [_letters(line) for line in lines]
    letters, han = (sum(one[n] for one in counts) for n in (0, 1))
    return ForeignText(letters, han, tuple(running))


def further_pages(page: PageDom, own: Callable[[str], bool]) -> tuple[str, ...]:
    """Own pages that an entry's target leads to, where it does not itself show what is behind.

    A stub leads on; a foreign-language page that is mostly menu leads to others of its folder.
    """
    onward = articles.forward(page.url, page.text)
    if onward:
        return (onward,) if own(onward) else ()
    written = foreign_text("\n".join(visible_strings(page.root)))
    if written.word == "real" or written.letters < _MENU or written.letters <= 2 * written.han:
        return ()
    folder = language_folder(page.url, "")
    here = urls.canonical(page.url)
    found = (urls.join(page.base, one.get("href") or "") for one in page.root.iter("a"))
    kept = dict.fromkeys(
        url for url in found if url.startswith(folder) and own(url) and urls.canonical(url) != here
    )
    return tuple(kept)[:_FURTHER] if folder else ()


def language_folder(url: str, text: str) -> str:
    """The top folder that a page lies in or leads on to, as an address; empty for one in none."""
    parts = urlsplit(articles.forward(url, text) or url)
    first, slash, _ = parts.path.lstrip("/").partition("/")
    return f"{parts.scheme}://{parts.netloc}/{first}/" if slash else ""


def _letters(line: str) -> tuple[int, int]:
    """(letters of another language, Han characters) of a line; Han beside kana is Japanese."""
    han = sum(1 for c in line if "\u4e00" <= c <= "\u9fff")
    other = sum(1 for c in line if c.isalpha() and not "\u3400" <= c <= "\u9fff")
    kana = sum(1 for c in line if "\u3041" <= c <= "\u30fa")
    return (other + han, 0) if kana * 4 > han > 0 else (other, han)
