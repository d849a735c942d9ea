r"""Takes out of texts what no page shows and no file format can hold.

Done once, where text enters the crawl: bodies in ``crawler.pages.decode``, and again for strings
that come out of JSON (``"\ud800"`` is a legal JSON escape).
"""

import re

_SPACE_LIKE = re.compile("[\x0b\x0c\x85]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Drop control characters (not tab and line ends), lone surrogates, U+FFFE and U+FFFF.

    Vertical tab, form feed and NEL separate words on screen and become a blank. Idempotent.
    """
    return _UNWRITABLE.sub("", _SPACE_LIKE.sub(" ", text))


def one_line(text: str) -> str:
    """Clean a title or name: every run of white space is one blank, none at the ends."""
    return " ".join(clean(text).split())
