"""Letters on 大汉 jact: the request for rows of ``mailpublist.do``, as its own script sends it."""

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.paging.endpoints import Call

_LIST = re.compile(r"/jact/front/(mail\w*list)\.(do|action|jsp)$", re.I)
_PROXY = re.compile(r"[\"']([^\"'\s]*dataproxy_mail\w+\.(?:do|action|jsp))", re.I)
_PER_PAGE = re.compile(r"\bper_?page\w*\s*[:=]\s*['\"]?(\d{1,3})\b", re.I)
_ROW = re.compile(r"href\s*=\s*[\"']?[^\"'\s>]*mail\w*detail\.[^\"'\s>]*", re.I)
_FIELDS = ("sysid", "groupid", "mailstate", "starttime", "endtime", "keyword", "orderfield")
_PAGES = 3  # pages of the screen that one request brings, as the site's own script asks for them
_ROWS = 15


def mail_calls(page: PageDom) -> Iterator[Call]:
    """The request for the page's rows; nothing for other pages, or without the mailbox's number.

    Address and rows a page are taken from its scripts where they stand there; else the address
    follows from the page's own, and the rows are counted.
    """
    parts = urlsplit(page.url)
    own, said = _LIST.search(parts.path), _PROXY.search(page.text)
    if own is None and said is None:
        return
    fields = dict(_told(page, parts.query))
    if not fields.get("sysid"):
        return
    if said is not None:
        address = urls.join(page.base, said[1])
    else:
        name = posixpath.basename(parts.path)
        address = urls.join(page.url, f"dataproxy_{name}")
    per = _PER_PAGE.search(page.scripts)
    size = int(per[1]) if per else len(set(_ROW.findall(page.markup))) or _ROWS
    query = {
        "startrecord": 1,
        "endrecord": size * _PAGES,
        "perpage": size,
        "groupSize": _PAGES,
    }
    if address and size > 0:
        pairs = [(name, fields.get(name, "")) for name in _FIELDS]
        yield Call("POST", f"{address}?{urlencode(query)}", urlencode(pairs))


def _told(page: PageDom, query: str) -> Iterator[tuple[str, str]]:
    """Fields of the request by name: of the page's script, of its address, of its form."""
    for name in _FIELDS:
        found = re.search(rf"\b{name}[\"']?\s*[:=]\s*[\"']?([\w-]+)", unescape(page.scripts))
        if found and name in ("sysid", "groupid"):
            yield name, found[1]
    for form in page.root.iter("input"):
        if form.get("name") in _FIELDS and (form.get("type") or "").lower() == "hidden":
            yield str(form.get("name")), form.get("value") or ""
    yield from ((name, value) for name, value in parse_qsl(query) if name in _FIELDS)
