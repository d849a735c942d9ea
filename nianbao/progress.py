"""What a person sees while the crawl runs: a live line on a terminal, else a line now and then.

Everything goes to stderr; stdout belongs to the answer. The same lines go to the log.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from crawler.progress import Progress
from nianbao.logfile import log

Listener = Callable[[Progress], None]

_SECONDS_BETWEEN_LINES = 10.0
_SLOW_START = 5  # pages before a forecast is worth printing


def watching() -> AbstractContextManager[Listener]:
    """Return a context whose value takes the crawl's progress and shows it."""
    return _on_terminal() if sys.stderr.isatty() else _as_lines(_say)


def sentence(now: Progress, seconds: float) -> str:
    """Put progress into one line; ``seconds`` is the time since this run began."""
    parts = [
        now.stage,
        f"栏目 {now.columns_done}/{now.columns_found}",
        f"已读 {now.pages} 页",
        f"待读 {now.pending} 页{_forecast(now, seconds)}",
        now.rate,
    ]
    return "，".join(part for part in parts if part)


def _forecast(now: Progress, seconds: float) -> str:
    """Guess the rest from this run's own pace; found columns may still add to it."""
    if now.requests < _SLOW_START or not now.pending:
        return ""
    minutes = now.pending * (seconds / now.requests) / 60
    return f"（约 {minutes:.0f} 分钟）" if minutes >= 1 else "（不到 1 分钟）"


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextmanager
def _as_lines(say: Callable[[str], None]) -> Iterator[Listener]:
    """Say a line when the stage changes, and every ten seconds in between."""
    began = time.monotonic()
    said_at, stage = -_SECONDS_BETWEEN_LINES, ""

    def listen(now: Progress) -> None:
        nonlocal said_at, stage
        seconds = time.monotonic() - began
        if now.stage != stage or seconds - said_at >= _SECONDS_BETWEEN_LINES:
            said_at, stage = seconds, now.stage
            line = sentence(now, seconds)
            log.info("%s %s", line, now.url)
            say(line)

    yield listen


@contextmanager
def _on_terminal() -> Iterator[Listener]:
    """Keep one live line of bar and figures, and the address being read below it."""
    began = time.monotonic()
    bar = Bar(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    with bar, _as_lines(lambda _: None) as log_only:
        task = bar.add_task("正在打开首页", total=None)

        def listen(now: Progress) -> None:
            log_only(now)
            total = now.pages + now.pending
            text = f"{sentence(now, time.monotonic() - began)}\n{now.url}"
            bar.update(task, description=text, completed=now.pages, total=total or None)

        yield listen
