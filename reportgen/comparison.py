"""The CMS back end's count of each column beside what the site shows, each gap explained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audits.facts import LedgerColumn, Remark
from crawler.records import Verdict
from reportgen.imports.backend import ColumnCount
from reportgen.imports.labels import bare


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """One column: both counts (None where one side does not know it) and why they differ."""

    path: tuple[str, ...]
    backend: int | None
    site: int | None
    url: str
    explanation: str

    @property
    def is_equal(self) -> bool:
        """Whether both sides count the same."""
        return self.backend is not None and self.backend == self.site


def compare(
    columns: Iterable[LedgerColumn], counts: Iterable[ColumnCount]
) -> tuple[ComparedColumn, ...]:
    """Return every column of either side once, in the order of the ledger, strangers last."""
    ledger = tuple(columns)
    given = tuple(counts)
    if not given:
        return ()
    partner = {place: _partner(each, ledger) for place, each in enumerate(given)}
    taken: dict[int, ColumnCount] = {
        found: given[at] for at, found in partner.items() if found is not None
    }
    return (
        *(_row(each, taken.get(at)) for at, each in enumerate(ledger) if _shown(each)),
        *_strangers(given, partner, ledger),
    )


def remarks(compared: tuple[ComparedColumn, ...]) -> Iterator[Remark]:
    """Yield one line that says how many columns agree."""
    if compared:
        equal = sum(each.is_equal for each in compared)
        message = (
            f"建站后台统计与网站上数到的逐个栏目对照：{equal} 个一致，"
            f"{len(compared) - equal} 个不同或一方没有，原因见 evidence/栏目对照.csv。"
        )
        yield Remark("A-后台统计", "info", message, ("items_total",))


def _full(line: LedgerColumn) -> tuple[str, ...]:
    """Return the names from the top down to the column's own, which may stand apart."""
    return line.path if line.path[-1:] == (line.name,) else (*line.path, line.name)


def _shown(line: LedgerColumn) -> bool:
    return line.in_total and not line.rollup


def _partner(count: ColumnCount, ledger: tuple[LedgerColumn, ...]) -> int | None:
    """Return the one column with the same path end, or the one with the same name."""
    wanted = [bare(part) for part in count.path]
    paths = [[bare(part) for part in _full(line)] for line in ledger]
    for length in range(len(wanted), 0, -1):
        found = [place for place, path in enumerate(paths) if path[-length:] == wanted[-length:]]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _row(line: LedgerColumn, count: ColumnCount | None) -> ComparedColumn:
    path = _full(line)
    if count is None:
        why = "后台统计里没有这个栏目"
        return ComparedColumn(path, None, line.in_year, line.url, why)
    return ComparedColumn(path, count.count, line.in_year, line.url, _why(line, count.count))


def _why(line: LedgerColumn, backend: int) -> str:
    """Explain a difference by what was seen in the column; never claim more than that."""
    if line.in_year is None or line.verdict is Verdict.UNKNOWN:
        return f"网站上未能采集：{line.reason}"
    gap = backend - line.in_year
    if gap == 0:
        return "一致"
    if gap < 0:
        return f"网站上多 {-gap} 条：后台可能按录入时间统计，或只算了本栏目直接发布的"
    seen = {
        "外链": line.external_in_year or 0,
        "无日期": line.undated,
        "存疑": line.doubtful,
    }
    parts = [f"{name} {number} 条" for name, number in seen.items() if number]
    said = f"网站上少 {gap} 条"
    if parts:
        said += f"，其中没有计入的有{'、'.join(parts)}"
    if line.verdict is Verdict.LOWER_BOUND:
        return f"{said}；本栏目未采全：{line.reason}"
    left = gap - sum(seen.values())
    return f"{said}；{left} 条可能已经撤下，或后台连草稿、下级栏目一起算" if left > 0 else said


def _strangers(
    given: tuple[ColumnCount, ...],
    partner: dict[int, int | None],
    ledger: tuple[LedgerColumn, ...],
) -> Iterator[ComparedColumn]:
    names = [bare(line.name) for line in ledger]
    for place, count in enumerate(given):
        if partner[place] is None:
            many = names.count(bare(count.path[-1]))
            why = f"网站上有 {many} 个同名栏目，分不清是哪一个" if many > 1 else "网站上没有找到"
            yield ComparedColumn(count.path, count.count, None, "", why)
        elif not _shown(line := ledger[partner[place] or 0]):
            why = "本工具不计入总数的栏目"
            yield ComparedColumn(count.path, count.count, line.in_year, line.url, why)
