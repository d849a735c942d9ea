"""Visits of combined logs counted a second time, slowly and without the program's code.

Written from docs/guide.md; only the lists of config/visits.toml are shared. No hashes, no blocks,
no shortcuts: one expression a line, sets of addresses in memory.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_RULES = Path(__file__).resolve().parent.parent / "config" / "visits.toml"
_FIELD = r'"((?:[^"\\]|\\.)*)"'
_COMBINED = re.compile(rf"(\S+) \S+ \S+ \[([^\]]+)\] {_FIELD} (\d\d\d) \S+ {_FIELD} {_FIELD}(.*)")
_BEIJING = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Plain:
    """Two figures of the form, the lines not counted by kind, and what goaccess counts.

    ``requests`` are all lines that could be read; ``askers`` the distinct (address, agent) of each
    day of the log's own clock among them, 4xx answers apart.
    """

    visitors: int
    views: int
    left_out: Counter[str]
    requests: int
    askers: int


def count(logs: tuple[Path, ...], year: int) -> Plain:
    """Count combined logs; a visitor is an address with a browser."""
    rules = tomllib.loads(_RULES.read_text("utf-8"))
    robots = re.compile("|".join(rules["agents"]["robots"]))
    visitors: set[tuple[str, str, str]] = set()
    askers: set[tuple[str, str, str]] = set()
    kinds: Counter[str] = Counter()
    for line in _lines(logs):
        found = _COMBINED.fullmatch(line)
        if found is None:
            kinds["malformed"] += 1
            continue
        address, time, request, status, _, agent, rest = found.groups()
        moment = datetime.strptime(time.replace(":60 ", ":59 "), "%d/%b/%Y:%H:%M:%S %z")
        kinds["requests"] += 1
        if status[0] != "4":
            askers.add((address, agent, time[:11]))
        here = (moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())) + _BEIJING
        kind = _kind(request, status, agent, rest, rules, robots)
        kind = "other_year" if here.year != year else kind
        kinds[kind] += 1
        if kind == "page":
            visitors.add((address, agent, here.date().isoformat()))
    views, requests = kinds.pop("page", 0), kinds.pop("requests", 0)
    return Plain(len(visitors), views, kinds, requests, len(askers))


def _lines(logs: tuple[Path, ...]) -> Iterator[str]:
    for log in logs:
        for line in log.read_bytes().decode("latin-1").split("\n"):
            if line.rstrip("\r"):
                yield line.rstrip("\r")


def _kind(
    request: str, status: str, agent: str, rest: str, rules: dict[str, dict[str, list[str]]],
    robots: re.Pattern[str],
) -> str:  # fmt: skip
    name = agent.lower().strip()
    method, _, behind = request.partition(" ")
    file = behind.split(" ")[0].partition("?")[0].partition(";")[0].split("/")[-1].lower()
    ending = file.split(".")[-1] if "." in file else ""
    if "Mozilla/" in rest and not agent.strip("'").startswith("Mozilla/"):
        return "malformed"
    if any(own in name for own in rules["agents"]["own"]):
        return "own"
    if name in ("", "-") or robots.search(name):
        return "robot"
    if method != "GET" or not behind:
        return "method"
    if ending in rules["pages"]["static"]:
        return "static"
    if ending in rules["pages"]["downloads"]:
        return "download"
    if status in rules["pages"]["viewed"]:
        return "page"
    return "redirect" if status[0] == "3" else "error"
