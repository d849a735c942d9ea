"""facts.json: the fact sheet written and read back, byte for byte the same for the same facts."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from audits.facts import (
    CrawlSummary,
    Evidence,
    Fact,
    FactSheet,
    Finding,
    Indicator,
    ItemCounts,
    Judged,
    LedgerColumn,
    LeftOut,
    Outcome,
    RefusalLine,
    Remark,
    Source,
)
from crawler.errors import StoreError
from crawler.records import Kind, Verdict

SCHEMA = "nianbao.facts/1"
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def dump(sheet: FactSheet) -> str:
    """The sheet as JSON; keys sorted, no clock in it, what holds no list or object on one line."""
    return "".join(_lines({"schema": SCHEMA, **_plain(sheet)}, "\n")) + "\n"


def _plain(record: Any) -> dict[str, Any]:
    """The fields of a record; what is in them stays as it is."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _lines(value: Any, line: str) -> Iterator[str]:
    """Yield a value as JSON; ``line`` begins a line as deep as the value stands."""
    if is_dataclass(value):
        value = _plain(value)
    if isinstance(value, dict) and any(map(_is_deep, value.values())):
        items = [(_JSON(key) + ": ", each) for key, each in sorted(value.items())]
        first, last = "{}"
    elif isinstance(value, list | tuple) and any(map(_is_deep, value)):
        items = [("", each) for each in value]
        first, last = "[]"
    else:
        yield _JSON(value)
        return
    for key, each in items:
        yield f"{first}{line} {key}"
        yield from _lines(each, line + " ")
        first = ","
    yield line + last


def _is_deep(value: object) -> bool:
    return is_dataclass(value) or isinstance(value, dict | list | tuple)


def save(sheet: FactSheet, path: Path) -> None:
    """Write facts.json whole or not at all. Raises StoreError."""
    part = path.with_suffix(".json.part")
    try:
        part.write_text(dump(sheet), "utf-8")
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path} 不能写入（{error.strerror}）") from error


def load(path: Path) -> FactSheet:
    """Read facts.json. Raises StoreError for a missing or foreign file."""
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} 不能读取，请重新运行 nianbao prefill") from error
    if not isinstance(data, dict) or data.pop("schema", "") != SCHEMA:
        raise StoreError(f"{path} 由另一版本的程序写成，请重新运行 nianbao prefill")
    crawl = data["crawl"]
    crawl["refusals"] = tuple(RefusalLine(**line) for line in crawl["refusals"])
    return FactSheet(
        year=data["year"],
        home_url=data["home_url"],
        hosts=tuple(data["hosts"]),
        crawl=CrawlSummary(**crawl),
        columns=tuple(_column(line) for line in data["columns"]),
        facts=tuple(_fact(fact) for fact in data["facts"]),
        indicators=tuple(_indicator(line) for line in data["indicators"]),
        remarks=tuple(_remark(remark) for remark in data["remarks"]),
    )


def _remark(remark: dict[str, Any]) -> Remark:
    remark["fields"] = tuple(remark["fields"])
    remark["rows"] = tuple(Evidence(**row) for row in remark["rows"])
    return Remark(**remark)


def _indicator(line: dict[str, Any]) -> Indicator:
    line["judged"] = Judged(line["judged"])
    line["findings"] = tuple(Finding(**found) for found in line["findings"])
    line["unsure"] = tuple(line["unsure"])
    return Indicator(**line)


def _column(line: dict[str, Any]) -> LedgerColumn:
    line["path"], line["boxes"] = tuple(line["path"]), tuple(line["boxes"])
    line["kind"], line["verdict"] = Kind(line["kind"]), Verdict(line["verdict"])
    return LedgerColumn(**line)


def _fact(fact: dict[str, Any]) -> Fact:
    fact["outcome"], fact["source"] = Outcome(fact["outcome"]), Source(fact["source"])
    fact["evidence"] = tuple(Evidence(**e) for e in fact["evidence"])
    fact["counts"] = ItemCounts(**fact["counts"]) if fact["counts"] else None
    fact["left_out"] = tuple(
        LeftOut(o["kind"], o["count"], tuple(Evidence(**e) for e in o["rows"]))
        for o in fact["left_out"]
    )
    return Fact(**fact)
