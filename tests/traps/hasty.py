"""What a hasty counter makes of a small site: the wrong number beside each trap's right one."""

import re

from crawler.transport.results import Fetched
from tests.audits.smallweb import HOME, YEAR, Web
from tests.sites.naive import READERS

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")


class Glance:
    """Pages of a small site as a session of the hasty readers gets them."""

    def __init__(self, web: Web) -> None:
        self.web = web

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an own path, decoded as declared."""
        if path.startswith("http") and not path.startswith(HOME):
            return 404, ""
        answer = self.web.answer(HOME.rstrip("/") + path.removeprefix(HOME.rstrip("/")))
        self.web.asked.pop()
        if not isinstance(answer, Fetched):
            return 404, ""
        found = _CHARSET.search(answer.body[:4096])
        return 200, answer.body.decode(found.group(1).decode() if found else "utf-8", "replace")


def count(web: Web, path: str, habit: str = "links", year: int = YEAR) -> int:
    """The number a hasty reader of one habit (tests.sites.naive) gives for a column."""
    return READERS[habit](Glance(web), path, year)
