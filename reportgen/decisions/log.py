"""decisions.jsonl: what people decided, one line each, chained by hash and never rewritten.

Beside it: ``decisions.head`` says how far the log had come, so that lines cut from its end are
missed; ``decisions.lock`` lets one writer in at a time; ``decisions.torn`` keeps the beginning of
a line that a killed process could not finish (nobody was told that it had been recorded).
"""

import errno
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.errors import NianbaoError, StoreError
from reportgen.decisions import durable
from reportgen.decisions.locking import locked
from reportgen.decisions.record import (
    FIRST,
    Decision,
    as_line,
    from_line,
    hash_of,
)
from reportgen.decisions.wishes import Person, Wish, refuse_outdated
from reportgen.plaintext import clean_text


class DamagedLogError(NianbaoError):
    """Raised when a line cannot be trusted; ``line`` counts from 1, ``before`` are the sound ones.

    Nothing is skipped and nothing may be added until a person has restored the file.
    """

    def __init__(self, file: Path, line: int, problem: str, before: tuple[Decision, ...]) -> None:
        super().__init__(
            f"修改留痕 {file} 第 {line} 行有问题：{problem}。"
            "请用备份恢复这个文件；恢复之前不能再确认，也不能导出正式报表。"
        )
        self.line = line
        self.problem = problem
        self.before = before


@dataclass(frozen=True, slots=True)
class Reading:
    """The sound content of a log; ``torn`` is the unfinished end of a killed process."""

    decisions: tuple[Decision, ...]
    torn: bytes = b""

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return self.decisions[-1].hash if self.decisions else FIRST


Check = Callable[[tuple[Decision, ...]], None]


def no_check(_decisions: tuple[Decision, ...]) -> None:
    """Allow everything that the log itself allows."""


