"""What a person typed, checked before anything is fetched or written.

Every function returns the cleaned value or raises ``UsageError`` with the sentence to show.
"""

import math
import re
from datetime import date
from urllib.parse import SplitResult, urlsplit

from crawler.errors import UsageError

_PORTS = {"http": 80, "https": 443}
_NAME = r"([\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])"
_HOST = re.compile(_NAME)
_SITE = re.compile(_NAME + r"(:\d{1,5})?")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def home_url(text: str) -> str:
    """Take the address of a site's home page; only http and https, no user name in it."""
    url = text.strip()
    parts = _split(url)
    if parts.scheme.lower() not in _PORTS:
        raise UsageError(
            f"网址不对：“{url}”。请写全，以 http:// 或 https:// 开头，例如 https://www.example.gov.cn/"
        )
    if parts.username is not None or parts.password is not None:
        raise UsageError("网址里不能带用户名和密码（@ 前面的部分），请删去后再运行。")
    if re.search(r"\s", url) or not _HOST.fullmatch(_bare_host(parts)):
        raise UsageError(f"网址不对：“{url}”里没有可用的域名，请核对是否有空格或全角符号。")
    return url


def host_of(url: str) -> str:
    """Name the site of a checked address: lower-case name, with the port unless it is usual."""
    parts = _split(url)
    port = parts.port
    usual = port is None or port == _PORTS[parts.scheme.lower()]
    host = _bare_host(parts).lower().rstrip(".")
    return host if usual else f"{host}:{port}"


def site_name(text: str) -> str:
    """Take what stands behind ``--site``: a host, or by mistake the whole address."""
    typed = text.strip()
    if "://" in typed:
        return host_of(home_url(typed))
    if not _SITE.fullmatch(typed):
        raise UsageError(
            f"--site 不对：“{typed}”。请写网站域名（有端口的带端口），例如 www.example.gov.cn"
        )
    return typed.lower()


def report_year(year: int) -> int:
    """Refuse a year no report can be about."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"--year 不对：{year}。请写四位年度（{FIRST_YEAR}–{LAST_YEAR}），例如 2025"
        )
    return year


def day(text: str | None, option: str) -> date | None:
    """Take a date written as 2026-01-31, None where none is given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{option} 不对：“{text}”。请写成 2026-01-31 的样子") from None


def request_rate(rate: float | None) -> float | None:
    """Take requests a second a host; 0 means no delay, None the polite default."""
    if rate is not None and not (math.isfinite(rate) and rate >= 0):
        raise UsageError(f"--rate 不对：{rate}。请写每秒请求数，不小于 0（0 表示不等待）")
    return rate


def _split(url: str) -> SplitResult:
    """Split an address; a port that is no number, or a broken bracket, is a usage error."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UsageError(f"网址不对：“{url}”，请核对端口和括号。") from None
    return parts


def _bare_host(parts: SplitResult) -> str:
    """Return the host without user and port, brackets of an IPv6 address kept."""
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host
