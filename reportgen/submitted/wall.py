"""The parent's side of the wall: strangers' files are parsed in a child with limits.

A child that dies, hangs or runs out of memory costs one file and one sentence.
"""

import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import reportgen
from reportgen.submitted.document import Document, from_json
from reportgen.submitted.refused import ReadingStoppedError, SubmittedFileError

SECONDS = 60.0
_log = logging.getLogger(__name__)
_LAST_WORDS = 2000  # bytes of what a child that died had written
_GOING = 5.0  # a child that has closed its output is given this long to be gone
_OUT_OF_MEMORY = -signal.SIGABRT  # how a C library gives up at the limit of memory
_ROOT = Path(reportgen.__file__).resolve().parent.parent
_SAVE_AGAIN = "请打开后另存为 docx 或 xlsx 再交；页数多的，只交报表那几页。"
_TOO_LONG = (
    "读了 {limit} 秒还没有读完，已停止。文件太大、页数太多或异常；"
    "机器正忙时也会这样，请过一会儿单独再读一次。"
)


class Wall:
    """One child, started at need and kept for the next file. Not for two threads at once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._code = 0  # how the last child that died had ended

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, file: Path) -> Document:
        """Return what a file holds; raises SubmittedFileError with the sentence to show."""
        end = time.monotonic() + self._seconds
        answer = self._asked(file, end)
        if not answer and self._may_try_again():
            answer = self._asked(file, end)
            if not answer:
                self._may_try_again()  # notes how it ended
        if not answer:
            self.close()
            raise ReadingStoppedError(_why_it_died(self._code))
        told = json.loads(answer)
        if "refused" in told:
            raise SubmittedFileError(str(told["refused"]))
        return from_json(told["document"])

    def _asked(self, file: Path, end: float) -> bytes:
        """Return the child's line, empty when it died; ``end`` is the monotonic clock's limit."""
        try:
            child = self._ready()
            assert child.stdin is not None
            child.stdin.write(json.dumps({"path": str(file.resolve())}).encode() + b"\n")
            child.stdin.flush()
            return self._answers.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            self.close()
            raise ReadingStoppedError(_TOO_LONG.format(limit=round(self._seconds))) from None
        except OSError:
            return b""

    def _may_try_again(self) -> bool:
        """Say whether a death may have come from outside: no library gave up for want of memory.

        The time already spent counts: both tries share one limit.
        """
        child = self._child
        if child is None:
            return True
        try:
            self._code = child.wait(timeout=_GOING)
            _log.warning("reading process ended with %s: %s", self._code, self._last_words())
            return self._code != _OUT_OF_MEMORY
        except subprocess.TimeoutExpired:  # silent but alive: its output is closed
            return False
        finally:
            self.close()

    def close(self) -> None:
        """End the child and everything it had."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout, self._errors):
            if stream is not None:
                stream.close()

    def _last_words(self) -> str:
        """Return the end of what the child wrote where nobody reads."""
        if self._errors is None:
            return ""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _LAST_WORDS))
        return self._errors.read().decode("utf-8", "replace").strip()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        child = subprocess.Popen(
            [sys.executable, "-m", "reportgen.submitted.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        )
        self._child, self._answers = child, queue.Queue()
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        return child


def _why_it_died(code: int) -> str:
    """Return the sentence for a child that ended without an answer; ``code`` as Popen gives it."""
    if code == _OUT_OF_MEMORY:
        return f"读取时程序中断：文件要用的内存过大，没有读到内容。{_SAVE_AGAIN}"
    if code == -signal.SIGKILL:
        return (
            "读取时程序中断：被系统强行结束，多半是这台机器的内存不够。"
            "请关掉别的程序再读一次；还是这样的，" + _SAVE_AGAIN
        )
    return f"读取时程序中断，没有读到内容，文件多半异常。{_SAVE_AGAIN}"


def _listen(child: "subprocess.Popen[bytes]", answers: "queue.Queue[bytes]") -> None:
    """Hand every answer on; an empty one when the child has ended."""
    assert child.stdout is not None
    try:
        for line in child.stdout:
            answers.put(line)
    except ValueError:  # closed under our hands
        pass
    answers.put(b"")
