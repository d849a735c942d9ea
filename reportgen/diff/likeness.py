"""When two writings of one thing are the same: identifiers, addresses, names."""

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from audits.facts import Value
from reportgen.fields import Field, FieldKind
from reportgen.submitted.values import day_in

_SUFFIX = re.compile(r"(?:号)?(?:-\d+)?$")


def comparable(field: Field, value: Value) -> Value:
    """Return a value in the form in which two of its kind are compared."""
    if isinstance(value, bool) or not isinstance(value, str):
        return round(float(value), 2) if isinstance(value, float) else value
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).casefold()
    match field.key:
        case "icp_number":
            number = flat.rpartition("备案号:")[2]
            return _SUFFIX.sub("", number)
        case "police_number":
            digits = re.sub(r"\D", "", flat)
            return digits or flat
        case "site_code" | "electronic_mark_code":
            return re.sub(r"[^0-9a-z]", "", flat)
        case "contact_phone":
            return re.sub(r"\D", "", flat)
    if field.kind is FieldKind.URL:
        return _address(flat)
    if field.kind is FieldKind.DATE:
        return _day(value)
    return flat.strip("。.")


def _address(flat: str) -> str:
    """Return an address without protocol, usual port, www, index file and last stroke."""
    parts = urlsplit(flat if "//" in flat else f"//{flat}")
    host = re.sub(r":(80|443)$", "", parts.netloc).removeprefix("www.")
    path = re.sub(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", "/", parts.path).rstrip("/")
    return f"{host}{path}{'?' + parts.query if parts.query else ''}"


def _day(value: str) -> str:
    day: date | None = day_in(value)
    return day.isoformat() if day else value
