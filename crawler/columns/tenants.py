"""Several units on one host: whose page it is, by the marks the page itself carries.

Government pages name their site (SiteName) and its number (SiteIDCode). A page on which both are
others than on the home page, and which shows its reader the other unit and never our own, belongs
to that unit. Anything less may be a template left over from another unit: a doubt, never a reason
to leave a column out.
A page that the home page's own menu names may still be this unit's, under a former name.
"""

import re
from dataclasses import dataclass

from crawler.columns.naming import Seen
from crawler.pages.dom import PageDom, fold, visible_text
from crawler.records import OTHER_UNIT
from crawler.storage.store import Store

IN_MENU = "首页导航列有这个栏目，请核对是否属于本单位"
_PRINTED = re.compile(
    r"(?:网站标识码\s*(?:<[^>]*>\s*)*[:：]?\s*(?:<[^>]*>\s*)*|\bsite_?code\s*=\s*['\"]?\s*)"
    r"(bm\d{8}|\d{10})(?!\d)",
    re.I,
)
_CODE = re.compile(r"\d{10}|bm\d{8}", re.I)


@dataclass(frozen=True, slots=True)
class Tenancy:
    """The home page's own marks; empty where it has none, then nobody is told apart.

    ``printed``: numbers that its text and its 找错 script show, which may contradict its tag.
    """

    name: str
    code: str
    printed: frozenset[str] = frozenset()

    def other(self, page: PageDom) -> str:
        """Why a page is another unit's, as a sentence; empty for the unit's own."""
        name, code = _marks(page)
        differs = self._differs(name, self.name) and self._differs(code, self.code)
        if differs and self._is_shown_as(name, page):
            return f"页面标明属于另一单位（{name}，标识码 {code}），不计入本单位"
        return ""

    def doubts(self, page: PageDom) -> tuple[str, ...]:
        """A site number that contradicts the home page's on a page that may be our own.

        A number that the home page prints beside a tag that says otherwise is the unit's as well,
        on pages under the same name: the home page's tag is a template's leftover.
        """
        name, code = _marks(page)
        if name and name == self.name and code.lower() in self.printed:
            return ()
        if self._differs(code, self.code) and not self.other(page):
            return (f"页面标明的网站标识码是 {code}，与首页的 {self.code} 不同，{OTHER_UNIT}",)
        return ()

    def _is_shown_as(self, name: str, page: PageDom) -> bool:
        """Whether a reader sees that unit's name on the page, and not the home page's."""
        shown = fold(page.title + visible_text(page.root))
        return name in shown and self.name not in shown

    @staticmethod
    def _differs(one: str, other: str) -> bool:
        return bool(one and other) and one != other


def host_unit(store: Store) -> Tenancy:
    """The marks of the page the crawl ended on as its home."""
    found = [
        Tenancy(*_marks(PageDom(p.final_url, p.text)), _printed(p.text))
        for p in store.pages("home")
    ]
    return next((one for one in reversed(found) if one.code), Tenancy("", ""))


def menu_word(store: Store, seen: Seen, page: PageDom) -> tuple[str, ...]:
    """A word on a page of another's marks that the home page's own navigation names.

    Nothing where the menu itself names that unit: it says whose page it leads to.
    """
    homes = {page.frontier_id for page in store.pages("home")}
    unit, _ = _marks(page)
    is_own_word = unit not in fold(seen.name)
    return (IN_MENU,) if is_own_word and seen.source == "nav" and seen.seen_on in homes else ()


def _printed(markup: str) -> frozenset[str]:
    """Numbers that a page shows as its site's own, comments left out."""
    text = re.sub(r"<!--.*?-->", "", markup, flags=re.S)
    return frozenset(match[1].lower() for match in _PRINTED.finditer(text))


def _marks(page: PageDom) -> tuple[str, str]:
    code = fold(page.meta_value("SiteIDCode"))
    return fold(page.meta_value("SiteName")), code if _CODE.fullmatch(code) else ""
