"""Last year's form found on the unit's own site, kept like one that a person brought."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from audits.facts import Value
from reportgen.imports.journal import ImportedFile, ImportRecord
from reportgen.submitted.submission import Submission

KIND = "prior_found"
_FEWEST = 5  # values that make a page a filled form


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of the site that says it is the report; ``form`` is what was read from it.

    It is None for a page that is no filled form: the form may be an attachment or a picture.
    """

    url: str
    sha256: str
    form: Submission | None


def record_found(
    pages: Sequence[FoundPage],
    year: int,
    site_code: str,
    own: Callable[[str], bool],
    at: str,
) -> ImportRecord:
    """Return the record of the pages about ``year``; values only where one form is surely ours.

    ``site_code`` is the site's own, empty where it is not known.
    """
    taken: dict[str, dict[str, Value]] = {}
    why: list[str] = []
    for page in pages:
        values = _values(page)
        doubt = _doubt(page, values, year, site_code, own)
        if doubt:
            why.append(f"{page.url} 没有自动采用：{doubt}")
        else:
            taken[page.url] = values
    if len(taken) > 1 and any(values != next(iter(taken.values())) for values in taken.values()):
        why.append(f"{'、'.join(taken)} 填的不一样，都没有自动采用，请确认用哪一份")
        taken = {}
    url, values = next(iter(taken.items()), ("", {}))
    files = tuple(ImportedFile(page.url, page.sha256) for page in pages)
    return ImportRecord(
        KIND, at, files, (), {"year": year, "url": url, "values": values, "why": why}
    )


def _values(page: FoundPage) -> dict[str, Value]:
    """Return what was read for certain."""
    if page.form is None:
        return {}
    asked = {question.field for question in page.form.questions}
    return {
        key: value
        for key, value in page.form.values.items()
        if value is not None and key not in asked
    }


def _doubt(
    page: FoundPage,
    values: Mapping[str, Value],
    year: int,
    site_code: str,
    own: Callable[[str], bool],
) -> str:
    """Say why a form is not surely this site's of that year; empty when it is."""
    if len(values) < _FEWEST:
        return "网页上没有读到填好的表格，表格可能是附件或图片"
    stated = page.form.year if page.form else None
    if stated is not None and stated != year:
        return f"表里写的是 {stated} 年度"
    code, address = str(values.get("site_code", "")), str(values.get("home_url", ""))
    if code and site_code:
        return "" if code == site_code else f"表里的网站标识码是 {code}，不是本网站的"
    if address:
        full = address if "://" in address else f"http://{address}"
        return "" if own(full) else f"表里的首页网址是 {address}，不是本网站的"
    return "表里没有网站标识码和首页网址，不能确定是不是本网站的"
