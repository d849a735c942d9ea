"""Years for dates that a list shows without one."""

from collections.abc import Sequence
from datetime import date, timedelta

RowDay = tuple[int, int] | date | None
_MONTH = timedelta(days=31)
_YEAR = timedelta(days=366)
_WEEK = timedelta(days=7)


def resolve_years(rows: Sequence[RowDay], start: date | None = None) -> list[date | None]:
    """Give each (month, day) of a list its year, by the order newest to oldest.

    A month-day that rises by more than a month against the running order belongs to the
    year before; smaller rises are rows out of place. ``start`` is the date of the row before
    the first one. Without ``start`` or a full date somewhere nothing can be resolved.
    Rows whose year stays open are None: a rise across New Year (is 01-01 after 12-31 a day or
    a year away?), what follows it unless the order goes on at once, and all rows between two
    full dates that contradict the counting.
    """
    resolved: list[date | None] = [row if isinstance(row, date) else None for row in rows]
    anchors = [index for index, row in enumerate(rows) if isinstance(row, date)]
    edges = [-1, *anchors] if start else anchors
    for number, edge in enumerate(edges):
        newest = start if edge < 0 else resolved[edge]
        stop = edges[number + 1] if number + 1 < len(edges) else len(rows)
        if newest is not None:
            _walk(rows, resolved, range(edge + 1, stop), newest)
            if stop < len(rows):
                _check(resolved, range(edge + 1, stop), newest, resolved[stop])
    if anchors and not start and (oldest := resolved[anchors[0]]):
        _walk(rows, resolved, range(anchors[0] - 1, -1, -1), oldest)
    return resolved


def _on(year: int, pair: tuple[int, int]) -> date | None:
    try:
        return date(year, *pair)
    except ValueError:
        return None


def _walk(rows: Sequence[RowDay], resolved: list[date | None], span: range, running: date) -> None:
    """Resolve the rows of ``span`` one after the other, downwards (older) or upwards."""
    sign = span.step
    for index in span:
        pair = rows[index]
        if pair is None or isinstance(pair, date):
            continue
        if _crosses_new_year(running, pair, sign):
            if _goes_on(rows, span, index, running):
                continue
            return
        day = _on(running.year, pair)
        if day is None or (day - running) * sign > _MONTH:
            day = _on(running.year - sign, pair)
        if day is None:
            return  # 29 February of neither year: how many years went by is unknown
        resolved[index] = day
        running = min(running, day) if sign > 0 else max(running, day)


def _crosses_new_year(running: date, pair: tuple[int, int], sign: int) -> bool:
    """Say whether a row may belong to the year the list has already left."""
    other = _on(running.year + sign, pair)
    return other is not None and (other - running) * sign <= _MONTH


def _goes_on(rows: Sequence[RowDay], span: range, index: int, running: date) -> bool:
    """Say whether the next clear row is within a week of the last: then one row is misplaced."""
    for after in range(index + span.step, span.stop, span.step):
        pair = rows[after]
        if isinstance(pair, date):
            return abs(pair - running) <= _WEEK
        if pair and not _crosses_new_year(running, pair, span.step):
            day = _on(running.year, pair)
            return day is not None and abs(day - running) <= _WEEK
    return False


def _check(resolved: list[date | None], span: range, newest: date, anchor: date | None) -> None:
    """Take back what lies between two full dates if the second does not follow on."""
    days = [newest, *(day for index in span if (day := resolved[index]))]
    if anchor is None or len(days) == 1:
        return
    last = min(days)
    if anchor - last > _MONTH or last - anchor > _YEAR:
        for index in span:
            resolved[index] = None
