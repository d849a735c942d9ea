"""Counts visits in web server logs: page views, and distinct visitors a day summed over the year.

One pass, one core, blocks of lines. Addresses live as hashes in memory and die with the process.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reportgen.imports.identity import Identity
from reportgen.imports.logfiles import LogFile, NoLogError, find_logs
from reportgen.imports.tallies import FileTally, check_log, compare_logs
from reportgen.imports.traffic import Kind, TrafficRules, load_rules
from reportgen.imports.visit_counter import VisitCounter
from reportgen.imports.visitors import DAYS


@dataclass(frozen=True, slots=True)
class VisitCount:
    """The answer: visitors and views of each day with lines (ISO date → pair), what was left out.

    ``repeated`` are files whose content had been read before under another name; ``no_agent`` are
    lines without a browser, of which robots cannot be told apart; ``skipped`` are
    files of a folder that are no logs. ``from_one`` and ``from_inside`` are the shares of views
    from the one address with the most, and from addresses of no public network.
    """

    year: int
    identity: Identity
    days: dict[str, tuple[int, int]]
    lines: int
    left_out: dict[Kind, int]
    no_agent: int
    files: tuple[tuple[str, str], ...]
    repeated: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    from_one: float = 0.0
    from_inside: float = 0.0


def count_visits(
    logs: tuple[Path, ...],
    year: int,
    identity: Identity,
    site: str = "",
    rules: TrafficRules | None = None,
) -> VisitCount:
    """Count the logs of one year; ``site`` picks its lines where a log names the host.

    Raises UsageError for a file that is no log, for logs without browsers written down, and when
    two files hold the same lines.
    """
    counter = VisitCounter(year, identity, site, rules or load_rules())
    tallies: dict[str, FileTally] = {}
    repeated: list[str] = []
    skipped: list[str] = []
    for path in find_logs(logs):
        try:
            tally = _read(path, counter)
        except NoLogError:
            if path in logs:
                raise
            skipped.append(path.name)  # beside the logs of a folder
            continue
        if tally.digest in tallies:
            repeated.append(path.name)
            continue
        for other in tallies.values():
            compare_logs(tally, other)
        tallies[tally.digest] = tally
    return _sum_up(counter, tuple(tallies.values()), tuple(repeated), tuple(skipped))


def _read(path: Path, counter: VisitCounter) -> FileTally:
    """Count one file; raises NoLogError when not one line of it is a request."""
    log, tally = LogFile(path), FileTally(path.name)
    counter.start(tally)
    for lines in log.blocks():
        counter.take(lines)
        counter.visitors.settle()
    tally.digest = log.digest
    check_log(tally, counter.identity.kind == "ip")
    return tally


def _sum_up(
    counter: VisitCounter,
    tallies: tuple[FileTally, ...],
    repeated: tuple[str, ...],
    skipped: tuple[str, ...],
) -> VisitCount:
    first = date(counter.year, 1, 1)
    days: dict[str, tuple[int, int]] = {}
    for place in range(DAYS):
        if any(tally.has_day(place) for tally in tallies):
            day = (first + timedelta(days=place)).isoformat()
            views = sum(tally.views(place) for tally in tallies)
            days[day] = (counter.visitors.count(place), views)
    left_out = {kind: sum(tally.left_out(kind) for tally in tallies) for kind in Kind if kind}
    return VisitCount(
        year=counter.year,
        identity=counter.identity,
        days=days,
        lines=sum(tally.lines for tally in tallies),
        left_out={kind: number for kind, number in left_out.items() if number},
        no_agent=sum(tally.no_agent for tally in tallies),
        files=tuple((tally.name, tally.digest) for tally in tallies),
        repeated=repeated,
        skipped=skipped,
        from_one=counter.origins.from_one,
        from_inside=counter.origins.from_inside,
    )
