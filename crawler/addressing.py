"""Which hosts are the site's own: the start host, its twins, and what site.toml says."""

from collections.abc import Callable
from urllib.parse import urlsplit

from crawler import urls
from crawler.records import HostChoice, SiteProfile


def own_hosts(profile: SiteProfile) -> tuple[str, ...]:
    """Own hosts, the start host first."""
    start = urls.host_of(profile.home_url)
    named = [h.name for h in profile.hosts if h.role == "own" and h.path == "/"]
    return tuple(dict.fromkeys([start, *named]))


def is_own_check(profile: SiteProfile) -> Callable[[str], bool]:
    """A test for addresses: on an own host (or under an own host's path prefix) or not."""
    start = urls.host_of(profile.home_url)
    foreign = {(h.name, h.path) for h in profile.hosts if h.role == "foreign"}
    hosts = {start, *urls.twins(start)} - {name for name, path in foreign if path == "/"} | {start}
    hosts |= {h.name for h in profile.hosts if h.role == "own" and h.path == "/"}
    prefixes = [(h.name, h.path) for h in profile.hosts if h.role == "own" and h.path != "/"]
    apart = [(name, path) for name, path in foreign if path != "/"]

    def own(url: str) -> bool:
        host = urls.host_of(url)
        path = urlsplit(url).path or "/"
        if any(host == name and path.startswith(prefix) for name, prefix in apart):
            return False
        return host in hosts or any(host == n and path.startswith(p) for n, p in prefixes)

    return own


def first_hosts(home_url: str) -> tuple[HostChoice, ...]:
    """The hosts a new site.toml starts with: the start host and its twins."""
    start = urls.host_of(home_url)
    others = sorted(urls.twins(start) - {start})
    twins = [HostChoice(twin, "own", "/", "与起始网址同一网站的另一域名") for twin in others]
    return (HostChoice(start, "own", "/", "采集的起始网址"), *twins)
