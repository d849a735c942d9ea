"""The site's own "page not found" page when it comes with status 200."""

import hashlib
import re

from crawler.pages.dom import PageDom, visible_text


def soft_404_mark(text: str) -> str:
    """A fingerprint of a page's text outside links; digits out, since such pages print the time.

    Links are left out: an apology may carry a list of hot items that changes.
    """
    if not text:
        return ""
    root = PageDom("", text).root
    for anchor in list(root.iter("a")):
        anchor.drop_tree()
    shown = visible_text(root)
    return hashlib.sha256(re.sub(r"\d+", "", shown).encode()).hexdigest() if shown else ""
