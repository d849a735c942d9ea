"""Links as they stand in pages: where they lead, and which are not worth following."""

import re
from collections import Counter
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from crawler.urls.hosts import host_of

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_MANY_SLASHES = re.compile(r"\A(https?:)?/{2,}", re.IGNORECASE)
_MAX_LENGTH = 2083
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|txt|csv|zip|rar|7z|tar|gz|ceb|"
    r"jpe?g|png|gif|bmp|tiff?|webp|mp4|mp3|wav|wma|wmv|avi|flv|m4v|mov|mpe?g|m3u8|swf|apk|exe)\Z",
    re.IGNORECASE,
)
_WRAPPER_PATH = re.compile(
    r"/(?:visit/link|link|linkto|links|goto|go|jump|jumpto|redirect|transfer|tolink|outlink|"
    r"outside|out|out_?url|open_?url|leav\w*|exit|wljump|external\w*|wailian|tiaozhuan)(?:\.\w{2,5})?/?\Z",
    re.IGNORECASE,
)
_WRAPPER_NAMES = frozenset({"url", "u", "link", "to", "goto", "href", "target", "redirect"})
_REDIRECT_NAMES = frozenset({"redirect", "redirecturl", "redirect_url", "jumpurl", "gotourl"})
# A gateway that shows another address in traditional characters: the same content once more.
_SCRIPT_GATE = re.compile(
    r"/gate/(?:big5|gb|tc)/(?P<host>[\w.-]+\.\w+(?::\d+)?)(?P<path>/.*)?\Z", re.I
)
_PLACE = re.compile(
    r"(?:top|nav|main|content|header|footer|home|none|void|this|page|wrap|body|app|root|no|null|!?/)?\Z",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"[!\w%/.=&?,:@-]{1,120}\Z")
_ROUTE = re.compile(r"#!?/\w")  # a page of its own that a script shows behind the #
_GATEKEEPER = re.compile(r"login|sso|oauth|/cas\b|auth|share|passport|register", re.IGNORECASE)
_SEARCH_NAMES = frozenset(
    {"q", "qt", "wd", "kw", "keyword", "keywords", "searchword", "searchtext", "searchkey"}
)
_SORT_NAMES = frozenset({"sort", "sortby", "order", "orderby", "sortfield", "ordertype"})
_CALENDAR_NAMES = ({"year", "month"}, {"y", "m", "d"})
_TRAP_PATH = re.compile(
    r"/(?:print|printpage|print_?view|calendar|rili|wannianli|login|logout|register|signin|"
    r"signup|zhuce|denglu|sso|addfavorite|search|so|jsearchfront|irs-c-web)(?:\.\w{2,5})?(?:/|\Z)",
    re.IGNORECASE,
)
# Search programs that build ordinary lists.
_LIST_PROGRAM = re.compile(
    r"/was5/web/search|/common/search/|/es-search/|/searchList/|/module/xxgk/|/search/[0-9a-f]{32}",
    re.IGNORECASE,
)


def is_scripted(href: str) -> bool:
    """Say whether a link has no address of its own: empty, ``#``, ``javascript:`` and the like."""
    text = _squeezed(href)
    if not text or text.startswith("#"):
        return True
    scheme = _SCHEME.match(text)
    return scheme is not None and scheme[1].lower() in ("javascript", "vbscript", "about", "data")


def join(base: str, href: str, *, base_href: str = "", fragment: bool = False) -> str:
    """Return the absolute http(s) address of a link, or "" if it has none.

    ``base`` is the final address of the page (after redirects), ``base_href`` the page's
    ``<base href>``. The fragment is dropped unless ``fragment``, or a script takes it for a path
    (``#/detail/12``); a bare ``#`` is never a link.
    """
    if base_href:
        base = join(base, base_href) or base
    text = _squeezed(href)
    lone = text.startswith("#") and not (fragment or _ROUTE.match(text))
    if not text or text == "#" or lone:
        return ""
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return ""
    text = _MANY_SLASHES.sub(lambda found: f"{found[1] or ''}//", _forward(text))
    if text.endswith("://") or text == "//":
        return ""
    try:
        parts = urlsplit(urljoin(base, text))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host_of(parts.geturl()):
        return ""
    path = resolve_dots(parts.path) or "/"
    return parts._replace(
        path=path.replace(" ", "%20"),
        query=parts.query.replace(" ", "%20"),
        fragment=parts.fragment if fragment or is_route(f"#{parts.fragment}") else "",
    ).geturl()


