"""Addresses: whose they are, where a link leads, and when two of them are the same thing.

No function here reaches the network or raises on a broken address: such a one is "".
"""

from crawler.urls.hosts import host_of, is_private, same_site, twins
from crawler.urls.identity import canonical, content_id, detail_shape
from crawler.urls.links import (
    is_attachment,
    is_route,
    is_scripted,
    join,
    looks_like_trap,
    selects,
    unwrap,
)

__all__ = [
    "canonical",
    "content_id",
    "detail_shape",
    "host_of",
    "is_attachment",
    "is_private",
    "is_route",
    "is_scripted",
    "join",
    "looks_like_trap",
    "same_site",
    "selects",
    "twins",
    "unwrap",
]
