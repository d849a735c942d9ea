"""report.json: the draft for programs (contract nianbao.report/1)."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from audits.facts import CrawlSummary, Evidence, ItemCounts, LedgerColumn, Remark
from reportgen.exports.interface import Export, OutputFile
from reportgen.report import Report, ReportField

SCHEMA = "nianbao.report/1"
_PATH = PurePosixPath("report.json")
_MOST_EVIDENCE = 20


def as_document(report: Report) -> dict[str, object]:
    """Return the report as JSON values, keys in printed order."""
    return {
        "schema": SCHEMA,
        "form": report.form.id,
        "year": report.year,
        "site": {"home_url": report.home_url, "hosts": list(report.hosts)},
        "generated_at": report.generated_at,
        "fields": {key: _field(item) for key, item in report.fields.items()},
        "columns": [_column(column) for column in report.columns],
        "remarks": [_remark(remark) for remark in report.remarks],
        "crawl": _crawl(report.crawl),
    }


def _field(item: ReportField) -> dict[str, object]:
    return {
        "label": item.field.label,
        "unit": item.field.unit,
        "value": item.value,
        "outcome": item.outcome.value,
        "source": item.source.value,
        "state": item.state.value,
        "reason": item.reason,
        "scope": item.scope,
        "written_as": item.written_as,
        "counts": _counts(item.counts),
        "evidence_count": len(item.evidence),
        "evidence_file": item.evidence_file,
        "evidence": [_evidence(row) for row in item.evidence[:_MOST_EVIDENCE]],
    }


def _counts(counts: ItemCounts | None) -> dict[str, int] | None:
    if counts is None:
        return None
    return {
        "column_sum": counts.column_sum,
        "distinct": counts.distinct,
        "suspects": counts.suspects,
        "external": counts.external,
        "doubtful": counts.doubtful,
    }


def _evidence(row: Evidence) -> dict[str, str | None]:
    return {
        "url": row.url,
        "title": row.title,
        "date": row.date or None,
        "quote": row.quote,
        "column": row.column,
        **({"picture": row.picture} if row.picture else {}),
    }


def _remark(remark: Remark) -> dict[str, object]:
    """A remark; one that speaks of rows names them."""
    rows = {"rows": [_evidence(row) for row in remark.rows]} if remark.rows else {}
    return {
        "id": remark.id,
        "severity": remark.severity,
        "message": remark.message,
        "fields": list(remark.fields),
        **rows,
    }


def _column(column: LedgerColumn) -> dict[str, object]:
    return {
        "name": column.name,
        "path": list(column.path),
        "url": column.url,
        "kind": column.kind.value,
        "boxes": list(column.boxes),
        "in_total": column.in_total,
        "in_year": column.in_year,
        "external_in_year": column.external_in_year,
        "undated": column.undated,
        "verdict": column.verdict.value,
        "reason": column.reason,
        "pages": column.pages,
        "rows": column.rows,
        "declared_rows": column.declared_rows,
        "first_date": column.first_date,
        "last_date": column.last_date,
        "rollup": column.rollup,
        "method": column.method,
    }


def _crawl(crawl: CrawlSummary) -> dict[str, object]:
    return {
        "started_at": crawl.started_at,
        "sealed_at": crawl.sealed_at,
        "complete": crawl.complete,
        "requests": crawl.requests,
        "rendered_pages": crawl.rendered_pages,
        "bytes": crawl.bytes,
        "seconds": crawl.seconds,
        "discovered": crawl.discovered,
        "fetched": crawl.fetched,
        "failed": crawl.failed,
        "skipped": crawl.skipped,
        "refusals": [
            {"url": line.url, "kind": line.kind, "column": line.column} for line in crawl.refusals
        ],
    }


def _render(report: Report) -> Iterator[OutputFile]:
    text = json.dumps(as_document(report), ensure_ascii=False, indent=2, allow_nan=False)
    # a lone surrogate from a broken page cannot be written as UTF-8
    yield OutputFile(_PATH, (text + "\n").encode("utf-8", "replace"))


EXPORT = Export("json", "数据文件", _render, lambda report: (_PATH,))
