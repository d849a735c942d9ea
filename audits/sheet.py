"""facts.json: the fact sheet written and read back, byte for byte the same for the same facts."""

import json
from dataclasses import asdict
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


def dump(sheet: FactSheet) -> str:
    """The sheet as JSON; keys sorted, no clock in it."""
    data = {"schema": SCHEMA, **asdict(sheet)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


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
