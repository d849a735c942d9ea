"""What a fetch is asked for and what it gives back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from crawler.transport.exchange import Answer
from crawler.transport.faults import Fault

_BEIJING = timezone(timedelta(hours=8))
_REFUSED_BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """What to ask for; ``body`` is sent as UTF-8 with ``content_type``; ``once``: no retries.

    ``referer`` is the page that asks: the Referer, and where its token comes from.
    """

    url: str
    method: str = "GET"
    body: str = ""
    content_type: str = ""
    referer: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was answered with 2xx and a body.

    ``url`` as asked, ``final_url`` after redirects. ``headers`` have lower-case names. ``body`` is
    unpacked; ``size`` counts the body bytes on the wire, all tries and hops. ``witnesses`` name
    what speaks against the page being whole (crawler.transport.completeness) or ``script_only``.
    ``fetched_at`` is ISO 8601 in +08:00. ``requests`` includes redirects and retries.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    witnesses: tuple[str, ...]
    fetched_at: str
    size: int
    requests: int
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A target that was not answered with its page.

    ``kind`` is one of: waf, robots, http, network, timeout, tls, foreign, size, truncated;
    ``signature`` names the case within the kind (vendor id, status, fault). ``location`` is where
    a foreign redirect pointed; that place was not visited. ``detail`` is Chinese. ``body`` is at
    most 64 KiB of an error or challenge page.
    """

    url: str
    kind: str
    signature: str
    status: int | None
    requests: int
    location: str = ""
    detail: str = ""
    body: bytes = b""


@dataclass(slots=True)
class Trip:
    """The running totals of one fetch, hop by hop and try by try."""

    target: Target
    requests: int = 0
    size: int = 0
    redirects: list[str] = field(default_factory=list)
    renewed: bool = False

    def fetched(self, url: str, answer: Answer) -> Fetched:
        """Close the trip with the page found at ``url``; stamps the time."""
        return Fetched(
            url=self.target.url,
            final_url=url if self.redirects else self.target.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            witnesses=answer.witnesses,
            fetched_at=datetime.now(_BEIJING).isoformat(timespec="seconds"),
            size=self.size,
            requests=self.requests,
            redirects=tuple(self.redirects),
        )

    def refused(self, fault: Fault, answer: Answer | None = None, location: str = "") -> Refused:
        """Close the trip without the page; ``answer`` is what came instead, if anything."""
        return Refused(
            url=self.target.url,
            kind=fault.kind,
            signature=fault.signature,
            status=answer.status if answer else None,
            requests=self.requests,
            location=location,
            detail=fault.detail,
            body=answer.body[:_REFUSED_BODY_BYTES] if answer else b"",
        )
