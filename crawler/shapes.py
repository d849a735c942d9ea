"""What an address looks like before it is opened: an article, a column, or neither."""

import posixpath
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler import dates, urls

_INDEX = re.compile(r"^(index|default|list|column|channel|main)([_-]?(1|pc))?\.[a-z]{3,5}$", re.I)
_ARTICLE_NAME = re.compile(
    r"^(t?\d{5,}(_\d+)*|art_.*|post_\d+|content(_\d+)?|c_?\d{5,}|[0-9a-f-]{24,}|info_?\d*|\d+)$",
    re.I,
)
_ARTICLE_PATH = re.compile(r"/(info/\d+/\d+|art/\d{4}|content/post|show/\d+|detail/)", re.I)
_MANY = 8
_PAGE_EXTENSION = re.compile(r"\.(s?html?|jhtml|xhtml|jspx?|aspx?|php|do|action|htm)$", re.I)


def looks_like_detail(url: str) -> bool:
    """Whether an address has the shape of one article or one file."""
    if not url:
        return False
    if urls.is_attachment(url) or dates.url_date(url).date is not None:
        return True
    parts = urlsplit(url)
    path = parts.fragment.lstrip("!") if urls.is_route(url) else parts.path
    name = posixpath.basename(path)
    if not name or _INDEX.match(name):
        return False
    stem = _PAGE_EXTENSION.sub("", name)
    return bool(_ARTICLE_NAME.match(stem) or _ARTICLE_PATH.search(path))


def differ_in_one_number(addresses: Sequence[str]) -> bool:
    """Whether many addresses are one but for one number (detail-12.html, ?id=12)."""
    split = [re.split(r"(\d+)", address) for address in addresses]
    if len(addresses) < _MANY or len({len(parts) for parts in split}) != 1:
        return False
    differing = [column for column in zip(*split, strict=True) if len(set(column)) > 1]
    if len(differing) != 1:
        return False
    (numbers,) = differing
    return all(n.isdigit() for n in numbers) and len(set(numbers)) == len(numbers)


def looks_like_column(url: str, *, named: bool = False) -> bool:
    """Whether an address may be a column's first page: a folder, an index file, a list script.

    ``named``: the link stands where columns stand and reads like one, so that a number for an
    address (/channels/21.html) is followed too; a dated address never is.
    """
    if not url or urls.is_attachment(url) or dates.url_date(url).date is not None:
        return False
    if not named and looks_like_detail(url):
        return False
    name = posixpath.basename(urlsplit(url).path)
    return "." not in name or bool(_PAGE_EXTENSION.search(name))
