"""What is handed in: a form with the values people decided, or a draft that says so."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from audits.facts import Outcome
from reportgen.paper import is_open
from reportgen.report import Report, ReportField

AFTER_SIGNING = ("published_on", "published_url")  # filled in when the report is on the site
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """A form to be written. ``left`` names what people still have to do; a signed form has none.

    ``signed_at`` is ISO 8601, empty for a draft; ``log_head`` the hash of the last decision.
    """

    report: Report
    is_draft: bool
    left: tuple[str, ...] = ()
    signed_at: str = ""
    log_head: str = ""

    def __post_init__(self) -> None:
        """Refuse a signed form with anything left to do."""
        if not self.is_draft and (self.left or not self.signed_at):
            raise ValueError("a form with something left to do is a draft")

    @property
    def stem(self) -> str:
        """The beginning of every file name: site, year, and whether it is a draft."""
        host = _UNSAFE.sub("_", self.report.hosts[0] if self.report.hosts else "site")
        return f"{host}-{self.report.year}-年度报表" + ("-草稿" if self.is_draft else "")

    @property
    def moment(self) -> str:
        """When the form was signed, or for a draft when it was made (ISO 8601)."""
        return self.signed_at or self.report.generated_at


def draft_form(report: Report, left: tuple[str, ...] = ()) -> OfficialForm:
    """Return a draft; every format marks it on every page."""
    return OfficialForm(report, is_draft=True, left=left or open_fields(report))


def signed_form(report: Report, signed_at: str, log_head: str) -> OfficialForm:
    """Return the signed form of a report whose fields are all decided.

    Raises ValueError when a field is open; what is filled in after publishing may be.
    """
    fields = {key: _decided(item) for key, item in report.fields.items()}
    signed = replace(report, fields=MappingProxyType(fields))
    if left := open_fields(signed):
        raise ValueError(f"still open: {left}")
    return OfficialForm(signed, is_draft=False, signed_at=signed_at, log_head=log_head)


def open_fields(report: Report) -> tuple[str, ...]:
    """Return the labels of the fields that nobody has filled, in form order."""
    return tuple(item.field.label for item in report.fields.values() if is_open(item))


def _decided(item: ReportField) -> ReportField:
    """Return a field as people stand for it: no lower bound, no 仅供参考 on a signed form."""
    if is_open(item) and item.field.key in AFTER_SIGNING:
        return replace(item, written_as="blank")
    return item if is_open(item) else replace(item, outcome=Outcome.OBSERVED)
