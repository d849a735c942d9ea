"""The commands and their options; what they do lives in modules imported when they run.

Only light modules are imported here, so that ``--help`` answers at once.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

import nianbao
from nianbao import desk, exits, filings, imports, issuing, options, workspace
from nianbao.parameters import AsJson, FormId, Site, Workspace, Year
from nianbao.wording import ChineseCommand, ChineseGroup

app = typer.Typer(
    name="nianbao",
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="草稿放到哪里；不写则放在工作文件夹的 网站/年度/out"),
]
HomeUrl = Annotated[
    str, typer.Argument(metavar="URL", help="网站首页网址，以 http:// 或 https:// 开头")
]
Rate = Annotated[
    float | None,
    typer.Option("--rate", metavar="N", help="每秒请求数；0 为不等待，只用于本单位内网或本机"),
]
Full = Annotated[bool, typer.Option("--full", help="列表里的每篇文章都打开看")]
Fresh = Annotated[bool, typer.Option("--fresh", help="重新采集，原来的采集结果改名保留")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="不使用浏览器")]
NoFamilies = Annotated[bool, typer.Option("--no-families", help="不用已知建站系统的经验")]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="按这份网站档案清点，只读取不改写"),
]
Neutral = Annotated[
    bool, typer.Option("--neutral", help="检查用：不采用网站档案里的人工指定，另附 30 条的抽查表")
]
RootBrowser = Annotated[
    bool,
    typer.Option("--allow-root-browser", help="以 root 运行时也对外网使用浏览器（没有沙箱保护）"),
]


@app.callback(help="采集本单位网站，按《政府网站工作年度报表》清点，交出一份每个数都有依据的草稿。")
def front(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
) -> None:
    """Answer ``--version``, and show the commands when none is given."""
    if version:
        sys.stdout.write(f"nianbao {nianbao.__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")
        raise typer.Exit


@app.command(
    cls=ChineseCommand, help="主要用法：采集网站、清点、预填报表；中断后再运行同一命令即继续"
)
def prefill(
    url: HomeUrl,
    year: Year,
    form: FormId = "national_2018",
    out: Out = None,
    rate: Rate = None,
    full: Full = False,
    fresh: Fresh = False,
    no_browser: NoBrowser = False,
    no_families: NoFamilies = False,
    allow_root_browser: RootBrowser = False,
    profile: Profile = None,
    neutral: Neutral = False,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Check the line, then do the main job and show its end."""
    home = options.home_url(url)
    place = workspace.Place(workspace_folder, options.host_of(home), options.report_year(year))
    speed = options.request_rate(rate)

    from nianbao.closing import finish
    from nianbao.prefill import Job
    from nianbao.prefill import prefill as do
    from nianbao.progress import watching

    job = Job(
        url=home,
        place=place,
        form_id=form,
        out=out or (place.out.with_name("out-neutral") if neutral else place.out),
        rate=speed,
        full=full,
        fresh=fresh,
        browser=not no_browser,
        families=not no_families,
        allow_root_browser=allow_root_browser,
        profile_file=profile,
        neutral=neutral,
    )
    with watching() as listener:
        draft = do(job, listener)
    return finish(draft, as_json)


@app.command(cls=ChineseCommand, help="在本机用自带的样例网站走一遍，不需要联网")
def demo(
    out: Out = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Run the main job on the bundled site and compare with what is known of it."""
    from nianbao.rehearsal import rehearse

    return rehearse(workspace_folder, out, as_json)


@app.command(cls=ChineseCommand, help="列出网站的栏目、归类、本年条数和采集程度")
def columns(
    site: Site,
    year: Year,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the column ledger of a crawl."""
    place = workspace.Place(workspace_folder, options.site_name(site), options.report_year(year))
    from nianbao import listings

    if as_json:
        exits.print_json(listings.columns_document(place))
    else:
        listings.show_columns(place)


@app.command(cls=ChineseCommand, help="列出能填的报表样式")
def forms(
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the known forms."""
    from nianbao import listings

    if as_json:
        exits.print_json(listings.forms_document())
    else:
        listings.show_forms()


@app.command(cls=ChineseCommand, help="检查这台机器还缺什么")
def doctor(workspace_folder: Workspace = workspace.DEFAULT, as_json: AsJson = False) -> int:
    """Show what is missing on this machine."""
    from nianbao import doctor as machine

    findings = machine.examine(workspace_folder)
    if as_json:
        exits.print_json(machine.document(findings))
    else:
        machine.show(findings)
    return max(finding.exit_code for finding in findings)


filings.register(app)
desk.register(app)
issuing.register(app)
app.add_typer(imports.app)


def main(words: list[str] | None = None) -> int:
    """Run one command line and return its exit code (the contract's table)."""
    line = sys.argv[1:] if words is None else words
    exits.arm()
    command = typer.main.get_command(app)
    return exits.ending(
        lambda: command.main(line, prog_name="nianbao", standalone_mode=False), "--json" in line
    )
