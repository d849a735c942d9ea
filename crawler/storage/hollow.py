"""Pages of text that a script draws: their source shows nothing but the site's frame."""

import re

from crawler.pages.dom import PageDom, fold, visible_strings
from crawler.storage.homes import homes_of
from crawler.storage.store import Store

_LINKS = frozenset({"a", "option"})
_SAYS_NO = re.compile(r"不存在|找不到|无法|错误|出错|失败|已(被)?删除|无权|维护|登录|拒绝|过期")
_ASKS = re.compile(
    r"XMLHttpRequest|ajax|fetch\s*\(|axios|\$\.(?:get|post)|location\.(?:search|href)"
)
_LABELS = 24  # Han characters that labels of a page (发布时间, 来源) may have
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_hollow(page: PageDom, store: Store) -> bool:
    """Whether the source has an empty place and a script for the text, and only the frame's words.

    The frame is what the home page shows too. A page that says no is a notice, not hollow.
    """
    if not (_ASKS.search(page.scripts) or re.search(r"<script[^>]+src", page.text, re.I)):
        return False
    frame = {
        fold(text)
        for home in homes_of(store)
        for text in visible_strings(PageDom(home.final_url, home.text).root, _LINKS)
    }
    own = [fold(text) for text in visible_strings(page.root, _LINKS)]
    left = "".join(text for text in own if text not in frame)
    if _SAYS_NO.search(left) or len(_HAN.findall(left)) > _LABELS:
        return False
    return _has_place(page)


def _has_place(page: PageDom) -> bool:
    """Whether an element with a name of its own stands empty."""
    return any(
        node.get("id") and len(node) == 0 and not (node.text or "").strip()
        for node in page.root.iter("div", "section", "article", "h1", "h2", "h3", "p", "span")
    )
