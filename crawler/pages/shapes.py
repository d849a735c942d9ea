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
# A number that some platforms give a column, not an article: /content/column/6812491
_COLUMN_PATH = re.compile(r"/(?:columns?|channels?|categor(?:y|ies)|catalogs?|lanmu)/\d+/?$", re.I)
_MOST = 0.6
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
    if _COLUMN_PATH.search(path.removesuffix(name) + stem):
        return False
    return bool(_ARTICLE_NAME.match(stem) or _ARTICLE_PATH.search(path))


def differ_in_one_number(addresses: Sequence[str], many: int) -> bool:
    """Whether most of ``many`` addresses are one but for one number (detail-12.html, ?id=12).

    A list may hold some of another kind among them (letters with frequent questions in between).
    """
    alike: dict[tuple[str, ...], list[list[str]]] = {}
    for address in addresses:
        parts = re.split(r"(\d+)", address)
        alike.setdefault(tuple(parts[::2]), []).append(parts[1::2])
    most = max(alike.values(), key=len, default=[])
    if len(addresses) < many or len(most) < max(_MOST * len(addresses), _MOST * many):
        return False
    differing = [numbers for numbers in zip(*most, strict=True) if len(set(numbers)) > 1]
    return len(differing) == 1 and len(set(differing[0])) == len(differing[0])


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
