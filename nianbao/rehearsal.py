"""``nianbao demo``: the main job on the bundled sample site, and whether its answers came out."""

import errno
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from audits.facts import Outcome
from nianbao import options
from nianbao.closing import document, show
from nianbao.demo.server import serve
from nianbao.demo.site import YEAR, answers
from nianbao.demo.truth import FieldTruth
from nianbao.exits import BROKEN, DONE, print_json
from nianbao.prefill import Draft, Job, prefill
from nianbao.progress import watching
from nianbao.workspace import Place
from reportgen.report import Report, ReportField

FORM = "national_2018"
_PORTS = (*range(8021, 8030), 0)  # a fixed one, so that an interrupted demo finds its crawl again


@dataclass(frozen=True, slots=True)
class Difference:
    """A known answer that did not come out; ``sentence`` tells both sides."""

    key: str
    sentence: str


def rehearse(workspace: Path, out: Path | None, as_json: bool) -> int:
    """Run the demo and say whether its known answers came out; return the exit code."""
    with _site() as home:
        draft = _main_job(home, workspace, out)
    differences = compare(draft.report, answers())
    code = BROKEN if differences else DONE
    if as_json:
        told = [difference.sentence for difference in differences]
        print_json({**document(draft), "differences": told, "exit": code})
        return code
    show(draft)
    sys.stdout.write("\n".join(_verdict(draft, differences, workspace)) + "\n")
    return code


def compare(report: Report, known: dict[str, FieldTruth]) -> tuple[Difference, ...]:
    """Return the known answers that the report contradicts.

    A lower bound may lie below the truth, never above it; every other value must be the truth.
    """
    return tuple(
        Difference(key, f"{report.fields[key].field.label}：{complaint}")
        for key, truth in known.items()
        if (complaint := _complaint(report.fields[key], truth))
    )


def _complaint(field: ReportField, truth: FieldTruth) -> str:
    """Return what is wrong with one answer; empty when it is right."""
    if field.outcome not in truth.outcomes:
        return f"应为 {truth.value}，却得到 {field.value}（{field.outcome}：{field.reason}）"
    if field.outcome is Outcome.PARTIAL:
        too_many = (
            isinstance(field.value, int | float)
            and isinstance(truth.value, int | float)
            and field.value > truth.value
        )
        return f"至少 {field.value}，多于实有的 {truth.value}" if too_many else ""
    if field.value is None or field.value == truth.value:
        return ""
    return f"应为 {truth.value}，却得到 {field.value}"


@contextmanager
def _site() -> Iterator[str]:
    """Serve the sample site on the first free port of the usual ones; yield its address."""
    with ExitStack() as stack:
        for port in _PORTS:
            try:
                home = stack.enter_context(serve(port))
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE or port == 0:
                    raise
            else:
                break
        yield home


def _main_job(home: str, workspace: Path, out: Path | None) -> Draft:
    """Do what ``nianbao prefill`` does, without waiting between requests."""
    place = Place(workspace, options.host_of(home), YEAR)
    sys.stderr.write(f"样例网站（虚构单位）已在本机打开：{home}\n")
    job = Job(url=home, place=place, form_id=FORM, out=out or place.out, rate=0.0)
    with watching() as listener:
        return prefill(job, listener)


def _verdict(draft: Draft, differences: tuple[Difference, ...], workspace: Path) -> list[str]:
    """Return the closing sentences of the demo."""
    if not differences:
        page = next((file for file in draft.files if file.suffix == ".html"), draft.out)
        return [
            "",
            f"样例网站的已知答案全部核对一致。请用浏览器打开：{page.resolve()}",
            f"逐项确认、审签：script/nianbao review --workspace {workspace}",
            "换成本单位网站：script/nianbao prefill https://www.example.gov.cn/ --year 2025",
        ]
    return [
        "",
        "样例网站的已知答案没有全部得出：",
        *(f"  {difference.sentence}" for difference in differences),
        f"若刚升级过程序，请删除 {draft.out.parent} 后再运行一次；否则请反馈给开发者。",
    ]
