"""A filled form that stands on the unit's own site: on a page, or attached to it."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nianbao
from crawler import urls
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom
from crawler.spiders.few import fetch
from crawler.transport.fetch import Fetched
from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.submission import Submission
from reportgen.submitted.wall import Wall

_MOST_FILES = 3
_FORM_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|odt|ods|rtf)$", re.IGNORECASE)
_REPORT = re.compile(r"报表|年报|年度报告")
_HTML = re.compile(rb"<(?:html|body|table|div|!doctype)", re.IGNORECASE)


def read_address(url: str, form_id: str | None, rate: float | None = None) -> Submission:
    """Return the form at an address, or the one attached to the page there.

    Raises UnreadableSiteError when nothing is answered, SubmittedFileError when no form is there.
    """
    with Wall() as wall, tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        visit = _Visit(wall, Path(folder), form_id)
        fetch(url, nianbao.__version__, visit.take, rate)
    if visit.found is None:
        raise SubmittedFileError(visit.refused[0])
    return visit.found


class _Visit:
    """Looks at each answer in turn until one is a form."""

    def __init__(self, wall: Wall, folder: Path, form_id: str | None) -> None:
        self._wall = wall
        self._folder = folder
        self._form_id = form_id
        self._answers = 0
        self.found: Submission | None = None
        self.refused: list[str] = []

    def take(self, answer: Fetched) -> Sequence[str]:
        """Read one answer; return the attached files worth a look where it is no form."""
        if self.found is not None:
            return ()
        self._answers += 1
        name = unquote(urlsplit(answer.final_url).path.rstrip("/").rpartition("/")[2])
        file = self._folder / f"{self._answers}{Path(name).suffix[:8] or '.html'}"
        file.write_bytes(answer.body)
        try:
            self.found = take_file(file, self._wall, self._form_id, answer.final_url)
        except SubmittedFileError as error:
            self.refused.append(str(error))
        if self.found is not None or self._answers > 1:
            return ()
        return _attached(answer)


def _attached(answer: Fetched) -> list[str]:
    """Return the files of its own host that a page links to, those named a report first."""
    if not _HTML.search(answer.body[:20_000]):
        return []
    kind = next((value for name, value in answer.headers if name == "content-type"), "")
    page = PageDom(answer.final_url, decode(answer.body, kind).text)
    found: dict[str, bool] = {}
    for anchor in page.root.iter("a"):
        goal = urls.join(page.base, anchor.get("href") or "")
        told = f"{anchor.text_content()}{unquote(goal)}{anchor.get('title') or ''}"
        is_file = _FORM_FILE.search(urlsplit(goal).path) or _FORM_FILE.search(
            anchor.text_content().strip()
        )
        if goal and (is_file or (urls.is_attachment(goal) and _REPORT.search(told))):
            found.setdefault(goal, bool(_REPORT.search(told)))
    return sorted(found, key=lambda goal: not found[goal])[:_MOST_FILES]
