"""indicators.json: the inspection indicators for programs, one entry each, findings with them."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePosixPath

from reportgen.exports.interface import Export, OutputFile
from reportgen.report import Report

_PATH = PurePosixPath("indicators.json")
SCHEMA = "nianbao.indicators/1"


def as_document(report: Report) -> dict[str, object]:
    """Return the indicators as JSON values, in the order of the region's file."""
    return {
        "schema": SCHEMA,
        "year": report.year,
        "home_url": report.home_url,
        "generated_at": report.generated_at,
        "indicators": [asdict(indicator) for indicator in report.indicators],
    }


def _render(report: Report) -> Iterator[OutputFile]:
    text = json.dumps(as_document(report), ensure_ascii=False, indent=1)
    yield OutputFile(_PATH, f"{text}\n".encode())


EXPORT = Export("indicators", "检查指标（供程序读取）", _render, lambda report: (_PATH,))
