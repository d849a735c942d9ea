"""One log line taken apart the careful way: escaped quotes, virtual hosts, JSON.

The fast way of ``visits`` takes the usual lines of a file; every other line comes here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
_LINE = re.compile(
    rb'(?P<head>\S[^"]*?) ?\[(?P<time>[^\]"\[]+)\] '
    rb'"(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    rb'(?: "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)"(?P<rest>.*))?\s*'
)
_ADDRESS = re.compile(rb"\d+\.\d+\.\d+\.\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+")
_PORT = re.compile(rb"\d+\.\d+\.\d+\.\d+:\d+")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_WORDS = 3  # address, identity, user
_WRAPPED = ("log", "message", "msg", "line", "event.original")  # where collectors put a line
_MONTHS = {
    name: place
    for place, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_TIME = re.compile(rb"\d{2}/[A-Z][a-z]{2}/\d{4}:|\d{4}-\d{2}-\d{2}[T ]\d{2}:|\b\d{10}\b")
_CLF = re.compile(r"(\d{2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One request. ``moment`` is in Asia/Shanghai; ``others`` are the fields behind the agent.

    ``agent`` is None where the log does not write browsers down; ``host`` is empty likewise.
    """

    address: bytes
    moment: datetime
    request: bytes
    status: bytes
    agent: bytes | None
    others: tuple[bytes, ...] = ()
    forwarded: bytes = b""
    host: str = ""


def clf_moment(text: str) -> datetime | None:
    """Return ``01/Jan/2025:00:00:01 +0800`` in Asia/Shanghai; None if it is no such time."""
    found = _CLF.fullmatch(text)
    if not found or found[2] not in _MONTHS:
        return None
    day, _, year, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(offset if sign == "+" else -offset)
        written = datetime(
            int(year), _MONTHS[found[2]], int(day), int(hour), int(minute), min(int(second), 59),
            tzinfo=zone,
        )  # fmt: skip
        return written.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return None


def tells_time(line: bytes) -> bool:
    """Say whether a line has a time anywhere; the rest of one that was torn in two has none."""
    return _TIME.search(line) is not None


def names_host(line: bytes) -> bool:
    """Say whether a line begins with a virtual host (or “-”) and the address behind it."""
    words = line.split(b" ", 2)
    return len(words) > 2 and _host_first(words[0], words[1])


def without_port(address: bytes) -> bytes:
    """Return an address without the port some servers write behind it: it is not the person's."""
    return address.partition(b":")[0] if _PORT.fullmatch(address) else address


def _host_first(first: bytes, second: bytes) -> bool:
    is_list = first.endswith(b",")  # of addresses: who asked, then the proxies
    return bool(_ADDRESS.fullmatch(second)) and not (is_list or _ADDRESS.fullmatch(first))


def read_line(line: bytes, keys: Mapping[str, tuple[str, ...]]) -> Hit | None:
    """Return the request a line tells of; None when it cannot be understood.

    ``keys`` are the names JSON logs use, by our own (config/visits.toml).
    """
    return _from_json(line, keys) if line.lstrip()[:1] == b"{" else _from_text(line)


def _from_text(line: bytes) -> Hit | None:
    found = _LINE.fullmatch(line)
    if not found:
        return None
    moment = clf_moment(found["time"].decode("ascii", "replace"))
    if moment is None:
        return None
    address, host = _origin(found["head"].split(b" "))
    if not address:
        return None
    others = tuple(_QUOTED.findall(found["rest"] or b""))
    return Hit(
        address=without_port(address),
        moment=moment,
        request=found["request"],
        status=found["status"],
        agent=found["agent"],
        others=others,
        forwarded=others[0] if others else b"",
        host=host,
    )


def _origin(words: list[bytes]) -> tuple[bytes, str]:
    """Return the address and the virtual host out of what stands before the time.

    The address is empty where none can be told: a log collector may write anything in front.
    """
    if len(words) < _WORDS:
        return b"", ""
    if _host_first(words[0], words[1]):
        host = "" if words[0] == b"-" else bare_host(words[0].decode("ascii", "replace"))
        return words[1], host
    if len(words) == _WORDS or _ADDRESS.fullmatch(words[0].rstrip(b",")):
        return words[0], ""
    behind = words[-_WORDS]
    return (behind, "") if _ADDRESS.fullmatch(without_port(behind)) else (b"", "")


def _from_json(line: bytes, keys: Mapping[str, tuple[str, ...]]) -> Hit | None:
    try:
        text = line.rstrip().removesuffix(b",")  # a line of a list
        raw = json.loads(text.replace(b"\\x", b"\\u00"))  # how nginx writes what is no letter
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    flat = dict(_flat(raw))
    for name in _WRAPPED:
        if (inside := flat.get(name, "")) and (hit := _from_text(_bytes(inside.rstrip()))):
            return hit
    said = {ours: _first(flat, theirs) for ours, theirs in keys.items()}
    moment = _moment(said["time"])
    request = said["request"]
    target = said["target"] or (request if request.startswith("/") else "")
    if target and said["method"]:
        request = f"{said['method']} {target}"
    if moment is None or not request or not said["status"] or not said["address"]:
        return None
    return Hit(
        address=without_port(_bytes(said["address"])),
        moment=moment,
        request=_bytes(request),
        status=_bytes(said["status"]),
        agent=_bytes(said["agent"]) if _knows(flat, keys["agent"]) else None,
        others=(_bytes(said["cookie"]),),
        forwarded=_bytes(said["forwarded"]),
        host=bare_host(said["host"]),
    )


def bare_host(name: str) -> str:
    """Return a host without port and without www, m or wap, in lower case."""
    host = name.strip().lower()
    if not host.startswith("["):
        host = host.partition(":")[0]
    return re.sub(r"^(www|m|wap)\.(?=.*\.)", "", host.rstrip("."))


def _flat(raw: Mapping[str, object], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield ``request.headers.user-agent`` and its text for every leaf."""
    for name, value in raw.items():
        key = f"{prefix}{name}".lower()
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict) and depth < 4:
            yield from _flat(value, f"{key}.", depth + 1)
        elif isinstance(value, str | int | float):
            yield key, str(value)


def _knows(flat: Mapping[str, str], names: tuple[str, ...]) -> bool:
    return any(name in flat for name in names)


def _first(flat: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((flat[name] for name in names if flat.get(name)), "")


def _moment(text: str) -> datetime | None:
    """Read ISO 8601, the common log time, or seconds (or milliseconds) since 1970.

    A time without a zone is taken as Asia/Shanghai.
    """
    if found := clf_moment(text):
        return found
    try:
        if re.fullmatch(r"\d{9,14}(\.\d+)?", text):
            seconds = float(text)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, SHANGHAI)
        written = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return written.astimezone(SHANGHAI) if written.tzinfo else written.replace(tzinfo=SHANGHAI)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
