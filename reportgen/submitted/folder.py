"""A folder of filled forms: each read behind a wall of its own, none able to stop the rest."""

import os
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import ReadingStoppedError, SubmittedFileError
from reportgen.submitted.submission import Submission
from reportgen.submitted.wall import Wall

_IGNORED = ("~$", ".", "Thumbs.db", "desktop.ini")
_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the folder: ``name`` relative to it; a form, or why it could not be read.

    ``stopped``: the reading was ended on this machine, which says nothing of the file.
    """

    name: str
    submission: Submission | None
    refused: str = ""
    stopped: bool = False


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the files to read, also of folders inside, by name; office lock files left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(path for path in found if not path.name.startswith(_IGNORED)))


def take_folder(
    folder: Path,
    form_id: str | None = None,
    done: Callable[[int, int], None] = lambda count, of: None,
    workers: int | None = None,
) -> tuple[Received, ...]:
    """Return every file of the folder, in order of name; ``done`` hears (finished, all)."""
    files = files_in(folder)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(files)):
        waiting.put(number)
    results: list[Received | None] = [None] * len(files)
    lock = threading.Lock()

    def work() -> None:
        with Wall() as wall:
            while True:
                try:
                    number = waiting.get_nowait()
                except queue.Empty:
                    return
                results[number] = _take(files[number], folder, wall, form_id)
                with lock:
                    done(sum(1 for result in results if result is not None), len(files))

    count = min(workers or os.cpu_count() or 2, _MOST_WORKERS, max(1, len(files)))
    _run([threading.Thread(target=work) for _ in range(count)])
    return tuple(result for result in results if result is not None)


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _take(file: Path, folder: Path, wall: Wall, form_id: str | None) -> Received:
    name = file.relative_to(folder).as_posix()
    try:
        return Received(name, take_file(file, wall, form_id))
    except SubmittedFileError as error:
        said = str(error).removeprefix(f"{file.name}：")
        return Received(name, None, said, isinstance(error, ReadingStoppedError))
    except OSError as error:
        return Received(name, None, f"文件打不开（{error.strerror}）。")
