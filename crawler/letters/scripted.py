"""A page with what stands in its scripts' strings written out, as the scripts would show it."""

import re

from crawler.pages.dom import PageDom

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SCRIPT = re.compile(r"<(/?)script\b[^>]*>", re.I)
_SLASHED = re.compile(r"\\([\"'/])")


def written_out(page: PageDom) -> PageDom:
    """The same page without the difference between markup and strings of scripts."""
    text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), page.text)
    text = re.sub(r"\\[nrt]", " ", _SLASHED.sub(r"\1", text))
    return PageDom(page.url, _SCRIPT.sub(r"<\1div>", text))
