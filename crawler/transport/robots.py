"""robots.txt by RFC 9309, judged from one answer; fetching it is the fetcher's matter.

A 4xx means there are no rules. A 5xx or no answer means that nothing may be fetched. 429 is "not
now", never "no rules". More than five redirects, or a redirect off the own hosts, leave the file
unavailable, which the standard treats like 4xx. Only the first 500 KiB count.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

PRODUCT_TOKEN = "nianbao"  # the name in robots.txt, not a secret
MAX_BYTES = 500 * 1024
MAX_REDIRECTS = 5
MAX_AGE_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class RobotsState:
    """What a site's robots.txt allows us.

    ``verdict``: rules (ask ``allows``), open (no rules), closed (nothing may be fetched), ignored
    (switched off by option). ``status`` is None when there was no answer. ``kind`` and
    ``signature`` are those of the refusal to report for a closed site; kind is robots, or waf,
    network, timeout, tls when that is the cause. ``note`` is a Chinese remark, often empty.
    ``crawl_delay`` is in seconds as printed, 0 if absent.
    """

    origin: str
    verdict: str
    status: int | None = None
    kind: str = "robots"
    signature: str = ""
    note: str = ""
    crawl_delay: float = 0.0
    sitemaps: tuple[str, ...] = ()
    requests: int = 0
    _rules: Protego | None = field(default=None, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Tell whether our product token may fetch ``url``; /robots.txt itself always may."""
        if self.verdict in ("open", "ignored"):
            return True
        if self.verdict == "closed" or self._rules is None:
            return False
        if urlsplit(url).path == "/robots.txt":
            return True
        return bool(self._rules.can_fetch(url, PRODUCT_TOKEN))


def from_answer(origin: str, status: int, body: bytes, requests: int = 1) -> RobotsState:
    """Judge the final answer to GET /robots.txt; ``body`` is already unpacked."""
    if 200 <= status < 300:
        return _from_body(origin, status, body, requests)
    if status == 429:
        return closed(origin, status, "robots", "unreachable_429", requests)
    if 400 <= status < 500:
        return RobotsState(origin, "open", status, requests=requests)
    if 300 <= status < 400:
        note = "robots.txt 一直在跳转，按没有该文件处理"
        return RobotsState(origin, "open", status, note=note, requests=requests)
    return closed(origin, status, "robots", f"unreachable_{status}", requests)


def closed(
    origin: str, status: int | None, kind: str, signature: str, requests: int = 1
) -> RobotsState:
    """Return the state of a host that must be left alone, with the refusal to report."""
    what = f"返回 {status}" if status else "没有回答"
    return RobotsState(
        origin,
        "closed",
        status,
        kind=kind,
        signature=signature,
        note=f"robots.txt {what}，按规范视为暂不允许采集",
        requests=requests,
    )


def unavailable(origin: str, note: str, requests: int = 1) -> RobotsState:
    """Return the state of a host whose file can't be had by the rules of redirects."""
    return RobotsState(origin, "open", None, note=note, requests=requests)


def ignored(origin: str) -> RobotsState:
    """Return the state used when the check is switched off by option."""
    return RobotsState(origin, "ignored", note="按设置未检查 robots.txt")


def _from_body(origin: str, status: int, body: bytes, requests: int) -> RobotsState:
    cut = body[:MAX_BYTES]
    if len(body) > MAX_BYTES:  # a half line must not become a shorter, wider rule
        cut = cut[: max(cut.rfind(b"\n"), cut.rfind(b"\r")) + 1]
    text = cut.decode("utf-8-sig", "replace").replace("\x00", "")
    note = ""
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<head", "<script")):
        text, note = "", "robots.txt 返回的是网页，按没有规则处理"
    rules = Protego.parse(text)
    delay = rules.crawl_delay(PRODUCT_TOKEN)
    return RobotsState(
        origin,
        "rules",
        status,
        note=note,
        crawl_delay=float(delay) if delay else 0.0,
        sitemaps=tuple(rules.sitemaps),
        requests=requests,
        _rules=rules,
    )
