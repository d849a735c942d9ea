"""Counts visits in web server logs: page views, and distinct visitors a day summed over the year.

One pass, one core, blocks of lines. The loop in ``_Counter.take`` is written for speed: usual
lines are cut at their quotes, every judgement is looked up by its bytes, and only what is new or
odd leaves the loop. Addresses live as hashes in memory and die with the process.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reportgen.imports.identity import Identity
from reportgen.imports.logfiles import LONGEST_LINE, LogFile, NoLogError, find_logs
from reportgen.imports.loglines import Hit, bare_host, clf_moment, names_host, read_line
from reportgen.imports.origins import EVERY, Origins
from reportgen.imports.repeats import SAMPLE
from reportgen.imports.tallies import FileTally, check_log, compare_logs
from reportgen.imports.traffic import Classifier, Kind, TrafficRules, load_rules
from reportgen.imports.visitors import DAYS, Visitors

_USUAL_LINES = 200
_OUTSIDE = -Kind.OTHER_YEAR
_HOUR = -14  # where the hour of a time ends, counted from the end of what stands before the quote
_STAMPS = {b"00": _HOUR, b"30": _HOUR + 2}  # by the minutes of the zone: the hour, or ten minutes


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
    counter = _Counter(year, identity, site, rules or load_rules())
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


def _read(path: Path, counter: "_Counter") -> FileTally:
    """Count one file; raises NoLogError when not one line of it is a request."""
    log, tally = LogFile(path), FileTally(path.name)
    counter.start(tally)
    for lines in log.blocks():
        counter.take(lines)
        counter.visitors.settle()
    counter.finish()
    tally.digest = log.digest
    check_log(tally, counter.identity.kind == "ip")
    return tally


class _Counter:
    """The running state; ``take`` is called with a block of lines at a time."""

    def __init__(self, year: int, identity: Identity, site: str, rules: TrafficRules) -> None:
        self.year, self.identity, self.site = year, identity, bare_host(site)
        self.visitors, self.origins = Visitors(), Origins()
        self._keys = rules.json_keys
        self._judge = Classifier(rules)
        self._cookie = identity.by_cookie
        self._days: dict[bytes, int] = {}
        self._first_day = date(year, 1, 1).toordinal()
        self._tally, self._unusual = FileTally(""), 0
        self._parts, self._zone, self._stamp = 0, b" +0800] ", _HOUR
        self._common = False  # a log without browsers; taken only when visitors are addresses

    def start(self, tally: FileTally) -> None:
        """Begin a file; its usual shape is learned from its first lines."""
        self._tally, self._parts = tally, 0

    def finish(self) -> None:
        """End a file: note the days it has lines of."""
        self._tally.seen.update(day for day in self._days.values() if day >= 0)

    def take(self, lines: list[bytes]) -> None:
        """Count one block of lines."""
        tally, judge, days = self._tally, self._judge, self._days
        if not self._parts:
            self._learn(lines)
        usual, zone, stamp = self._parts, self._zone, self._stamp
        plain = self.identity.kind == "ip+ua"
        agents, requests, viewed = judge.agents, judge.requests, judge.viewed
        live, views, left_out = self.visitors.live, tally.views, tally.left_out
        for line in lines:
            parts = line.split(b'"')
            if len(parts) != usual or not (head := parts[0]).endswith(zone):
                if line:
                    self._careful(line)
                continue
            agent = parts[5]
            try:
                day = days[head[-28:stamp]]
                kind = agents[agent] or requests[parts[1]]
            except KeyError:
                if names_host(head):  # from here on the log tells sites apart
                    usual = self._parts = -1
                    self._careful(line)
                    continue
                day, kind = self._first_seen(parts)
            if not kind and day >= 0:
                if (code := parts[2][1:4]) in viewed:
                    address = head[: head.find(b" ")]
                    key = hash((address, agent)) if plain else self._key(parts)
                    live[day].add(key)
                    views[day] += 1
                    if not key & SAMPLE:
                        tally.same.add(day, hash(line))
                    continue
                kind = judge.unseen(code)
            left_out[kind if day >= 0 else -day] += 1
        tally.lines += len(lines) - lines.count(b"")
        if usual > 0:
            self._look_at(lines[::EVERY])

    def _look_at(self, lines: list[bytes]) -> None:
        """Note where page views of usual lines come from."""
        judge = self._judge
        for line in lines:
            parts = line.split(b'"')
            if len(parts) == self._parts and parts[2][1:4] in judge.viewed:
                kind = judge.agents.get(parts[5]), judge.requests.get(parts[1])
                if kind == (Kind.PAGE, Kind.PAGE):
                    self.origins.add(parts[0][: parts[0].find(b" ")])

    def _learn(self, lines: list[bytes]) -> None:
        """Find the usual number of quoted parts and the usual time zone of this log."""
        shapes: Counter[tuple[int, bytes]] = Counter()
        for line in lines[:_USUAL_LINES]:
            parts = line.split(b'"')
            if len(parts) >= 7 and parts[0][-8:].endswith(b"] "):
                shapes[len(parts), parts[0][-8:]] += 1
        self._parts, self._zone = max(shapes, key=shapes.__getitem__, default=(-1, b""))
        self._stamp = _STAMPS.get(self._zone[4:6], 0)
        if not self._stamp or any(map(names_host, lines[:_USUAL_LINES])):
            self._parts = -1  # days of an odd zone begin within ten minutes
        few = sum(line.count(b'"') == 2 for line in lines[:_USUAL_LINES])
        self._common = not shapes and few > 0
        self._days.clear()

    def _first_seen(self, parts: list[bytes]) -> tuple[int, int]:
        """Return day and kind of a usual line, and keep what was judged for the next ones.

        A day below 0 is the negative of the kind that leaves the line out.
        """
        head, judge = parts[0], self._judge
        moment = clf_moment(head[-28:-2].decode("ascii", "replace"))
        if moment is None or head[-29:-28] != b"[":
            return -Kind.MALFORMED, 0
        self._days[head[-28 : self._stamp]] = day = self._place(moment.date())
        return day, judge.agent(parts[5]) or judge.request(parts[1])

    def _place(self, day: date) -> int:
        return day.toordinal() - self._first_day if day.year == self.year else _OUTSIDE

    def _key(self, parts: list[bytes]) -> int:
        """Return the visitor's hash by the chosen identity, for a usual line cut at its quotes."""
        head, others = parts[0], parts[7::2]
        return self._who(head[: head.find(b" ")], parts[5], tuple(others), (others or [b""])[0])

    def _who(
        self, address: bytes, agent: bytes, others: tuple[bytes, ...], forwarded: bytes
    ) -> int:
        kind = self.identity.kind
        if kind == "ip":
            return hash(address)
        if kind == "forwarded":
            first = forwarded.split(b",", 1)[0].strip()
            return hash((first if first not in (b"", b"-") else address, agent))
        if kind == "cookie" and (found := self._cookie.search(b" ".join(others))):
            return hash(found[1])
        return hash((address, agent))

    def _careful(self, line: bytes) -> None:
        """Count one unusual line."""
        tally = self._tally
        hit = read_line(line.rstrip(b"\r"), self._keys) if len(line) <= LONGEST_LINE else None
        kind = self._kind(hit)
        if hit is None or kind:
            tally.left_out[kind] += 1
            return
        key = self._who(hit.address, hit.agent or b"", hit.others, hit.forwarded)
        day = self._place(hit.moment.date())
        self.visitors.live[day].add(key)
        tally.views[day] += 1
        if not key & SAMPLE:
            tally.same.add(day, hash(line))
        self._unusual += 1
        if not self._unusual % EVERY:
            self.origins.add(hit.address)

    def _kind(self, hit: Hit | None) -> int:
        """Judge a request in the order of ``Kind``; notes that its day has a log."""
        if hit is None:
            return Kind.MALFORMED
        if (day := self._place(hit.moment.date())) < 0:
            return Kind.OTHER_YEAR
        if self.site and hit.host and hit.host != self.site:
            return Kind.OTHER_SITE
        self._tally.seen.add(day)
        judge = self._judge
        if hit.agent is None:  # cut off, or a log without browsers, which ``check_log`` judges
            self._tally.no_agent += 1
            if not (self._common and self.identity.kind == "ip"):
                return Kind.MALFORMED
        agent = judge.agent(hit.agent) if hit.agent is not None else Kind.PAGE
        kind = agent or judge.request(hit.request)
        if not kind and hit.status not in judge.viewed:
            kind = judge.unseen(hit.status)
        return kind


def _sum_up(
    counter: _Counter,
    tallies: tuple[FileTally, ...],
    repeated: tuple[str, ...],
    skipped: tuple[str, ...],
) -> VisitCount:
    first = date(counter.year, 1, 1)
    days: dict[str, tuple[int, int]] = {}
    for place in range(DAYS):
        if any(place in tally.seen for tally in tallies):
            day = (first + timedelta(days=place)).isoformat()
            views = sum(tally.views[place] for tally in tallies)
            days[day] = (counter.visitors.count(place), views)
    left_out = {kind: sum(tally.left_out[kind] for tally in tallies) for kind in Kind if kind}
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
