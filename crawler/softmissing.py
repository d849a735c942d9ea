"""The site's own "page not found" page when it comes with status 200."""

import hashlib
import re

from crawler.dom import PageDom, visible_text


def soft_404_mark(text: str) -> str:
    """A fingerprint of a page's visible text; digits out, since such pages print the time."""
    shown = visible_text(PageDom("", text).root) if text else ""
    return hashlib.sha256(re.sub(r"\d+", "", shown).encode()).hexdigest() if shown else ""
