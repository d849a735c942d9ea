"""Several units on one host: whose page it is, by the marks the page itself carries.

Government pages name their site (SiteName) and its number (SiteIDCode). A page on which both are
others than on the home page belongs to another unit; one of them alone may be a template's slip.
"""

import re
from dataclasses import dataclass

from crawler.dom import PageDom, fold
from crawler.store import Store

_CODE = re.compile(r"\d{10}|bm\d{8}", re.I)


@dataclass(frozen=True, slots=True)
class Tenancy:
    """The home page's own marks; empty where it has none, then nobody is told apart."""

    name: str
    code: str

    def other(self, page: PageDom) -> str:
        """Why a page is another unit's, as a sentence; empty for the unit's own."""
        name, code = _marks(page)
        if self._differs(name, self.name) and self._differs(code, self.code):
            return f"页面标明属于另一单位（{name}，标识码 {code}），不计入本单位"
        return ""

    def doubts(self, page: PageDom) -> tuple[str, ...]:
        """A site number that contradicts the home page's while the name does not."""
        name, code = _marks(page)
        if self._differs(code, self.code) and not self._differs(name, self.name):
            return (f"页面标明的网站标识码是 {code}，与首页的 {self.code} 不同，可能属于另一单位",)
        return ()

    @staticmethod
    def _differs(one: str, other: str) -> bool:
        return bool(one and other) and one != other


def host_unit(store: Store) -> Tenancy:
    """The marks of the page the crawl ended on as its home."""
    found = [Tenancy(*_marks(PageDom(p.final_url, p.text))) for p in store.pages("home")]
    return next((one for one in reversed(found) if one.code), Tenancy("", ""))


def _marks(page: PageDom) -> tuple[str, str]:
    code = fold(page.meta_value("SiteIDCode"))
    return fold(page.meta_value("SiteName")), code if _CODE.fullmatch(code) else ""
