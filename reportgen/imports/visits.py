"""Counts visits in web server logs: page views, and distinct visitors a day summed over the year.

One pass, one core, blocks of lines. Addresses live as hashes in memory and die with the process.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, permutations
from pathlib import Path

from reportgen.imports.identity import Identity
from reportgen.imports.logfiles import LogFile, NoLogError, find_logs
from reportgen.imports.overlaps import repeated_lines
from reportgen.imports.tallies import FileTally, check_log, compare_logs
from reportgen.imports.traffic import Kind, TrafficRules, load_rules
from reportgen.imports.visit_counter import VisitCounter
from reportgen.imports.visitors import DAYS


@dataclass(frozen=True, slots=True)
class Overlap:
    """A log whose first ``lines`` are the end of another one; None when all of them are."""

    name: str
    before: str
    lines: int | None


@dataclass(frozen=True, slots=True)
class VisitCount:
    """The answer: visitors and views of each day with lines (ISO date → pair), what was left out.

    ``repeated`` are files whose content had been read before under another name; ``no_agent`` are
    lines without a browser, of which robots cannot be told apart; ``skipped`` are
    files of a folder that are no logs. ``from_one`` and ``from_inside`` are the shares of views
    from the one address with the most, and from addresses of no public network; ``from_elsewhere``
    that of views under another host. ``strange`` are views of agents that name no browser, by
    agent, the most first.
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
    overlaps: tuple[Overlap, ...] = ()
    from_one: float = 0.0
    from_inside: float = 0.0
    from_elsewhere: float = 0.0
    strange: tuple[tuple[str, int], ...] = ()


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
        else:
            tallies[tally.digest] = tally
    kept, overlaps = _without_overlaps(tuple(tallies.values()), counter)
    for one, other in combinations(kept, 2):
        compare_logs(one, other)
    read = tuple((tally.name, tally.digest) for tally in tallies.values())
    count = _sum_up(counter, kept, tuple(skipped))
    return replace(count, files=read, repeated=tuple(repeated), overlaps=overlaps)


def _read(path: Path, counter: VisitCounter, skip: int = 0) -> FileTally:
    """Count one file but for its first lines; raises NoLogError when no line is a request."""
    log, tally, left = LogFile(path), FileTally(path), skip
    counter.start(tally)
    for lines in log.blocks():
        counter.take(lines[left:])
        left = max(0, left - len(lines))
        counter.visitors.settle()
    tally.digest = log.digest
    if not skip:  # what is read again was checked as a whole
        check_log(tally, counter.identity.kind == "ip")
    return tally


def _without_overlaps(
    tallies: tuple[FileTally, ...], counter: VisitCounter
) -> tuple[tuple[FileTally, ...], tuple[Overlap, ...]]:
    """Leave out what stands in another log as a whole; count again what goes on from one."""
    shared = {
        (one.path, other.path): repeated_lines(one.path, other.path, other.opening)
        for one, other in permutations(tallies, 2)
        if _may_hold(one, other)
    }
    overlaps: dict[Path, Overlap] = {}
    for one, other in permutations(tallies, 2):
        found = shared.get((one.path, other.path), 0)
        if found is None and one.path not in overlaps and other.path not in overlaps:
            overlaps[other.path] = Overlap(other.name, one.name, None)
    kept = [tally for tally in tallies if tally.path not in overlaps]
    for place, tally in enumerate(kept):
        lines, before = max((shared.get((one.path, tally.path)) or 0, one.name) for one in kept)
        turned = any((each.name, each.before) == (before, tally.name) for each in overlaps.values())
        if lines and not turned:  # two that hold each other's beginning are left to a person
            kept[place] = _read(tally.path, counter, lines)
            overlaps[tally.path] = Overlap(tally.name, before, lines)
    return tuple(kept), tuple(overlaps.values())


def _may_hold(one: FileTally, other: FileTally) -> bool:
    """Say whether the beginning of another log can stand in one, by its day."""
    if not other.opening:
        return False
    return other.first_day is None or one.has_day(other.first_day)


def _sum_up(
    counter: VisitCounter,
    tallies: tuple[FileTally, ...],
    skipped: tuple[str, ...],
) -> VisitCount:
    first = date(counter.year, 1, 1)
    days: dict[str, tuple[int, int]] = {}
    for place in range(DAYS):
        if any(tally.has_day(place) for tally in tallies):
            day = (first + timedelta(days=place)).isoformat()
            views = sum(tally.views(place) for tally in tallies)
            days[day] = (counter.visitors.count(place), views)
    strange = sum((tally.strange for tally in tallies), Counter[bytes]())
    left_out = {kind: sum(tally.left_out(kind) for tally in tallies) for kind in Kind if kind}
    return VisitCount(
        year=counter.year,
        identity=counter.identity,
        days=days,
        lines=sum(tally.lines for tally in tallies),
        left_out={kind: number for kind, number in left_out.items() if number},
        no_agent=sum(tally.no_agent for tally in tallies),
        files=(),
        repeated=(),
        skipped=skipped,
        from_one=counter.origins.from_one,
        from_inside=counter.origins.from_inside,
        from_elsewhere=counter.origins.from_elsewhere,
        strange=tuple(
            (agent.decode("utf-8", "replace"), views) for agent, views in strange.most_common()
        ),
    )
