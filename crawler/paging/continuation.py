"""Which address follows the pages already walked, by the number that grew from one to the next."""

import re
from collections.abc import Sequence

_RUN = re.compile(r"[0-9]{1,6}")


def onward(addresses: Sequence[str]) -> str:
    """The address after ``addresses`` (pages 2, 3, … in order), empty where no rule is seen.

    One number must change by the same step from page to page. After page 2 alone, its last 2
    (or 1, where files are numbered from zero) is taken for the page's number.
    """
    if len(addresses) < 2:
        return _after_second(addresses[0]) if addresses else ""
    first, last = addresses[-2], addresses[-1]
    before, now = list(_RUN.finditer(first)), list(_RUN.finditer(last))
    if len(before) != len(now) or _RUN.split(first) != _RUN.split(last):
        return ""
    changed = [(a, b) for a, b in zip(before, now, strict=True) if a[0] != b[0]]
    if len(changed) != 1:
        return ""
    old, new = changed[0]
    following = 2 * int(new[0]) - int(old[0])
    return _replaced(last, new, following) if following >= 0 else ""


def _after_second(address: str) -> str:
    for value in ("2", "1"):
        runs = [run for run in _RUN.finditer(address) if run[0] == value]
        if runs:
            return _replaced(address, runs[-1], int(value) + 1)
    return ""


def _replaced(address: str, run: re.Match[str], number: int) -> str:
    digits = str(number).zfill(len(run[0])) if run[0].startswith("0") else str(number)
    return address[: run.start()] + digits + address[run.end() :]


def jumps(pages: Sequence[tuple[int, str, str]]) -> tuple[str, ...]:
    """A word on each page whose link leads past the page that should follow it.

    Such an answer is not the page asked for. ``pages`` are number, address and next link of every
    page read, page one first.
    """
    later = pages[1:]
    walked = [address for _, address, _ in later]
    said = []
    for count, (number, _, following) in enumerate(later, 1):
        expected = onward(walked[:count]) if count > 1 else ""  # one address shows no step
        alike = _RUN.split(following) == _RUN.split(expected)
        if expected and alike and following != expected:
            said.append(f"第 {number} 页的“下一页”不是第 {number + 1} 页")
    return tuple(said)
