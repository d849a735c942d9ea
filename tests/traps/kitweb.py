"""A site of the kit read by the real session in this process, without a socket."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler import urls
from crawler.transport.results import Fetched, Refused
from nianbao.demo.page import Page
from tests.audits.smallweb import HOME, Sealed, Web, crawl
from tests.sites import Site
from tests.sites.routes import Asked


@dataclass
class KitWeb(Web):
    """Answers like the kit's server does; redirects are followed on the own host."""

    site: Site | None = None

    def answer(self, url: str, form: str = "") -> Fetched | Refused:
        """The site's answer to one request."""
        parts = urlsplit(url)
        self.asked.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        found, final = self._find(url, form), url
        if found is not None and found.location:
            final = urls.join(url, found.location)
            if urls.host_of(final) != urls.host_of(HOME):
                return Refused(url, "foreign", "redirect", 302, 1, location=final, detail="外站")
            found = self._find(final)
        status = 404 if found is None else found.status
        if found is None or status >= 400:
            kind = "waf" if status == 412 else "http"
            return Refused(url, kind, str(status), status, 1)
        headers = (("content-type", found.content_type),)
        day = "2026-03-01T09:00:00+08:00"
        return Fetched(url, final, 200, headers, found.body, (), day, len(found.body), 1)

    def _find(self, url: str, form: str = "") -> Page | None:
        assert self.site is not None
        parts = urlsplit(url)
        path = unquote(parts.path)
        told = Asked("POST" if form else "GET", path, parts.query, form.encode())
        return self.site.routes(told) or self.site.pages.get(path)


def read(site: Site, folder: Path) -> Sealed:
    """Crawl a site of the kit, seal and judge it."""
    return crawl(KitWeb({}, site=site), folder, year=site.truth.year)
