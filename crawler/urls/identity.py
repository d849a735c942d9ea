"""When two addresses are one: canonical form, identity of content, shape of an address."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

from crawler.urls.hosts import base_name, host_of
from crawler.urls.links import is_route, resolve_dots

_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|jsp|php|aspx?|do)\Z", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)
_NOISE_NAMES = frozenset(
    {
        *("jsessionid", "phpsessid", "cfid", "cftoken", "random", "rand", "rnd", "randomnum"),
        *("_", "timestamp", "$$time$$", "nocache", "isappinstalled", "spm", "share_token"),
    }
)
_NOISE_PREFIXES = ("aspsessionid", "utm_")
_CLOCK_NAMES = frozenset({"t", "_t", "r", "_r", "ts"})
_CLOCK_VALUE = re.compile(r"1[0-9]{9}(?:[0-9]{3})?|0\.[0-9]{4,}", re.ASCII)
_SHARE_VALUES = frozenset({"singlemessage", "groupmessage", "timeline"})

_UUID = r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"
# Family, shape of the path; the groups make the identity. Column numbers are not in a group.
_FAMILIES = tuple(
    (family, re.compile(shape, re.ASCII))
    for family, shape in (
        ("trs", r"/(t20[0-9]{6}_[0-9]+)\.s?html?\Z"),
        ("trs", r"/(t[0-9]{6,})\.s?html?\Z"),
        ("hanweb", r"/art/([0-9]{4})/0?([0-9]{1,2})/0?([0-9]{1,2})/art_[0-9]+_([0-9]+)\.html?\Z"),
        ("hanweb", rf"/art/[0-9/]+/art_(?:[0-9]+_)?({_UUID})\.html?\Z"),
        ("sudy", r"/(20[0-9]{2})/([0-9]{4})/c[0-9]+a([0-9]+)/page[0-9]*\.(?:htm|psp)\Z"),
        ("vsb", r"\A(.*?)/info/[0-9]+/([0-9]+)\.html?\Z"),
        ("post", r"/m?post_([0-9]+)\.html?\Z"),
        ("ucap", r"/(c[0-9]{4,})/content\.s?html?\Z"),
        ("uuid", rf"/({_UUID})(?:\.s?html?|/content\.s?html?|/index\.s?html?|/)?\Z"),
        ("dated", r"/c/([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]+)\.s?html?\Z"),
    )
)
_VSB_QUERY = re.compile(r"(?:\A|&)wbnewsid=([0-9]+)(?:&|\Z)", re.ASCII)
_FILE = re.compile(r"\A(?P<stem>.*?)(?P<extension>\.[A-Za-z][A-Za-z0-9]{1,5})?\Z", re.DOTALL)
_HEX_ID = re.compile(
    rf"{_UUID}|(?<![0-9A-Za-z])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{{16,}}"
)
_DAY = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:-[0-9]{2}-[0-9]{2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?![0-9])",
    re.ASCII,
)
_DAY_PATH = re.compile(
    r"/(?:19|20)[0-9]{2}/[0-9]{1,2}/[0-9]{1,2}(?=/)|/(?:19|20)[0-9]{2}/[0-9]{4}(?=/)"
)
_NUMBER = re.compile(r"[0-9]+", re.ASCII)


@lru_cache(maxsize=1 << 17)  # the rows of a list are compared again with every page of it
def canonical(url: str, *, fragment: bool = False) -> str:
    """Return the form by which addresses are compared: ``host/path?query`` without a scheme.

    Dropped: scheme, user, www, default port, fragment (unless asked for: it may select a
    list; one that a script takes for a path is kept), index and default file names, session and
    tracking parameters, order of parameters.
    Never fails; what is no address comes back stripped.
    """
    text = url.strip()
    if not text:
        return ""
    parts = _split(text)
    host = canonical_host(text) if parts else ""
    if parts is None or not host:
        return text
    path = _PATH_SESSION.sub("", resolve_dots(parts.path))
    path = _INDEX_FILE.sub("/", re.sub(r"/{2,}", "/", _escaped(path)) or "/")
    query = _sorted_query(parts.query)
    tail = f"?{query}" if query else ""
    if parts.fragment and (fragment or is_route(f"#{parts.fragment}")):
        tail += f"#{_escaped(parts.fragment)}"
    return f"{host}{path}{tail}"


def canonical_host(url: str) -> str:
    """Return the host without www and without the ports 80 and 443."""
    host = host_of(_with_scheme(url))
    name, colon, port = host.rpartition(":") if _has_port(host) else (host, "", "")
    while name.startswith("www.") and "." in name[4:]:
        name = name[4:]
    return name if port in ("", "80", "443") else f"{name}{colon}{port}"


def content_id(url: str) -> str:
    """Return the strongest identity of what an address shows: family, host and its number.

    The same article under two columns has one identity; two articles never share one, so
    anything not certain falls back to ``canonical``. Twin hosts (www, m, wap) share theirs.
    """
    plain = canonical(url)
    parts = _split(plain)
    if parts is None or not parts.netloc:
        return plain
    host = base_name(parts.netloc)
    if not parts.query:
        for family, shape in _FAMILIES:
            if found := shape.search(parts.path):
                return ":".join((family, host, *found.groups()))
        return plain
    newsid = _VSB_QUERY.search(parts.query)
    if newsid and parts.path.endswith("/content.jsp"):
        return f"vsb:{host}:{parts.path.removesuffix('/content.jsp')}:{newsid[1]}"
    return plain


def detail_shape(url: str) -> str:
    """Return the shape of an address, to tell the odd rows of a list from its majority.

    The date becomes D, hexadecimal ids H, numbers N, folders with a plain name ``~``; of the
    query only the names are kept. ``/zwdt/tzgg/202401/t20240102_12.html`` → ``~/N/tD_N.html``.
    """
    parts = _split(url.strip())
    if parts is None:
        return ""
    path = _PATH_SESSION.sub("", parts.path)
    path = _DAY_PATH.sub("/D", path)
    *folders, name = path.split("/")
    shapes: list[str] = []
    for folder in folders:
        if not folder:
            continue
        shape = folder if folder == "D" else _shape(folder, dated="D" in shapes)
        shape = shape if re.fullmatch(r"[DHN]", shape) else "~"
        if shape != "~" or shapes[-1:] != ["~"]:
            shapes.append(shape)
    found = _FILE.match(name)
    stem = _shape(found["stem"], dated="D" in shapes) if found else ""
    file = stem + (found["extension"] or "").lower() if found else name
    names = sorted(
        {pair.partition("=")[0] for pair in _sorted_query(parts.query).split("&")} - {""}
    )
    return "/".join((*shapes, file)) + (f"?{'&'.join(names)}" if names else "")


def _shape(text: str, *, dated: bool) -> str:
    """One address names one day: after it, 20031204 is a number that only looks like one."""
    plain = _HEX_ID.sub("H", text)
    return _NUMBER.sub("N", plain if dated else _DAY.sub("D", plain, count=1))


def _with_scheme(text: str) -> str:
    if _HAS_SCHEME.match(text):
        return text
    return f"http://{text.removeprefix('//')}"


def _split(text: str) -> SplitResult | None:
    try:
        return urlsplit(_with_scheme(text))
    except ValueError:
        return None


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]")


def _escaped(text: str) -> str:
    """Bring percent escapes into one form: unreserved characters plain, the rest upper-case."""

    def plain(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(plain, quote(text, safe="%/:=&?~#+!$,;'@()*[]", errors="replace"))


def _sorted_query(query: str) -> str:
    kept = (pair for pair in query.split("&") if pair and not _is_noise(pair))
    return "&".join(sorted(_escaped(pair) for pair in kept))


def _is_noise(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in _NOISE_NAMES or name.startswith(_NOISE_PREFIXES):
        return True
    if name == "from":
        return value in _SHARE_VALUES
    return name in _CLOCK_NAMES and _CLOCK_VALUE.fullmatch(value) is not None
