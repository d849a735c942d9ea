"""Arguments and options that several commands share, as Typer reads them."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help="工作文件夹，采集内容都放在这里")
]
AsJson = Annotated[bool, typer.Option("--json", help="只在标准输出打印一份 JSON")]
Site = Annotated[str, typer.Option("--site", metavar="HOST", help="网站域名，有端口的带端口")]
Year = Annotated[int, typer.Option("--year", metavar="YEAR", help="报表年度，例如 2025")]
FormId = Annotated[
    str, typer.Option("--form", metavar="NAME", help="报表样式，有哪些见 nianbao forms")
]
