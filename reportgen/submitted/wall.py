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
from reportgen.submitted.refused import SubmittedFileError

SECONDS = 60.0
_log = logging.getLogger(__name__)
_LAST_WORDS = 2000  # bytes of what a child that died had written
_GOING = 5.0  # a child that has closed its output is given this long to be gone
_OUT_OF_MEMORY = -signal.SIGABRT  # how a C library gives up at the limit of memory
_ROOT = Path(reportgen.__file__).resolve().parent.parent
_DIED = "读取时程序中断（文件异常或要用的内存过大），没有读到内容。"


class Wall:
    """One child, started at need and kept for the next file. Not for two threads at once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

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
            self.close()
            raise SubmittedFileError(_DIED)
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
            limit = round(self._seconds)
            raise SubmittedFileError(f"读了 {limit} 秒还没有读完，已停止。文件可能异常。") from None
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
            code = child.wait(timeout=_GOING)
            _log.warning("reading process ended with %s: %s", code, self._last_words())
            return code != _OUT_OF_MEMORY
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


def _listen(child: "subprocess.Popen[bytes]", answers: "queue.Queue[bytes]") -> None:
    """Hand every answer on; an empty one when the child has ended."""
    assert child.stdout is not None
    try:
        for line in child.stdout:
            answers.put(line)
    except ValueError:  # closed under our hands
        pass
    answers.put(b"")
