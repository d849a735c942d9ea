"""``nianbao export``: the signed form or a draft, in the formats asked for, all of them or none."""

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.errors import UsageError
from crawler.profile import load as load_profile
from nianbao.drafts import confirmed
from nianbao.exits import DONE, INCOMPLETE, print_json
from nianbao.workspace import Place, make_writable
from reportgen.deciders import deciders
from reportgen.decisions.confirmed import Confirmed, why_not_final
from reportgen.diff.rows import read_rows
from reportgen.official.filling.template import Filled, fill_template
from reportgen.official.form import OfficialForm, draft_form, signed_form
from reportgen.official.interface import FormFile
from reportgen.official.note import note_files
from reportgen.official.package import Inputs, as_file, kept_files
from reportgen.official.placing import place as put
from reportgen.official.registry import FORMATS
from reportgen.pictures import read_pictures

_ZONE = ZoneInfo("Asia/Shanghai")
_USUAL = ("docx", "xlsx", "html", "copysheet")
_MOST_NAMED = 12
_PACKAGE, _NOTE = "package", "note"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written where; ``formats`` are ids of ``FORMATS``."""

    formats: tuple[str, ...]
    out: Path
    draft: bool
    template: Path | None = None


def wish(formats: str | None, out: Path, draft: bool, template: Path | None) -> Wish:
    """Return what was asked for; raises UsageError for an unknown format or a missing file."""
    known = [*(each.id for each in FORMATS), _NOTE, _PACKAGE]
    named = [word.strip().lower() for word in (formats or "").split(",") if word.strip()]
    for word in named:
        if word not in known:
            raise UsageError(f"--format 不对：没有“{word}”这一种，可以写：{'、'.join(known)}")
    if template is not None and not template.is_file():
        raise UsageError(f"--template：没有这个文件：{template}")
    if not named and formats is None and template is None:
        named = list(_USUAL)
    if not named and template is None:
        raise UsageError(f"--format 后面要写至少一种：{'、'.join(known)}")
    return Wish(tuple(dict.fromkeys(named)), out, draft, template)


def export(place: Place, asked: Wish, as_json: bool) -> int:
    """Write the files and say where they are.

    The exit code is 3 when a template has fields that could not be filled. Raises UsageError
    naming what is left to do when the form is not final and no draft was asked for, ExportError
    when a file does not say what was meant; then none is written.
    """
    decided = confirmed(place, datetime.now(_ZONE))
    make_writable(asked.out, "--out")
    form = form_of(decided, asked.draft)
    files: list[FormFile] = []
    for each in FORMATS:
        if each.id in asked.formats:
            files += each.render(form)
    if _NOTE in asked.formats:
        files += note_files(form, deciders(decided))
    if _PACKAGE in asked.formats:
        files.append(_package(place, form, decided))
    filled = Filled(b"", (), {})
    if asked.template is not None:
        filled = fill_template(form, asked.template.read_bytes(), asked.template.name)
        ending = f"-{asked.template.stem}{asked.template.suffix.lower()}"
        files.append(FormFile(ending, filled.content))
    paths = put(files, asked.out, form.stem, replace=form.is_draft)
    _tell(form, paths, files, filled, as_json)
    return INCOMPLETE if filled.unplaced else DONE


def _package(place: Place, form: OfficialForm, decided: Confirmed) -> FormFile:
    """Return the evidence package of a year, written once its place is ready."""
    return as_file(
        Inputs(
            form=form,
            draft=replace(decided.draft, pictures=read_pictures(place.crawl_file)),
            files=tuple(kept_files(place.folder, place.site_file)),
            rows=read_rows(place.crawl_file, load_profile(place.site_file)),
            decisions=decided.decisions,
        )
    )


def form_of(decided: Confirmed, as_draft: bool) -> OfficialForm:
    """Return the signed form, or a draft if one was asked for; raises UsageError otherwise."""
    left = why_not_final(decided)
    if as_draft:
        return draft_form(decided.report, left)
    if left or decided.signature is None:
        points = "".join(f"\n  · {point}" for point in left)
        raise UsageError(f"还不能导出正式报表：{points}\n加 --draft 可以先导出草稿。")
    return signed_form(decided.report, decided.signature.decision.at, decided.decisions[-1].hash)


def _tell(
    form: OfficialForm,
    paths: tuple[Path, ...],
    files: list[FormFile],
    filled: Filled,
    as_json: bool,
) -> None:
    """Say what was written, what could not be placed, and what a draft still lacks."""
    notes = [file.note for file in files if file.note]
    if as_json:
        print_json(
            {
                "draft": form.is_draft,
                "signed_at": form.signed_at or None,
                "files": [str(path.resolve()) for path in paths],
                "notes": notes,
                "left": list(form.left),
                "unplaced": filled.unplaced,
                "printed_year": filled.printed_year or None,
            }
        )
        return
    lines = [f"{'草稿' if form.is_draft else '正式报表'} {len(paths)} 个文件，写出后都已核对："]
    lines += [f"  {path}" for path in paths]
    lines += notes
    unplaced = dict(filled.unplaced)
    if filled.printed_year:
        unplaced.pop("report_year", None)
        year = form.report.year
        lines.append(
            f"请注意：上级这份表的表题印的是 {filled.printed_year} 年度，不是 {year} 年度。"
            f"{year} 年度的数已经填进去，表题没有改；请先核对用的是不是这份表，再报送。"
        )
    if unplaced:
        lines.append(f"上级的表里有 {len(unplaced)} 项没有填上，请手工填：")
        names = {key: item.field.label for key, item in form.report.fields.items()}
        lines += [f"  · {names.get(key, '报表年度')}：{why}" for key, why in unplaced.items()]
    if form.left:
        shown = form.left[:_MOST_NAMED]
        lines += ["出正式报表还差：", *(f"  · {point}" for point in shown)]
        if len(form.left) > len(shown):
            lines.append(f"  · 等 {len(form.left)} 项")
    sys.stdout.write("\n".join(lines) + "\n")
