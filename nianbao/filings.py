"""Commands about forms already submitted; only light modules are imported here."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import UsageError
from nianbao import options, workspace
from nianbao.parameters import AsJson, Site, Workspace, Year
from nianbao.wording import ChineseCommand

FilledForms = Annotated[
    str,
    typer.Argument(
        metavar="FILE-or-DIR",
        help="填好的报表；写文件夹则读里面全部，汇成一张表；也可写它在本单位网站上的网址",
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="读文件夹时，汇总表和退回意见放到哪里"),
]
FormName = Annotated[
    str | None, typer.Option("--form", metavar="NAME", help="按这种报表认；不写则自动辨认")
]

HtmlFile = Annotated[
    Path | None, typer.Option("--html", metavar="OUT", help="另写一份网页，写到哪里")
]
BookFile = Annotated[
    Path | None, typer.Option("--xlsx", metavar="OUT", help="另写一份 Excel，写到哪里")
]

SubmittedForm = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="填好的报表；用 --with 或 --crawl 时不写"),
]
OtherYear = Annotated[
    int | None, typer.Option("--with", metavar="YEAR", help="改为与另一年度的草稿比")
]
Crawls = Annotated[
    tuple[Path, Path] | None,
    typer.Option("--crawl", metavar="A B", help="改为比同一年度的两次采集（crawl-….sqlite）"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command(cls=ChineseCommand, help="读取填好的报表，按报表自身的规则核对")(submitted)
    app.command(cls=ChineseCommand, help="已报数与草稿逐项核对，每处不同用明细说明")(diff)


def submitted(
    file: FilledForms,
    form: FormName = None,
    out: OutFolder = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Read a filled form, or a folder of them, and show what their own rules say."""
    from nianbao import gathering, submissions

    form_id = submissions.checked_form(form)
    if file.lower().startswith(("http://", "https://")):
        return submissions.read_page(file, form_id, as_json)
    path = submissions.existing(Path(file))
    if path.is_dir():
        target = out or workspace_folder / "submitted"
        return gathering.read_folder(path, form_id, target, as_json)
    return submissions.read_one(path, form_id, as_json)


def diff(
    site: Site,
    year: Year,
    file: SubmittedForm = None,
    other: OtherYear = None,
    crawls: Crawls = None,
    html: HtmlFile = None,
    xlsx: BookFile = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Compare a filled form, another year or another crawl with the draft of a site and year."""
    place = workspace.Place(workspace_folder, options.site_name(site), options.report_year(year))
    if [file, other, crawls].count(None) != 2:
        raise UsageError(
            "diff 后面写一份填好的报表，或 --with 年度，或 --crawl 两个采集文件，三选一。"
        )
    from nianbao import differences, submissions

    if file is not None:
        path = submissions.existing(file)
        return differences.against_draft(path, place, html, xlsx, as_json)
    if other is not None:
        with_year = options.report_year(other)
        return differences.between_years(place, with_year, html, xlsx, as_json)
    assert crawls is not None
    return differences.between_crawls(place, crawls, html, xlsx, as_json)
