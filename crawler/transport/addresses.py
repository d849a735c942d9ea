"""Addresses in the one spelling that every parser on the way reads alike.

An address whose host part could be read in two ways (user names, backslashes, tabs, blanks) is no
address here, so that the host checked is the host connected to.
"""

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_NETLOC = re.compile(r"(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::[0-9]{1,5})?")
_SAFE = "%/:=&?~#+!$,;'@()*[]|"
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def plain_url(url: str) -> str | None:
    """Return ``url`` as it will be requested, without fragment; None if it can't be.

    Host and scheme come back in lower case, an international name in its ASCII form, default
    ports dropped. Only http and https pass.
    """
    try:
        parts = urlsplit(url.strip())
        netloc = _ascii_netloc(parts.netloc)
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _DEFAULT_PORTS or not _NETLOC.fullmatch(netloc):
        return None
    host, colon, port = netloc.rpartition(":")
    if colon and port.isdigit():
        if not 0 < int(port) < 65536:
            return None
        if port == _DEFAULT_PORTS[parts.scheme]:
            netloc = host
    path = quote(parts.path, safe=_SAFE) or "/"
    return urlunsplit((parts.scheme, netloc, path, quote(parts.query, safe=_SAFE), ""))


def redirect_target(base: str, location: str) -> str | None:
    """Return the plain address a Location header points to; None if it leaves http(s).

    ``location`` is the header read as Latin-1; other bytes are kept as they are, percent-encoded.
    """
    raw = location.encode("latin-1", "ignore").strip()
    if not raw:
        return None
    text = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in raw)
    if "\\" in text:
        return None
    try:
        return plain_url(urljoin(base, text))
    except ValueError:
        return None


def origin_of(url: str) -> str:
    """Return scheme, host and port of a plain address, as ``http://host:port``."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _ascii_netloc(netloc: str) -> str:
    if netloc.isascii():
        return netloc.lower()
    host, colon, port = netloc.rpartition(":")
    if not colon or not port.isdigit():
        host, colon, port = netloc, "", ""
    return f"{host.encode('idna').decode('ascii').lower()}{colon}{port}"