def selects(url: str) -> bool:
    """Say whether an address has a fragment that may choose a list, not merely a place."""
    fragment = url.partition("#")[2]
    return bool(_CHOICE.match(fragment)) and not _PLACE.match(fragment)


def is_route(url: str) -> bool:
    """Say whether a script shows a page of its own behind the ``#`` of an address (#/detail/12)."""
    return _ROUTE.search(url) is not None


def resolve_dots(path: str) -> str:
    """Take ``.`` and ``..`` out of an absolute path; ``..`` above the root is dropped."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def is_attachment(url: str) -> bool:
    """Say whether an address is a file to download, by its path or the file name it passes on."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if _ATTACHMENT.search(unquote(parts.path)):
        return True
    return any(_ATTACHMENT.search(value) for _, value in parse_qsl(parts.query[:_MAX_LENGTH]))


def unwrap(url: str) -> str:
    """Return the address inside a leave-the-site link, or the address itself."""
    for _ in range(3):
        inner = _inner(url)
        if not inner:
            return url
        url = inner
    return url


def looks_like_trap(url: str) -> bool:
    """Say whether following an address would never end or never show content.

    Calendars, print views, sort orders, searches by words, log-in pages, paths that repeat
    themselves. Search programs that serve lists (WAS5, UCAP, 信息公开目录) are no traps.
    """
    if len(url) > _MAX_LENGTH:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    if _SCRIPT_GATE.match(parts.path):
        return True
    pairs = [(name.lower(), value) for name, value in parse_qsl(parts.query)]
    names = {name for name, _ in pairs}
    if any(name in _SORT_NAMES and not value.isdigit() for name, value in pairs):
        return True  # sort=12 is a category of old sites, sort=desc a permutation
    if "print" in names or any(each <= names for each in _CALENDAR_NAMES):
        return True
    if not _LIST_PROGRAM.search(parts.path) and (
        names & _SEARCH_NAMES or _TRAP_PATH.search(parts.path)
    ):
        return True
    return _repeats_itself([segment for segment in parts.path.split("/") if segment])


def _repeats_itself(segments: list[str]) -> bool:
    if len(segments) > 20:
        return True
    if segments and max(Counter(segments).values()) > 3:
        return True
    for size in (1, 2, 3):
        for start in range(len(segments) - 3 * size + 1):
            first = segments[start : start + size]
            if first * 3 == segments[start : start + 3 * size]:
                return True
    return False


def _squeezed(href: str) -> str:
    return _CONTROLS.sub("", href).strip(" \xa0\u3000\u200b\ufeff")


def _forward(text: str) -> str:
    """Turn backslashes round, as browsers do, but not behind ``?`` or ``#``."""
    end = min((at for mark in "?#" if (at := text.find(mark)) >= 0), default=len(text))
    return text[:end].replace("\\", "/") + text[end:]


def _inner(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if gate := _SCRIPT_GATE.match(parts.path):
        shown = parts._replace(netloc=gate["host"], path=gate["path"] or "/")
        return join("", shown.geturl(), fragment=True)
    if "=" not in parts.query or _GATEKEEPER.search(parts.netloc + parts.path):
        return ""
    is_wrapper = _WRAPPER_PATH.search(parts.path) is not None
    for name, value in parse_qsl(parts.query):
        if name.lower() not in (_WRAPPER_NAMES if is_wrapper else _REDIRECT_NAMES):
            continue
        raw = parts.query.partition(f"{name}=")[2]
        if raw.lower().startswith(("http://", "https://")) and "?" in raw:
            value = raw  # not encoded: the rest of the query belongs to the inner address
        if "%3a%2f%2f" in value.lower():
            value = unquote(value)
        if inner := join("", value, fragment=True):
            return inner
    return ""
