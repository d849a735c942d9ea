"""The walled child: reads files named on its standard input, with little memory and no way out.

One JSON line in (``path``), one JSON line out (``document`` or ``refused``). Run as a module by
``reportgen.submitted.wall``; nothing here is meant to be imported elsewhere.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

MEMORY = 1_500_000_000
MOST_WRITTEN = 1_000_000  # bytes: complaints of libraries, which go to a file nobody else reads
SECONDS = 60
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.rmtree", "ctypes.dlopen",
)  # fmt: skip
_TOO_LARGE = "文件要用的内存过大，没有读完。"
_WRITING = ("w", "a", "x", "+")


def main() -> int:
    """Answer line by line until standard input ends."""
    from reportgen.submitted.opening import open_bytes  # loads every reader before the wall

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _limit_memory()
    sys.addaudithook(_guard)
    for line in sys.stdin.buffer:
        out.write(_line(json.loads(line)["path"], open_bytes) + "\n")
        out.flush()
    return 0


def _line(path: str, open_bytes: Any) -> str:
    """Return the answer as text; a limit of memory is told even when only the text is too long."""
    try:
        return json.dumps(_answer(path, open_bytes))
    except (MemoryError, RecursionError):
        return json.dumps({"refused": _TOO_LARGE})


def _answer(path: str, open_bytes: Any) -> dict[str, Any]:
    from reportgen.submitted.refused import SubmittedFileError

    try:
        with Path(path).open("rb") as file:
            return {"document": open_bytes(file).as_json()}
    except SubmittedFileError as error:
        return {"refused": str(error)}
    except PermissionError as error:
        return {"refused": f"没有权限读取，或文件要做不该做的事（{error.strerror or error}）。"}
    except OSError as error:
        return {"refused": f"文件打不开（{error.strerror}）。"}


def _limit_memory() -> None:
    """Keep memory and time down where the system can; elsewhere the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop whatever would reach out of the process: network, programs, files written."""
    if event in _FORBIDDEN:
        raise PermissionError(f"refused: {event}")
    mode = arguments[1] if event == "open" else ""
    if isinstance(mode, str) and any(sign in mode for sign in _WRITING):
        raise PermissionError("refused: writing")


if __name__ == "__main__":
    sys.exit(main())
