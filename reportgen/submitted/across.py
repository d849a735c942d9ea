"""What only shows when many units' forms lie side by side."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from audits.facts import Value
from reportgen.fields import Field, FieldKind
from reportgen.submitted.folder import Received
from reportgen.submitted.labels import load_labels
from reportgen.submitted.submission import Submission

_FEWEST_PEERS = 8
_FAR = 6.0  # distance from the median in median deviations, on a logarithmic scale
_TIMES = 20  # and at least so many times as much, or as little
_COPIED = 0.8
_FEWEST_FIGURES = 6
_ALONE = ("site_code", "home_url", "electronic_mark_code", "icp_number", "police_number")


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one or several files; ``kind`` names what was looked for."""

    kind: str
    files: tuple[str, ...]
    message: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Filing:
    name: str
    unit: str
    submission: Submission
    figures: Mapping[str, float]


def findings(received: Sequence[Received]) -> tuple[Finding, ...]:
    """Return all findings across the readable files, in a stable order."""
    filings = [_filing(item.name, item.submission) for item in received if item.submission]
    by_year: dict[int | None, list[_Filing]] = {}
    for filing in filings:
        by_year.setdefault(filing.submission.year, []).append(filing)
    found: list[Finding] = [*_examples(filings)]
    for year in sorted(by_year, key=lambda y: y or 0):
        peers = by_year[year]
        found += [*_shared_users(peers), *_same_identifiers(peers), *_copies(peers)]
        found += _outliers(peers)
    return (*found, *_repeated_years(filings))


def unit_of(submission: Submission) -> str:
    """Return the name of the unit that filled a form, else of its site, else the file's."""
    for key in ("reporting_unit", "host_unit", "site_name"):
        value = submission.values.get(key)
        if isinstance(value, str) and value:
            return value
    return submission.file


def _filing(name: str, submission: Submission) -> _Filing:
    fields = load_labels().fields
    figures = {
        key: float(value)
        for key, value in submission.values.items()
        if _is_figure(fields[key], value) and isinstance(value, int | float)
    }
    return _Filing(name, unit_of(submission), submission, figures)


def _is_figure(field: Field, value: Value | None) -> bool:
    kinds = (FieldKind.COUNT, FieldKind.NUMBER)
    return field.kind in kinds and isinstance(value, int | float) and not isinstance(value, bool)


def _examples(filings: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield forms that answer with the number the filling notes give as an example."""
    for filing in filings:
        for remark in filing.submission.remarks:
            if remark.id == "C19" and "举例" in remark.message:
                message = f"{filing.unit}：{remark.message}"
                yield Finding("example_used", (filing.name,), message, remark.fields)


def _shared_users(peers: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield units that report the same registered users: a platform's, not a site's."""
    by_figure: dict[float, list[_Filing]] = {}
    for filing in peers:
        figure = filing.figures.get("registered_users", 0)
        if figure >= 1000:
            by_figure.setdefault(figure, []).append(filing)
    for figure, group in sorted(by_figure.items()):
        if len({filing.unit for filing in group}) > 1:
            names = _few([filing.unit for filing in group])
            message = f"{names}的注册用户数都是 {figure:g}，像是同一个统一平台的用户数。"
            files = tuple(filing.name for filing in group)
            yield Finding("shared_users", files, message, ("registered_users",))


def _same_identifiers(peers: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield different files of one year that carry the same identifier."""
    labels = load_labels().fields
    for key in _ALONE:
        by_value: dict[str, list[_Filing]] = {}
        for filing in peers:
            value = filing.submission.values.get(key)
            if isinstance(value, str) and value not in ("", "无"):
                by_value.setdefault(value, []).append(filing)
        for value, group in sorted(by_value.items()):
            units = {filing.unit for filing in group}
            # one main number may cover several sites; a site code never does
            if len(group) < 2 or (key == "icp_number" and len(units) > 1):
                continue
            names = _few([filing.name for filing in group])
            twice = "同一单位交了不止一份" if len(units) == 1 else "不同单位填了同一个"
            message = f"{twice}：{names}的“{labels[key].label}”都是 {value}。"
            files = tuple(filing.name for filing in group)
            yield Finding("same_identifier", files, message, (key,))


def _few(names: Sequence[str]) -> str:
    """Return the first names and how many there are in all."""
    shown = "、".join(names[:6])
    return shown if len(names) <= 6 else f"{shown}等 {len(names)} 家"


def _copies(peers: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield pairs of different units whose figures are mostly the same."""
    for at, one in enumerate(peers):
        for other in peers[at + 1 :]:
            same = _equal_figures(one, other)
            if same and one.unit != other.unit:
                message = f"{one.unit}和{other.unit}有 {len(same)} 个数完全相同，请核对是否照抄。"
                yield Finding("copied_figures", (one.name, other.name), message, same)


def _repeated_years(filings: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield units whose figures are those of the year before."""
    by_unit: dict[str, dict[int, _Filing]] = {}
    for filing in filings:
        if filing.submission.year is not None:
            by_unit.setdefault(filing.unit, {})[filing.submission.year] = filing
    for unit, years in sorted(by_unit.items()):
        for year in sorted(years):
            before = years.get(year - 1)
            same = _equal_figures(before, years[year]) if before else ()
            if before and same:
                message = f"{unit}{year}年度有 {len(same)} 个数与上年完全相同，请核对是否照抄上年。"
                yield Finding("copied_last_year", (years[year].name, before.name), message, same)


def _equal_figures(one: _Filing, other: _Filing) -> tuple[str, ...]:
    """Return the figures above 1 that two forms share, empty unless they are most of them."""
    both = [
        k for k in one.figures if k in other.figures and max(one.figures[k], other.figures[k]) > 1
    ]
    same = tuple(key for key in both if one.figures[key] == other.figures[key])
    enough = len(same) >= _FEWEST_FIGURES and len(same) >= _COPIED * len(both)
    return same if enough else ()


def _outliers(peers: Sequence[_Filing]) -> Iterator[Finding]:
    """Yield figures far from those of all the others."""
    labels = load_labels().fields
    for key, field in labels.items():
        shown = [(filing, filing.figures[key]) for filing in peers if filing.figures.get(key)]
        if len(shown) < _FEWEST_PEERS:
            continue
        middle = median(figure for _, figure in shown)
        spread = median(abs(math.log(figure / middle)) for _, figure in shown) or 0.1
        for filing, figure in shown:
            far = math.log(figure / middle)
            if abs(far) > _FAR * spread and abs(far) > math.log(_TIMES):
                message = (
                    f"{filing.unit}的“{field.label}”是 {figure:g}，"
                    f"其他 {len(shown) - 1} 家的中间数是 {middle:g}，相差太大，请核对。"
                )
                yield Finding("outlier", (filing.name,), message, (key,))
