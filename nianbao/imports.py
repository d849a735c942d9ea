"""``nianbao import …``: figures the site cannot show; only light modules are imported here."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from nianbao import options, workspace
from nianbao.parameters import AsJson, FormId, Site, Workspace, Year
from nianbao.wording import ChineseCommand, ChineseGroup

app = typer.Typer(
    name="import",
    cls=ChineseGroup,
    rich_markup_mode=None,
    help="把网站上看不到的数导入报表：日志、科室表格",
    no_args_is_help=True,
)

Logs = Annotated[
    list[Path],
    typer.Argument(metavar="LOG…", help="网站日志，可列多个，可以是压缩的；写文件夹则读里面全部"),
]
Visitor = Annotated[
    str,
    typer.Option(
        "--visitor",
        metavar="RULE",
        help="怎样算一个用户：ip+ua、ip、forwarded（X-Forwarded-For）、cookie:名称",
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help="不用以前导入的，只用这一次的")]

Table = Annotated[Path, typer.Argument(metavar="FILE", help="科室填回的表或系统导出的表")]
SheetsFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="采集表写到哪里")]
SheetsYear = Annotated[
    int | None, typer.Option("--year", metavar="YEAR", help="印在表上的年度，填回时核对")
]

FormFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="上年填好的报表（docx、xlsx、pdf、网页等）")
]
Proof = Annotated[Path, typer.Argument(metavar="FILE", help="佐证材料")]
FieldKey = Annotated[
    str, typer.Option("--field", metavar="NAME", help="填报项的名称或键名，例如 收到留言数量")
]


@app.command(cls=ChineseCommand, help="从网站日志统计独立用户访问总量（UV）和网站总访问量（PV）")
def visits(
    logs: Logs,
    site: Site,
    year: Year,
    visitor: Visitor = "ip+ua",
    replace: Replace = False,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Count visits in web server logs and keep the two figures for the draft."""
    from nianbao.visiting import import_visits

    import_visits(_place(workspace_folder, site, year), tuple(logs), visitor, replace, as_json)


@app.command(cls=ChineseCommand, help="从科室或系统的表格（CSV、xlsx）导入数据，拿不准的逐条问")
def figures(
    file: Table,
    site: Site,
    year: Year,
    form: FormId = "national_2018",
    replace: Replace = False,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Read figures from a table and keep those that are certain."""
    from nianbao.figures import import_figures

    return import_figures(_place(workspace_folder, site, year), file, form, replace, as_json)


@app.command(cls=ChineseCommand, help="生成发给各科室填的数据采集表（xlsx，一个科室一张）")
def template(
    out: SheetsFile,
    year: SheetsYear = None,
    form: FormId = "national_2018",
    as_json: AsJson = False,
) -> None:
    """Write the sheets to send to departments."""
    checked = options.report_year(year) if year is not None else None
    from nianbao.figures import write_template

    write_template(out, form, checked, as_json)


@app.command(cls=ChineseCommand, help="导入上年的报表：填上年数、沿用不变的内容、核对增减")
def prior(
    file: FormFile,
    site: Site,
    year: Year,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Read last year's filled form and keep its values for comparison."""
    from nianbao.supporting import import_prior

    import_prior(_place(workspace_folder, site, year), file, as_json)


@app.command(cls=ChineseCommand, help="给一个填报项附上佐证材料（截图、文件、台账）")
def attachment(
    file: Proof,
    site: Site,
    year: Year,
    field: FieldKey,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Bind a file to a field by its hash."""
    from nianbao.supporting import attach

    attach(_place(workspace_folder, site, year), file, field, as_json)


def _place(folder: Path, site: str, year: int) -> workspace.Place:
    """Return where the site's year is kept; raises UsageError for a bad option.

    A site that was never crawled, where others were, may be mistyped: that is said, not refused.
    """
    place = workspace.Place(folder, options.site_name(site), options.report_year(year))
    there = tuple(each.site for each in workspace.crawled(folder))
    if there and place.site not in there:
        sys.stderr.write(
            f"提醒：还没有采集过 {place.site}；{workspace.crawled_words(folder)}。"
            "写错了网站（端口也要写）的，请换 --site 再导入一次。\n"
        )
    return place
