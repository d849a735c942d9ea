"""The main job: crawl, audit, fill, write; each stage one call, each result one file.

A stage whose file is there is not repeated: an unsealed crawl goes on where it stopped, a sealed
one is not asked again; audits and outputs are always made anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import nianbao
from audits.facts import Outcome
from audits.runner import AUDITS
from crawler.errors import UsageError
from crawler.options import CrawlOptions
from crawler.profile import load as load_profile
from crawler.spiders.site import CrawlEnd, crawl
from nianbao.doctor import missing_browser
from nianbao.drafts import remember_form
from nianbao.exits import DONE, INCOMPLETE, arm
from nianbao.judgement import judge
from nianbao.logfile import log, open_log
from nianbao.neutrality import judge_neutrally, write_checklist
from nianbao.progress import Listener
from nianbao.workspace import Place, make_writable, set_aside
from nianbao.yearbefore import keep_found_form, material
from reportgen.exports import write_all
from reportgen.fill import fill
from reportgen.form import Form, load_form
from reportgen.pictures import read_pictures
from reportgen.report import Report, ReportField

_ZONE = ZoneInfo("Asia/Shanghai")
_TRUSTED = (Outcome.OBSERVED, Outcome.ESTIMATE)


@dataclass(frozen=True, slots=True)
class Job:
    """One line of ``nianbao prefill``, checked; ``rate`` None is the polite default."""

    url: str
    place: Place
    form_id: str
    out: Path
    rate: float | None = None
    full: bool = False
    fresh: bool = False
    browser: bool = True
    families: bool = True
    allow_root_browser: bool = False
    profile_file: Path | None = None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What the job made; ``files`` are those a person opens, the report page first."""

    report: Report
    out: Path
    files: tuple[Path, ...]

    @property
    def audited(self) -> Iterator[ReportField]:
        """Yield the fields of this form that an audit fills, in form order."""
        keys = {key for audit in AUDITS for key in audit.fields}
        yield from (field for key, field in self.report.fields.items() if key in keys)

    @property
    def exit_code(self) -> int:
        """Return 0 when every key an audit fills can be trusted and the crawl is complete."""
        trusted = all(field.outcome in _TRUSTED for field in self.audited)
        return DONE if trusted and self.report.crawl.complete else INCOMPLETE


def prefill(job: Job, listener: Listener) -> Draft:
    """Do the main job and return the draft.

    Raises the errors of ``crawler.errors``, and KeyboardInterrupt when the crawl was paused.
    """
    form = load_form(job.form_id)
    make_writable(job.place.folder, "--workspace")
    make_writable(job.out, "--out")
    _check_profile(job.profile_file)
    open_log(job.place.log_file, f"prefill {job}")
    generated_at = datetime.now(_ZONE)
    if job.fresh:
        set_aside(job.place, generated_at)
    if job.browser and (missing := missing_browser()):
        _say(f"{missing.title}{missing.message}")
        job = replace(job, browser=False)
    end = crawl(_crawl_options(job), listener)
    arm()
    if end.interrupted:
        raise KeyboardInterrupt
    _log_end(end)
    return _fill(job, form, generated_at)


def _fill(job: Job, form: Form, generated_at: datetime) -> Draft:
    """Audit the crawl, fill the form and write every output."""
    judging = judge_neutrally if job.neutral else judge
    facts, profile = judging(job.place, job.profile_file)
    at = generated_at.isoformat(timespec="seconds")
    keep_found_form(job.place, facts, profile, at)
    report = fill(facts, form, at, profile.unit, material(job.place))
    report = replace(report, pictures=read_pictures(job.place.crawl_file))
    files = write_all(report, job.out)
    if not job.neutral:
        remember_form(job.place, form.id)
    else:
        files = (*files, write_checklist(report, job.place, job.out))
    log.info("written: %s", ", ".join(str(file) for file in files))
    return Draft(report, job.out, files)


def _check_profile(file: Path | None) -> None:
    """Read ``--profile`` once before the crawl, so that its faults cost nobody an hour."""
    if file is None:
        return
    if not file.is_file():
        raise UsageError(f"--profile：没有这个文件：{file}")
    load_profile(file)


def _crawl_options(job: Job) -> CrawlOptions:
    """Hand the job's choices to the crawl."""
    return CrawlOptions(
        url=job.url,
        year=job.place.year,
        folder=job.place.folder,
        site_file=job.place.site_file,
        profile_file=job.profile_file,
        rate=job.rate,
        full=job.full,
        browser=job.browser,
        families=job.families,
        allow_root_browser=job.allow_root_browser,
        version=nianbao.__version__,
    )


def _say(sentence: str) -> None:
    """Tell the person something that changes what the draft will hold."""
    log.warning(sentence)
    sys.stderr.write(f"提醒：{sentence}。\n")


def _log_end(end: CrawlEnd) -> None:
    """Note in the log how the crawl ended."""
    state = "was sealed before" if end.already_sealed else "sealed" if end.sealed else "not sealed"
    log.info("crawl %s", state)
