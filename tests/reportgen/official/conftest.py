"""Both forms as people signed them, and as drafts."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from audits.facts import FactSheet, Outcome, Source, Value
from reportgen.fields import Field, FieldKind
from reportgen.fill import fill, written_as
from reportgen.form import load_form
from reportgen.official.form import AFTER_SIGNING, OfficialForm, draft_form, signed_form
from reportgen.report import Report, State

SIGNED_AT = "2026-01-20T10:00:00+08:00"
SPECIAL = {
    "police_number": "滇公网安备53990002000001号",
    "electronic_mark_code": "CA000000000000000000001",
    "messages_on_time_rate": 98.5,
    "contact_phone": "0999-0000000",
    "inspection_cycle": "1周/次",
    "interviews_held": 0,
    "innovation_other": "一网通看",
}


def value_of(field: Field, number: int) -> Value:
    """A value that no other field has, where the kind allows."""
    if field.key in SPECIAL:
        return SPECIAL[field.key]
    match field.kind:
        case FieldKind.COUNT:
            return 101 + number
        case FieldKind.NUMBER:
            return number + 0.5
        case FieldKind.YES_NO:
            return number % 2 == 0
        case FieldKind.CHOICE:
            return list(field.choices)[1]
        case FieldKind.DATE:
            return "2026-01-15"
        case FieldKind.URL:
            return f"http://swj.yunling.gov.cn/{number}"
        case FieldKind.YEAR:
            return 2025
        case _:
            return f"云岭{number}"


def decided(report: Report, **changed: Value | None) -> Report:
    """The report as people decided it; ``changed`` values win, None means 无."""
    fields = {}
    for number, (key, item) in enumerate(report.fields.items()):
        value = item.value
        if key in changed:
            value = changed[key]
        elif value is None and key not in AFTER_SIGNING:
            value = value_of(item.field, number)
        fields[key] = replace(
            item,
            value=value,
            outcome=Outcome.OBSERVED if value is not None else Outcome.UNKNOWN,
            source=Source.PERSON,
            state=State.APPROVED,
            written_as=written_as(item.field, value, report.form) if value is not None else "无",
        )
        if value is None and key in AFTER_SIGNING:
            fields[key] = item
    return replace(report, fields=MappingProxyType(fields))


@pytest.fixture(params=["national_2018", "guangxi_2020"])
def any_report(request: pytest.FixtureRequest, sheet: FactSheet) -> Report:
    unit = {"reporting_unit": "云岭市商务局", "site_type": "部门网站"}
    return fill(sheet, load_form(request.param), "2026-01-10T18:06:00+08:00", unit)


@pytest.fixture
def signed(any_report: Report) -> OfficialForm:
    return signed_form(decided(any_report), SIGNED_AT, "a" * 64)


@pytest.fixture
def draft(any_report: Report) -> OfficialForm:
    return draft_form(any_report)
