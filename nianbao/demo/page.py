"""One answer of a made-up site, and the answers that do not depend on its family."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nianbao.demo import media
from nianbao.demo.model import Article
from nianbao.demo.quirks import OUTSIDE

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers for a path; ``location`` makes it a redirect."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str = ""


def leave(article: Article) -> Page:
    """Return a page that sends its reader to another host, in one of three ways."""
    goal = f"{OUTSIDE}/a/{article.id}"
    if article.id % 3 == 0:
        return Page(b"", status=302, location=goal)
    if article.id % 3 == 1:
        head = f'<meta http-equiv="refresh" content="0;url={goal}">'
    else:
        head = f'<script>window.location.href="{goal}";</script>'
    return Page(f"<html><head>{head}</head><body></body></html>".encode())


def attachment(number: int) -> Page:
    """Return the file a row or an article links to."""
    return Page(media.document(f"Attachment {number}"), "application/pdf")


@cache
def files_of_every_site() -> Mapping[str, Page]:
    """Return the files every site has, whatever its content."""
    folder = files("nianbao.demo").joinpath("templates")
    colours = {
        "logo": (240, 160, 32),
        "police": (200, 30, 30),
        "weixin": (40, 160, 60),
        "focus": (180, 205, 230),
        "picture": (250, 240, 215),
    }
    pages = {
        f"/images/{name}.png": Page(media.picture(64, 64, colour), "image/png")
        for name, colour in colours.items()
    }
    pages["/favicon.ico"] = Page(media.picture(16, 16, (11, 87, 164)), "image/x-icon")
    pages["/css/style.css"] = Page(folder.joinpath("style.css").read_bytes(), "text/css")
    pages["/js/site.js"] = Page(folder.joinpath("site.js").read_bytes(), "text/javascript")
    pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
    return pages
