"""Answers in data that refuse in their words what was asked, though they come with status 200."""

import re

from crawler.pages.islands import load

_CODES = frozenset({"code", "status", "state", "errcode", "errorcode", "statuscode", "resultcode"})
_WORDS = frozenset({"msg", "message", "error", "errmsg", "errormsg", "info"})
_REFUSED = re.compile(r"401|403|419|429|5\d\d")  # 400 and 404 may be said of a page past the last
_NO_ROWS = re.compile(r"无|没有|为空|超出|\b(?:no|none|empty|null|out of)\b", re.I)


def says_refused(text: str) -> bool:
    """Whether an answer tells of a refusal or a failure, not of a list at its end."""
    data = load(text)
    if not isinstance(data, dict):
        return False
    said = {key.lower(): value for key, value in data.items()}
    told = " ".join(str(said[key]) for key in _WORDS & said.keys() if said[key])
    failed = any(_REFUSED.fullmatch(str(said[key])) for key in _CODES & said.keys())
    return (failed or said.get("success") is False) and not _NO_ROWS.search(told)
