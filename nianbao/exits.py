"""How a run ends: one Chinese sentence, one exit code, never a traceback on the screen."""

import json
import logging
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType

from typer.exceptions import TyperException

from crawler.errors import ConfigError, NianbaoError, UnreadableSiteError, UsageError
from nianbao.wording import misuse
from nianbao.workspace import reason

DONE = 0
BROKEN = 1
MISUSED = 2
INCOMPLETE = 3
WRONG = 4
UNREADABLE = 5
INTERRUPTED = 130

PAUSED = "已暂停，再次运行同一命令即可继续。"

_CODES: tuple[tuple[type[NianbaoError], int], ...] = (
    (UsageError, MISUSED),
    (ConfigError, MISUSED),
    (UnreadableSiteError, UNREADABLE),
    (NianbaoError, BROKEN),
)


def code_of(problem: NianbaoError) -> int:
    """Return the exit code that ``contract`` gives this kind of error."""
    return next(code for kind, code in _CODES if isinstance(problem, kind))


def ending(work: Callable[[], int | None], as_json: bool) -> int:
    """Run one command and return its exit code; anything unexpected goes to the hook."""
    _prepare(as_json)
    try:
        code = work() or DONE
    except TyperException as problem:
        return _stop(MISUSED, misuse(problem), as_json)
    except NianbaoError as problem:
        return _stop(code_of(problem), str(problem), as_json)
    except OSError as problem:
        logging.getLogger("nianbao").exception("file error")
        where = problem.filename or ""
        return _stop(BROKEN, f"读写文件出错：{where}（{reason(problem)}）", as_json)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        return _stop(INTERRUPTED, PAUSED, as_json)
    return code


def arm() -> None:
    """Treat a polite request to stop like Ctrl-C; again after a crawl, which uses its own."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def print_json(document: object) -> None:
    """Print the one JSON document of a ``--json`` run on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def _stop(code: int, sentence: str, as_json: bool) -> int:
    """Say why the run ends: to the person on stderr, to a program as JSON on stdout."""
    logging.getLogger("nianbao").warning("exit %d: %s", code, sentence)
    sys.stderr.write(sentence + "\n")
    if as_json:
        print_json({"error": {"exit": code, "message": sentence}})
    return code


def _prepare(as_json: bool) -> None:
    """Make the streams able to carry Chinese, and catch what nobody expected."""
    if as_json:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # TextIO lacks it
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # TextIO lacks it
    logging.getLogger("nianbao").addHandler(logging.NullHandler())

    def hook(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        _report_unexpected("".join(traceback.format_exception(kind, problem, trace)), as_json)

    sys.excepthook = hook


def _report_unexpected(trace: str, as_json: bool) -> None:
    """Keep the traceback in the log, and tell the person which file to send."""
    logging.getLogger("nianbao").critical("unexpected error\n%s", trace)
    file = next(
        (
            Path(handler.baseFilename)
            for handler in logging.getLogger().handlers
            if isinstance(handler, logging.FileHandler)
        ),
        None,
    )
    if file is None:
        with tempfile.NamedTemporaryFile(
            "w", prefix="nianbao-", suffix=".log", encoding="utf-8", delete=False
        ) as out:
            out.write(trace)
            file = Path(out.name)
    _stop(
        BROKEN,
        f"程序内部出错，已停止；已采集的内容都在。请把日志文件发给帮助您的人：{file}",
        as_json,
    )
