"""Commands for the finished report: exported, published; only light modules are imported here."""

from pathlib import Path
from typing import Annotated

import typer

from nianbao import options, workspace
from nianbao.parameters import AsJson, Site, Workspace, Year
from nianbao.wording import ChineseCommand

Formats = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="LIST",
        help="要哪几种，用逗号隔开：docx pdf xlsx html csv json copysheet（录入对照表）"
        " note（口径说明） package（取证包）；不写则 docx,xlsx,html,copysheet",
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="放到哪里；不写则放在工作文件夹的 网站/年度/official"
    ),
]
AsDraft = Annotated[bool, typer.Option("--draft", help="导出草稿，每页都标明未审签")]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="把数填进上级发来的空白表（docx、xlsx）"),
]

PublicUrl = Annotated[str, typer.Argument(metavar="URL", help="报表在本单位网站上公开的网址")]
Deadline = Annotated[
    str | None,
    typer.Option(
        "--deadline",
        metavar="DATE",
        help="公开期限；不写则按网站档案，档案也没写的为次年 1 月 31 日",
    ),
]
Rate = Annotated[
    float | None,
    typer.Option("--rate", metavar="N", help="每秒请求数；0 为不等待，只用于本单位内网或本机"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command(cls=ChineseCommand, help="导出报表：审签齐全才出正式报表，否则加 --draft 出草稿")(
        export
    )
    app.command(
        cls=ChineseCommand, help="核对网站上公开的报表：与审定的一致、首页能点到、在期限内"
    )(published)


def export(
    site: Site,
    year: Year,
    formats: Formats = None,
    out: OutFolder = None,
    draft: AsDraft = False,
    template: Template = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Write the official form of a site and year, or its draft."""
    place = workspace.Place(workspace_folder, options.site_name(site), options.report_year(year))
    from nianbao import exporting

    wish = exporting.wish(formats, out or place.folder / "official", draft, template)
    return exporting.export(place, wish, as_json)


def published(
    url: PublicUrl,
    site: Site,
    year: Year,
    deadline: Deadline = None,
    rate: Rate = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Compare the published report with the signed one."""
    place = workspace.Place(workspace_folder, options.site_name(site), options.report_year(year))
    address, day = options.home_url(url), options.day(deadline, "--deadline")
    speed = options.request_rate(rate)
    from nianbao import publishing

    return publishing.published(place, address, speed, day, as_json)
