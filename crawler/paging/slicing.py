"""Lists that stand whole in the page and are cut into screens by a script."""

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.pages.dom import PageDom

# A pager told to page what the page holds: pagination($(".list li").length, …
_COUNTED = re.compile(
    r"\b(?:pagination|paginate|paging|pager|pages|laypage|fenye)\b"
    r"[^;{}]{0,60}?(?:\$|jQuery|querySelectorAll)\(\s*(['\"])(?P<what>[^'\"]+)\1\s*\)"
    r"\s*\.\s*(?:length|size\(\s*\))"
)


def sliced_rows(page: PageDom) -> int | None:
    """How many elements a script counts on the page itself as the list's total; None for none."""
    for match in _COUNTED.finditer(page.scripts):
        try:
            found = len(LexborHTMLParser(page.markup).css(match["what"]))
        except SelectolaxError:
            continue
        if found:
            return found
    return None
