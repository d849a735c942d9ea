"""One fetched page written into the crawl file: what was answered, and the text that may stay."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from crawler.pages.decode import Decoded
from crawler.storage.store import Store
from crawler.storage.storedrows import packed
from crawler.transport.results import Fetched
from crawler.transport.visit import Rendered

_BEIJING = timezone(timedelta(hours=8))

_KEPT = ("etag", "last-modified", "server", "date", "content-length", "content-encoding")


def digest(answer: Fetched) -> str:
    """The hash by which an answer is known again."""
    return hashlib.sha256(answer.body).hexdigest()


def write_page(
    store: Store,
    ident: int,
    answer: Fetched,
    decoded: Decoded | None,
    kept: str,
    witnesses: Sequence[str],
) -> None:
    """Store the answer to frontier row ``ident``; ``kept`` is its text, empty for none."""
    headers = {name: value for name, value in answer.headers if name in _KEPT}
    store.db.execute(
        "INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            ident,
            answer.final_url,
            answer.status,
            json.dumps(headers, ensure_ascii=False),
            content_type(answer),
            decoded.declared if decoded else "",
            decoded.used if decoded else "",
            digest(answer),
            packed(kept) if kept else None,
            0,
            answer.fetched_at,
            " ".join(witnesses),
            answer.requests,
            answer.size,
        ),
    )


def write_rendered(store: Store, ident: int, rendered: Rendered, kept: str) -> None:
    """Store a page as it stood in the browser; ``kept`` is what may stay of its markup."""
    body_hash = hashlib.sha256(rendered.html.encode()).hexdigest()
    now = datetime.now(_BEIJING).isoformat(timespec="seconds")
    asked, size = len(rendered.requests), len(rendered.html.encode())
    store.db.execute(
        "INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(ident, rendered.url, rendered.status or 200, "{}", "text/html", "", "utf-8"),
            *(body_hash, packed(kept), 1, now, "", asked, size),
        ),
    )


def content_type(answer: Fetched) -> str:
    """The declared type of the body, empty without one."""
    return next((v for k, v in answer.headers if k == "content-type"), "")
