"""The token a page hands to its own script for asking its interface, and who wants to see it.

Every visitor is given one; it says that the request comes from the page, and opens nothing else.
"""

import re

from crawler.transport.addresses import origin_of, plain_url
from crawler.transport.results import Target

_REFUSED = frozenset({419, 403})
_WANTS = re.compile(
    rb"csrf|token|\xe9\xa1\xb5\xe9\x9d\xa2\xe5\xb7\xb2\xe8\xbf\x87\xe6\x9c\x9f", re.I
)
_TOKEN = re.compile(
    rb"""(?:_csrf|csrf[_-]?token)["']?\s*(?:[:=]|content\s*=)\s*["']([\w+/=.-]{6,200})["']""", re.I
)
# Some interfaces refuse in the words of their answer: {"code": 403, "msg": "csrf token"}.
_SAYS_REFUSED = re.compile(rb""""(?:code|status|errcode|state)"\s*:\s*"?(?:401|403|419)\b""", re.I)
_SHORT = 512
_HEADER = "X-CSRF-TOKEN"


def asking(target: Target, origin: str, body: str, cookies: str, token: str) -> dict[str, str]:
    """The headers a request adds to the usual ones; a page of another origin is not named."""
    headers = {}
    if body and target.content_type:
        headers["Content-Type"] = target.content_type
    referer = plain_url(target.referer) if target.referer else None
    if referer and origin_of(referer) == origin:
        headers["Referer"] = referer
    if cookies:
        headers["Cookie"] = cookies
    if body and token:
        headers[_HEADER] = token
    return headers


def page_token(body: bytes) -> str:
    """The token a page names for its requests; empty without one."""
    found = _TOKEN.search(body)
    return found[1].decode("ascii", "ignore") if found else ""


def wants_token(method: str, status: int | None, body: bytes) -> bool:
    """Whether a refusal asks for the page's token."""
    told = status == 200 and len(body) < _SHORT and _SAYS_REFUSED.search(body)
    if method != "POST" or not (told or status in _REFUSED):
        return False
    return status == 419 or bool(_WANTS.search(body[:4096]))
