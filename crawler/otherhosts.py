"""Hosts beside the site's own that it sends its readers to: a person says whose they are."""

import re
from collections.abc import Iterable, Iterator

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.pages.features import search_forms
from crawler.records import HostChoice
from crawler.storage.store import Store

_NAMED = re.compile(r"另一网站（([\w.:\[\]-]+)）")


def undecided_hosts(store: Store, known: Iterable[str]) -> tuple[HostChoice, ...]:
    """Hosts of columns in the navigation and of the search box that nobody decided on yet."""
    found: dict[str, str] = {}
    for column in store.columns():
        if column.stop == "external":
            said = f"导航栏目“{column.name}”在这个域名下，请指定是否属于本网站"
            found.setdefault(urls.host_of(column.url), said)
    for host in _of_search(store):
        said = "首页的搜索由这个域名提供；是本单位的，把 role 改为 own 再重新采集，就会试搜"
        found.setdefault(host, said)
    decided = {*known, ""}
    return tuple(
        HostChoice(host, "undecided", "/", said)
        for host, said in found.items()
        if host not in decided
    )


def _of_search(store: Store) -> Iterator[str]:
    for page in store.pages("home"):
        for form in search_forms(PageDom(page.final_url, page.text)):
            yield urls.host_of(form.action)
    for probe in store.probes("search"):
        yield from _NAMED.findall(probe.detail)