class DecisionLog:
    """The log of one site and year; every call reads the file anew, nothing is kept in memory.

    ``of`` names the site's folder and the year, and stands in every line.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.of = f"{file.absolute().parent.parent.name}/{file.absolute().parent.name}"

    def read(self) -> Reading:
        """Return what the log holds; empty when there is none.

        Raises DamagedLogError naming the line.
        """
        if not self.file.exists() and not self._beside("head").exists():
            return Reading(())
        try:
            with locked(self._beside("lock")):
                return self._read()
        except PermissionError:
            return self._read()  # somebody only looks at a copy

    def record(
        self, wishes: Sequence[Wish], who: Person, at: str, check: Check = no_check
    ) -> tuple[Decision, ...]:
        """Append all wishes or none, flushed to disk, and return their lines.

        ``check`` is called with the decisions so far while nobody else can add one; what it
        raises prevents the recording. Raises ConflictError when a wish was based on an older
        version, UnknownVersionError on one that is not there, DamagedLogError, StoreError for a
        full disk, ValueError for a bad wish.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with locked(self._beside("lock")):
            reading = self._read()
            for wish in wishes:
                refuse_outdated(reading.decisions, wish)
            check(reading.decisions)
            lines = self._chained(reading, wishes, who, at)
            if lines:
                self._append(lines, reading.torn)
            return lines

    def _beside(self, ending: str) -> Path:
        return self.file.with_suffix(f".{ending}")

    def _read(self) -> Reading:
        content = self.file.read_bytes() if self.file.exists() else b""
        whole, newline, torn = content.rpartition(b"\n")
        decisions: list[Decision] = []
        for number, line in enumerate(whole.split(b"\n") if newline else (), 1):
            decisions.append(self._sound(number, line, decisions))
        finished = len(decisions)
        if decisions and decisions[-1].more:  # killed within what was recorded together
            finished = _start_of_batch(decisions)
            torn = content[sum(len(line) + 1 for line in whole.split(b"\n")[:finished]) :]
        self._compare_head(decisions, finished)
        return Reading(tuple(decisions[:finished]), torn)

    def _sound(self, number: int, line: bytes, before: list[Decision]) -> Decision:
        """Return the decision of a line; raises DamagedLogError saying what is wrong with it."""
        try:
            text = line.decode("utf-8")
            decision = from_line(text)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self._damaged(number, "读不懂（不是一条完整的记录）", before) from None
        if decision.of != self.of:
            problem = f"是“{decision.of}”的记录，不是“{self.of}”的"
        elif decision.hash != hash_of(decision) or text != as_line(decision):
            problem = "内容被改动过（与校验值不符）"
        elif decision.previous != (before[-1].hash if before else FIRST):
            problem = "与前一行接不上（中间有行被删去、调换或插入）"
        elif decision.seq != number:
            problem = f"编号是 {decision.seq}"
        else:
            return decision
        raise self._damaged(number, problem, before)

    def _compare_head(self, decisions: list[Decision], finished: int) -> None:
        """Raise DamagedLogError when lines are gone that had been recorded."""
        file = self._beside("head")
        if not file.exists():
            return  # killed before the first one was noted, or a copy of the log alone
        try:
            noted = json.loads(file.read_bytes())
            seq, head = int(noted["seq"]), str(noted["hash"])
        except (ValueError, KeyError, TypeError):
            raise DamagedLogError(file, 1, "读不懂，它记着留痕应有几行", tuple(decisions)) from None
        if seq > finished:
            problem = f"缺少：应当有 {seq} 行，只剩 {finished} 行（末尾的被删去或没有写完）"
            raise self._damaged(finished + 1, problem, decisions[:finished])
        if seq and decisions[seq - 1].hash != head:
            raise self._damaged(seq, "与 decisions.head 里记的校验值不符", decisions[: seq - 1])

    def _damaged(self, line: int, problem: str, before: Sequence[Decision]) -> DamagedLogError:
        return DamagedLogError(self.file, line, problem, tuple(before))

    def _chained(
        self, reading: Reading, wishes: Sequence[Wish], who: Person, at: str
    ) -> tuple[Decision, ...]:
        """Return the wishes as lines that follow what was read."""
        lines: list[Decision] = []
        previous, seq = reading.head, len(reading.decisions)
        for number, wish in enumerate(wishes, 1):
            bare = Decision(
                of=self.of,
                seq=seq + number,
                at=at,
                who=clean_text(who.name),
                role=who.role,
                action=wish.action,
                key=clean_text(wish.key),
                proposed=wish.proposed,
                value=clean_text(wish.value) if isinstance(wish.value, str) else wish.value,
                reason=clean_text(wish.reason),
                details=_cleaned(wish.details),
                more=len(wishes) - number,
                previous=previous,
            )
            lines.append(replace(bare, hash=hash_of(bare)))
            previous = lines[-1].hash
        return tuple(lines)

    def _append(self, lines: tuple[Decision, ...], torn: bytes) -> None:
        """Write the lines behind the sound ones and note how far the log has come."""
        content = "".join(as_line(line) + "\n" for line in lines).encode("utf-8")
        is_new = not self.file.exists()
        try:
            if torn:
                durable.append(self._beside("torn"), torn + b"\n")
                with self.file.open("r+b") as opened:
                    opened.truncate(self.file.stat().st_size - len(torn))
            before = durable.append(self.file, content)
            if is_new:
                durable.flush_folder(self.file.parent)
            try:
                self._note_head(lines[-1])
            except OSError:
                os.truncate(self.file, before)
                raise
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreError(
                    f"磁盘已满，写不进 {self.file}，这一步没有记入。请腾出空间后再试。"
                ) from problem
            raise

    def _note_head(self, last: Decision) -> None:
        content = json.dumps({"seq": last.seq, "hash": last.hash}).encode()
        durable.replace(self._beside("head"), content)


def _start_of_batch(decisions: Sequence[Decision]) -> int:
    """Return the position of the first line of the last batch."""
    at = len(decisions) - 1
    while at and decisions[at - 1].more == decisions[at].more + 1:
        at -= 1
    return at


def _cleaned(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return details that a JSON line can hold: texts cleaned, tuples as lists."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return clean_text(value)
        if isinstance(value, list | tuple):
            return [clean(each) for each in value]
        return value

    return {name: clean(value) for name, value in details.items()}
